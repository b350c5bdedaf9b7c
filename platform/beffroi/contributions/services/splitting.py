"""An idea made into several: at once when each text is the author's, after a yes when it is not."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from beffroi.contributions import merge_problems
from beffroi.contributions.events import IdeaRevised, IdeaSplitProposed
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
from beffroi.contributions.proposals import Part
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.splits import (
    MAX_PARTS,
    MIN_PARTS,
    SplitState,
    is_excerpt,
    needs_yes,
)
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.merges import merged_directly, standing_split
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


def split_idea(
    actor: Actor, idea_id: uuid.UUID, parts: Sequence[Part], reason: str, *, ask: bool = False
) -> list[Idea]:
    """Have an idea become several, by the same people; what was said of it stays with it.

    With `ask`, words may be changed: nothing happens before one of its authors says yes, and
    nothing is returned. Whoever supports it is told, and may support each: they have not read
    these titles yet.
    """
    idea = public_idea(idea_id)
    require(actor, MOVE, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    reason, written = reason_text(reason), _checked(idea, parts, ask=ask)
    require_alone(idea)
    if standing_split(idea_id) is not None:
        raise merge_problems.SplitWaits
    split = IdeaSplit(
        source_id=idea_id,
        state=SplitState.PROPOSED,
        version=idea.version,
        reason=reason,
        parts=[[part.title, part.body] for part in written],
        proposed_at=now(),
    )
    db.session().add(split)
    db.session().flush()
    if needs_yes(idea.body, [part.body for part in written]):
        record(IdeaSplitProposed(idea_id, split.id), by=actor)
        return []
    return make(split, idea, by=actor)


def make(split: IdeaSplit, idea: Idea, *, by: Actor) -> list[Idea]:
    """Carry out what was proposed; the row of the idea is held."""
    parts = [Part(title, body) for title, body in split.parts]
    split.state, split.parts = SplitState.MADE, []
    split.split_at, split.published_at = now(), idea.published_at
    made = [_made(split, idea, part, by=by) for part in parts]
    move_idea_to(idea, Visibility.SPLIT)
    record(Divided(idea.id, tuple(one.id for one in made)), by=by)
    return made


def require_alone(idea: Idea) -> None:
    """Nothing of others hangs on it: no idea that joined it, no office that has to answer."""
    own_parts = select(IdeaPart.idea_id).where(IdeaPart.source_id == idea.id)
    theirs = set(db.session().scalars(own_parts))
    joined = any(other.id not in theirs for other in merged_directly(idea.id))
    if joined or open_requests_about("idea", idea.id):
        raise merge_problems.CannotSplit


def _checked(idea: Idea, parts: Sequence[Part], *, ask: bool) -> list[Part]:
    written = [Part(*idea_text(part.title, part.body)) for part in parts]
    in_number = MIN_PARTS <= len(written) <= MAX_PARTS
    changes = needs_yes(idea.body, [part.body for part in written])
    nobody = merge_problems.NOBODY_TO_ASK if ask and not authors_of(idea.id) else None
    fault = (nobody if ask else merge_problems.NOT_THEIR_WORDS) if changes else None
    invalid(parts=fault if in_number else merge_problems.HOW_MANY_PARTS)
    return written


def _made(split: IdeaSplit, idea: Idea, part: Part, *, by: Actor) -> Idea:
    """Public at once: its words were read and published already, or its author said yes to them.

    New words are looked at by the screening like those of any revised text.
    """
    moment = now()
    made = Idea(
        id=new_id(),
        title=part.title,
        body=part.body,
        version=1,
        fingerprint=text_fingerprint(part.title, part.body),
        visibility=Visibility.WAITING,
        submitted_at=moment,
        **{name: getattr(idea, name) for name in KEPT},
    )
    db.session().add(made)
    db.session().flush()
    text = {"title": part.title, "body": part.body, "written_at": moment}
    db.session().add(IdeaVersion(idea_id=made.id, version=1, **text))
    db.session().add(IdeaPart(idea_id=made.id, split_id=split.id, source_id=idea.id))
    _keep_company(idea.id, made.id)
    db.session().flush()
    move_idea_to(made, Visibility.PUBLISHED)
    if not is_excerpt(idea.body, part.body):
        record(IdeaRevised(made.id, made.version), by=by)
    return made


def _keep_company(idea_id: uuid.UUID, made_id: uuid.UUID) -> None:
    """The same co-authors and themes."""
    themes = select(IdeaTheme.theme_slug).where(IdeaTheme.idea_id == idea_id)
    for slug in db.session().scalars(themes):
        db.session().add(IdeaTheme(idea_id=made_id, theme_slug=slug))
    for one in db.session().scalars(select(CoAuthor).where(CoAuthor.idea_id == idea_id)):
        kept = {"person_id": one.person_id, "name": one.name, "signs": one.signs}
        db.session().add(CoAuthor(idea_id=made_id, joined_at=one.joined_at, **kept))
