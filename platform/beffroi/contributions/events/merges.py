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
