"""Recording for somebody, by a relay: an idea, a support, a proof; and taking it back for them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, or_, select

from beffroi.contributions import act_kinds, problems
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.proposals import NewComment, NewIdea
from beffroi.contributions.rules import Act
from beffroi.contributions.services.calls import open_calls
from beffroi.contributions.services.comments import comment_on
from beffroi.contributions.services.phases import calls_open_to
from beffroi.contributions.services.submission import submit_idea
from beffroi.contributions.services.supports import support_idea
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.contributions.views import CallView
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.problems import Invalid
from beffroi.identity.models import AssistedAct
from beffroi.identity.rules.proofs import Age, Residence
from beffroi.identity.services import assistance, proofs
from beffroi.identity.services.assistance import Assistance
from beffroi.identity.services.assisted_acts import ActView
from beffroi.territories import services as territories

OFFERED = 40  # ideas that a notebook carries along


@dataclass(frozen=True)
class IdeaChoice:
    """A public idea that takes something now, as a list to choose from shows it."""

    id: uuid.UUID
    title: str
    place: str
    supports: int
    takes_support: bool
    takes_comment: bool

    @property
    def takes(self) -> str:
        """The kinds of entries that it takes, in words of the notebook."""
        told = {"support": self.takes_support, "comment": self.takes_comment}
        return " ".join(kind for kind, is_open in told.items() if is_open)


def record_idea(relay: Actor, given: Assistance, new: NewIdea) -> AssistedAct:
    """Send an idea for somebody; it lies in the neighbourhood where they were heard."""
    done = assistance.act_of_entry(relay, given.entry_key)
    if done is not None:
        return done
    guest = assistance.assist(relay, given)
    idea = submit_idea(guest, _placed(new, given))
    return assistance.note_act(relay, guest, given, "idea", idea.id)


def _placed(new: NewIdea, given: Assistance) -> NewIdea:
    """Where and in which language it was heard; what a paper left without an answer stays so."""
    place = given.neighbourhood_slug
    return replace(new, neighbourhood_slug=place, language=given.language, fields_asked=False)


def record_support(relay: Actor, given: Assistance, idea_id: uuid.UUID) -> AssistedAct:
    """Support a public idea for somebody, once; of the same contract as where they were heard."""
    done = assistance.act_of_entry(relay, given.entry_key)
    if done is not None:
        return done
    guest = assistance.assist(relay, given)
    _require_same_contract(idea_id, given.neighbourhood_slug)
    support_idea(guest, idea_id, True)
    return assistance.note_act(relay, guest, given, "support", idea_id)


def record_comment(
    relay: Actor, given: Assistance, idea_id: uuid.UUID, new: NewComment
) -> AssistedAct:
    """Write under a public idea for somebody, in their words, as they would themselves."""
    done = assistance.act_of_entry(relay, given.entry_key)
    if done is not None:
        return done
    guest = assistance.assist(relay, given)
    _require_same_contract(idea_id, given.neighbourhood_slug)
    comment = comment_on(replace(guest, locale=given.language), idea_id, new)
    return assistance.note_act(relay, guest, given, "comment", comment.id)


def record_check(
    relay: Actor, given: Assistance, *, lives_there: bool, threshold: int | None
) -> AssistedAct:
    """Write that the relay saw where somebody lives, or that they are of an age; not the paper.

    What waited for it is counted by a worker.
    """
    done = assistance.act_of_entry(relay, given.entry_key)
    if done is not None:
        return done
    facts: list[Residence | Age] = [] if threshold is None else [Age(threshold)]
    if lives_there:
        facts.append(Residence("neighbourhood", given.neighbourhood_slug))
    if not facts:
        raise Invalid(errors={"seen": [problems.NOTHING_SEEN]})
    guest = assistance.assist(relay, given)
    assert guest.person_id is not None
    seen = [
        proofs.record_proof(guest.person_id, fact, "desk", by=relay, relay_id=relay.person_id)
        for fact in facts
    ]
    return assistance.note_act(relay, guest, given, "proof", seen[-1].id)


def calls_for(relay: Actor) -> list[CallView]:
    """The calls that take ideas now where the relay is, those that close first in front."""
    places = {place.slug for place in assistance.neighbourhoods_of(relay)}
    there = [call for call in open_calls() if places & {n.slug for n in call.neighbourhoods}]
    return [call for call in there if call.takes_ideas]


def ideas_for(relay: Actor, *acts: Act, limit: int = OFFERED) -> list[IdeaChoice]:
    """Public ideas of the relay's neighbourhoods that take one of these now, the latest first."""
    places = [place.slug for place in assistance.neighbourhoods_of(relay)]
    return _choices(Idea.neighbourhood_slug.in_(places), acts, limit)


def choices_of(idea_ids: Iterable[uuid.UUID], *acts: Act) -> list[IdeaChoice]:
    """Those of these ideas that take one of these now."""
    return _choices(Idea.id.in_(list(idea_ids)), acts, OFFERED)


def titles_for(acts: Iterable[ActView], *, is_ours: bool = True) -> dict[uuid.UUID, str]:
    """The titles of what acts are about: of public ideas; with `is_ours`, of the ideas noted too.

    An idea that is public no more is not named to whoever only supported it.
    """
    acts = list(acts)
    known = {act.subject_id: act.kind for act in acts if act.kind in {"idea", "support"}}
    noted = [subject for subject, kind in known.items() if kind == "idea" and is_ours]
    seen = or_(visible_ideas(ANONYMOUS), Idea.id.in_(noted))
    wanted = select(Idea.id, Idea.title).where(Idea.id.in_(list(known)), seen)
    titles = {row.id: row.title for row in db.session().execute(wanted)} if known else {}
    titles |= _titles_above([act.subject_id for act in acts if act.kind == "comment"])
    for kind, brought in act_kinds.offered().items():
        titles |= brought.titles({act.subject_id for act in acts if act.kind == kind})
    return titles


def _titles_above(comment_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The titles of the public ideas under which these comments stand."""
    above = select(Comment.id, Idea.title).join(Idea, Idea.id == Comment.idea_id)
    wanted = above.where(Comment.id.in_(comment_ids), visible_ideas(ANONYMOUS))
    return {row.id: row.title for row in db.session().execute(wanted)} if comment_ids else {}


def _choices(condition: ColumnElement[bool], acts: tuple[Act, ...], limit: int) -> list[IdeaChoice]:
    takes = {act: calls_open_to(act) for act in (Act.SUPPORT, Act.COMMENT)}
    query = (
        select(Idea.id, Idea.title, Idea.neighbourhood_slug, Idea.support_count)
        .add_columns(takes[Act.SUPPORT], takes[Act.COMMENT])
        .join(Call, Call.id == Idea.call_id)
        .where(condition, visible_ideas(ANONYMOUS))
        .where(or_(*(takes[act] for act in acts or tuple(takes))))
        .order_by(Idea.published_at.desc(), Idea.id.desc())
        .limit(limit)
    )
    places = territories.neighbourhoods()
    return [
        IdeaChoice(r[0], r[1], places[r[2]].name if r[2] else "", r[3], bool(r[4]), bool(r[5]))
        for r in db.session().execute(query)
    ]


def _require_same_contract(idea_id: uuid.UUID, neighbourhood_slug: str) -> None:
    """An idea that is not there is refused by the support itself."""
    contract = db.session().scalar(select(Idea.contract_slug).where(Idea.id == idea_id))
    here = territories.neighbourhoods()[neighbourhood_slug].contract_slug
    problems.invalid(idea=problems.OTHER_CONTRACT if contract not in {None, here} else None)
