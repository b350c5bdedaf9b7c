"""Pure rules of proofs: what a process may ask of people, and what satisfies it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RESIDENCE_LIFE = timedelta(days=730)  # 24 months: people move
NO_END = date(2999, 12, 31)  # nobody becomes younger
YOUTH_LIFE = timedelta(days=365)  # but everybody grows: said again each year
CONSENT_AGE = 15  # alone from this age on (art. 45, law of 6 January 1978; art. 8 GDPR)
THRESHOLDS = (15, 16, 18)

DECLARED = "declared"
Place = tuple[str, str]


class Missing(StrEnum):
    """What is still to be shown before something counts; `above` nobody can show any more."""

    ABOVE = "above"
    GUARDIAN = "guardian"
    AGE = "age"
    AGE_PROOF = "age_proof"
    RESIDENCE = "residence"


@dataclass(frozen=True)
class Age:
    """That somebody is at least this old, in years."""

    threshold: int


@dataclass(frozen=True)
class Younger:
    """That somebody is not yet this old, in years."""

    limit: int


@dataclass(frozen=True)
class Residence:
    """That somebody lives in a neighbourhood (by slug) or a commune (by INSEE code)."""

    place_kind: str
    place_id: str


Fact = Age | Younger | Residence


@dataclass(frozen=True)
class Held:
    """A proof as the rules see it: what, by which way, until which day included."""

    fact: Fact
    way: str
    ends_on: date


@dataclass(frozen=True)
class Requirements:
    """What a process asks for, and no more; `places` are those that satisfy `residence`.

    `age_way` is "declared" or "proven", `residence` "none", "neighbourhood" or "commune".
    With `max_age` it is for an age band: older people read, and do nothing in it. That one is not
    older is said, never proved: no paper is asked of a child for it.
    """

    min_age: int | None = None
    age_way: str = DECLARED
    residence: str = "none"
    places: frozenset[Place] = frozenset()
    max_age: int | None = None

    def __bool__(self) -> bool:
        asks_age = self.min_age is not None or self.max_age is not None
        return asks_age or self.residence != "none"


def missing(
    held: Iterable[Held], asked: Requirements, today: date, *, waits_for_guardian: bool = False
) -> tuple[Missing, ...]:
    """What of `asked` none of the proofs that hold today satisfies, in the order it is said."""
    valid = [proof for proof in held if proof.ends_on >= today]
    lacking = []
    if is_above(valid, asked.max_age):
        lacking.append(Missing.ABOVE)
    if waits_for_guardian:
        lacking.append(Missing.GUARDIAN)
    if not _is_old_enough(valid, asked):
        lacking.append(Missing.AGE if asked.age_way == DECLARED else Missing.AGE_PROOF)
    if not _is_said_young(valid, asked.max_age) and Missing.AGE not in lacking:
        lacking.append(Missing.AGE)
    if not _lives_there(valid, asked):
        lacking.append(Missing.RESIDENCE)
    return tuple(lacking)


def accepted_places(
    residence: str, held_in: Collection[str], communes_of: Mapping[str, frozenset[str]]
) -> frozenset[Place]:
    """The places whose proof satisfies a process held in these neighbourhoods.

    `communes_of` gives the communes of every neighbourhood. Living in a neighbourhood says in
    which commune one lives only when all of it lies in communes that are accepted.
    """
    if residence == "neighbourhood":
        return frozenset(("neighbourhood", slug) for slug in held_in)
    if residence != "commune":
        return frozenset()
    communes = frozenset().union(*(communes_of.get(slug, frozenset()) for slug in held_in))
    inside = {slug for slug, those in communes_of.items() if those and those <= communes}
    return frozenset(
        [("commune", insee) for insee in communes] + [("neighbourhood", slug) for slug in inside]
    )


def is_above(held: Iterable[Held], max_age: int | None) -> bool:
    """Whether what somebody said or proved, by whichever way, puts them above the age of a band."""
    return max_age is not None and oldest(held) > max_age


def oldest(held: Iterable[Held]) -> int:
    """The highest age somebody is known to have reached; 0 when nothing is known."""
    return max((one.fact.threshold for one in held if isinstance(one.fact, Age)), default=0)


def end_of(fact: Fact, today: date) -> date:
    """The last day a proof made today holds, unless it says otherwise."""
    if isinstance(fact, Age):
        return NO_END
    return today + (YOUTH_LIFE if isinstance(fact, Younger) else RESIDENCE_LIFE)


def age_on(born: date, today: date) -> int:
    """Full years: somebody born on 29 February is a year older on 1 March of a common year."""
    before = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - int(before)


def thresholds_met(born: date, today: date) -> tuple[int, ...]:
    """Those of the thresholds that somebody born this day has reached."""
    return tuple(age for age in THRESHOLDS if age_on(born, today) >= age)


def _is_old_enough(valid: list[Held], asked: Requirements) -> bool:
    if asked.min_age is None:
        return True
    return any(
        isinstance(proof.fact, Age)
        and proof.fact.threshold >= asked.min_age
        and (asked.age_way == DECLARED or proof.way != DECLARED)
        for proof in valid
    )


def _is_said_young(valid: list[Held], max_age: int | None) -> bool:
    """An age that was reached since outweighs what was said before it."""
    if max_age is None:
        return True
    limits = {one.fact.limit for one in valid if isinstance(one.fact, Younger)}
    return any(oldest(valid) < limit <= max_age + 1 for limit in limits)


def _lives_there(valid: list[Held], asked: Requirements) -> bool:
    if asked.residence == "none":
        return True
    return any(
        isinstance(proof.fact, Residence)
        and proof.way != DECLARED
        and (proof.fact.place_kind, proof.fact.place_id) in asked.places
        for proof in valid
    )
