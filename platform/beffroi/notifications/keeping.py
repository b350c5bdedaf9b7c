"""What notifications keep of a person: their messages, which follow them into an account."""

import uuid
from dataclasses import dataclass

from sqlalchemy import update

from beffroi.core import db
from beffroi.identity import belongings
from beffroi.identity.belongings import Trace
from beffroi.notifications.models import Message


@dataclass(frozen=True)
class Told:
    """Messages as identity asks for them."""

    name: str = "notifications"

    def traces_of(self, _person_id: uuid.UUID) -> list[Trace]:
        """Being told something is not doing something."""
        return []

    def hand_over(self, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
        """One event is told to its author alone: no two of the same meet here."""
        theirs = update(Message).where(Message.person_id == from_id).values(person_id=to_id)
        db.session().execute(theirs.execution_options(synchronize_session=False))


def register() -> None:
    """Make it known to identity."""
    belongings.register(Told())
