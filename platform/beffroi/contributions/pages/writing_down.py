"""A relay's desk: writing down what somebody told, for them to read over."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import problems
from beffroi.contributions.pages.voices import sound_answer
from beffroi.contributions.schemas.photos import VoiceWritingSchema
from beffroi.contributions.services.voices import writing
from beffroi.contributions.services.voices.writing import Told
from beffroi.core.actor import current_actor
from beffroi.core.clock import today
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict, Invalid, TooMany
from beffroi.identity import consent
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.services.assistance import Assistance
from beffroi.territories import services as territories

blueprint = PageBlueprint("writing_down", __name__, url_prefix="/relais/voix")


@blueprint.get("")
@guarded(RECORD_FOR_OTHERS)
def waiting() -> Response:
    """Voices of one's neighbourhoods that wait, the oldest first."""
    told = writing.voices_to_write(current_actor())
    places = territories.neighbourhoods()
    return render("relay/voices.html", section="relay", told=told, places=places)


@blueprint.get("/<uuid:voice_id>")
@guarded(RECORD_FOR_OTHERS)
def write(voice_id: uuid.UUID) -> Response:
    """One of them, to be listened to and written."""
    return _page(writing.voice_to_write(current_actor(), voice_id), Form())


@blueprint.post("/<uuid:voice_id>")
@at_most("60 per minute")
@guarded(RECORD_FOR_OTHERS)
def keep(voice_id: uuid.UUID) -> BaseResponse:
    """Keep the words for its author to read over; or send them, the author being there."""
    told, form = writing.voice_to_write(current_actor(), voice_id), load_form(VoiceWritingSchema())
    if not form.is_valid:
        return _page(told, form)
    try:
        _keep(voice_id, form)
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _page(told, form)
    except (Conflict, TooMany) as problem:
        form.errors = {"_schema": [f"{problem.title}. {problem.detail}"]}
        return _page(told, form)
    return see_other("/relais/voix")


@blueprint.get("/<uuid:voice_id>/son")
@guarded(RECORD_FOR_OTHERS)
def listen(voice_id: uuid.UUID) -> Response:
    """The sound."""
    return sound_answer(*writing.sound_to_write(current_actor(), voice_id))


def _keep(voice_id: uuid.UUID, form: Form) -> None:
    relay, words = current_actor(), (form.data["title"], form.data["body"])
    if not form.data["present"]:
        writing.write_down(relay, voice_id, *words)
        notice(_("C’est écrit. La personne est prévenue : elle relit, puis envoie."))
        return
    if not form.data["place"]:
        raise Invalid(errors={"place": [problems.BLANK]})
    given = Assistance(
        neighbourhood_slug="",
        place=form.data["place"],
        consent_version=form.data["consent"],
        acted_on=today(),
    )
    writing.send_read_over(relay, voice_id, *words, given)
    notice(_("L’idée est envoyée au nom de la personne. L’enregistrement est effacé."))


def _page(told: Told, form: Form) -> Response:
    status = 200 if form.is_valid else Invalid.status
    return render(
        "relay/voice.html",
        status=status,
        section="relay",
        told=told,
        form=form,
        place=territories.neighbourhoods()[told.neighbourhood_slug],
        consent=consent.CURRENT,
        sentences=consent.CURRENT.sentences(language()),
    )
