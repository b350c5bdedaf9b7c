"""What authors do with an idea they sent: write it better, and say that it is theirs."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import IdeaRevised
from beffroi.contributions.models import Call, Idea, IdeaVersion
from beffroi.contributions.policies import FOLLOW, REVISE
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.authorship import own_supports, owner_among
from beffroi.contributions.services.counting import count_held
from beffroi.contributions.services.fields import answers_with, checked_fields, keep_fields
from beffroi.contributions.services.media import drop_voice_of
from beffroi.contributions.services.phases import open_acts
from beffroi.contributions.services.publication import after, locked_idea, move_idea_to
from beffroi.contributions.services.submission import text_fingerprint
from beffroi.contributions.services.texts import idea_text
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import Forbidden, NotFound
from beffroi.territories.services import scope_of


def revise_idea(
    actor: Actor,
    idea_id: uuid.UUID,
    title: str,
    body: str,
    seen_version: int,
    fields: Mapping[str, Any] | None = None,
) -> Idea:
    """Give an idea a new text if it is still the one that was seen; an equal text is no change.

    Without `fields`, what was answered beside the text stays. A voice that told the
    text of before goes: it would say something else.
    """
    idea = _own(actor, idea_id, REVISE)
    call = db.session().get_one(Call, idea.call_id)
    if idea.version != seen_version:
        raise problems.StaleText
    _require_open(idea, call)
    title, body = idea_text(title, body)
    before = answers_with(idea_id)
    answers = before if fields is None else checked_fields(call.id, fields)
    if (title, body, answers) == (idea.title, idea.body, before):
        return idea
    if body != idea.body:
        drop_voice_of(idea.id)
    _write(idea, title, body)
    keep_fields(idea, answers)
    _show(idea, rules.revision(call.moderation), by=actor)
    return idea


def own_revisable_idea(actor: Actor, idea_id: uuid.UUID) -> Idea:
    """One's own idea, held, while it may be changed."""
    idea = _own(actor, idea_id, REVISE)
    _require_open(idea, db.session().get_one(Call, idea.call_id))
    return idea


def renew_idea(idea: Idea, move: rules.Move, *, by: Actor) -> None:
    """A new version with the same words and answers: what goes with them has changed."""
    answers = answers_with(idea.id)
    _write(idea, idea.title, idea.body)
    keep_fields(idea, answers)
    _show(idea, move, by=by)


def confirm_author(actor: Actor, idea_id: uuid.UUID) -> Idea:
    """The person who got the link says that the idea is theirs."""
    idea = _own(actor, idea_id, FOLLOW)
    if idea.author_id != actor.person_id and actor.kind != "system":
        raise Forbidden
    idea.author_confirmed = True
    db.session().flush()
    if idea.visibility == Visibility.UNPROVEN and idea.author_id is not None:
        count_held(idea.author_id)
    return idea


def _own(actor: Actor, idea_id: uuid.UUID, permission: str) -> Idea:
    """One's own idea; another's that is not public does not exist for the one who asks."""
    idea = locked_idea(idea_id)
    owner = owner_among(actor, idea)
    if idea.visibility != Visibility.PUBLISHED and owner != actor.person_id:
        raise NotFound
    place = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, permission, scope=place, owner=owner)
    return idea


def _require_open(idea: Idea, call: Call) -> None:
    if not rules.is_time_to_revise(idea.visibility, open_acts(call.id)):
        raise problems.CallNotOpen
    own = db.session().scalar(select(own_supports()).where(Idea.id == idea.id)) or 0
    is_engaged = idea.support_count > own or idea.comment_count > 0
    if not rules.may_revise(idea.visibility, idea.stage, is_engaged=is_engaged):
        raise problems.TextSettled


def _show(idea: Idea, move: rules.Move, *, by: Actor) -> None:
    move_idea_to(idea, after(idea.visibility, move))
    if idea.visibility != Visibility.UNPROVEN:
        record(IdeaRevised(idea.id, idea.version), by=by)


def _write(idea: Idea, title: str, body: str) -> None:
    idea.title, idea.body = title, body
    idea.version += 1
    idea.author_confirmed = True
    idea.fingerprint = text_fingerprint(title, body)
    db.session().add(
        IdeaVersion(idea_id=idea.id, version=idea.version, title=title, body=body, written_at=now())
    )
