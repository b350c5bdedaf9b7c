"""The bench itself runs from end to end; its figures are read by people, never tested."""

import re

import pytest

from tests.bench.__main__ import run
from tests.bench.measure import Effort
from tests.bench.seed import Size

TINY = Size(ideas=60, comments=80, supports=120, people=50, devices=10, near=80)


@pytest.mark.slow
def test_every_scenario_is_measured_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    results = run(TINY, Effort(requests=4, rounds=1, threads=2))
    names = {measured.scenario.name for measured in results}
    assert {"constant", "15 rows", "insert", "page: one idea", "API: support, signed in"} <= names
    assert all(measured.asked for measured in results)
    reads = [m for m in results if m.scenario.floor == "15 rows"]
    assert max(measured.statements for measured in reads) <= 4
    said = capsys.readouterr().out
    assert "| API: submit, no account" in said
    assert re.search(r"\| SQLite \| 80 .* \| 100", said)
    assert re.search(r"\| PostgreSQL \| 80 .* \| 100", said)
