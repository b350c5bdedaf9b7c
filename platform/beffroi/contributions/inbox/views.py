"""What is read of the inbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.inbox.labels import DONE, OBSTACLES
from beffroi.contributions.labels import DESTINATIONS, STAGES
from beffroi.contributions.rules.inbox import BulkAct, Done, Obstacle
from beffroi.contributions.views import IdeaCard, Joined
from beffroi.contributions.views.splits import SplitView
from beffroi.core.i18n import LazyString
from beffroi.notifications.words import Words


@dataclass(frozen=True)
class TagView:
    """A tag of a contract, and how many ideas bear it."""

    id: uuid.UUID
    contract_slug: str
    label: str
    count: int


@dataclass(frozen=True)
class Colleague:
    """Somebody who may see to ideas."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class InboxLine(IdeaCard):
    """An idea in the list of the staff."""

    call_title: str
    assignee: Colleague | None
    tags: tuple[str, ...]
    is_contested: bool = False

    @property
    def desk_url(self) -> str:
        """Its page in the inbox."""
        return f"/administration/idees/{self.id}"


@dataclass(frozen=True)
class InboxList:
    """Some ideas of the inbox, how to go on, and how many there are in all."""

    items: list[InboxLine]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class NoteView:
    """A private note."""

    id: uuid.UUID
    author_name: str
    body: str
    written_at: datetime


@dataclass(frozen=True)
class StaffAct:
    """Something that was done with an idea, and by whom of the staff; no name when it is unknown.

    `about` is the person it was given to or the tag, `code` the stage or the destination.
    """

    done: Done
    at: datetime
    by_name: str
    about: str
    code: str

    @property
    def label(self) -> LazyString:
        """What was done, in words."""
        return DONE[self.done]

    @property
    def detail(self) -> LazyString | str:
        """To whom, which tag, which stage or where."""
        return (STAGES | DESTINATIONS).get(self.code, self.about)


@dataclass(frozen=True)
class StaffStory:
    """The last acts of the staff, the last one first, and how many came before."""

    acts: tuple[StaffAct, ...] = ()
    earlier: int = 0


@dataclass(frozen=True, kw_only=True)
class InboxIdea(InboxLine):
    """An idea as the staff works on it."""

    body: str
    version: int
    answer: str
    assigned_at: datetime | None
    labels: tuple[TagView, ...]
    notes: tuple[NoteView, ...]
    colleagues: tuple[Colleague, ...]
    split: SplitView | None = None
    joined: tuple[Joined, ...] = ()
    story: StaffStory = StaffStory()


@dataclass(frozen=True)
class BatchIdea:
    """An idea of a batch: what an act does with it, or why nothing."""

    id: uuid.UUID
    title: str
    obstacle: Obstacle | None

    @property
    def why(self) -> LazyString | str:
        """The obstacle in words."""
        return OBSTACLES[self.obstacle] if self.obstacle else ""


@dataclass(frozen=True, kw_only=True)
class BatchView:
    """One act on many ideas, before and after. `message` is what `told` people will read.

    `digest` stands for what is seen: the act is done on that or not at all.
    """

    id: uuid.UUID
    act: BulkAct
    ideas: tuple[BatchIdea, ...]
    digest: str
    prepared_at: datetime
    applied_at: datetime | None
    changed_count: int | None
    person: Colleague | None = None
    message: Words | None = None
    told: int = 0

    @property
    def changes(self) -> list[BatchIdea]:
        """Those that the act changes."""
        return [idea for idea in self.ideas if idea.obstacle is None]

    @property
    def left(self) -> list[BatchIdea]:
        """Those that stay as they are."""
        return [idea for idea in self.ideas if idea.obstacle is not None]

    @property
    def url(self) -> str:
        """Its page."""
        return f"/administration/idees/lots/{self.id}"
