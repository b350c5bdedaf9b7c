"""What questionnaires keep of a person: shown to them, and handed over with the rest."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet, Questionnaire
from beffroi.core import db
from beffroi.core.i18n import LazyString, lazy
from beffroi.identity import belongings
from beffroi.identity.belongings import Trace

SHEET = lazy("Réponses à un questionnaire")
_COUNTED: tuple[LazyString, str, str] = (lazy("Comptées"), "moss", "check")
_KEPT: tuple[LazyString, str, str] = (lazy("Gardées, pas encore comptées"), "ochre", "lock")


@dataclass(frozen=True)
class Answered:
    """Sheets that bear a name; of the others nobody knows whose they are."""

    name: str = "questionnaires"

    def traces_of(self, person_id: uuid.UUID) -> list[Trace]:
        """The questionnaires one answered under one's name."""
        wanted = (
            select(AnswerSheet.id, AnswerSheet.counted, AnswerSheet.sent_at)
            .add_columns(Questionnaire.id.label("of"), Questionnaire.title, Call.slug)
            .join(Questionnaire, Questionnaire.id == AnswerSheet.questionnaire_id)
            .join(Call, Call.id == Questionnaire.call_id)
            .where(AnswerSheet.person_id == person_id)
        )
        return [
            Trace(
                "answer_sheet", row.id, SHEET, row.title,
                f"/appels/{row.slug}/questionnaires/{row.of}",
                *(_COUNTED if row.counted else _KEPT), row.sent_at,
            )
            for row in db.session().execute(wanted)
        ]  # fmt: skip

    def hand_over(self, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
        """Where both answered, what the one who stays answered is left."""
        for table in (AnswerSheet, AnswerRoll):
            theirs = select(table.questionnaire_id).where(table.person_id == to_id)
            twice = (table.person_id == from_id) & table.questionnaire_id.in_(theirs)
            _run(delete(table).where(twice))
            _run(update(table).where(table.person_id == from_id).values(person_id=to_id))


def register() -> None:
    """Make it known to identity."""
    belongings.register(Answered())


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))
