"""Pure rules of offices: who is reached on a day, and which terms stand in each other's way."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOLDER = "holder"
STAND_IN = "stand_in"
KINDS = (HOLDER, STAND_IN)
NOTICE = timedelta(days=30)  # before the end of a term, so that somebody is named in time
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """Somebody holds an office, or stands in, from a day to a day, the last one included."""

    person_id: uuid.UUID
    kind: str
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it runs on that day of Paris."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Reached:
    """Whom a letter to an office goes to on a day, and who gets a copy of it."""

    to: tuple[uuid.UUID, ...] = ()
    copy: tuple[uuid.UUID, ...] = ()

    @property
    def is_vacant(self) -> bool:
        return not self.to


def reached_on(terms: Sequence[Term], day: date) -> Reached:
    """The holder of that day, stand-ins in copy; without a holder, the stand-ins themselves."""
    holders = _people(terms, HOLDER, day)
    others = tuple(one for one in _people(terms, STAND_IN, day) if one not in holders)
    return Reached(holders, others) if holders else Reached(others)


def overlaps(new: Term, terms: Sequence[Term]) -> bool:
    """Whether an office would have two holders on one day; stand-ins may be several."""
    return new.kind == HOLDER and any(
        old.kind == HOLDER and _meet(new, old) for old in terms if old != new
    )


def is_succeeded(terms: Sequence[Term], last_day: date) -> bool:
    """Whether somebody holds the office the morning after: nobody need be warned."""
    return any(term.kind == HOLDER and term.covers(last_day + ONE_DAY) for term in terms)


def _people(terms: Sequence[Term], kind: str, day: date) -> tuple[uuid.UUID, ...]:
    """In the order of their beginnings, each once."""
    held = [term for term in terms if term.kind == kind and term.covers(day)]
    ordered = sorted(held, key=lambda term: (term.starts_on, term.person_id.bytes))
    return tuple(dict.fromkeys(term.person_id for term in ordered))


def _meet(one: Term, other: Term) -> bool:
    first, second = sorted((one, other), key=lambda term: term.starts_on)
    return first.covers(second.starts_on)
