"""The debate under an idea: one comment with its answers, and writing one's own."""

import uuid
from contextlib import suppress
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services
from beffroi.contributions.policies import COMMENT, READ
from beffroi.contributions.problems import BreathNeeded
from beffroi.contributions.proposals import NewComment
from beffroi.contributions.schemas import SignedCommentSchema
from beffroi.contributions.views import CommentView, comment_path
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other, shared
from beffroi.core.policy import guarded
from beffroi.core.problems import Gone, Invalid, NotFound

blueprint = PageBlueprint("debating", __name__, url_prefix="/idees/<uuid:idea_id>/commentaires")

_FIELDS = {"parent": "_parent"}  # no field of the form: said in the summary alone


@blueprint.get("/<uuid:comment_id>")
@guarded(READ)
def thread(idea_id: uuid.UUID, comment_id: uuid.UUID) -> Response:
    """A comment with the answers to it; the address of an answer opens at that answer."""
    actor = current_actor()
    found = services.thread_of(actor, idea_id, comment_id, request.args.get("apres") or None)
    path = comment_path(idea_id, found.root.id)
    following = f"{path}?{urlencode({'apres': found.next_cursor})}#reponses"
    return shared(
        render(
            "contributions/thread.html",
            section="ideas",
            idea=services.idea_page(actor, idea_id),
            thread=found,
            next_url=following if found.next_cursor else "",
            form=Form(),
        )
    )


@blueprint.post("")
@at_most("20 per minute")
@guarded(COMMENT)
def comment(idea_id: uuid.UUID) -> BaseResponse:
    """Write under it, or answer somebody; what was typed comes back when it cannot be taken yet."""
    form = load_form(SignedCommentSchema())
    if not form.is_valid:
        return _again(idea_id, form)
    try:
        written = services.comment_on(current_actor(), idea_id, NewComment(**form.data))
    except Invalid as invalid:
        form.errors = {_FIELDS.get(name, name): list(e) for name, e in invalid.errors.items()}
        return _again(idea_id, form)
    except BreathNeeded as breath:
        return _again(idea_id, form, breath)
    if written.visibility == "published":
        notice(_("Votre commentaire est publié."))
    elif written.visibility == "unproven":
        notice(_("Votre commentaire est gardé. Il paraîtra une fois la preuve faite."), "info")
    else:
        notice(_("Votre commentaire est envoyé. Une personne va le relire."), "info")
    return see_other(f"{comment_path(idea_id, written.id)}#commentaire-{written.id}")


def _again(idea_id: uuid.UUID, form: Form, breath: BreathNeeded | None = None) -> Response:
    """The same form with what was typed, and why it comes back."""
    response = render(
        "contributions/comment_again.html",
        status=breath.status if breath else Invalid.status,
        section="ideas",
        idea=services.idea_page(current_actor(), idea_id),
        above=_above(idea_id, form),
        form=form,
        breath=breath,
    )
    response.headers.update(breath.headers if breath else {})
    return response


def _above(idea_id: uuid.UUID, form: Form) -> CommentView | None:
    """The comment that was to be answered, if it can still be read."""
    with suppress(NotFound, Gone, ValueError):
        parent_id = uuid.UUID(form.values.get("parent") or "")
        return services.thread_of(current_actor(), idea_id, parent_id, limit=1).root
    return None
