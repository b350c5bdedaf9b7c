"""Mobile numbers: every writing of one number gives the same, and nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.identity.rules.phones import same_phone, shown_phone

DIGITS = st.text("0123456789", min_size=8, max_size=8)
SEPARATORS = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", "/"])
MAINLAND = st.from_regex(r"\A(6[0-24-8]|7[3-9])[0-9]{7}\Z").filter(lambda n: n[:3] != "639")
OVERSEAS = {
    "0690123456": "+590690123456",
    "0691123456": "+590691123456",
    "0692123456": "+262692123456",
    "0693123456": "+262693123456",
    "0639123456": "+262639123456",
    "0694123456": "+594694123456",
    "0696123456": "+596696123456",
    "0697123456": "+596697123456",
}


def spread(number: str, separator: str) -> str:
    """Cut by two, as people write."""
    pairs = [number[at : at + 2] for at in range(0, len(number), 2)]
    return separator.join(pairs)


@given(MAINLAND, SEPARATORS)
def test_every_writing_of_a_number_is_the_same_number(national: str, separator: str) -> None:
    written = [
        spread(f"0{national}", separator),
        f"+33{separator}{spread(national, separator)}",
        f"0033 {national}",
        f"+33 (0){national}",
        f" 0{national} ",
    ]
    assert {same_phone(one) for one in written} == {f"+33{national}"}


@given(MAINLAND)
def test_a_number_in_e164_stays_as_it_is(national: str) -> None:
    assert same_phone(f"+33{national}") == f"+33{national}"


@pytest.mark.parametrize(("here", "abroad"), OVERSEAS.items())
def test_an_overseas_number_has_its_own_country_code(here: str, abroad: str) -> None:
    written = (here, abroad, f"+33 {here[1:]}", f"00{abroad[1:]}")
    assert {same_phone(one) for one in written} == {abroad}


@pytest.mark.parametrize("written", ["+687 751234", "+689 87 12 34 56", "+508 55 12 34"])
def test_the_collectivities_have_plans_of_their_own(written: str) -> None:
    assert same_phone(written) == written.replace(" ", "")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "03 21 12 34 56",  # a landline gets no SMS
        "01 23 45 67 89",
        "08 99 12 34 56",  # nor is a premium number ever written to
        "+32 470 12 34 56",
        "+44 7700 900123",
        "612345678",
        "06 12 34 56 7",
        "06 12 34 56 789",
        "06 12 34 56 78 ; 06 12 34 56 79",
        "zéro six",
        "٠٦١٢٣٤٥٦٧٨",
        "++33612345678",
        "+33" + "6" * 100,
    ],
)
def test_what_is_not_a_french_mobile_is_refused(written: str) -> None:
    assert same_phone(written) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_plain_number_or_nothing(typed: str) -> None:
    number = same_phone(typed)
    assert number is None or (number.startswith("+") and number[1:].isascii())
    if number is not None:
        assert number[1:].isdigit()
        assert same_phone(number) == number


def test_only_the_end_of_a_number_is_shown() -> None:
    assert shown_phone("+33612345678") == "•• 78"
