"""Submitting an idea: one way in for pages, the API, imports and the demo."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call, Idea, IdeaTheme, IdeaVersion
from beffroi.contributions.policies import SUBMIT
from beffroi.contributions.proposals import NewIdea, PointKept
from beffroi.contributions.rules import Act, Visibility
from beffroi.contributions.services.calls import called, places_of
from beffroi.contributions.services.changing import freeze
from beffroi.contributions.services.entrance import keep_idea, let_idea_in
from beffroi.contributions.services.fields import checked_fields, keep_fields
from beffroi.contributions.services.media import attach_media, has_media
from beffroi.contributions.services.phases import is_open
from beffroi.contributions.services.requirements import still_missing
from beffroi.contributions.services.spots import place_point
from beffroi.contributions.services.texts import group_signature, idea_text, signature
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.folding import fingerprint
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import Invalid, NotFound, TooMany
from beffroi.identity import services as identity
from beffroi.identity.services.guests import name_guest
from beffroi.territories import services as territories

Faults = dict[str, list[Any]]


@dataclass(frozen=True)
class _Author:
    """Whose idea it is, under which name, and whether they have proved it."""

    person_id: uuid.UUID | None
    name: str
    confirmed: bool


def submit_idea(actor: Actor, new: NewIdea) -> Idea:
    """Send an idea. Without an account, an address given is sent a link to confirm and follow.

    What the call asks and its author has not proved yet keeps it apart: see `services.counting`.
    """
    require(actor, SUBMIT)
    sent_at = _sent_at(actor, new)
    call = _open_call(actor, new.call_slug, sent_at)
    title, body = idea_text(_title(call, new), new.body)
    kind, group = (None, "") if call.max_age else group_signature(new.group_kind, new.group_name)
    faults = _place_faults(call, new.neighbourhood_slug, new.theme_slugs)
    if faults:
        raise Invalid(errors=faults)
    place = territories.scope_of(call.contract_slug, new.neighbourhood_slug or None)
    require(actor, SUBMIT, scope=place)
    is_asked = new.fields_asked and actor.kind != "system"
    answers = checked_fields(call.id, new.fields, is_whole=is_asked)
    point = _point(call, new)
    lacking = still_missing(actor, call, Act.SUBMIT)
    if lacking and not actor.takes_part and not new.email:
        raise Invalid(errors={"email": [problems.EMAIL_TO_PROVE]})
    author = _author(actor, new, call)
    idea = _written(
        call,
        replace(new, title=title, body=body, group_kind=kind, group_name=group, point=point),
        author,
        sent_at,
    )
    keep_fields(idea, answers)
    if new.draft_id is not None:
        db.session().flush()
        attach_media(new.draft_id, idea.id, voice_is_heard=new.voice_is_heard)
    if lacking:
        keep_idea(idea, by=actor)
    else:
        is_known = actor.takes_part or actor.kind == "system"
        let_idea_in(
            idea,
            call.moderation,
            by=actor,
            is_known=is_known,
            shown_at=sent_at,
            has_media=new.draft_id is not None and has_media(idea.id),
        )
    if new.email and not author.confirmed:
        _send_link(idea, new)
    return idea


def _point(call: Call, new: NewIdea) -> PointKept | None:
    """One that a draft kept was placed when it was given."""
    if isinstance(new.point, PointKept):
        return new.point
    return place_point(call.contract_slug, new.neighbourhood_slug, new.point)


def known_sources(call_slug: str, keys: Iterable[str]) -> set[str]:
    """Which of these lines of a foreign export are already ideas of this call."""
    call = called(call_slug)
    wanted = select(Idea.source_key).where(Idea.call_id == call.id, Idea.source_key.in_(keys))
    return {key for key in db.session().scalars(wanted) if key is not None}


def place_faults(call_slug: str, place: str | None, theme_slugs: Sequence[str]) -> Faults:
    """What is wrong with the place and the themes of an idea for this call, by field."""
    return _place_faults(called(call_slug), place, theme_slugs)


def _place_faults(call: Call, place: str | None, theme_slugs: Sequence[str]) -> Faults:
    faults: dict[str, object] = {
        "neighbourhood": problems.OUTSIDE_CALL if place and place not in places_of(call) else None,
        "themes": _theme_fault(call, theme_slugs),
    }
    return {name: [fault] for name, fault in faults.items() if fault is not None}


def text_fingerprint(title: str, body: str) -> str:
    """What two sendings of one text have in common."""
    return fingerprint(f"{title} {body}")


def _sent_at(actor: Actor, new: NewIdea) -> datetime:
    own = new.submitted_at if actor.kind == "system" else None
    return own or now()


def _open_call(actor: Actor, slug: str, sent_at: datetime) -> Call:
    """The call, open when the idea was sent; what was collected elsewhere has no such hours.

    What people were told of it stays from now on.
    """
    try:
        call = called(slug)
    except NotFound:
        problems.invalid(call=problems.UNKNOWN_CALL)
        raise
    call = freeze(call, by=actor)
    is_import = call.imported and actor.kind == "system"
    if not is_import and not is_open(Act.SUBMIT, call.id, sent_at):
        raise problems.CallNotOpen
    return call


def _theme_fault(call: Call, slugs: Sequence[str]) -> object:
    known = {theme.slug for theme in territories.themes_of(call.contract_slug)}
    if set(slugs) - known:
        return problems.UNKNOWN_THEME
    return problems.TOO_MANY_THEMES if len(set(slugs)) > rules.MAX_THEMES else None


def _title(call: Call, new: NewIdea) -> str:
    """In a call for an age band one field is enough: its beginning is the title."""
    return rules.title_of(new.body) if call.max_age and not new.title.strip() else new.title


def _author(actor: Actor, new: NewIdea, call: Call) -> _Author:
    """In a call for an age band no name is asked, and none is kept."""
    name = "" if call.max_age else signature(new.author_name)
    if actor.takes_part:
        given = "" if call.max_age else name_guest(actor, name) or name
        return _Author(actor.person_id, given, confirmed=True)
    # an export may have no names
    is_named = bool(name or call.max_age) or actor.kind == "system"
    problems.invalid(author_name=None if is_named else problems.NAME_MISSING)
    if not new.email:
        return _Author(None, name, confirmed=False)
    person = identity.find_or_make_person(new.email, name, new.language)
    return _Author(person.id, name, confirmed=False)


def _written(call: Call, new: NewIdea, author: _Author, sent_at: datetime) -> Idea:
    idea = Idea(
        id=new_id(),
        call_id=call.id,
        contract_slug=call.contract_slug,
        neighbourhood_slug=new.neighbourhood_slug or None,
        author_id=author.person_id,
        author_confirmed=author.confirmed,
        author_name=author.name,
        group_kind=new.group_kind,
        group_name=new.group_name,
        title=new.title,
        body=new.body,
        language=new.language,
        version=1,
        fingerprint=text_fingerprint(new.title, new.body),
        visibility=Visibility.WAITING,
        source_key=new.source_key,
        outside_supports=new.outside_supports,
        submitted_at=sent_at,
    )
    if isinstance(new.point, PointKept):
        idea.latitude, idea.longitude = new.point.latitude, new.point.longitude
        idea.spot, idea.spot_is_exact = new.point.words, new.point.is_exact
    version = IdeaVersion(
        idea_id=idea.id, version=1, title=idea.title, body=idea.body, written_at=sent_at
    )
    themes = [IdeaTheme(idea_id=idea.id, theme_slug=slug) for slug in set(new.theme_slugs)]
    db.session().add_all([idea, version, *themes])
    return idea


def _send_link(idea: Idea, new: NewIdea) -> None:
    """An address that was just sent several links keeps its idea all the same."""
    with suppress(TooMany):
        identity.request_link(
            new.email or "", f"/idees/{idea.id}/suivi", new.language, idea.author_name
        )
