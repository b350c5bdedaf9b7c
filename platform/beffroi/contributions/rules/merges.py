"""Which ideas may be put together or taken apart, and what happens to one with others."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from beffroi.contributions.rules.texts import Visibility

MAX_MERGED = 50  # at a time

Key = TypeVar("Key", bound=Hashable)


class Company(StrEnum):
    """What happened to an idea with others, as its history tells it."""

    JOINED = "joined"
    WAS_JOINED = "was_joined"
    LEFT = "left"
    WAS_LEFT = "was_left"
    SPLIT = "split"
    GATHERED = "gathered"
    MADE_OF = "made_of"


# Told only where the other idea may be named: the reason given says what it is about.
OF_ANOTHER = frozenset(set(Company) - {Company.SPLIT, Company.GATHERED})


class MergeObstacle(StrEnum):
    """Why an idea does not join another."""

    ITSELF = "itself"
    NOT_PUBLIC = "not_public"
    OTHER_CONTRACT = "other_contract"
    OTHER_ASKS = "other_asks"
    AWAITED = "awaited"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An idea that joins, or is joined. `asks` is what its call asks of people: age, residence."""

    idea_id: object
    visibility: str
    contract_slug: str
    call_id: object
    asks_something: bool
    is_awaited: bool = False


def merge_obstacle(source: Candidate, target: Candidate) -> MergeObstacle | None:
    """What keeps one from joining the other; None when it may.

    A public idea joins a public one: what has joined is public no more, so that no circle is made.
    A support counts for what its call asks: it goes to an idea of the same call, or of one that
    asks nothing.
    """
    public = source.visibility == target.visibility == Visibility.PUBLISHED
    found = {
        MergeObstacle.ITSELF: source.idea_id == target.idea_id,
        MergeObstacle.NOT_PUBLIC: not public,
        MergeObstacle.OTHER_CONTRACT: source.contract_slug != target.contract_slug,
        MergeObstacle.OTHER_ASKS: source.call_id != target.call_id and target.asks_something,
        MergeObstacle.AWAITED: source.is_awaited,
    }
    return next((name for name, stands in found.items() if stands), None)


def may_separate(source: Key, merged_into: Mapping[Key, Key]) -> bool:
    """The last that joined is taken apart first: never from an idea that has itself joined."""
    return source in merged_into and merged_into[source] not in merged_into


def final(idea: Key, merged_into: Mapping[Key, Key]) -> Key:
    """The idea to read now: the end of the chain."""
    while idea in merged_into:
        idea = merged_into[idea]
    return idea
