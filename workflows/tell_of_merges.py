"""Tells those concerned that ideas were put together or taken apart."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from beffroi.contributions.events import IdeaMerged, IdeaUnmerged
from beffroi.contributions.models import Idea, IdeaMerge, Support
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
    tell_each(theirs, to_its_authors, facts, now_read)
    others = [one for one in authors_of(target.id) if one not in theirs]
    tell_each(others, to_the_others, facts, f"/idees/{target.id}")
    tell_each(supporters_of(source.id, [*theirs, *others]), to_supporters, facts, now_read)


def supporters_of(idea_id: uuid.UUID, but: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those who support it, but for these."""
    known = set(but)
    given = select(Support.person_id).where(Support.idea_id == idea_id)
    found = db.session().scalars(given.order_by(Support.person_id))
    return [person for person in found if person not in known]


def tell_each(people: Iterable[uuid.UUID], kind: str, facts: dict[str, str], link: str) -> None:
    for person_id in people:
        tell(person_id, kind, dict(facts), link, occurrence().event_id)
