"""One idea of the inbox: given to somebody, tagged, noted; the same again changes nothing."""

import uuid

from sqlalchemy import select

from beffroi.contributions.inbox import problems
from beffroi.contributions.inbox.events import (
    IdeaAssigned,
    IdeaNoteDropped,
    IdeaNoteWritten,
    IdeaTagged,
    IdeaUntagged,
)
from beffroi.contributions.inbox.models import IdeaAssignment, IdeaNote, IdeaTag
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.services.staff import enter, staff_there
from beffroi.contributions.inbox.services.tags import tag_called
from beffroi.contributions.models import Idea
from beffroi.contributions.problems import invalid
from beffroi.contributions.services.publication import locked_idea
from beffroi.contributions.services.visibility import absent, inbox_ideas
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.territories.services import scope_of


def assign_idea(
    actor: Actor,
    idea_id: uuid.UUID,
    person_id: uuid.UUID | None,
    batch_id: uuid.UUID | None = None,
) -> None:
    """Give it to somebody of the staff of its place, to oneself, or to nobody."""
    idea = held_in_inbox(actor, idea_id)
    known = db.session().get(IdeaAssignment, idea_id)
    if person_id == (known.person_id if known else None):
        return
    scope = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    is_staff = person_id is None or person_id in {one.id for one in staff_there(actor, scope)}
    invalid(person=None if is_staff else problems.OUTSIDER)
    if known is not None:
        db.session().delete(known)
        db.session().flush()
    if person_id is not None:
        facts = {"person_id": person_id, "by_id": actor.person_id, "assigned_at": now()}
        db.session().add(IdeaAssignment(idea_id=idea_id, **facts))
    record(IdeaAssigned(idea_id, person_id, batch_id), by=actor)


def tag_idea(actor: Actor, idea_id: uuid.UUID, label: str) -> uuid.UUID:
    """Have it bear this tag, made if it is new; returns the tag's id."""
    idea = held_in_inbox(actor, idea_id)
    tag = tag_called(idea.contract_slug, label)
    if db.session().get(IdeaTag, (idea_id, tag.id)) is None:
        db.session().add(IdeaTag(idea_id=idea_id, tag_id=tag.id))
        db.session().flush()
        record(IdeaTagged(idea_id, tag.id), by=actor)
    return tag.id


def untag_idea(actor: Actor, idea_id: uuid.UUID, tag_id: uuid.UUID) -> None:
    """Have it bear this tag no more."""
    held_in_inbox(actor, idea_id)
    borne = db.session().get(IdeaTag, (idea_id, tag_id))
    if borne is not None:
        db.session().delete(borne)
        db.session().flush()
        record(IdeaUntagged(idea_id, tag_id), by=actor)


def write_note(actor: Actor, idea_id: uuid.UUID, body: str) -> IdeaNote:
    """Tell the other people of the staff something about it."""
    held_in_inbox(actor, idea_id)
    note = IdeaNote(idea_id=idea_id, author_id=actor.person_id, body=body, written_at=now())
    db.session().add(note)
    db.session().flush()
    record(IdeaNoteWritten(note.id, idea_id), by=actor)
    return note


def drop_note(actor: Actor, note_id: uuid.UUID) -> uuid.UUID:
    """Take a note away, whoever wrote it; returns the idea it was about."""
    enter(actor, SORT)
    note = db.session().get(IdeaNote, note_id)
    if note is None:
        raise NotFound
    idea_id = note.idea_id
    held_in_inbox(actor, idea_id)
    db.session().delete(note)
    record(IdeaNoteDropped(note_id, idea_id), by=actor)
    return idea_id


def held_in_inbox(actor: Actor, idea_id: uuid.UUID) -> Idea:
    """The row of an idea the actor sorts, held to the end of the transaction."""
    enter(actor, SORT)
    there = select(Idea.id).where(Idea.id == idea_id, inbox_ideas(actor))
    if db.session().scalar(there) is None:
        raise absent(idea_id)
    idea = locked_idea(idea_id)
    require(actor, SORT, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    return idea
