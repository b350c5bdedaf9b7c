"""Accounts to try the embedded mode with, one tap each; they open nowhere else."""

import uuid

from flask import Flask, current_app
from sqlalchemy import select

from beffroi.core import db
from beffroi.identity.models import Person, Session
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.rules.signing import same_address
from beffroi.identity.services.sessions import open_session_of
from beffroi.settings import Settings

EXTENSION = "beffroi_demo_accounts"


def offer_demo_accounts(app: Flask, emails: tuple[str, ...]) -> None:
    """Say which invented people may be tried, in the order they are shown."""
    app.extensions[EXTENSION] = tuple(same_address(email) for email in emails)


def demo_accounts() -> list[Person]:
    """The invented people that may be tried here: none outside the embedded mode."""
    emails: tuple[str, ...] = current_app.extensions.get(EXTENSION, ())
    if not is_embedded() or not emails:
        return []
    found = db.session().scalars(select(Person).where(Person.email.in_(emails)))
    return sorted(found, key=lambda person: emails.index(person.email or ""))


def open_demo_session(person_id: uuid.UUID, device: str = "") -> tuple[Person, Session, str]:
    """Sign in as an invented person."""
    person = next((one for one in demo_accounts() if one.id == person_id), None)
    if person is None:
        raise PersonUnknown
    session, secret = open_session_of(person, device, "demo")
    session.second_factor_at = session.created_at  # nobody carries an authenticator for these
    return person, session, secret


def is_embedded() -> bool:
    """Whether this is the one-process mode that shows its mail and its invented accounts."""
    settings: Settings = current_app.extensions["beffroi_settings"]
    return settings.embedded
