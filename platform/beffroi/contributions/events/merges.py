"""What happens to ideas that are put together or made into several."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class IdeaMerged(Event):
    """An idea joined another."""

    idea_id: uuid.UUID
    target_id: uuid.UUID
    merge_id: uuid.UUID


@dataclass(frozen=True)
class IdeaUnmerged(Event):
    """An idea that had joined another stands alone again."""

    idea_id: uuid.UUID
    target_id: uuid.UUID
    merge_id: uuid.UUID


@dataclass(frozen=True)
class IdeaSplit(Event):
    """An idea was made into several."""

    idea_id: uuid.UUID
    part_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class IdeaSplitProposed(Event):
    """A split that changes words waits for a yes of those who wrote the idea."""

    idea_id: uuid.UUID
    split_id: uuid.UUID


@dataclass(frozen=True)
class IdeaSplitContested(Event):
    """One of those who wrote the idea refused its split, took it back or objects to it."""

    idea_id: uuid.UUID
    split_id: uuid.UUID


@dataclass(frozen=True)
class SplitObjectionAnswered(Event):
    """The staff told those who object why the split stays."""

    idea_id: uuid.UUID
    split_id: uuid.UUID


@dataclass(frozen=True)
class IdeaGathered(Event):
    """An idea that had become several is whole again, or a proposed split is given up."""

    idea_id: uuid.UUID
    split_id: uuid.UUID
