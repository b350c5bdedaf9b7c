"""What the moderation keeps: cases, what was found, what was decided."""

from typing import Any

from sqlalchemy import select

from beffroi.core.i18n import lazy
from beffroi.core.register import Condition, Holds, Record
from beffroi.moderation.models import Case, Decision, Finding
from beffroi.moderation.services.erasure import cases_of, forget_cases

WITH_TEXT = lazy("Aussi longtemps que le texte ; sans vos mots s’il est retiré.")


def _in_their_cases(column: Any) -> Any:
    def theirs(person_id: Any) -> Condition:
        condition: Condition = column.in_(select(Case.id).where(cases_of(person_id)))
        return condition

    return theirs


RECORDS = (
    Record(
        table=Decision,
        holds=Holds.JOURNAL,
        what=lazy("Les décisions de la modération sur vos textes, et leurs raisons"),
        purpose=lazy("Vous les expliquer, pouvoir en rendre compte."),
        kept=WITH_TEXT,
        personal={"words": "told to the author; gone with them"},
        shown=("outcome", "reason_code", "words", "structure_slug", "decided_at"),
        theirs=_in_their_cases(Decision.case_id),
        erase=forget_cases,
        stays=lazy(
            "Le compte des décisions de la modération : date, résultat et motif, sans vos mots ni "
            "ceux qui vous ont été écrits."
        ),
    ),
    Record(
        table=Finding,
        holds=Holds.JOURNAL,
        what=lazy("Ce qu’un premier examen automatique a signalé dans vos textes"),
        purpose=lazy("Aider la personne qui relit. Aucune décision n’est automatique."),
        kept=WITH_TEXT,
        personal={"reason": "why a person is asked to look, without quoting"},
        shown=("part", "label", "reason"),
        theirs=_in_their_cases(Finding.case_id),
        erase=lambda _leaving: None,  # with the decisions
    ),
    Record(
        table=Case,
        holds=Holds.JOURNAL,
        what=lazy("La relecture de vos textes : dates et résultat"),
        purpose=lazy("Relire dans le délai promis."),
        kept=WITH_TEXT,
        shown=("subject_kind", "subject_id", "subject_version", "opened_at", "due_at", "outcome",
               "decided_at"),
        theirs=cases_of,
        erase=lambda _leaving: None,  # with the decisions
    ),
)  # fmt: skip
