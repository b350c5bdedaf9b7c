"""The bench itself runs from end to end; its figures are read by people, never tested."""

import re

import pytest

from tests.bench.__main__ import run, run_doors, run_growth
from tests.bench.client import Ask
from tests.bench.doors import Door
from tests.bench.growth import MOST_STATEMENTS
from tests.bench.measure import Effort
from tests.bench.seed import Size
from tests.bench.times import Knocked, table

TINY = Size(ideas=60, comments=80, supports=120, people=50, devices=10, near=80, talk=5, debate=40)


@pytest.mark.slow
def test_every_scenario_is_measured_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    results = run(TINY, Effort(requests=4, rounds=1, threads=2))
    names = {measured.scenario.name for measured in results}
    assert {"constant", "15 rows", "insert", "page: one idea", "API: support, signed in"} <= names
    assert "page: debate, 40" in names
    assert all(measured.asked for measured in results)
    reads = [m for m in results if m.scenario.floor == "15 rows"]
    assert max(measured.statements for measured in reads) <= 4
    said = capsys.readouterr().out
    assert "| API: submit, no account" in said
    assert re.search(r"\| SQLite \| 80 .* \| 100", said)
    assert re.search(r"\| PostgreSQL \| 80 .* \| 100", said)


@pytest.mark.slow
def test_every_door_is_timed_for_known_and_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    results = run_doors(TINY, 3)
    assert {len(one.known) for one in results} == {len(one.unknown) for one in results} == {3}
    assert "| sign-in link |" in capsys.readouterr().out


@pytest.mark.slow
def test_few_and_many_are_compared_and_handed_out(capsys: pytest.CaptureFixture[str]) -> None:
    results, files = run_growth(TINY, TINY, requests=4, rounds=1)
    assert max(one.statements for one in results) <= MOST_STATEMENTS
    assert [one.lines for one in files] == [TINY.ideas, TINY.ideas + 1, TINY.comments]
    assert "| ideas.jsonl |" in capsys.readouterr().out


@pytest.mark.parametrize(("slower", "is_met"), [(1.0, True), (1.1, True), (1.2, False)])
def test_a_door_that_tells_who_is_known_is_marked(slower: float, is_met: bool) -> None:
    door = Door("a door", lambda _n: Ask("/"), lambda _n: Ask("/"), 200)
    times = [0.010, 0.012, 0.011]
    late = [slower * one for one in times]
    for known, unknown in ((times, late), (late, times)):
        knocked = Knocked(door, known, unknown)
        assert knocked.is_met is is_met
        assert ("missed" in table([knocked])) is not is_met
