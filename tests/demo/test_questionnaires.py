"""The questionnaire of the demo: questions without a fault, sheets that they take whole."""

from typing import Any

import pytest

from beffroi.contributions.rules.questions import Kind, faults, from_json, read
from beffroi.demo.content import read as rows

QUESTIONNAIRES = rows("questionnaires")


@pytest.mark.parametrize("row", QUESTIONNAIRES, ids=lambda row: row["title"])
def test_its_questions_have_no_fault_and_show_every_shape(row: dict[str, Any]) -> None:
    definition = from_json(row)
    assert faults(definition) == ()
    assert definition.has_branches
    assert {one.kind for one in definition.questions} == set(Kind) - {Kind.SHORT}


@pytest.mark.parametrize("row", QUESTIONNAIRES, ids=lambda row: row["title"])
def test_its_sheets_are_taken_as_they_are(row: dict[str, Any]) -> None:
    for sheet in row["sheets"]:
        reading = read(from_json(row), sheet)
        assert reading.wrong == {}
        assert reading.answers == sheet


def test_its_calls_are_those_of_the_demo() -> None:
    assert {row["call"] for row in QUESTIONNAIRES} <= {row["slug"] for row in rows("calls")}
