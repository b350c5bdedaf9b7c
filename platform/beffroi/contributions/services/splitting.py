"""An idea made into several, each of the author's own words; supports are not copied."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from beffroi.contributions import merge_problems
from beffroi.contributions.events import IdeaSplit as Divided
from beffroi.contributions.models import (
    CoAuthor,
    Idea,
    IdeaPart,
    IdeaSplit,
    IdeaTheme,
    IdeaVersion,
)
from beffroi.contributions.policies import MOVE
from beffroi.contributions.problems import invalid
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.merges import MAX_PARTS, MIN_PARTS, are_excerpts
from beffroi.contributions.services.merges import merged_directly
from beffroi.contributions.services.publication import move_idea_to
from beffroi.contributions.services.stages import public_idea
from beffroi.contributions.services.submission import text_fingerprint
from beffroi.contributions.services.texts import idea_text, reason_text
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.correspondence.services import open_requests_about
from beffroi.territories.services import scope_of

KEPT = (
    "call_id", "contract_slug", "neighbourhood_slug", "author_id", "author_confirmed",
    "author_name", "group_kind", "group_name", "language",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A title, and the words of the author that it is made of."""

    title: str
    body: str


def split_idea(actor: Actor, idea_id: uuid.UUID, parts: Sequence[Part], reason: str) -> list[Idea]:
    """Have an idea become several, by the same people; what was said of it stays with it.

    Whoever supports it is told, and may support each: they have not read these titles yet.
    """
    idea = public_idea(idea_id)
    require(actor, MOVE, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    reason, written = reason_text(reason), _checked(idea, parts)
    awaited = open_requests_about("idea", idea_id)
    if awaited or merged_directly(idea_id):
        raise merge_problems.CannotSplit
    db.session().add(IdeaSplit(source_id=idea_id, reason=reason, split_at=now()))
    db.session().flush()
    made = [_made(idea, part) for part in written]
    move_idea_to(idea, Visibility.SPLIT)
    record(Divided(idea_id, tuple(one.id for one in made)), by=actor)
    return made


def _checked(idea: Idea, parts: Sequence[Part]) -> list[Part]:
    written = [Part(*idea_text(part.title, part.body)) for part in parts]
    in_number = MIN_PARTS <= len(written) <= MAX_PARTS
    theirs = are_excerpts(idea.body, [part.body for part in written])
    fault = None if theirs else merge_problems.NOT_THEIR_WORDS
    invalid(parts=fault if in_number else merge_problems.HOW_MANY_PARTS)
    return written


def _made(idea: Idea, part: Part) -> Idea:
    """Public at once: its words were read and published already."""
    facts = {name: getattr(idea, name) for name in KEPT}
    moment = now()
    made = Idea(
        id=new_id(),
        title=part.title,
        body=part.body,
        version=1,
        fingerprint=text_fingerprint(part.title, part.body),
        visibility=Visibility.WAITING,
        submitted_at=moment,
        **facts,
    )
    db.session().add(made)
    db.session().flush()
    text = {"title": part.title, "body": part.body, "written_at": moment}
    db.session().add(IdeaVersion(idea_id=made.id, version=1, **text))
    db.session().add(IdeaPart(idea_id=made.id, source_id=idea.id))
    _keep_company(idea.id, made.id)
    db.session().flush()
    move_idea_to(made, Visibility.PUBLISHED)
    return made


def _keep_company(idea_id: uuid.UUID, made_id: uuid.UUID) -> None:
    """The same co-authors and themes."""
    themes = select(IdeaTheme.theme_slug).where(IdeaTheme.idea_id == idea_id)
    for slug in db.session().scalars(themes):
        db.session().add(IdeaTheme(idea_id=made_id, theme_slug=slug))
    for one in db.session().scalars(select(CoAuthor).where(CoAuthor.idea_id == idea_id)):
        kept = {"person_id": one.person_id, "name": one.name, "signs": one.signs}
        db.session().add(CoAuthor(idea_id=made_id, joined_at=one.joined_at, **kept))
