"""Assurance, second factor, pivot identity and age: the same for everybody, whoever writes it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beffroi.identity.rules.openid import assurance, error_code, gave_two_factors, is_enough
from beffroi.identity.rules.pivot import age_reached, is_too_young, pivot_of

DIGITS = st.text(st.characters(categories=["Nd"]), min_size=1)
LEVELS = st.integers(0, 3)
NAMES = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1)
WORDS = st.one_of(st.text(max_size=12), st.sampled_from(["mfa", "pwd", "eidas", "eidas4"]))
ANYTHING = st.one_of(WORDS, st.none(), st.integers(), st.lists(WORDS, max_size=3))
BIRTHS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
TODAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
ANGELA = {
    "given_name": "Angela Claire Louise",
    "family_name": "DUBOIS-LEFÈVRE",
    "gender": "female",
    "birthdate": "1962-08-24",
    "birthplace": "75107",
    "birthcountry": "99100",
}


@given(LEVELS, LEVELS)
def test_an_assurance_is_enough_from_the_level_asked_for(reached: int, asked: int) -> None:
    assert is_enough(f"eidas{reached}", f"eidas{asked}") is (reached >= asked)


@given(ANYTHING)
def test_what_names_no_level_is_never_enough(acr: object) -> None:
    assume(acr not in {f"eidas{n}" for n in range(4)} if isinstance(acr, str) else True)
    assert assurance(acr) is None
    assert not is_enough(acr, "eidas0")


@given(ANYTHING)
def test_only_the_word_for_it_is_a_second_factor(methods: object) -> None:
    named = isinstance(methods, list) and "mfa" in methods
    assert gave_two_factors("eidas1", methods) is named
    assert gave_two_factors("eidas2", methods)


@given(st.text())
def test_no_word_of_a_provider_is_repeated_but_those_of_the_standards(sent: str) -> None:
    said = error_code(sent)
    assert said in {"other", sent}


@given(NAMES, NAMES)
def test_case_and_accents_do_not_make_another_person(given_name: str, family_name: str) -> None:
    plain = ANGELA | {"given_name": given_name, "family_name": family_name}
    other = ANGELA | {"given_name": f" {given_name.lower()} ", "family_name": family_name.title()}
    assume(given_name.lower().casefold() == given_name.casefold())
    assume(family_name.title().casefold() == family_name.casefold())
    assert pivot_of(plain) == pivot_of(other)


def test_accents_and_hyphens_are_one_writing() -> None:
    other = ANGELA | {"family_name": "Dubois Lefevre", "given_name": "ANGELA  CLAIRE LOUISE"}
    assert pivot_of(other) == pivot_of(ANGELA)


@given(st.sampled_from(sorted(ANGELA)), DIGITS)
def test_every_part_tells_people_apart(name: str, value: str) -> None:
    assume(value not in ANGELA[name])
    assert pivot_of(ANGELA | {name: value}) != pivot_of(ANGELA)


@given(NAMES, NAMES)
def test_a_name_does_not_slip_from_one_part_into_the_next(first: str, second: str) -> None:
    assume(second != first)
    one = pivot_of(ANGELA | {"given_name": f"{first} {second}", "family_name": first})
    other = pivot_of(ANGELA | {"given_name": first, "family_name": f"{second} {first}"})
    assert one != other


@pytest.mark.parametrize("name", ["given_name", "family_name", "gender", "birthdate"])
@pytest.mark.parametrize("value", [None, "", " - ", 7])
def test_an_identity_that_is_not_whole_marks_nobody(name: str, value: object) -> None:
    assert pivot_of(ANGELA | {name: value}) is None


def test_who_was_born_abroad_has_no_commune_and_is_whole() -> None:
    assert pivot_of(ANGELA | {"birthplace": "", "birthcountry": "99352"}) is not None


@given(BIRTHS, TODAYS)
def test_a_threshold_is_reached_on_a_birthday(born: date, today: date) -> None:
    reached = age_reached(born.isoformat(), today)
    whole = [y for y in (15, 16, 18) if _birthday(born, y) <= today]
    assert reached == max(whole, default=None)


@given(BIRTHS, TODAYS)
def test_nobody_is_both_old_enough_and_too_young(born: date, today: date) -> None:
    if born > today:
        assert not is_too_young(born.isoformat(), today, 15)
    else:
        assert is_too_young(born.isoformat(), today, 15) is (_birthday(born, 15) > today)


@pytest.mark.parametrize(
    ("written", "sure"), [("2008-00-00", date(2026, 12, 31)), ("2008-02-00", date(2026, 3, 1))]
)
def test_a_day_that_is_not_known_is_taken_at_its_latest(written: str, sure: date) -> None:
    """The register of births does not always know it; 29 February 2008 comes of age on 1 March."""
    assert age_reached(written, sure) == 18
    assert age_reached(written, sure - timedelta(days=1)) == 16


@pytest.mark.parametrize(
    "written", [None, "", "1962", "24/08/1962", "1962-13-01", "1962-02-30", "0000-01-01", 1962]
)
def test_what_is_no_date_proves_no_age_and_forbids_nothing(written: object) -> None:
    assert age_reached(written, date(2026, 11, 20)) is None
    assert not is_too_young(written, date(2026, 11, 20), 15)


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return date(born.year + years, 3, 1)
