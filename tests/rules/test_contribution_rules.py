"""The tables of contributions: what holds whatever the path taken through them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions import rules
from beffroi.contributions.rules import Act, Move, Phase, Stage, Visibility

MOMENTS = st.integers(0, 10**7).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTES = st.integers(1, 10**6).map(lambda minutes: timedelta(minutes=minutes))


def _walk(start: Visibility, moves: list[Move]) -> list[Visibility]:
    path = [start]
    for move in moves:
        there = rules.visibility_after(path[-1], move)
        if there is not None:
            path.append(there)
    return path


@given(MOMENTS, MOMENTS, MINUTES)
def test_a_call_is_in_exactly_one_phase_and_never_goes_back(
    now: datetime, opens_at: datetime, length: timedelta
) -> None:
    order = list(Phase)
    closes_at = opens_at + length
    here = rules.phase(now, opens_at, closes_at)
    later = rules.phase(now + timedelta(days=1), opens_at, closes_at)
    assert order.index(here) <= order.index(later)
    assert (here == Phase.OPEN) == (opens_at <= now < closes_at)


@given(st.sampled_from(Visibility), st.frozensets(st.sampled_from(Act)))
def test_a_change_that_was_asked_is_made_at_any_time_and_others_while_revising_is_open(
    visibility: Visibility, acts: frozenset[Act]
) -> None:
    in_time = rules.is_time_to_revise(visibility, acts)
    assert in_time == (visibility == Visibility.CHANGES_ASKED or Act.REVISE in acts)


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_a_refused_text_never_comes_back(moves: list[Move]) -> None:
    assert _walk(Visibility.REFUSED, moves) == [Visibility.REFUSED]


@given(st.lists(st.sampled_from([Move.REVISE, Move.REVISE_AT_ONCE]), max_size=30))
def test_no_author_makes_a_waiting_text_public_alone(moves: list[Move]) -> None:
    assert set(_walk(Visibility.WAITING, moves)) == {Visibility.WAITING}
    assert Visibility.PUBLISHED not in _walk(Visibility.CHANGES_ASKED, moves)


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_a_text_that_waits_can_always_still_be_decided(moves: list[Move]) -> None:
    end = _walk(Visibility.WAITING, moves)[-1]
    if end == Visibility.WAITING:
        for move in (Move.PUBLISH, Move.ASK_CHANGE, Move.REFUSE):
            assert rules.visibility_after(end, move) is not None


@given(st.lists(st.sampled_from(Move), max_size=30))
def test_one_who_was_asked_for_a_change_can_always_make_it(moves: list[Move]) -> None:
    end = _walk(Visibility.WAITING, moves)[-1]
    if end == Visibility.CHANGES_ASKED:
        assert rules.may_revise(end, Stage.OPEN, is_engaged=True)
        assert rules.visibility_after(end, Move.REVISE) == Visibility.WAITING


@given(st.sampled_from(["before", "after"]), st.booleans())
def test_a_text_appears_at_once_only_in_such_a_call_and_from_somebody_known(
    moderation: str, is_known: bool
) -> None:
    at_once = rules.first_visibility(moderation, is_known=is_known) == Visibility.PUBLISHED
    assert at_once == (moderation == "after" and is_known)


@given(st.sampled_from(Stage), st.booleans())
def test_a_public_text_that_others_took_as_it_is_stays_as_it_is(
    stage: Stage, is_engaged: bool
) -> None:
    may = rules.may_revise(Visibility.PUBLISHED, stage, is_engaged=is_engaged)
    assert may == (stage == Stage.OPEN and not is_engaged)


@given(st.sampled_from(Stage))
def test_every_stage_but_the_first_is_reached_from_the_first(stage: Stage) -> None:
    reached, front = {Stage.OPEN}, {Stage.OPEN}
    while front:
        front = {there for here in front for there in rules.STAGE_MOVES[here]} - reached
        reached |= front
    assert stage in reached


@given(st.sampled_from(Stage))
def test_no_stage_but_done_is_a_dead_end(stage: Stage) -> None:
    assert bool(rules.STAGE_MOVES[stage]) == (stage != Stage.DONE)


@given(st.sampled_from(Stage), st.sampled_from(Stage))
def test_no_idea_goes_back_to_open(here: Stage, there: Stage) -> None:
    if here != there and rules.may_move(here, there):
        assert there != Stage.OPEN


@given(st.sampled_from(Stage), st.text(max_size=5))
def test_an_answer_of_spaces_is_no_answer(stage: Stage, answer: str) -> None:
    lacks = rules.lacks_answer(stage, answer)
    assert lacks == (stage not in {Stage.OPEN, Stage.STUDIED} and not answer.strip())


@given(st.sampled_from(Stage), st.sampled_from([None, "", "mairie-de-lens"]))
def test_what_is_not_done_here_is_led_to_somebody(stage: Stage, structure: str | None) -> None:
    lacks = rules.lacks_structure(stage, structure)
    assert lacks == (stage in {Stage.NOT_KEPT, Stage.ORIENTED} and not structure)


@given(st.text(max_size=100))
def test_a_slug_is_made_of_plain_letters_digits_and_hyphens(text: str) -> None:
    if rules.is_slug(text):
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert 0 < len(text) <= rules.MAX_SLUG
