"""The clarity sheet as a gate: nothing passes that lacks something, nothing whole is held back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions import rules
from beffroi.contributions.rules import Lack, Period

NOW = datetime(2027, 1, 1, tzinfo=UTC)
PHASE = Period(NOW, NOW + timedelta(days=30))
WHOLE: dict[str, Any] = dict.fromkeys(rules.PROSE, "Quelques mots.") | {
    "level": "concertation",
    "decided_by": NOW + timedelta(days=60),
    "speakers": 0,
}


def test_a_whole_sheet_lacks_nothing() -> None:
    assert rules.lacking(WHOLE, (PHASE,), NOW) == {}


@given(st.sets(st.sampled_from(sorted(rules.PROSE)), min_size=1), st.sampled_from(["", " ", "\n"]))
def test_each_blank_text_is_named_and_no_other(names: set[str], blank: str) -> None:
    found = rules.lacking(WHOLE | dict.fromkeys(names, blank), (PHASE,), NOW)
    assert found == dict.fromkeys(names, Lack.BLANK)


@given(st.integers(-40, 40), st.integers(-40, 40))
def test_a_decision_comes_after_the_last_close_and_the_last_close_is_to_come(
    close: int, decided: int
) -> None:
    phase = Period(NOW - timedelta(days=90), NOW + timedelta(days=close))
    sheet = WHOLE | {"decided_by": NOW + timedelta(days=decided)}
    found = rules.lacking(sheet, (phase,), NOW)
    assert ("decided_on" in found) == (decided <= close)
    assert ("phases" in found) == (close <= 0)


def test_without_level_day_or_phase_a_call_is_not_ready() -> None:
    found = rules.lacking(WHOLE | {"level": None, "decided_by": None}, (), NOW)
    assert found == {"level": Lack.BLANK, "decided_on": Lack.BLANK, "phases": Lack.BLANK}


@given(st.sampled_from(["consultation", "concertation", "codecision"]), st.integers(0, 3))
def test_only_a_codecision_needs_somebody_who_speaks_for_the_group(
    level: str, speakers: int
) -> None:
    found = rules.lacking(WHOLE | {"level": level, "speakers": speakers}, (PHASE,), NOW)
    assert ("speakers" in found) == (level == "codecision" and not speakers)
