"""From a case to the suspension of its author: whoever moderates the place of the text decides."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint
from beffroi.core.policy import guarded
from beffroi.core.problems import NotFound
from beffroi.identity.policies import BLOCK
from beffroi.identity.services.blocks import Place
from beffroi.identity.suspending import suspend_by_form, suspension_page
from beffroi.moderation import services
from beffroi.moderation.policies import READ
from beffroi.moderation.views import CaseFile

blueprint = PageBlueprint("suspending", __name__)


@blueprint.get("/moderation/<uuid:case_id>/suspendre")
@guarded(BLOCK)
def suspending_author(case_id: uuid.UUID) -> Response:
    """Why, in whose words, for how long."""
    case, _author, _place = author_of(case_id)
    return _page(case, Form(values={"days": "7"}))


@blueprint.post("/moderation/<uuid:case_id>/suspendre")
@guarded(BLOCK)
def suspend_author(case_id: uuid.UUID) -> BaseResponse:
    """Decide it, then back to where one came from."""
    case, author_id, place = author_of(case_id)
    _label, back = _back(case)
    return suspend_by_form(author_id, place, lambda form: _page(case, form), back)


def author_of(case_id: uuid.UUID) -> tuple[CaseFile, uuid.UUID, Place]:
    """The case, who wrote its text and where; a text that nobody signed has no author.

    Who administers the place may suspend too, without being one of those who read its cases.
    """
    case = services.case_file(current_actor(), case_id, BLOCK)
    subject = case.subject
    if subject.author_id is None:
        raise NotFound
    return case, subject.author_id, Place(subject.contract_slug, subject.neighbourhood_slug)


def _page(case: CaseFile, form: Form) -> Response:
    action = f"/moderation/{case.id}/suspendre"
    return suspension_page(action, case.subject.author_name, _back(case), form)


def _back(case: CaseFile) -> tuple[str, str]:
    if current_actor().may(READ):
        return _("Le texte à examiner"), f"/moderation/{case.id}"
    return _("Suspensions"), "/moderation/suspensions"
