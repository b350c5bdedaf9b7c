"""What questionnaires keep: the questions, the sheets, and who answered without a name."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.rules.tallies import without_texts
from beffroi.contributions.rules.questions import from_json
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.records import reference
from beffroi.core.register import Choice, Condition, Holds, Leaving, Record, own

KEPT = timedelta(days=365)  # after the decision of the call


def _decided_long_ago(column: Any) -> Condition:
    """Rows of questionnaires whose call was to be decided a year ago."""
    old = (
        select(Questionnaire.id)
        .join(Call, Call.id == Questionnaire.call_id)
        .where(Call.decided_by < now() - KEPT)
    )
    condition: Condition = column.in_(old)
    return condition


def _sheets_over() -> Condition:
    """Those that still bear a name, and those that never came to count."""
    is_old = _decided_long_ago(AnswerSheet.questionnaire_id)
    return and_(is_old, or_(AnswerSheet.person_id.is_not(None), ~AnswerSheet.counted))


def _untie_old(rows: Sequence[Any]) -> None:
    """What counted stays without name nor texts, so that the results do; the rest goes."""
    _untie(AnswerSheet.id.in_([row[0] for row in rows]))


def _leave_sheets(leaving: Leaving) -> None:
    """Choices stay in the results without a name, or all goes; what was written always does."""
    mine = AnswerSheet.person_id == leaving.person_id
    if leaving.choice == Choice.REMOVE:
        _run(delete(AnswerSheet).where(mine))
    else:
        _untie(mine)


def _untie(these: Condition) -> None:
    _run(delete(AnswerSheet).where(these, ~AnswerSheet.counted))
    wanted = select(AnswerSheet, Questionnaire.definition)
    wanted = wanted.join(Questionnaire, Questionnaire.id == AnswerSheet.questionnaire_id)
    held = wanted.where(these).with_for_update(of=AnswerSheet)
    for sheet, definition in db.session().execute(held.execution_options(populate_existing=True)):
        sheet.answers = without_texts(from_json(definition), sheet.answers)
        sheet.person_id = sheet.sent_at = None
    db.session().flush()


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))


RECORDS = (
    Record(
        table=AnswerSheet,
        holds=Holds.OPINION,
        what=lazy("Vos réponses aux questionnaires"),
        purpose=lazy("Les compter, une fois par personne. Les textes ne sont pas publiés."),
        kept=lazy(
            "Jusqu’à ce que vous les retiriez. Un an après la décision, votre nom et vos textes "
            "s’effacent : seuls vos choix restent comptés."
        ),
        personal={"answers": "what the person chose and wrote; texts are for the staff alone"},
        shown=("questionnaire_id", "answers", "answered_on", "counted"),
        theirs=own(AnswerSheet.person_id),
        erase=_leave_sheets,
        stays=lazy(
            "Si vous choisissez l’anonymat : vos choix, sans nom ni texte. Et vos réponses aux "
            "questionnaires sans nom : rien ne dit lesquelles sont les vôtres."
        ),
        over=_sheets_over,
        drop=_untie_old,
        dated="sent_at",
        is_content=True,
    ),
    Record(
        table=AnswerRoll,
        holds=Holds.OPINION,
        what=lazy("Les questionnaires sans nom auxquels vous avez répondu"),
        purpose=lazy("Que personne ne réponde deux fois. Vos réponses sont ailleurs, sans lien."),
        kept=lazy("Un an après la décision."),
        shown=("questionnaire_id", "answered_on"),
        theirs=own(AnswerRoll.person_id),
        over=lambda: _decided_long_ago(AnswerRoll.questionnaire_id),
        is_content=True,
    ),
    reference(
        Questionnaire,
        intro="written by the staff, public",
        title="written by the staff, public",
        definition="the questions, written by the staff, public",
    ),
)
