"""Conditions in words, for a paper on which nothing hides itself."""

import pytest
from flask import Flask

from beffroi.contributions.condition_words import condition_in_words
from beffroi.contributions.rules.questions import Clause, Condition, Match
from tests.questionnaire_factories import ALL


@pytest.fixture
def database_url(one_database: str) -> str:
    """Nothing is stored."""
    return one_database


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(), ""),
        (
            Condition(clauses=(Clause("q1", ("a1", "a2")),)),
            "Si vous avez répondu « Oui » ou « Non » à la question 1 :",
        ),
        (
            Condition(clauses=(Clause("q3", ("a2",), has=False),)),
            "Si vous n’avez pas répondu « Marcher » à la question 3 :",
        ),
        (
            Condition(Match.ANY, (Clause("q2"), Clause("q7", has=False))),
            "Si vous avez répondu à la question 2, ou si vous n’avez pas répondu à la question 7 :",
        ),
        (
            Condition(Match.ALL, (Clause("q5", ("5",)), Clause("q1"))),
            "Si vous avez répondu « 5 » à la question 5, et si vous avez répondu à la question 1 :",
        ),
    ],
)
def test_each_clause_is_told(app: Flask, condition: Condition, words: str) -> None:
    with app.test_request_context():
        assert condition_in_words(ALL, condition) == words
