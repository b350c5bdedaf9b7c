"""Tells those concerned that an idea becomes several, is whole again, or that its author objects.

The texts are not copied into messages: they are read where they stand, and go with the idea.
"""

import uuid

from beffroi.contributions.events import (
    IdeaGathered,
    IdeaSplit,
    IdeaSplitContested,
    IdeaSplitProposed,
    SplitObjectionAnswered,
)
from beffroi.contributions.inbox.models import IdeaAssignment
from beffroi.contributions.models import Idea
from beffroi.contributions.models import IdeaSplit as Split
from beffroi.contributions.services import authors_of, last_split
from beffroi.core import db
from beffroi.core.actor import Role
from beffroi.identity.services.grants import holders_of_role
from beffroi.territories.services import scope_of
from workflows.offices import PATIENCE
from workflows.once import handles, occurrence
from workflows.tell_of_merges import supporters_of, tell_each


@handles(**PATIENCE)
def of_split(event: IdeaSplit) -> None:
    """Its authors, and those who supported it: they may support each."""
    idea, split = db.session().get(Idea, event.idea_id), last_split(event.idea_id)
    if idea is None or split is None:
        return
    facts = {"title": idea.title, "count": str(len(event.part_ids)), "words": split.reason}
    authors = authors_of(idea.id)
    tell_each(authors, "idea_split", facts, f"/idees/{idea.id}/partage")
    tell_each(supporters_of(idea.id, authors), "support_split", facts, f"/idees/{idea.id}")


@handles(**PATIENCE)
def of_proposal(event: IdeaSplitProposed) -> None:
    """Its authors, whose yes is waited for."""
    _tell_authors(event.idea_id, event.split_id, "split_proposed")


@handles(**PATIENCE)
def of_gathering(event: IdeaGathered) -> None:
    """Its authors; those who supported it too, if it had become several."""
    idea, split = db.session().get(Idea, event.idea_id), db.session().get(Split, event.split_id)
    if idea is None or split is None:
        return
    facts = {"title": idea.title, "words": split.ended_reason}
    authors, link = authors_of(idea.id), f"/idees/{idea.id}"
    others = [one for one in authors if one != occurrence().actor_id]
    if split.state == "withdrawn":
        tell_each(others, "split_withdrawn", facts, link)
        return
    tell_each(others, "idea_gathered", facts, link)
    tell_each(supporters_of(idea.id, authors), "support_gathered", facts, link)


@handles(**PATIENCE)
def of_objection(event: IdeaSplitContested) -> None:
    """Whoever sees to the idea, else the staff of its place; what was said is read in the inbox."""
    idea, split = db.session().get(Idea, event.idea_id), db.session().get(Split, event.split_id)
    if idea is None or split is None:
        return
    kind = {"refused": "split_refused", "gathered": "split_taken_back"}
    told = kind.get(split.state, "split_contested")
    tell_each(_in_charge(idea), told, {"title": idea.title}, f"/administration/idees/{idea.id}")


@handles(**PATIENCE)
def of_answer(event: SplitObjectionAnswered) -> None:
    """Those who wrote the idea; the answer stands beside their objection."""
    _tell_authors(event.idea_id, event.split_id, "objection_answered")


def _tell_authors(idea_id: uuid.UUID, split_id: uuid.UUID, kind: str) -> None:
    idea, split = db.session().get(Idea, idea_id), db.session().get(Split, split_id)
    if idea is not None and split is not None:
        facts = {"title": idea.title, "words": split.reason}
        tell_each(authors_of(idea_id), kind, facts, f"/idees/{idea_id}/partage")


def _in_charge(idea: Idea) -> list[uuid.UUID]:
    given = db.session().get(IdeaAssignment, idea.id)
    if given is not None:
        return [given.person_id]
    scope = scope_of(idea.contract_slug, idea.neighbourhood_slug)
    return [one.id for one in holders_of_role(Role.STAFF, scope)]
