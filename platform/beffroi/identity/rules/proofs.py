"""Pure rules of proofs: what a process may ask of people, and what satisfies it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RESIDENCE_LIFE = timedelta(days=730)  # 24 months: people move
NO_END = date(2999, 12, 31)  # nobody becomes younger
CONSENT_AGE = 15  # alone from this age on (art. 45, law of 6 January 1978; art. 8 GDPR)
THRESHOLDS = (15, 16, 18)

DECLARED = "declared"
Place = tuple[str, str]


class Missing(StrEnum):
    """What is still to be shown before something counts."""

    GUARDIAN = "guardian"
    AGE = "age"
    AGE_PROOF = "age_proof"
    RESIDENCE = "residence"


@dataclass(frozen=True)
class Age:
    """That somebody is at least this old, in years."""

    threshold: int


@dataclass(frozen=True)
class Residence:
    """That somebody lives in a neighbourhood (by slug) or a commune (by INSEE code)."""

    place_kind: str
    place_id: str


Fact = Age | Residence


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
    """

    min_age: int | None = None
    age_way: str = DECLARED
    residence: str = "none"
    places: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return self.min_age is not None or self.residence != "none"


def missing(
    held: Iterable[Held], asked: Requirements, today: date, *, waits_for_guardian: bool = False
) -> tuple[Missing, ...]:
    """What of `asked` none of the proofs that hold today satisfies, in the order it is said."""
    valid = [proof for proof in held if proof.ends_on >= today]
    lacking = []
    if waits_for_guardian:
        lacking.append(Missing.GUARDIAN)
    if not _is_old_enough(valid, asked):
        lacking.append(Missing.AGE if asked.age_way == DECLARED else Missing.AGE_PROOF)
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


def end_of(fact: Fact, today: date) -> date:
    """The last day a proof made today holds, unless it says otherwise."""
    return NO_END if isinstance(fact, Age) else today + RESIDENCE_LIFE


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


def _lives_there(valid: list[Held], asked: Requirements) -> bool:
    if asked.residence == "none":
        return True
    return any(
        isinstance(proof.fact, Residence)
        and proof.way != DECLARED
        and (proof.fact.place_kind, proof.fact.place_id) in asked.places
        for proof in valid
    )
