"""Proposing an idea in three short steps, each kept on the server as it is taken."""

import uuid
from dataclasses import asdict
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import presenting, services, tones
from beffroi.contributions.pages.steps import (
    following,
    groups,
    kept_point,
    placed_point,
    written,
)
from beffroi.contributions.policies import SUBMIT
from beffroi.contributions.problems import AboveAge, CallNotOpen
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.question_forms import (
    faults_by_field,
    labels_by_field,
    on_page,
    read_typed,
)
from beffroi.contributions.schemas import (
    IdeaContactSchema,
    IdeaPlaceFormSchema,
    IdeaShortSchema,
    IdeaTextSchema,
    SimilarTextSchema,
    VoiceFormSchema,
)
from beffroi.contributions.services import fields
from beffroi.contributions.services.media import has_media
from beffroi.contributions.services.voices.of_drafts import draft_voice
from beffroi.contributions.views import CallView, DraftView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, render, see_other
from beffroi.core.policy import guarded, require
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.security import only_reads
from beffroi.territories import services as territories

blueprint = PageBlueprint("proposing", __name__, url_prefix="/appels/<slug:slug>/proposer")

SLOWLY = "30 per minute"
WHILE_TYPING = "240 per minute"


@blueprint.get("")
@guarded(SUBMIT)
def what(slug: str) -> Response:
    """Step 1, empty or as it was left."""
    call = _open_call(slug)
    draft_id = request.args.get("brouillon", type=uuid.UUID)
    form = Form(values=_draft(slug, draft_id).content) if draft_id else Form(values={})
    return _what_page(call, form, draft_id, _place(call, request.args.get("quartier")))


@blueprint.post("")
@at_most(SLOWLY)
@guarded(SUBMIT)
def keep_what(slug: str) -> BaseResponse:
    """Keep the text, go on to the place."""
    call = _open_call(slug)
    form = load_form(IdeaShortSchema() if call.is_young else IdeaTextSchema())
    draft_id = request.form.get("brouillon", type=uuid.UUID)
    place = _place(call, request.form.get("quartier"))
    if call.is_young and form.is_valid:
        form.errors = services.place_faults(slug, form.data["neighbourhood"], ())
    given, found = read_typed(fields.asked_by(call.id))
    form.errors |= faults_by_field(found.wrong, found.shown)
    if not form.is_valid:
        form.values = {**form.values, "fields": given}
        return _what_page(call, form, draft_id, place)
    content = written(call, form) | {"language": language(), "fields": found.answers}
    if draft_id is not None:
        return following(call, _saved(slug, draft_id, content))
    if place:
        content["neighbourhood_slug"] = place
    return following(call, services.start_draft(current_actor(), slug, content))


@blueprint.post("/ressemble")
@at_most(WHILE_TYPING)
@only_reads
@guarded(SUBMIT)
def similar(slug: str) -> Response:
    """The nearest public ideas while one types: a piece of page for the script, empty when none."""
    _open_call(slug)
    form = load_form(SimilarTextSchema())
    given = form.data if form.is_valid else {"title": ""}
    near = services.similar_ideas(current_actor(), slug, **given) if given["title"] else []
    return render("contributions/similar.html", similar=presenting.similar(near))


@blueprint.get("/<uuid:draft_id>/lieu")
@guarded(SUBMIT)
def where(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Step 2, as it was left."""
    draft = _draft(slug, draft_id)
    if draft.idea_id is not None:
        return _thanks(draft)
    kept, call = draft.content, _open_call(slug)
    if call.is_young:
        return see_other(f"{call.url}/proposer?brouillon={draft.id}")
    values = {"neighbourhood": kept.get("neighbourhood_slug"), "themes": kept.get("theme_slugs")}
    values |= kept_point(kept.get("point"))
    return _where_page(call, draft, Form(values=values))


@blueprint.post("/<uuid:draft_id>/lieu")
@guarded(SUBMIT)
def keep_where(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Keep the place and the subjects, go on to the contact."""
    call, form = _open_call(slug), load_form(IdeaPlaceFormSchema())
    draft = _draft(slug, draft_id)
    if form.is_valid:
        form.errors = services.place_faults(slug, form.data["neighbourhood"], form.data["themes"])
    if not form.is_valid:
        return _where_page(call, draft, form)
    try:
        point = placed_point(call, draft, form.data)
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _where_page(call, draft, form)
    content = {
        "neighbourhood_slug": form.data["neighbourhood"],
        "theme_slugs": form.data["themes"],
        "point": asdict(point) if point else None,
    }
    return see_other(f"{_saved(slug, draft_id, content).url}/contact")


@blueprint.get("/<uuid:draft_id>/contact")
@guarded(SUBMIT)
def contact(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Step 3."""
    draft = _draft(slug, draft_id)
    if draft.idea_id is not None:
        return _thanks(draft)
    return _contact_page(_open_call(slug), draft, Form())


@blueprint.post("/<uuid:draft_id>/contact")
@at_most(SLOWLY)
@guarded(SUBMIT)
def send(slug: str, draft_id: uuid.UUID) -> BaseResponse:
    """Send the idea; a second tap finds it sent."""
    draft, form = _draft(slug, draft_id), load_form(IdeaContactSchema())
    told = load_form(VoiceFormSchema())
    form.values = {**form.values, **told.values}
    if draft.idea_id is not None:
        return _thanks(draft)
    if not form.is_valid:
        return _contact_page(_open_call(slug), draft, form)
    try:
        contact = DraftContact(**form.data, **told.data, language=language())
        services.submit_draft(current_actor(), draft_id, contact)
    except Invalid as invalid:
        form.errors = {
            "_schema" if name.startswith(f"{fields.NAME}.") else name: list(texts)
            for name, texts in invalid.errors.items()
        }
        return _contact_page(_open_call(slug), draft, form)
    answered = "?reponse=oui" if form.data["email"] else ""
    return see_other(f"{draft.url}/merci{answered}")


@blueprint.get("/<uuid:draft_id>/merci")
@guarded(SUBMIT)
def done(slug: str, draft_id: uuid.UUID) -> Response:
    """What was done, and what comes next."""
    draft, call = _draft(slug, draft_id), services.call_page(slug)
    if draft.idea_id is None:
        raise NotFound
    kept = services.is_kept(draft.idea_id)
    is_looked_at = has_media(draft.idea_id)
    return render(
        "contributions/propose_done.html",
        call=call,
        words=tones.words(call.tone, call.level_rules.gives),
        draft=draft,
        published=call.moderation == "after"
        and current_actor().takes_part
        and not (kept or is_looked_at),
        is_looked_at=is_looked_at,
        kept=kept,
        asked=presenting.asked_in_words(call.asks),
        has_email=request.args.get("reponse") == "oui",
        appearance=presenting.appearance(call),
    )


def _open_call(slug: str) -> CallView:
    call = services.call_page(slug)
    require(current_actor(), SUBMIT, scope=territories.scope_of(call.contract.slug))
    if not call.takes_ideas:
        raise CallNotOpen
    standing = services.age_standing(current_actor(), slug) if call.is_young else None
    if standing is not None and standing.why is not None:
        raise AboveAge(standing.band)
    return call


def _draft(slug: str, draft_id: uuid.UUID) -> DraftView:
    draft = services.draft(draft_id)
    if draft.call_slug != slug:
        raise NotFound
    return draft


def _saved(slug: str, draft_id: uuid.UUID, content: dict[str, Any]) -> DraftView:
    _draft(slug, draft_id)
    return services.save_draft(current_actor(), draft_id, content)


def _thanks(draft: DraftView) -> BaseResponse:
    return see_other(f"{draft.url}/merci")


def _place(call: CallView, slug: str | None) -> str | None:
    """The neighbourhood one comes from, when the call is held there."""
    return slug if slug in {place.slug for place in call.neighbourhoods} else None


def _what_page(
    call: CallView, form: Form, draft_id: uuid.UUID | None, place: str | None
) -> Response:
    definition = fields.asked_by(call.id)
    given = form.values
    voice = draft_voice(_draft(call.slug, draft_id)) if draft_id else None
    return _step(
        "short" if call.is_young else "what",
        call,
        form,
        draft_id=draft_id,
        voice=voice,
        place=given.get("neighbourhood", given.get("neighbourhood_slug")) or place,
        asked=on_page(definition, given.get("fields", {})),
        labels=labels_by_field(definition),
        places=[(one.slug, one.name) for one in call.neighbourhoods],
    )


def _where_page(call: CallView, draft: DraftView, form: Form) -> Response:
    title, body = str(draft.content.get("title", "")), str(draft.content.get("body", ""))
    near = services.similar_ideas(current_actor(), call.slug, title, body)
    return _step(
        "where",
        call,
        form,
        draft=draft,
        similar=presenting.similar(near),
        has_addresses=services.knows_addresses(call.contract.slug, call.neighbourhoods),
    )


def _contact_page(call: CallView, draft: DraftView, form: Form) -> BaseResponse:
    if "title" not in draft.content:
        return see_other(f"{call.url}/proposer?brouillon={draft.id}")
    place = territories.neighbourhoods().get(str(draft.content.get("neighbourhood_slug")))
    kept = draft.content.get("fields")
    answers: dict[str, Any] = kept if isinstance(kept, dict) else {}
    return _step(
        "contact",
        call,
        form,
        draft=draft,
        place=place,
        signed=presenting.signed(call, place),
        appearance=presenting.appearance(call),
        asked=presenting.asked_in_words(call.asks),
        groups=groups(),
        told=list(fields.in_words(fields.asked_by(call.id), answers)),
        photos=services.draft_photos(draft),
        voice=draft_voice(draft),
    )


def _step(name: str, call: CallView, form: Form, **context: Any) -> Response:
    status = 200 if form.is_valid else Invalid.status
    template = f"contributions/propose_{name}.html"
    words = tones.words(call.tone, call.level_rules.gives)
    return render(
        template, status=status, section="ideas", call=call, words=words, form=form, **context
    )
