"""Telling an idea: recorded on the phone or sent as a file, then written down and read over."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import problems, services
from beffroi.contributions.pages.sending import file_answer, received, too_heavy
from beffroi.contributions.policies import READ, SUBMIT
from beffroi.contributions.services.drafts import draft_in
from beffroi.contributions.services.photos.reading import Shown
from beffroi.contributions.services.voices import of_drafts, reading
from beffroi.contributions.services.voices.receiving import receive_voice
from beffroi.contributions.views import CallView, DraftView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.core.recordings import LARGEST
from beffroi.core.security import CONTENT_POLICY, HEADERS
from beffroi.core.uploads import takes_file

# The one page that may listen, and play what was just recorded before it is sent.
LISTENS = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
PLAYS = CONTENT_POLICY.replace("media-src 'self'", "media-src 'self' blob:")

telling = PageBlueprint("telling", __name__, url_prefix="/appels/<slug:slug>/proposer")
heard = PageBlueprint("heard", __name__, url_prefix="/idees/<uuid:idea_id>/voix")


@telling.post("/voix")
@at_most("30 per minute")
@guarded(SUBMIT)
def begin(slug: str) -> BaseResponse:
    """An idea that begins with a voice."""
    draft = services.start_draft(current_actor(), slug, {"language": language()})
    return see_other(f"{draft.url}/voix")


@telling.get("/<uuid:draft_id>/voix")
@guarded(SUBMIT)
def tell(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """What was told so far, and what to do with it."""
    draft = _draft(slug, draft_id)
    if draft.idea_id is not None:
        return see_other(f"{draft.url}/merci")
    return _page(draft, Form())


@telling.post("/<uuid:draft_id>/voix")
@takes_file(LARGEST)
@at_most("20 per minute;200 per day")
@guarded(SUBMIT)
def keep(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Keep a recording, in place of the one before."""
    draft, form = _draft(slug, draft_id), Form()
    if too_heavy():
        return _page(draft, Form(errors={"voice": [problems.VOICE_TOO_HEAVY]}))
    try:
        got = received("voice", receive_voice)
        if got is None:
            form.errors = {"voice": [problems.VOICE_MISSING]}
        else:
            of_drafts.put_draft_voice(draft_id, got)
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
    return see_other(f"{draft.url}/voix") if form.is_valid else _page(draft, form)


@telling.post("/<uuid:draft_id>/voix/retirer")
@guarded(SUBMIT)
def take_back(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Erase it."""
    draft = _draft(slug, draft_id)
    of_drafts.remove_draft_voice(draft_id)
    notice(_("L’enregistrement est effacé."))
    return see_other(f"{draft.url}/voix")


@telling.post("/<uuid:draft_id>/voix/relais")
@at_most("20 per minute")
@guarded(SUBMIT)
def ask(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Have a relay write it down."""
    draft = _draft(slug, draft_id)
    if not current_actor().takes_part:
        return _page(draft, Form(errors={"neighbourhood": [problems.NOT_REACHABLE]}))
    place = request.form.get("neighbourhood", "")
    if place not in {known.slug for known in services.call_page(slug).neighbourhoods}:
        return _page(draft, Form(errors={"neighbourhood": [problems.OUTSIDE_CALL]}))
    of_drafts.ask_for_writing(current_actor(), draft_id, place)
    notice(_("C’est demandé. Nous vous préviendrons quand votre idée sera écrite."))
    return see_other(f"{draft.url}/voix")


@telling.get("/<uuid:draft_id>/voix/son")
@guarded(SUBMIT)
def listen(slug: str, draft_id: uuid.UUID) -> Response:
    """The sound, to who has the address of the draft."""
    _draft(slug, draft_id)
    return sound_answer(*reading.draft_sound(draft_id))


@heard.get("")
@guarded(READ)
def hear(idea_id: uuid.UUID) -> Response:
    """The sound, to whoever may see the idea."""
    return sound_answer(*reading.idea_sound(current_actor(), idea_id))


def sound_answer(shown: Shown, kind: str) -> Response:
    """As a browser plays it."""
    suffix = kind.partition("/")[2]
    return file_answer(shown.content, kind, shown.tag, f"voix.{suffix}", is_public=shown.is_public)


def _draft(slug: str, draft_id: uuid.UUID) -> DraftView:
    return draft_in(current_actor(), slug, draft_id)


def _page(draft: DraftView, form: Form) -> Response:
    call: CallView = services.call_page(draft.call_slug)
    response = render(
        "contributions/voice.html",
        status=200 if form.is_valid else Invalid.status,
        section="ideas",
        draft=draft,
        call=call,
        voice=of_drafts.draft_voice(draft),
        form=form,
    )
    response.headers["Permissions-Policy"] = LISTENS
    response.headers["Content-Security-Policy"] = PLAYS
    return response
