"""What satisfies what a process asks: ages, places, ways, ends; tried on whatever may come."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.proofs import (
    CONSENT_AGE,
    NO_END,
    THRESHOLDS,
    Age,
    Held,
    Missing,
    Requirements,
    Residence,
    accepted_places,
    age_on,
    end_of,
    missing,
    thresholds_met,
)

TODAY = date(2026, 11, 20)
PLACES = [
    ("neighbourhood", "a"),
    ("neighbourhood", "b"),
    ("commune", "62001"),
    ("commune", "62002"),
]
COMMUNES_OF = {
    "a": frozenset({"62001"}),
    "b": frozenset({"62001", "62002"}),
    "c": frozenset({"62002"}),
}

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ways = st.sampled_from(["declared", "address", "post", "roll", "desk", "franceconnect"])
facts = st.one_of(
    st.builds(Age, st.integers(10, 30)), st.builds(lambda p: Residence(*p), st.sampled_from(PLACES))
)
proofs = st.lists(st.builds(Held, facts, ways, days), max_size=6)
asked = st.builds(
    Requirements,
    st.one_of(st.none(), st.integers(10, 30)),
    st.sampled_from(["declared", "proven"]),
    st.sampled_from(["none", "neighbourhood", "commune"]),
    st.frozensets(st.sampled_from(PLACES)),
)


@given(proofs)
def test_a_process_that_asks_nothing_misses_nothing(held: list[Held]) -> None:
    assert missing(held, Requirements(), TODAY) == ()


@given(proofs, asked, proofs)
def test_one_more_proof_never_makes_more_missing(
    held: list[Held], what: Requirements, more: list[Held]
) -> None:
    assert set(missing(held + more, what, TODAY)) <= set(missing(held, what, TODAY))


@given(proofs, asked, days, st.integers(1, 4000))
def test_time_alone_never_satisfies_anything(
    held: list[Held], what: Requirements, day: date, later: int
) -> None:
    after = missing(held, what, day + timedelta(days=later))
    assert set(missing(held, what, day)) <= set(after)


@given(asked)
def test_whoever_proved_nothing_misses_exactly_what_is_asked(what: Requirements) -> None:
    lacking = missing([], what, TODAY)
    assert (what.min_age is not None) == bool({Missing.AGE, Missing.AGE_PROOF} & set(lacking))
    assert (what.residence != "none") == (Missing.RESIDENCE in lacking)
    assert bool(lacking) == bool(what)


@given(proofs, asked)
def test_a_child_waits_for_a_parent_whatever_else_is_proved(
    held: list[Held], what: Requirements
) -> None:
    waiting = missing(held, what, TODAY, waits_for_guardian=True)
    assert waiting == (Missing.GUARDIAN, *missing(held, what, TODAY))


@given(st.integers(10, 30), st.integers(10, 30), ways)
def test_an_older_threshold_satisfies_a_younger_one_and_not_the_reverse(
    proved: int, wanted: int, way: str
) -> None:
    held = [Held(Age(proved), way, NO_END)]
    declared = missing(held, Requirements(min_age=wanted), TODAY)
    assert (declared == ()) == (proved >= wanted)


@given(st.integers(10, 30), ways)
def test_a_declared_age_is_enough_only_where_declaring_is(wanted: int, way: str) -> None:
    held = [Held(Age(wanted), way, NO_END)]
    strict = missing(held, Requirements(min_age=wanted, age_way="proven"), TODAY)
    assert (strict == (Missing.AGE_PROOF,)) == (way == "declared")


@given(days, st.integers(-800, 800))
def test_a_proof_serves_until_its_last_day_included(ends_on: date, shift: int) -> None:
    held = [Held(Residence("neighbourhood", "a"), "post", ends_on)]
    what = Requirements(residence="neighbourhood", places=frozenset({("neighbourhood", "a")}))
    assert (missing(held, what, ends_on + timedelta(days=shift)) == ()) == (shift <= 0)


def test_a_neighbourhood_of_one_commune_proves_the_commune_and_a_straddling_one_does_not() -> None:
    assert accepted_places("commune", {"a"}, COMMUNES_OF) == {
        ("commune", "62001"), ("neighbourhood", "a"),
    }  # fmt: skip


def test_a_straddling_neighbourhood_proves_one_of_the_communes_when_all_of_them_are_accepted() -> (
    None
):
    accepted = accepted_places("commune", {"b"}, COMMUNES_OF)
    assert {("commune", "62001"), ("commune", "62002"), ("neighbourhood", "b")} <= accepted


def test_a_commune_never_proves_a_neighbourhood() -> None:
    places = accepted_places("neighbourhood", {"a", "b"}, COMMUNES_OF)
    assert places == {("neighbourhood", "a"), ("neighbourhood", "b")}
    assert accepted_places("none", {"a"}, COMMUNES_OF) == frozenset()


@given(days, st.integers(0, 110))
def test_a_birthday_is_the_day_on_which_one_is_a_year_older(born: date, years: int) -> None:
    day = min(born.day, 28) if born.month == 2 else born.day
    birthday = date(born.year + years, born.month, day)
    expected = years if (born.month, born.day) == (birthday.month, birthday.day) else years - 1
    assert age_on(born, birthday) == expected


@given(st.dates(date(1920, 1, 1), TODAY))
def test_the_thresholds_met_are_all_those_up_to_the_age(born: date) -> None:
    met = thresholds_met(born, TODAY)
    assert set(met) == {age for age in THRESHOLDS if age <= age_on(born, TODAY)}


def test_an_age_is_proved_for_good_and_a_residence_for_two_years() -> None:
    assert end_of(Age(CONSENT_AGE), TODAY) == NO_END
    assert end_of(Residence("commune", "62001"), TODAY) == TODAY + timedelta(days=730)
