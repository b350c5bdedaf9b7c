"""Questionnaires to start a test from: questions of every kind, and one that is out."""

from datetime import timedelta
from typing import Any

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.models import Questionnaire
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.rules.questions import (
    Clause,
    Condition,
    Definition,
    Kind,
    Option,
    Question,
    as_json,
)
from beffroi.core import db
from beffroi.core.clock import now
from tests.factories import make_call

YES, NO = Option("a1", "Oui"), Option("a2", "Non")
COMES = Question(
    id="q1", kind=Kind.SINGLE, label="Venez-vous au parc ?", required=True, options=(YES, NO)
)
WHY_NOT = Question(
    id="q2",
    kind=Kind.LONG,
    label="Qu’est-ce qui vous en empêche ?",
    condition=Condition(clauses=(Clause("q1", ("a2",)),)),
)
WHAT = Question(
    id="q3",
    kind=Kind.MULTIPLE,
    label="Qu’y faites-vous ?",
    options=(Option("a1", "Jouer"), Option("a2", "Marcher"), Option("a3", "Se reposer")),
    most=2,
    condition=Condition(clauses=(Clause("q1", ("a1",)),)),
)
FIRST = Question(
    id="q4",
    kind=Kind.RANKING,
    label="Que faire d’abord ?",
    options=(Option("a1", "Des bancs"), Option("a2", "Des arbres"), Option("a3", "Des jeux")),
)
PLEASED = Question(
    id="q5", kind=Kind.SCALE, label="Le parc vous plaît-il ?", low_label="Pas du tout",
    high_label="Beaucoup",
)  # fmt: skip
WHEN = Question(
    id="q6",
    kind=Kind.MATRIX,
    label="Quand venez-vous ?",
    rows=(Option("a1", "En semaine"), Option("a2", "Le dimanche")),
    columns=(Option("a1", "Le matin"), Option("a2", "Le soir")),
)
NAME = Question(id="q7", kind=Kind.SHORT, label="Comment appeler le parc ?")
ALL = Definition((COMES, WHY_NOT, WHAT, FIRST, PLEASED, WHEN, NAME))
FULL: dict[str, Any] = {
    "q1": "a1",
    "q3": ["a1", "a2"],
    "q4": ["a2", "a1"],
    "q5": 4,
    "q6": {"a1": "a2"},
    "q7": "Le parc des Tilleuls",
}


def make_questionnaire(
    call: Call | None = None, definition: Definition = ALL, **given: Any
) -> Questionnaire:
    """One that is out in an open call; `published_at=None` while it is being built."""
    values: dict[str, Any] = {
        "call_id": (call or make_questioning_call()).id,
        "position": 1,
        "title": "Votre parc",
        "intro": "Dix questions, cinq minutes.",
        "definition": as_json(definition),
        "created_at": now(),
        "published_at": now(),
    }
    row = Questionnaire(**values | given)
    db.session().add(row)
    db.session().flush()
    return row


def make_questioning_call(**given: Any) -> Call:
    """An open call in which questionnaires are answered, for thirty days."""
    period = Period(now() - timedelta(days=5), now() + timedelta(days=30), frozenset(Act))
    return make_call(phases=(period,), **given)
