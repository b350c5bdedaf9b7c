"""What is read of calls."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions import rules
from beffroi.contributions.labels import LEVELS, PHASES
from beffroi.contributions.rules import Act, Period, Phase, next_change, open_acts
from beffroi.core.i18n import LazyString
from beffroi.territories.views import ContractView, NeighbourhoodView, ThemeView


@dataclass(frozen=True)
class Timed:
    """The phases of a call, read at a moment."""

    phases: tuple[Period, ...]
    moment: datetime

    @property
    def open_acts(self) -> list[Act]:
        """What is open now, in the order of a person's way through a call."""
        found = open_acts(self.phases, self.moment)
        return [act for act in Act if act in found]

    @property
    def next_change(self) -> datetime | None:
        """When something opens or closes next."""
        return next_change(self.phases, self.moment)


@dataclass(frozen=True)
class Asks:
    """What a call asks people to declare or prove, and until when what is kept may still count."""

    min_age: int | None
    age_way: str
    residence: str
    decided_by: datetime
    max_age: int | None = None

    def __bool__(self) -> bool:
        return self.min_age is not None or self.residence != "none"


@dataclass(frozen=True, kw_only=True)
class CallView(Timed):
    """A call with its clarity sheet; `neighbourhoods` are all those where one may contribute."""

    id: uuid.UUID
    slug: str
    contract: ContractView
    title: str
    question: str
    summary: str
    easy: str
    for_whom: str
    level: str
    information: str
    what_happens: str
    who_decides: str
    decided_by: datetime
    opens_at: datetime
    closes_at: datetime
    moderation: str
    decision_hours: int
    min_age: int | None
    max_age: int | None
    tone: str
    age_way: str
    residence: str
    phase: Phase
    is_whole_contract: bool
    neighbourhoods: tuple[NeighbourhoodView, ...]
    themes: tuple[ThemeView, ...]
    idea_count: int
    answer_days: int
    imported: bool
    late_count: int
    has_changed: bool = False
    is_concluded: bool = False

    @property
    def url(self) -> str:
        return f"/appels/{self.slug}"

    @property
    def asks(self) -> Asks:
        """What it asks people to declare or prove."""
        return Asks(self.min_age, self.age_way, self.residence, self.decided_by, self.max_age)

    @property
    def is_young(self) -> bool:
        """Whether it is for an age band: a shorter form, no public name, older people read."""
        return self.max_age is not None

    @property
    def is_open(self) -> bool:
        return self.phase == Phase.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether the day promised for the decision has passed without one."""
        return not self.imported and not self.is_concluded and self.decided_by < self.moment

    @property
    def level_rules(self) -> rules.Level:
        """What its level asks and owes."""
        return rules.LEVELS[self.level]

    @property
    def takes_ideas(self) -> bool:
        """Whether one may propose an idea now."""
        return Act.SUBMIT in self.open_acts

    @property
    def phase_label(self) -> LazyString:
        return PHASES[self.phase]

    @property
    def level_label(self) -> LazyString:
        return LEVELS[self.level]


@dataclass(frozen=True)
class CallRef(Timed):
    """The call an idea answers, as an idea's page needs it."""

    slug: str
    title: str
    moderation: str
    closes_at: datetime
    phase: Phase

    @property
    def url(self) -> str:
        return f"/appels/{self.slug}"


@dataclass(frozen=True)
class CallList:
    """Some calls, and how to go on."""

    items: list[CallView]
    next_cursor: str | None
