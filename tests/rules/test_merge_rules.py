"""Chains of ideas that joined one another."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.merges import (
    Candidate,
    MergeObstacle,
    final,
    may_separate,
    merge_obstacle,
)

IDEAS = range(7)
steps = st.lists(
    st.tuples(st.sampled_from(IDEAS), st.sampled_from(IDEAS), st.booleans()), max_size=30
)


def candidate(idea: int, merged_into: Mapping[int, int], **given_facts: object) -> Candidate:
    facts = {"contract_slug": "lens", "call_id": 1, "asks_something": True} | given_facts
    there = Visibility.MERGED if idea in merged_into else Visibility.PUBLISHED
    return Candidate(idea_id=idea, visibility=there, **facts)  # type: ignore[arg-type]  # facts of a test


def lived(moves: list[tuple[int, int, bool]]) -> dict[int, int]:
    """What these steps lead to, each taken if the rules let it."""
    merged: dict[int, int] = {}
    for source, target, joins in moves:
        if joins:
            one, other = candidate(source, merged), candidate(target, merged)
            if merge_obstacle(one, other) is None:
                merged[source] = target
        elif may_separate(source, merged):
            del merged[source]
    return merged


@given(steps)
def test_no_circle_is_ever_made_and_a_chain_ends_at_what_is_public(
    moves: list[tuple[int, int, bool]],
) -> None:
    merged = lived(moves)
    for idea in IDEAS:
        end = final(idea, merged)
        assert end not in merged
        assert final(end, merged) == end


@given(steps, st.sampled_from(IDEAS), st.sampled_from(IDEAS))
def test_taking_apart_gives_back_what_was(
    moves: list[tuple[int, int, bool]], source: int, target: int
) -> None:
    before = lived(moves)
    one, other = candidate(source, before), candidate(target, before)
    if merge_obstacle(one, other) is None:
        after = before | {source: target}
        assert may_separate(source, after)
        del after[source]
        assert after == before


@given(steps)
def test_all_can_be_taken_apart_from_the_top(moves: list[tuple[int, int, bool]]) -> None:
    merged = lived(moves)
    while merged:
        free = [idea for idea in merged if may_separate(idea, merged)]
        assert free
        for idea in free:
            del merged[idea]


def test_each_obstacle_is_told() -> None:
    one = candidate(1, {})
    others = {
        MergeObstacle.ITSELF: candidate(1, {}),
        MergeObstacle.NOT_PUBLIC: candidate(2, {2: 3}),
        MergeObstacle.OTHER_CONTRACT: candidate(2, {}, contract_slug="calais"),
        MergeObstacle.OTHER_ASKS: candidate(2, {}, call_id=2),
    }
    assert {merge_obstacle(one, other) for other in others.values()} == set(others)
    assert merge_obstacle(one, candidate(2, {}, call_id=2, asks_something=False)) is None
    awaited = candidate(1, {}, is_awaited=True)
    assert merge_obstacle(awaited, candidate(2, {})) == MergeObstacle.AWAITED
