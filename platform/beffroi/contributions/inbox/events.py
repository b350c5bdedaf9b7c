"""What the staff does with the ideas of its inbox."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class IdeaAssigned(Event):
    """Somebody sees to it from now on, or nobody; `batch_id` when it was one of many."""

    idea_id: uuid.UUID
    person_id: uuid.UUID | None
    batch_id: uuid.UUID | None = None


@dataclass(frozen=True)
class IdeaTagged(Event):
    """It bears this tag."""

    idea_id: uuid.UUID
    tag_id: uuid.UUID


@dataclass(frozen=True)
class IdeaUntagged(Event):
    """It bears this tag no more."""

    idea_id: uuid.UUID
    tag_id: uuid.UUID


@dataclass(frozen=True)
class InboxTagRenamed(Event):
    """A tag has another name, or went into the tag `into_id` that had it already."""

    tag_id: uuid.UUID
    into_id: uuid.UUID | None


@dataclass(frozen=True)
class IdeaNoteWritten(Event):
    """A private note was added."""

    note_id: uuid.UUID
    idea_id: uuid.UUID


@dataclass(frozen=True)
class IdeaNoteDropped(Event):
    """A private note was taken away."""

    note_id: uuid.UUID
    idea_id: uuid.UUID


@dataclass(frozen=True)
class InboxBatchApplied(Event):
    """An act was done on many ideas; `person_id` is who they were given to, if they were."""

    batch_id: uuid.UUID
    act: str
    changed: int
    person_id: uuid.UUID | None
