"""A kind of text of our own, and moderators of several places."""

from datetime import datetime

import pytest
from flask import Flask

from beffroi.core.actor import Actor, Grant, Role
from beffroi.core.ids import new_id
from beffroi.moderation import kinds
from tests.moderation.notes import Notes


@pytest.fixture
def notes(app: Flask, clock: datetime, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """The kind "note", known for the time of a test whose clock stands still."""
    registered = Notes()
    monkeypatch.setitem(kinds._registry.kinds, registered.name, registered)
    return registered


@pytest.fixture
def moderator() -> Actor:
    """Somebody who moderates the whole contract of Lens-Liévin; no row, hence no name."""
    return moderator_of("contract", "lens-lievin")


def moderator_of(scope_kind: str, scope_id: str) -> Actor:
    """Somebody who moderates this place only."""
    grant = Grant(Role.MODERATOR, scope_kind, scope_id)
    return Actor("person", person_id=None, session_id=new_id(), grants=(grant,))
