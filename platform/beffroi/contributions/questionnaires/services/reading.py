"""Questionnaires, read: those of a call, one of them, and where somebody stands with it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires import problems
from beffroi.contributions.questionnaires.models import AnswerRoll, AnswerSheet, Questionnaire
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.contributions.questionnaires.services.openness import of_call, of_calls
from beffroi.contributions.questionnaires.services.visibility import (
    builds_for,
    is_out,
    visible_questionnaires,
)
from beffroi.contributions.questionnaires.views import (
    OfCall,
    QuestionnaireView,
    SheetView,
    Standing,
)
from beffroi.contributions.rules.questions import from_json
from beffroi.contributions.services.calls import called
from beffroi.contributions.services.requirements import lacks
from beffroi.contributions.services.visibility import visible_calls
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.policy import allows
from beffroi.core.problems import NotFound
from beffroi.territories import services as territories

LATEST = 50


def questionnaires_of(actor: Actor, call_slug: str) -> list[QuestionnaireView]:
    """Those of a call that the actor may see, in their order."""
    call = called(call_slug, actor)
    wanted = select(Questionnaire).where(
        Questionnaire.call_id == call.id, visible_questionnaires(actor, call)
    )
    ordered = wanted.order_by(Questionnaire.position, Questionnaire.id)
    return shown_with(db.session().scalars(ordered).all(), call)


def shown_with(rows: Sequence[Questionnaire], call: Call) -> list[QuestionnaireView]:
    """What is shown of questionnaires of one call; when it is answered is looked up once."""
    brief = of_call(call) if rows else None
    return [_shown(row, brief) for row in rows if brief]


def read_questionnaire(actor: Actor, questionnaire_id: uuid.UUID) -> QuestionnaireView:
    """One that is out, or that the actor builds; one statement."""
    row, call = found(questionnaire_id)
    if not is_out(row, call) and not builds_for(actor, call):
        raise NotFound(problems.UNKNOWN)
    return view_of(row, call)


def standing_of(actor: Actor, questionnaire: QuestionnaireView) -> Standing:
    """Whether the actor has answered, and what they have still to prove for it to count."""
    if actor.person_id is None:
        return Standing()
    missing = lacks(actor.person_id, called(questionnaire.call.slug))
    if questionnaire.is_anonymous:
        done = db.session().get(AnswerRoll, (questionnaire.id, actor.person_id))
        return Standing(done is not None, None, missing)
    sheet = sheet_of(questionnaire.id, actor.person_id)
    if sheet is None:
        return Standing(False, None, missing)
    view = SheetView(sheet.answers, sheet.answered_on, sheet.counted)
    return Standing(True, view, () if sheet.counted else missing)


def sheet_of(questionnaire_id: uuid.UUID, person_id: uuid.UUID) -> AnswerSheet | None:
    """The sheet that bears this person's name."""
    wanted = select(AnswerSheet).filter_by(questionnaire_id=questionnaire_id, person_id=person_id)
    return db.session().scalars(wanted).one_or_none()


def found(questionnaire_id: uuid.UUID) -> tuple[Questionnaire, Call]:
    """The row and its call; NotFound when there is none."""
    wanted = select(Questionnaire, Call).join(Call, Call.id == Questionnaire.call_id)
    row = db.session().execute(wanted.where(Questionnaire.id == questionnaire_id)).one_or_none()
    if row is None:
        raise NotFound(problems.UNKNOWN)
    return row[0], row[1]


def locked(questionnaire_id: uuid.UUID) -> Questionnaire:
    """The row as it is now, held until the end of the transaction."""
    wanted = select(Questionnaire).where(Questionnaire.id == questionnaire_id).with_for_update()
    fresh = wanted.execution_options(populate_existing=True)
    row = db.session().scalars(fresh).one_or_none()
    if row is None:
        raise NotFound(problems.UNKNOWN)
    return row


def view_of(row: Questionnaire, call: Call) -> QuestionnaireView:
    """What is shown of it."""
    return _shown(row, of_call(call))


def _shown(row: Questionnaire, call: OfCall) -> QuestionnaireView:
    return QuestionnaireView(
        id=row.id,
        call=call,
        title=row.title,
        intro=row.intro,
        is_anonymous=row.is_anonymous,
        results_shown=row.results_shown,
        definition=from_json(row.definition),
        version=row.version,
        published_at=row.published_at,
        frozen_at=row.frozen_at,
        is_open=row.published_at is not None and call.is_answered,
    )


def calls_to_build_for(actor: Actor) -> list[OfCall]:
    """The last calls of the contracts where the actor builds questionnaires."""
    wanted = select(Call).order_by(Call.opens_at.desc(), Call.id.desc()).limit(LATEST)
    ours = [slug for slug in territories.contracts() if _builds_in(actor, slug)]
    seen = wanted.where(Call.contract_slug.in_(ours), visible_calls(actor, prepared=True))
    found = db.session().scalars(seen)
    return of_calls(found)


def _builds_in(actor: Actor, contract_slug: str) -> bool:
    return allows(actor, BUILD, scope=territories.scope_of(contract_slug))
