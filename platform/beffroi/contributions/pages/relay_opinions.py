"""A relay's desk: noting for somebody what they think of an idea, a support or a comment."""

import uuid
from collections.abc import Callable

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.assisted import assistance_of
from beffroi.contributions.pages.relay_forms import (
    LONGEST_QUERY,
    SLOWLY,
    blank,
    carried,
    form_page,
    noted,
    page,
)
from beffroi.contributions.proposals import IdeaFilters, NewComment
from beffroi.contributions.rules import Act
from beffroi.contributions.schemas.assisted import (
    AssistedCommentFormSchema,
    AssistedSupportFormSchema,
)
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services.assisted import IdeaChoice
from beffroi.core.actor import current_actor
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.core.text import is_clean
from beffroi.identity.models import AssistedAct
from beffroi.identity.policies import RECORD_FOR_OTHERS

PAGES = {Act.SUPPORT: "support", Act.COMMENT: "comment"}

blueprint = PageBlueprint("relay_opinions", __name__, url_prefix="/relais")


@blueprint.get("/soutien")
@guarded(RECORD_FOR_OTHERS)
def support() -> Response:
    """First the idea, found by its words or its address; then the person who supports it."""
    return _page(Act.SUPPORT, blank(), request.args.get("idee", type=uuid.UUID))


@blueprint.post("/soutien")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_support() -> BaseResponse:
    """Note it and go to its receipt."""
    form = load_form(AssistedSupportFormSchema())

    def record() -> AssistedAct:
        given = assistance_of(form.data, form.data["entry"])
        return services.record_support(current_actor(), given, form.data["idea"])

    return _noted(Act.SUPPORT, form, record)


@blueprint.get("/commentaire")
@guarded(RECORD_FOR_OTHERS)
def comment() -> Response:
    """The same for what somebody says of an idea."""
    return _page(Act.COMMENT, blank(), request.args.get("idee", type=uuid.UUID))


@blueprint.post("/commentaire")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_comment() -> BaseResponse:
    """Note it and go to its receipt; a second tap finds the same one."""
    form = load_form(AssistedCommentFormSchema())

    def record() -> AssistedAct:
        given = assistance_of(form.data, form.data["entry"])
        new = NewComment(body=form.data["body"], position=form.data["position"])
        return services.record_comment(current_actor(), given, form.data["idea"], new)

    return _noted(Act.COMMENT, form, record)


def _noted(act: Act, form: Form, record: Callable[[], AssistedAct]) -> BaseResponse:
    chosen = request.form.get("idea", type=uuid.UUID)
    return noted(form, record, lambda wrong, status: _page(act, wrong, chosen, status))


def _page(act: Act, form: Form, idea_id: uuid.UUID | None, status: int = 200) -> Response:
    """An idea that takes none is not kept on the page: another is to be chosen."""
    if idea_id is None and not request.form:
        return _choose_page(act)
    chosen = services.choices_of([idea_id], act) if idea_id else []
    if not chosen:
        return _choose_page(act, status=Invalid.status)
    return form_page(PAGES[act], form, status, idea=chosen[0])


def _choose_page(act: Act, status: int = 200) -> Response:
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    query = query if is_clean(query) else ""
    ideas = _found(act, query) if query else services.ideas_for(current_actor(), act, limit=15)
    return page(
        "choose", status=status, kind=PAGES[act], query=query, ideas=ideas, carried=carried()
    )


def _found(act: Act, query: str) -> list[IdeaChoice]:
    """By its address or its number, else by its words."""
    try:
        return services.choices_of([uuid.UUID(query.rstrip("/").rpartition("/")[2])], act)
    except ValueError:
        ideas = contributions.list_ideas(current_actor(), IdeaFilters(query=query))
        return services.choices_of([idea.id for idea in ideas.items], act)
