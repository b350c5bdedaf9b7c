"""What identity tells the other slices."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class SignInLinkRequested(Event):
    """Somebody asked for a link; a worker sends it."""

    link_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class PersonSignedIn(Event):
    """A link, or a demo account, opened a session."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class SessionClosed(Event):
    """A device was signed out."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class RoleGranted(Event):
    """A person was given a role somewhere."""

    person_id: uuid.UUID
    role: str
    scope_kind: str
    scope_id: str
