"""The levels of participation: what each owes, who concludes, and when a joint text is agreed."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.rules import LEVELS, Agreement, Gives, Obstacle, Side, is_agreed

LEVEL = st.sampled_from(sorted(LEVELS)).map(LEVELS.__getitem__)
PEOPLE = [uuid.UUID(int=number) for number in range(3)]
YES = st.builds(Agreement, st.integers(1, 3), st.sampled_from([*PEOPLE, None]))


@given(LEVEL, st.booleans(), st.integers(0, 50))
def test_nothing_is_concluded_before_the_close_nor_a_concertation_before_each_has_its_answer(
    level: object, is_over: bool, unanswered: int
) -> None:
    assert isinstance(level, type(LEVELS["consultation"]))
    found = level.obstacles(is_over=is_over, unanswered=unanswered)
    assert (Obstacle.STILL_OPEN in found) == (not is_over)
    owed = level.code == "concertation" and unanswered > 0
    assert (Obstacle.UNANSWERED in found) == owed


def test_only_a_codecision_needs_the_yes_of_both_sides() -> None:
    assert {code for code, level in LEVELS.items() if level.is_joint} == {"codecision"}
    assert LEVELS["consultation"].gives == Gives.OPINIONS


@given(st.integers(1, 3), st.dictionaries(st.sampled_from(Side), YES))
def test_a_joint_text_is_agreed_by_two_people_on_the_same_words(
    version: int, given_yes: dict[Side, Agreement]
) -> None:
    both = [given_yes.get(side) for side in Side]
    same = all(one is not None and one.version == version for one in both)
    people = [one.person_id for one in both if one is not None]
    twice = len(people) == 2 and people[0] == people[1] is not None
    assert is_agreed(LEVELS["codecision"], version, given_yes) == (same and not twice)


@given(st.integers(1, 5), st.dictionaries(st.sampled_from(Side), YES))
def test_other_words_void_what_was_agreed(version: int, given_yes: dict[Side, Agreement]) -> None:
    if is_agreed(LEVELS["codecision"], version, given_yes):
        assert not is_agreed(LEVELS["codecision"], version + 1, given_yes)
