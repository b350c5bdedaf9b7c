"""Calls for an age band: who may do what in them, and what somebody says of their age."""

from collections.abc import Collection
from enum import StrEnum

from beffroi.contributions.rules.calls import LOWEST_AGE, Act
from beffroi.identity.rules.proofs import CONSENT_AGE, Age, Missing, Younger

HIGHEST_YOUNG = 25
TONES = frozenset({"usual", "young"})
# Those who are above the age read all, and do none of these; they put right what they once wrote.
OF_THE_BAND = frozenset({Act.SUBMIT, Act.COMMENT, Act.SUPPORT, Act.ANSWER})


class AgeGroup(StrEnum):
    """What one says: under 15 a parent is asked."""

    UNDER_15 = "under_15"
    IN_BAND = "in_band"


def is_band(min_age: int | None, max_age: int | None) -> bool:
    """Whether a call may be for these ages; one without an upper end is no band, and may be."""
    if max_age is None:
        return True
    return min_age is not None and LOWEST_AGE <= min_age <= max_age <= HIGHEST_YOUNG


def is_tone(tone: str, max_age: int | None) -> bool:
    """The words for the young are for a call of theirs."""
    return tone in TONES and (tone == "usual" or max_age is not None)


def is_closed(act: Act, missing: Collection[Missing]) -> bool:
    """Whether this is not for somebody who lacks this."""
    return Missing.ABOVE in missing and act in OF_THE_BAND


def age_groups(min_age: int, max_age: int) -> dict[AgeGroup, tuple[int, int]]:
    """What people of this band choose between, each with its first and its last age."""
    groups: dict[AgeGroup, tuple[int, int]] = {}
    if min_age < CONSENT_AGE:
        groups[AgeGroup.UNDER_15] = (min_age, min(max_age, CONSENT_AGE - 1))
    if max_age >= CONSENT_AGE:
        groups[AgeGroup.IN_BAND] = (max(min_age, CONSENT_AGE), max_age)
    return groups


def said_by(ages: tuple[int, int]) -> tuple[Age, Younger]:
    """What it is to be of one of these ages."""
    low, high = ages
    return Age(low), Younger(high + 1)
