"""What is read of ideas, being written and sent."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.labels import GROUPS, MISSING, PARTS, STAGES, VISIBILITIES
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.differences import Part, Piece
from beffroi.contributions.rules.points import PRECISION, degrees
from beffroi.contributions.views.awaited import Awaited
from beffroi.contributions.views.calls import Asks, CallRef
from beffroi.contributions.views.fields import FieldAnswer, FieldChange
from beffroi.contributions.views.merges import IdeaRef, Joined, Successor
from beffroi.contributions.views.pictures import PhotoView, Thumbnail
from beffroi.core.i18n import LazyString
from beffroi.identity.rules.proofs import Missing
from beffroi.identity.services.assisted_acts import ActView
from beffroi.territories.views import ContractView, NeighbourhoodView, StructureView, ThemeView

_STATES = STAGES | VISIBILITIES


@dataclass(frozen=True, kw_only=True)
class IdeaCard:
    """An idea in a list."""

    id: uuid.UUID
    title: str
    excerpt: str
    language: str
    contract: ContractView
    neighbourhood: NeighbourhoodView | None
    themes: tuple[ThemeView, ...]
    author_name: str
    visibility: str
    stage: str
    support_count: int
    comment_count: int
    submitted_at: datetime
    published_at: datetime | None
    picture: Thumbnail | None = None

    @property
    def url(self) -> str:
        return f"/idees/{self.id}"

    @property
    def place(self) -> str:
        """The neighbourhood and its communes, or the contract's name when it is for all of it."""
        if self.neighbourhood is None:
            return self.contract.short_name
        return f"{self.neighbourhood.name}, {self.neighbourhood.place}"

    @property
    def state(self) -> str:
        """The code of what a person wants to know: its stage once public, its visibility before."""
        return self.stage if self.visibility == Visibility.PUBLISHED else self.visibility

    @property
    def state_label(self) -> LazyString:
        return _STATES[self.state]


@dataclass(frozen=True)
class DecisionView:
    """What the moderation last decided on a text, for its author."""

    outcome: str
    reason_code: str | None
    words: str
    structure: StructureView | None
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class Possible:
    """What the reader may do with an idea now; a page shows these buttons and no other."""

    support: bool = False
    comment: bool = False
    revise: bool = False
    confirm: bool = False
    withdraw: bool = False
    follow: bool = False
    ask: bool = False
    stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class PointView:
    """Where an idea lies: within 50 metres, or exactly for a public place."""

    latitude: int
    longitude: int
    words: str
    is_exact: bool

    @property
    def coordinates(self) -> str:
        """Latitude and longitude in degrees."""
        return f"{degrees(self.latitude)},{degrees(self.longitude)}"

    @property
    def geo(self) -> str:
        """The address that opens the maps of a telephone (RFC 5870)."""
        return f"geo:{self.coordinates};u={1 if self.is_exact else PRECISION}"


@dataclass(frozen=True)
class Group:
    """A group that signs; the author speaks for it."""

    kind: str
    name: str

    @property
    def kind_label(self) -> LazyString:
        return GROUPS[self.kind]


@dataclass(frozen=True, kw_only=True)
class VoiceView:
    """A recording: where it is heard, and whether a relay was asked to write it down, and did."""

    id: uuid.UUID
    kind: str
    seconds: int
    url: str
    asked_at: datetime | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class IdeaView(Awaited, IdeaCard):
    """An idea on its own page. `decision` is for its author only.

    `successor` is what it became when it stands alone no more; `joined` what joined it, and was
    taken apart since; `part_of` the idea whose words it is made of.
    `missing` is what the reader still has to prove for their text or support to count.
    `is_mine`: the reader is one of those behind it, `is_author` the first of them; `names` sign.
    `why_closed`: the call is for an age band that the reader is above, in words.
    `is_collected`: a relay took it down for somebody; `noted`, by whom, is for its author only.
    """

    body: str
    version: int
    author_confirmed: bool
    answer: str
    structure: StructureView | None
    outside_supports: int | None
    for_count: int
    against_count: int
    question_count: int
    call: CallRef
    is_mine: bool
    is_author: bool
    is_supported: bool
    may: Possible
    asks: Asks
    support_counted: bool = False
    missing: tuple[Missing, ...] = ()
    decision: DecisionView | None = None
    is_collected: bool = False
    noted: tuple[ActView, ...] = ()
    photos: tuple[PhotoView, ...] = ()
    point: PointView | None = None
    group: Group | None = None
    names: tuple[str, ...] = ()
    fields: tuple[FieldAnswer, ...] = ()
    voice: VoiceView | None = None
    why_closed: LazyString | None = None
    tone: str = "usual"
    successor: Successor | None = None
    joined: tuple[Joined, ...] = ()
    part_of: IdeaRef | None = None
    last_change: tuple[Part, ...] = ()

    @property
    def last_change_labels(self) -> list[LazyString]:
        """What its last version changed, in words; nothing when the one before is kept no more."""
        return [PARTS[part] for part in self.last_change]

    @property
    def tracking_url(self) -> str:
        return f"{self.url}/suivi"

    @property
    def missing_labels(self) -> list[LazyString]:
        """The same in words."""
        return [MISSING[code] for code in self.missing]


@dataclass(frozen=True)
class IdeaList:
    """Some ideas of a list, how to go on, and how many there are in all; `at_least` when a search
    found more than are counted.
    """

    items: list[IdeaCard]
    next_cursor: str | None
    total: int
    at_least: bool = False


@dataclass(frozen=True)
class SimilarIdea:
    """A public idea that resembles the one being written, how much from 0 to 1, and what the
    reader may do instead of writing it again.
    """

    card: IdeaCard
    likeness: float
    may_support: bool
    is_supported: bool


@dataclass(frozen=True)
class VersionView:
    """A text of an idea as it was sent."""

    idea_id: uuid.UUID
    version: int
    title: str
    body: str
    written_at: datetime


@dataclass(frozen=True)
class VersionList:
    """Some texts of an idea, the last first, and how to go on."""

    items: list[VersionView]
    next_cursor: str | None


@dataclass(frozen=True)
class Comparison:
    """A text of an idea and what changed in it since an older one, if there is one."""

    version: VersionView
    since: VersionView | None
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]
    fields: tuple[FieldChange, ...] = ()
    changed: tuple[Part, ...] = ()

    @property
    def changed_labels(self) -> list[LazyString]:
        """What changed, in words."""
        return [PARTS[part] for part in self.changed]


@dataclass(frozen=True)
class SupportState:
    """Whether the person supports the idea now, how many do, and whether theirs is among them."""

    supports: bool
    count: int
    counted: bool = True


@dataclass(frozen=True)
class DraftView:
    """An idea being written: what was filled in so far, and the idea it became."""

    id: uuid.UUID
    call_slug: str
    content: dict[str, object]
    idea_id: uuid.UUID | None
    updated_at: datetime
    call_title: str

    @property
    def resume_url(self) -> str:
        """The address of its first step, as it was left."""
        return f"/appels/{self.call_slug}/proposer?brouillon={self.id}"

    @property
    def title(self) -> str:
        """What it will be called, as far as it was written."""
        return str(self.content.get("title", ""))

    @property
    def url(self) -> str:
        """The address of its second step."""
        return f"/appels/{self.call_slug}/proposer/{self.id}"
