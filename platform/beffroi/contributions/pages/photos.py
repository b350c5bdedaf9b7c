"""Pictures: one at a time, without script, with an idea being written or one that was sent."""

import uuid
from collections.abc import Callable

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import problems, services
from beffroi.contributions.pages.sending import file_answer, received, too_heavy
from beffroi.contributions.policies import READ, REVISE, SUBMIT
from beffroi.contributions.rules import MAX_PHOTOS
from beffroi.contributions.schemas import PhotoSchema
from beffroi.contributions.services.drafts import draft_in
from beffroi.contributions.services.photos.reading import Shown
from beffroi.contributions.services.photos.receiving import Received
from beffroi.contributions.views import DraftView, IdeaView, PhotoView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.pictures import KIND, LARGEST
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.core.uploads import takes_file

SENDING = "20 per minute;200 per day"

of_drafts = PageBlueprint(
    "draft_photos", __name__, url_prefix="/appels/<slug:slug>/proposer/<uuid:draft_id>/photos"
)
of_ideas = PageBlueprint("idea_photos", __name__, url_prefix="/idees/<uuid:idea_id>/photos")


@of_drafts.get("")
@guarded(SUBMIT)
def laid(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """What was laid there, and one more."""
    draft = _draft(slug, draft_id)
    if draft.idea_id is not None:
        return see_other(f"{draft.url}/merci")
    return _draft_page(draft, Form())


@of_drafts.post("")
@takes_file(LARGEST)
@at_most(SENDING)
@guarded(SUBMIT)
def lay(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Lay one more there; the same one sent twice is there once."""
    draft = _draft(slug, draft_id)
    form = _sent(
        services.draft_photos(draft),
        lambda got, words: services.add_draft_photo(draft_id, got, words),
    )
    return see_other(f"{draft.url}/photos") if form.is_valid else _draft_page(draft, form)


@of_drafts.post("/<uuid:photo_id>")
@at_most("60 per minute")
@guarded(SUBMIT)
def say(slug: str, draft_id: uuid.UUID, photo_id: uuid.UUID) -> BaseResponse:
    """Say what is on it."""
    draft, form = _draft(slug, draft_id), load_form(PhotoSchema())
    if not form.is_valid:
        return _draft_page(draft, _about(photo_id, form))
    services.describe_draft_photo(draft_id, photo_id, form.data["alternative"])
    notice(_("La description est gardée."))
    return see_other(f"{draft.url}/photos")


@of_drafts.post("/<uuid:photo_id>/retirer")
@guarded(SUBMIT)
def lift(slug: str, draft_id: uuid.UUID, photo_id: uuid.UUID) -> BaseResponse:
    """Take it out."""
    draft = _draft(slug, draft_id)
    services.remove_draft_photo(draft_id, photo_id)
    notice(_("La photo est retirée et effacée."))
    return see_other(f"{draft.url}/photos")


@of_drafts.get("/<uuid:photo_id>/<int:side>")
@guarded(SUBMIT)
def look(slug: str, draft_id: uuid.UUID, photo_id: uuid.UUID, side: int) -> Response:
    """The picture itself, to who has the address of the draft."""
    _draft(slug, draft_id)
    return _picture(services.draft_picture(draft_id, photo_id, side), photo_id)


@of_ideas.get("")
@guarded(REVISE)
def kept(idea_id: uuid.UUID) -> Response:
    """Those of one's idea."""
    return _idea_page(services.tracked_idea(current_actor(), idea_id), Form())


@of_ideas.post("")
@takes_file(LARGEST)
@at_most(SENDING)
@guarded(REVISE)
def add(idea_id: uuid.UUID) -> BaseResponse:
    """Lay one more there; the idea then waits for a person to look at it."""
    view = services.tracked_idea(current_actor(), idea_id)
    form = _sent(
        view.photos,
        lambda got, words: services.add_idea_photo(current_actor(), idea_id, got, words),
    )
    return see_other(f"{view.url}/photos") if form.is_valid else _idea_page(view, form)


@of_ideas.post("/<uuid:photo_id>")
@at_most("60 per minute")
@guarded(REVISE)
def describe(idea_id: uuid.UUID, photo_id: uuid.UUID) -> BaseResponse:
    """Say what is on it."""
    form = load_form(PhotoSchema())
    if not form.is_valid:
        view = services.tracked_idea(current_actor(), idea_id)
        return _idea_page(view, _about(photo_id, form))
    words = form.data["alternative"]
    services.describe_idea_photo(current_actor(), idea_id, photo_id, words)
    notice(_("La description est gardée."))
    return see_other(f"/idees/{idea_id}/photos")


@of_ideas.post("/<uuid:photo_id>/retirer")
@guarded(REVISE)
def remove(idea_id: uuid.UUID, photo_id: uuid.UUID) -> BaseResponse:
    """Take it out."""
    services.remove_idea_photo(current_actor(), idea_id, photo_id)
    notice(_("La photo est retirée et effacée."))
    return see_other(f"/idees/{idea_id}/photos")


@of_ideas.get("/<uuid:photo_id>/<int:side>")
@guarded(READ)
def show(idea_id: uuid.UUID, photo_id: uuid.UUID, side: int) -> Response:
    """The picture itself, to whoever may see the idea."""
    return _picture(services.idea_picture(current_actor(), idea_id, photo_id, side), photo_id)


def _sent(there: tuple[PhotoView, ...], lay_there: Callable[[Received, str], object]) -> Form:
    """What was sent, laid there; or the form with what is wrong with it."""
    if too_heavy():
        return Form(errors={"photo": [problems.PHOTO_TOO_HEAVY]})
    form = load_form(PhotoSchema())
    if form.is_valid and len(there) >= MAX_PHOTOS:
        form.errors = {"photo": [problems.TOO_MANY_PHOTOS]}
    if not form.is_valid:
        return form
    try:
        got = received("photo", services.receive_photo)
        if got is None:
            form.errors = {"photo": [problems.PHOTO_MISSING]}
        else:
            lay_there(got, form.data["alternative"])
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    return form


def _about(photo_id: uuid.UUID, form: Form) -> Form:
    """The same form, its field named after its picture: there are several on the page."""
    name = f"alternative-{photo_id}"
    values = {name: form.values.get("alternative", "")}
    return Form(values, {}, {name: form.errors.get("alternative", [])})


def _draft(slug: str, draft_id: uuid.UUID) -> DraftView:
    return draft_in(current_actor(), slug, draft_id)


def _draft_page(draft: DraftView, form: Form) -> Response:
    call = services.call_page(draft.call_slug)
    return _page(
        f"{draft.url}/photos",
        services.draft_photos(draft),
        form,
        kicker=call.title,
        done_url=f"{draft.url}/contact",
        section="ideas",
    )


def _idea_page(view: IdeaView, form: Form) -> Response:
    return _page(
        f"{view.url}/photos",
        view.photos,
        form,
        kicker=view.title,
        done_url=view.tracking_url,
        section="me",
        idea=view,
    )


def _page(base: str, photos: tuple[PhotoView, ...], form: Form, **context: object) -> Response:
    return render(
        "contributions/photos.html",
        status=200 if form.is_valid else Invalid.status,
        base=base,
        photos=photos,
        form=form,
        most=MAX_PHOTOS,
        **context,
    )


def _picture(shown: Shown, photo_id: uuid.UUID) -> Response:
    name = f"photo-{photo_id.hex[:8]}.webp"
    return file_answer(shown.content, KIND, shown.tag, name, is_public=shown.is_public)
