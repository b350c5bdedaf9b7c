"""Tells those concerned that ideas were put together, taken apart, or made into several."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from beffroi.contributions.events import IdeaMerged, IdeaSplit, IdeaUnmerged
from beffroi.contributions.models import Idea, IdeaMerge, Support
from beffroi.contributions.models import IdeaSplit as Split
from beffroi.contributions.services import authors_of
from beffroi.core import db
from beffroi.notifications.services import tell
from workflows.offices import PATIENCE
from workflows.once import handles, occurrence


@handles(**PATIENCE)
def of_merge(event: IdeaMerged) -> None:
    """The authors of both, and those whose support comes along."""
    _tell_of_two(event, "idea_merged", "idea_joined", "support_merged")


@handles(**PATIENCE)
def of_separation(event: IdeaUnmerged) -> None:
    """The same people."""
    _tell_of_two(event, "idea_separated", "idea_left", "support_separated")


@handles(**PATIENCE)
def of_split(event: IdeaSplit) -> None:
    """Its authors, and those who supported it: they may support each."""
    idea, split = db.session().get(Idea, event.idea_id), db.session().get(Split, event.idea_id)
    if idea is None or split is None:
        return
    facts = {"title": idea.title, "count": str(len(event.part_ids)), "words": split.reason}
    authors = authors_of(idea.id)
    _tell(authors, "idea_split", facts, f"/idees/{idea.id}")
    others = _supporters(idea.id, authors)
    _tell(others, "support_split", facts, f"/idees/{idea.id}")


def _tell_of_two(
    event: IdeaMerged | IdeaUnmerged, to_its_authors: str, to_the_others: str, to_supporters: str
) -> None:
    """Once each: an author of both is told as the author of the one that moved."""
    source, target = (db.session().get(Idea, one) for one in (event.idea_id, event.target_id))
    merge = db.session().get(IdeaMerge, event.merge_id)
    if source is None or target is None or merge is None:
        return
    is_apart = isinstance(event, IdeaUnmerged)
    facts = {
        "title": source.title,
        "other": target.title,
        "words": merge.undone_reason if is_apart else merge.reason,
    }
    now_read = f"/idees/{source.id if is_apart else target.id}"
    theirs = authors_of(source.id)
    _tell(theirs, to_its_authors, facts, now_read)
    others = [one for one in authors_of(target.id) if one not in theirs]
    _tell(others, to_the_others, facts, f"/idees/{target.id}")
    _tell(_supporters(source.id, [*theirs, *others]), to_supporters, facts, now_read)


def _supporters(idea_id: uuid.UUID, but: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    known = set(but)
    given = select(Support.person_id).where(Support.idea_id == idea_id)
    found = db.session().scalars(given.order_by(Support.person_id))
    return [person for person in found if person not in known]


def _tell(people: Iterable[uuid.UUID], kind: str, facts: dict[str, str], link: str) -> None:
    for person_id in people:
        tell(person_id, kind, dict(facts), link, occurrence().event_id)
