"""The steps by which a call is filled in: its words, its public, the decision, the calendar."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response
from marshmallow import Schema
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import desk_words, rules, timetable
from beffroi.contributions.labels import ACTS, LEVELS
from beffroi.contributions.pages.preparing import DESK, SLOWLY, attempt, desk_page
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.schemas.preparing import (
    DecisionSchema,
    NewPhaseSchema,
    PublicSchema,
    SpeakerInputSchema,
    WordsSchema,
    periods_of,
)
from beffroi.contributions.services import desk, preparing
from beffroi.contributions.views import PreparedCall
from beffroi.core.actor import current_actor
from beffroi.core.clock import PARIS
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.territories import services as territories

STEPS: dict[str, type[Schema]] = {
    "mots": WordsSchema,
    "public": PublicSchema,
    "decision": DecisionSchema,
}
_ON_FORM = {"phases": "closes_on"}  # where the form shows what is wrong with the whole

blueprint = PageBlueprint("filling", __name__, url_prefix=DESK)


@blueprint.get("/<slug:slug>/mots")
@guarded(ANNOUNCE_CALL)
def words(slug: str) -> Response:
    """Step 1: what is asked."""
    return _step(slug, "mots")


@blueprint.post("/<slug:slug>/mots")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def keep_words(slug: str) -> BaseResponse:
    """Keep it and go on."""
    return _kept(slug, "mots", "public")


@blueprint.get("/<slug:slug>/public")
@guarded(ANNOUNCE_CALL)
def public(slug: str) -> Response:
    """Step 2: for whom, and where."""
    return _step(slug, "public")


@blueprint.post("/<slug:slug>/public")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def keep_public(slug: str) -> BaseResponse:
    """Keep it and go on."""
    return _kept(slug, "public", "decision")


@blueprint.get("/<slug:slug>/decision")
@guarded(ANNOUNCE_CALL)
def decision(slug: str) -> Response:
    """Step 3: how people take part in the decision."""
    return _step(slug, "decision")


@blueprint.post("/<slug:slug>/decision")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def keep_decision(slug: str) -> BaseResponse:
    """Keep it and go on."""
    return _kept(slug, "decision", "calendrier")


@blueprint.post("/<slug:slug>/porte-parole")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def name_speaker(slug: str) -> BaseResponse:
    """Somebody speaks for the group."""
    form = load_form(SpeakerInputSchema())
    attempt(form, lambda: preparing.name_speaker(current_actor(), slug, form.data["email"]))
    if not form.is_valid:
        return _step(slug, "decision", speaker_form=form)
    notice(_("Cette personne parlera pour le groupe. Elle le saura à la publication."))
    return see_other(f"{DESK}/{slug}/decision#porte-parole")


@blueprint.post("/<slug:slug>/porte-parole/<uuid:person_id>/retirer")
@guarded(ANNOUNCE_CALL)
def unname_speaker(slug: str, person_id: uuid.UUID) -> BaseResponse:
    """This person does no more."""
    preparing.unname_speaker(current_actor(), slug, person_id)
    notice(_("Cette personne ne parle plus pour le groupe."))
    return see_other(f"{DESK}/{slug}/decision#porte-parole")


@blueprint.get("/<slug:slug>/calendrier")
@guarded(ANNOUNCE_CALL)
def calendar(slug: str) -> Response:
    """Step 4: what is open, from when to when."""
    return _step(slug, "calendrier")


@blueprint.post("/<slug:slug>/calendrier")
@at_most(SLOWLY)
@guarded(ANNOUNCE_CALL)
def add_phase(slug: str) -> BaseResponse:
    """One phase more."""
    form = load_form(NewPhaseSchema())
    if form.is_valid:
        kept = desk.prepared_call(current_actor(), slug).phases
        phases = [*kept, *periods_of([form.data])]
        attempt(form, lambda: preparing.set_phases(current_actor(), slug, phases))
    if not form.is_valid:
        form.errors = {_ON_FORM.get(name, name): texts for name, texts in form.errors.items()}
        return _step(slug, "calendrier", form)
    notice(_("L’étape est ajoutée."))
    return see_other(f"{DESK}/{slug}/calendrier")


@blueprint.post("/<slug:slug>/calendrier/<int:position>/retirer")
@guarded(ANNOUNCE_CALL)
def remove_phase(slug: str, position: int) -> BaseResponse:
    """One phase less."""
    kept = desk.prepared_call(current_actor(), slug).phases
    phases = [one for place, one in enumerate(kept) if place != position]
    preparing.set_phases(current_actor(), slug, phases)
    notice(_("L’étape est retirée."))
    return see_other(f"{DESK}/{slug}/calendrier")


def _step(
    slug: str, name: str, form: Form | None = None, speaker_form: Form | None = None
) -> Response:
    call = desk.prepared_call(current_actor(), slug)
    is_valid = (form or Form()).is_valid and (speaker_form or Form()).is_valid
    return desk_page(
        name,
        200 if is_valid else Invalid.status,
        call=call,
        form=form or Form(values=_values(call)),
        speaker_form=speaker_form or Form(),
        places=[(p.slug, p.name) for p in territories.neighbourhoods_of(call.contract_slug)],
        levels=list(LEVELS.items()),
        offices=desk_words.offices_of(call),
        acts=list(ACTS.items()),
        steps=timetable.steps(call),
    )


def _kept(slug: str, name: str, following: str) -> BaseResponse:
    form = load_form(STEPS[name]())
    given = _emptied(STEPS[name]()) | form.data
    attempt(form, lambda: preparing.change_call(current_actor(), slug, given))
    if not form.is_valid:
        return _step(slug, name, form)
    return see_other(f"{DESK}/{slug}/{following}")


def _emptied(schema: Schema) -> dict[str, Any]:
    """What a field that was left empty says: a form sends nothing of it, an API leaves it out."""
    empty: dict[str, Any] = dict.fromkeys(("decided_by", "min_age", "max_age", "deciding_office"))
    empty["neighbourhoods"] = []
    texts = dict.fromkeys(rules.PROSE, "")
    own = {"decided_by" if name == "decided_on" else name for name in schema.fields}
    return {name: value for name, value in (texts | empty).items() if name in own}


def _values(call: PreparedCall) -> Mapping[str, Any]:
    decided_on = call.decided_by.astimezone(PARIS).date().isoformat() if call.decided_by else ""
    return vars(call) | {"decided_on": decided_on}
