"""What happens to the people behind an idea."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class CoAuthorInvited(Event):
    """Its author invites somebody by their address; an invitation by link is handed over."""

    invitation_id: uuid.UUID
    idea_id: uuid.UUID


@dataclass(frozen=True)
class CoAuthorJoined(Event):
    """A person stands behind it with its author from now on."""

    idea_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True)
class CoAuthorLeft(Event):
    """A person stands behind it no more, by their own wish or by its author's."""

    idea_id: uuid.UUID
    person_id: uuid.UUID
