"""What those who wrote an idea answer to its split: yes, no, an objection; what is said back."""

import uuid

from sqlalchemy import select

from beffroi.contributions import merge_problems, problems, rules
from beffroi.contributions.events import IdeaSplitContested, SplitObjectionAnswered
from beffroi.contributions.models import Idea, IdeaSplit, SplitObjection
from beffroi.contributions.policies import MOVE, REVISE
from beffroi.contributions.problems import invalid
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.splits import SplitState
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.gathering import end, held_split, obstacle_to, put_back
from beffroi.contributions.services.publication import locked_idea
from beffroi.contributions.services.splitting import make, require_alone
from beffroi.contributions.services.texts import reason_text
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.core.text import is_blank, is_clean, tidy
from beffroi.territories.services import scope_of


def answer_split(actor: Actor, idea_id: uuid.UUID, *, agrees: bool, words: str = "") -> IdeaSplit:
    """Say yes or no to what waits for it; against what is done, take it back or object.

    Any of those behind the idea may: they may each change its text. Yes to what is done changes
    nothing.
    """
    if actor.person_id not in authors_of(idea_id):
        raise NotFound
    idea, split = held_split(idea_id)
    place = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    require(actor, REVISE, scope=place, owner=actor.person_id)
    said = _checked(words)
    if split.state == SplitState.PROPOSED:
        _accept(actor, split, idea) if agrees else _refuse(actor, split, said)
    elif not agrees:
        _object(actor, split, idea, said)
    return split


def answer_objection(actor: Actor, idea_id: uuid.UUID, answer: str) -> None:
    """Tell those who object why the split stays as it is."""
    idea = locked_idea(idea_id)
    require(actor, MOVE, scope=scope_of(idea.contract_slug, idea.neighbourhood_slug))
    open_ones = select(SplitObjection).where(
        SplitObjection.idea_id == idea_id, SplitObjection.answered_at.is_(None)
    )
    found = db.session().scalars(open_ones).all()
    if not found:
        raise NotFound
    answer = reason_text(answer)
    for one in found:
        one.answer, one.answered_at = answer, now()
    record(SplitObjectionAnswered(idea_id, found[0].split_id), by=actor)


def _accept(actor: Actor, split: IdeaSplit, idea: Idea) -> None:
    """What was proposed was made of a text: of another one it would say something else."""
    if idea.visibility != Visibility.PUBLISHED or idea.version != split.version:
        raise merge_problems.SplitOutdated
    require_alone(idea)
    make(split, idea, by=actor)


def _refuse(actor: Actor, split: IdeaSplit, words: str) -> None:
    end(split, SplitState.REFUSED, "")
    _keep(actor, split, words)
    record(IdeaSplitContested(split.source_id, split.id), by=actor)


def _object(actor: Actor, split: IdeaSplit, idea: Idea, words: str) -> None:
    """While nobody acted on the pieces they take it back; after that, the staff has to answer."""
    if obstacle_to(split) is None:
        put_back(split, idea, "", by=actor)
    else:
        invalid(words=problems.REASON_MISSING if not words else None)
    _keep(actor, split, words)
    record(IdeaSplitContested(idea.id, split.id), by=actor)


def _keep(actor: Actor, split: IdeaSplit, words: str) -> None:
    """The last that this person said; said again, the staff has to answer again."""
    assert actor.person_id is not None
    known = db.session().get(SplitObjection, (split.id, actor.person_id))
    if known is None:
        key = {"split_id": split.id, "person_id": actor.person_id, "idea_id": split.source_id}
        known = SplitObjection(**key, answer="")
        db.session().add(known)
    known.words, known.written_at, known.answered_at = words, now(), None
    db.session().flush()


def _checked(words: str) -> str:
    """They may be left out; the staff alone reads them."""
    said = "" if is_blank(words) else tidy(words)
    too_long = problems.REASON_TOO_LONG if len(said) > rules.MAX_REASON else None
    invalid(words=too_long if is_clean(said) else problems.UNSAFE)
    return said
