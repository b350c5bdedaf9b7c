"""What becomes of ideas, and what is due about them."""

import uuid
from dataclasses import dataclass
from datetime import date

from beffroi.core.events import Event


@dataclass(frozen=True)
class IdeaMoved(Event):
    """It came to another stage, or the answer given there was put right; `number` of its step."""

    idea_id: uuid.UUID
    stage: str
    number: int = 0


@dataclass(frozen=True)
class IdeaForwarded(Event):
    """It was proposed to a budget, a council or the lab; `initiator_id` is who wrote it."""

    idea_id: uuid.UUID
    destination: str
    initiator_id: uuid.UUID | None
    number: int


@dataclass(frozen=True)
class IdeaNewsQueued(Event):
    """Those who follow an idea are to be told of a step of it, from one of them on.

    `about_id` is the event of the step: nobody is told twice of one; `by_id` is who made it.
    """

    idea_id: uuid.UUID
    number: int
    about_id: uuid.UUID
    by_id: uuid.UUID | None
    after_id: uuid.UUID | None


@dataclass(frozen=True)
class IdeasFellSilent(Event):
    """Of so many ideas of a place nothing was heard for long, the first one among them."""

    contract_slug: str
    neighbourhood_slug: str | None
    office_slug: str | None
    idea_id: uuid.UUID
    many: int
    since: date


@dataclass(frozen=True)
class AnswersAwaited(Event):
    """So many answers of a call are due soon, and so many late."""

    call_id: uuid.UUID
    soon: int
    late: int
