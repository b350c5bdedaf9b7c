"""An idea being written in steps: kept at an address only its author knows, sent once."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from beffroi.contributions import problems
from beffroi.contributions.models import Call, Draft, Idea
from beffroi.contributions.policies import DROP_DRAFT, LIST_DRAFTS, SUBMIT
from beffroi.contributions.proposals import DraftContact, NewIdea, PointKept
from beffroi.contributions.rules import Act
from beffroi.contributions.services.calls import called
from beffroi.contributions.services.phases import is_open
from beffroi.contributions.services.submission import submit_idea
from beffroi.contributions.services.texts import idea_text
from beffroi.contributions.services.voices.rows import require_read
from beffroi.contributions.views import DraftView
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.ids import random_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.territories import services as territories

# What a step may leave in a draft. An address never stands there: it comes with the last step.
WRITTEN = (
    "title", "body", "neighbourhood_slug", "point", "theme_slugs", "language", "fields",
)  # fmt: skip
KEPT = timedelta(days=30)
MANY = 50
KEPT_ONCE_SENT = timedelta(days=2)


def start_draft(actor: Actor, call_slug: str, content: Mapping[str, Any]) -> DraftView:
    """Begin an idea with what the first step asked."""
    require(actor, SUBMIT)
    call = called(call_slug)
    require(actor, SUBMIT, scope=territories.scope_of(call.contract_slug))
    if not is_open(Act.SUBMIT, call.id):
        raise problems.CallNotOpen
    kept = Draft(
        id=random_id(),
        author_id=actor.person_id,
        call_id=call.id,
        content=_checked(content),
        updated_at=now(),
    )
    db.session().add(kept)
    return _view(kept, call)


def draft(draft_id: uuid.UUID) -> DraftView:
    """What was written so far."""
    return _view(*_row(draft_id))


def save_draft(actor: Actor, draft_id: uuid.UUID, content: Mapping[str, Any]) -> DraftView:
    """Add what a step asked; one that was sent stays as it was sent.

    Begun by nobody in particular, it becomes that of the first who goes on with it and is known:
    they find it again among their own, on any device.
    """
    kept, call = _row(draft_id, lock=True)
    if kept.idea_id is None:
        kept.author_id = kept.author_id or actor.person_id
        kept.content = kept.content | _checked(content)
        kept.updated_at = now()
    return _view(kept, call)


def my_drafts(actor: Actor) -> list[DraftView]:
    """What the actor began and has not sent, the last touched first."""
    require(actor, LIST_DRAFTS)
    return drafts_of(actor.person_id)


def drafts_of(person_id: uuid.UUID | None) -> list[DraftView]:
    """The same of anybody, for what shows people what is theirs."""
    wanted = select(Draft, Call).join(Call, Call.id == Draft.call_id)
    unsent = wanted.where(Draft.author_id == person_id, Draft.idea_id.is_(None))
    newest = unsent.order_by(Draft.updated_at.desc(), Draft.id).limit(MANY)
    return [_view(*row) for row in db.session().execute(newest)]


def drop_draft(actor: Actor, draft_id: uuid.UUID) -> None:
    """Forget what one began; that of somebody else is not there for the one who asks."""
    kept, _call = _row(draft_id, lock=True)
    if kept.author_id is None or kept.author_id != actor.person_id:
        raise NotFound(problems.UNKNOWN_DRAFT)
    require(actor, DROP_DRAFT, owner=kept.author_id)
    db.session().delete(kept)


def submit_draft(actor: Actor, draft_id: uuid.UUID, contact: DraftContact) -> Idea:
    """Send it; sending twice, by a double tap or a retry, gives the one idea it made."""
    kept, call = _row(draft_id, lock=True)
    if kept.idea_id is not None:
        return db.session().get_one(Idea, kept.idea_id)
    require_read(draft_id, is_read=contact.transcript_read)
    content = kept.content
    idea = submit_idea(
        actor,
        NewIdea(
            call_slug=call.slug,
            title=content.get("title", ""),
            body=content.get("body", ""),
            neighbourhood_slug=content.get("neighbourhood_slug"),
            point=PointKept(**content["point"]) if content.get("point") else None,
            theme_slugs=tuple(content.get("theme_slugs", ())),
            author_name=contact.author_name,
            group_kind=contact.group_kind,
            group_name=contact.group_name,
            email=contact.email,
            language=content.get("language", contact.language),
            draft_id=draft_id,
            fields=content.get("fields", {}),
            # a voice tells who a child is to whoever knows them
            voice_is_heard=contact.voice_is_heard and not call.max_age,
        ),
    )
    db.session().flush()
    kept.idea_id, kept.content, kept.updated_at = idea.id, {}, now()
    return idea


def purge_drafts() -> int:
    """Drop drafts nobody came back to, and those that have become ideas; returns how many."""
    left = Draft.updated_at < now() - KEPT
    sent = Draft.idea_id.is_not(None) & (Draft.updated_at < now() - KEPT_ONCE_SENT)
    result: Any = db.session().execute(delete(Draft).where(or_(left, sent)))
    return int(result.rowcount)


def draft_in(actor: Actor, slug: str, draft_id: uuid.UUID) -> DraftView:
    """The draft at this address of this call, for who may write where the call is held."""
    kept, call = _row(draft_id)
    if call.slug != slug:
        raise NotFound(problems.UNKNOWN_DRAFT)
    require(actor, SUBMIT, scope=territories.scope_of(call.contract_slug))
    return _view(kept, call)


def author_of(draft_id: uuid.UUID) -> uuid.UUID | None:
    """Whose it is, if somebody known has gone on with it."""
    return db.session().scalar(select(Draft.author_id).where(Draft.id == draft_id))


def held_draft(draft_id: uuid.UUID) -> Draft:
    """The row, held until the end of the transaction; NotFound once it was sent."""
    kept, _call = _row(draft_id, lock=True)
    if kept.idea_id is not None:
        raise NotFound(problems.UNKNOWN_DRAFT)
    kept.updated_at = now()
    return kept


def _checked(content: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: content[name] for name in WRITTEN if name in content}
    if "title" in kept or "body" in kept:
        kept["title"], kept["body"] = idea_text(kept.get("title", ""), kept.get("body", ""))
    if "theme_slugs" in kept:
        kept["theme_slugs"] = list(kept["theme_slugs"])
    return kept


def _row(draft_id: uuid.UUID, *, lock: bool = False) -> tuple[Draft, Call]:
    wanted = select(Draft, Call).join(Call, Call.id == Draft.call_id).where(Draft.id == draft_id)
    if lock:
        wanted = wanted.with_for_update(of=Draft).execution_options(populate_existing=True)
    found = db.session().execute(wanted).one_or_none()
    if found is None:
        raise NotFound(problems.UNKNOWN_DRAFT)
    return found[0], found[1]


def _view(kept: Draft, call: Call) -> DraftView:
    return DraftView(
        kept.id, call.slug, dict(kept.content), kept.idea_id, kept.updated_at, call.title
    )
