"""Age bands: who may do what, whatever they said or proved, tried on all that may come."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from beffroi.contributions import rules
from beffroi.contributions.rules import Act, AgeGroup
from beffroi.contributions.rules.bands import OF_THE_BAND
from beffroi.identity.rules.proofs import (
    CONSENT_AGE,
    NO_END,
    Age,
    Fact,
    Held,
    Missing,
    Requirements,
    Younger,
    end_of,
    missing,
)

TODAY = date(2026, 11, 20)

bands = st.tuples(st.integers(11, 25), st.integers(11, 25)).filter(lambda ends: ends[0] <= ends[1])
ways = st.sampled_from(["declared", "roll", "desk", "franceconnect"])
facts = st.one_of(st.builds(Age, st.integers(10, 30)), st.builds(Younger, st.integers(11, 30)))
held = st.lists(st.builds(Held, facts, ways, st.just(NO_END)), max_size=5)
acts = st.sampled_from(Act)
age_ways = st.sampled_from(["declared", "proven"])


def asked(band: tuple[int, int], age_way: str = "declared") -> Requirements:
    return Requirements(min_age=band[0], max_age=band[1], age_way=age_way)


def of(*facts: Fact, way: str = "declared") -> list[Held]:
    return [Held(fact, way, NO_END) for fact in facts]


@given(bands, age_ways, held, acts)
def test_an_act_is_closed_exactly_to_those_known_to_be_above(
    band: tuple[int, int], age_way: str, known: list[Held], act: Act
) -> None:
    above = any(isinstance(h.fact, Age) and h.fact.threshold > band[1] for h in known)
    lacking = missing(known, asked(band, age_way), TODAY)
    assert rules.is_closed(act, lacking) == (above and act in OF_THE_BAND)


@given(bands, age_ways, acts)
def test_nothing_of_somebody_unknown_is_closed_and_nothing_counts(
    band: tuple[int, int], age_way: str, act: Act
) -> None:
    lacking = missing([], asked(band, age_way), TODAY)
    assert lacking
    assert not rules.is_closed(act, lacking)


@given(bands, st.data())
def test_whoever_says_an_age_of_the_call_has_said_all_it_asks(
    band: tuple[int, int], data: st.DataObject
) -> None:
    group = data.draw(st.sampled_from(sorted(rules.age_groups(*band))))
    said = rules.said_by(rules.age_groups(*band)[group])
    assert missing(of(*said), asked(band), TODAY) == ()


@given(bands, st.integers(10, 30), ways)
def test_to_be_old_enough_says_nothing_of_being_young_enough(
    band: tuple[int, int], threshold: int, way: str
) -> None:
    assert missing(of(Age(threshold), way=way), asked(band), TODAY)


@given(bands, held)
def test_an_age_reached_outweighs_what_was_said_of_being_younger(
    band: tuple[int, int], known: list[Held]
) -> None:
    oldest = max((h.fact.threshold for h in known if isinstance(h.fact, Age)), default=0)
    voided = [h for h in known if not (isinstance(h.fact, Younger) and h.fact.limit <= oldest)]
    assert missing(known, asked(band), TODAY) == missing(voided, asked(band), TODAY)


@given(bands, held, st.integers(18, 40))
def test_nobody_grows_younger_by_saying_so(
    band: tuple[int, int], known: list[Held], threshold: int
) -> None:
    assume(threshold > band[1])
    said = [*known, *of(Age(threshold)), *of(*rules.said_by(band))]
    assert Missing.ABOVE in missing(said, asked(band), TODAY)


@given(bands)
def test_the_groups_share_out_the_band_at_the_age_of_consent(band: tuple[int, int]) -> None:
    groups = rules.age_groups(*band)
    years = [year for low, high in groups.values() for year in range(low, high + 1)]
    assert years == list(range(band[0], band[1] + 1))
    young = groups.get(AgeGroup.UNDER_15)
    assert (young is not None) == (band[0] < CONSENT_AGE)
    assert young is None or young[1] < CONSENT_AGE


@given(st.integers(11, 25), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_what_is_said_of_being_young_is_said_again_each_year(limit: int, day: date) -> None:
    assert end_of(Younger(limit), day) == day + timedelta(days=365)


@given(st.none() | st.integers(0, 120), st.none() | st.integers(0, 120))
def test_a_band_has_two_ends_in_order(low: int | None, high: int | None) -> None:
    if high is None:
        assert rules.is_band(low, high)
    elif rules.is_band(low, high):
        assert low is not None
        assert 11 <= low <= high <= rules.HIGHEST_YOUNG


@given(st.sampled_from(["usual", "young", "loud"]), st.none() | st.integers(11, 25))
def test_the_words_for_the_young_go_with_a_band(tone: str, high: int | None) -> None:
    assert rules.is_tone(tone, high) == (tone == "usual" or (tone == "young" and high is not None))
