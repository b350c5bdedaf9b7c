"""The links to questionnaires: on the page of their call, and at the desks."""

import uuid

from sqlalchemy import ColumnElement, select

from beffroi.contributions import call_parts
from beffroi.contributions.call_parts import CallPart
from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.models import Questionnaire
from beffroi.contributions.questionnaires.policies import BUILD
from beffroi.contributions.questionnaires.services.reading import shown_with
from beffroi.contributions.questionnaires.views import QuestionnaireView
from beffroi.core import db, menus
from beffroi.core.actor import Actor
from beffroi.core.i18n import _, day, lazy, ngettext
from beffroi.core.menus import Entry
from beffroi.core.text import excerpt

EXCERPT = 160


def offer() -> None:
    """Make them known, once the application starts."""
    call_parts.offer("questionnaires", _parts, _desk_parts)
    menus.offer(
        Entry(
            "administration",
            "/administration/questionnaires",
            lazy("Questionnaires"),
            lazy("Les construire sans rien programmer, lire leurs résultats."),
            "question",
            BUILD,
        )
    )


def _parts(_actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    """Those that are out, in their order; the page is the same for everybody."""
    return [_part(view) for view in _views(call_id, Questionnaire.published_at.is_not(None))]


def _desk_parts(_actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    """All of them, each at its desk; whoever prepares calls there builds them too."""
    return [_desk_part(view) for view in _views(call_id)]


def _views(call_id: uuid.UUID, *conditions: ColumnElement[bool]) -> list[QuestionnaireView]:
    wanted = (
        select(Questionnaire, Call)
        .join(Call, Call.id == Questionnaire.call_id)
        .where(Questionnaire.call_id == call_id, *conditions)
        .order_by(Questionnaire.position, Questionnaire.id)
    )
    rows = db.session().execute(wanted).all()
    return shown_with([row[0] for row in rows], rows[0][1]) if rows else []


def _part(view: QuestionnaireView) -> CallPart:
    said = [_counted(view)]
    if view.is_open and view.call.answers_until:
        said.append(_("Jusqu’au %(day)s", day=day(view.call.answers_until)))
    elif view.shows_results:
        said.append(_("Résultats publiés"))
    over = not view.is_open and view.shows_results
    url = f"{view.url}/resultats" if over else view.url
    about = excerpt(view.intro, EXCERPT)
    return CallPart(url, view.title, about, "question", tuple(said), is_open=view.is_open)


def _desk_part(view: QuestionnaireView) -> CallPart:
    state = _("Publié") if view.published_at else _("En préparation")
    return CallPart(view.desk_url, view.title, "", "question", (state, _counted(view)))


def _counted(view: QuestionnaireView) -> str:
    count = len(view.definition.questions)
    return ngettext("%(num)s question", "%(num)s questions", count)
