"""The inbox: the ideas of one's places with who sees to them, filtered, searched, page by page."""

import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from beffroi.contributions.inbox.models import IdeaAssignment, IdeaNote, IdeaTag, InboxTag
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.proposals import InboxFilters
from beffroi.contributions.inbox.services.staff import enter, staff_there
from beffroi.contributions.inbox.services.story import staff_story
from beffroi.contributions.inbox.services.tags import tags_of_idea
from beffroi.contributions.inbox.views import (
    Colleague,
    InboxIdea,
    InboxLine,
    InboxList,
    NoteView,
)
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.rules import SUCCEEDED, Stage, Visibility
from beffroi.contributions.services.awaiting import late
from beffroi.contributions.services.cards import CARD, shown
from beffroi.contributions.services.merges import joined_to
from beffroi.contributions.services.split_reading import contested, last_split
from beffroi.contributions.services.visibility import absent, inbox_ideas
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.folding import fold
from beffroi.core.policy import require
from beffroi.core.search import matching
from beffroi.identity.models import Person
from beffroi.territories.services import scope_of

Condition = ColumnElement[bool]

_Assignee = aliased(Person)
_GIVEN = select(IdeaAssignment.idea_id).correlate(None)
_LABELS = (
    select(func.aggregate_strings(InboxTag.label, "\n"))
    .join(IdeaTag, IdeaTag.tag_id == InboxTag.id)
    .where(IdeaTag.idea_id == Idea.id)
    .scalar_subquery()
    .label("labels")
)
_LINE = (
    *CARD,
    Call.title.label("call_title"),
    IdeaAssignment.person_id,
    IdeaAssignment.assigned_at,
    _Assignee.display_name.label("assignee_name"),
    _LABELS,
    contested().label("is_contested"),
)


def list_inbox(
    actor: Actor, filters: InboxFilters, cursor: str | None = None, limit: int = keyset.LIMIT
) -> InboxList:
    """The last sent first; two statements, however deep the page."""
    enter(actor, SORT)
    conditions = chosen_by(actor, filters)
    page = keyset.page(db.session(), _lines().where(*conditions), (Idea.id,), cursor, limit)
    total = len(page.rows)
    if cursor or page.next_cursor:
        count = select(func.count()).select_from(Idea).where(*conditions)
        total = db.session().scalar(count) or 0
    return InboxList([InboxLine(**_line(row)) for row in page.rows], page.next_cursor, total)


def inbox_idea(actor: Actor, idea_id: uuid.UUID) -> InboxIdea:
    """One of them, with its whole text, its tags and what the staff noted."""
    more = (Idea.version, Idea.answer, Idea.body.label("whole_body"))
    wanted = _lines().add_columns(*more).where(Idea.id == idea_id, inbox_ideas(actor))
    row = db.session().execute(wanted).one_or_none()
    if row is None:
        raise absent(idea_id)
    scope = scope_of(row.contract_slug, row.neighbourhood_slug)
    require(actor, SORT, scope=scope)
    return InboxIdea(
        **_line(row),
        body=row.whole_body,
        version=row.version,
        answer=row.answer,
        assigned_at=row.assigned_at,
        labels=tags_of_idea(idea_id),
        notes=_notes(idea_id),
        colleagues=staff_there(actor, scope),
        split=last_split(idea_id),
        joined=joined_to(idea_id),
        story=staff_story(idea_id, row.submitted_at),
    )


def chosen_by(actor: Actor, filters: InboxFilters) -> list[Condition]:
    """What the filters let through of what the actor sorts."""
    given = ((condition, getattr(filters, name)) for name, condition in _CONDITIONS.items())
    chosen = [condition(value) for condition, value in given if value is not None]
    if filters.state is None and not filters.contested:
        chosen.append(Idea.visibility.not_in(SUCCEEDED))
    if filters.assigned is not None:
        chosen.append(_assigned(actor, filters.assigned))
    return [inbox_ideas(actor), *chosen]


def _lines() -> Select[Any]:
    return (
        select(*_LINE)
        .join(Call, Call.id == Idea.call_id)
        .outerjoin(IdeaAssignment, IdeaAssignment.idea_id == Idea.id)
        .outerjoin(_Assignee, _Assignee.id == IdeaAssignment.person_id)
    )


def _line(row: Any) -> dict[str, Any]:
    seen_to = Colleague(row.person_id, row.assignee_name) if row.person_id else None
    labels = tuple(sorted((row.labels or "").split("\n"))) if row.labels else ()
    more = {"call_title": row.call_title, "assignee": seen_to, "tags": labels}
    return shown(row) | more | {"is_contested": row.is_contested}


def _notes(idea_id: uuid.UUID) -> tuple[NoteView, ...]:
    """The last one first."""
    columns = (IdeaNote.id, Person.display_name, IdeaNote.body, IdeaNote.written_at)
    wanted = select(*columns).outerjoin(Person, Person.id == IdeaNote.author_id)
    ordered = wanted.where(IdeaNote.idea_id == idea_id).order_by(IdeaNote.id.desc())
    return tuple(
        NoteView(row.id, row.display_name or "", row.body, row.written_at)
        for row in db.session().execute(ordered)
    )


def _in_state(state: str) -> Condition:
    if state in set(Stage):
        return (Idea.visibility == Visibility.PUBLISHED) & (Idea.stage == state)
    return Idea.visibility == state


def _assigned(actor: Actor, whom: str) -> Condition:
    """Looked up apart from the line itself, so that it serves the count as well."""
    given = _GIVEN
    if whom == "me":
        given = given.where(IdeaAssignment.person_id == actor.person_id)
    return Idea.id.not_in(given) if whom == "nobody" else Idea.id.in_(given)


def _matching(query: str) -> Condition:
    """The index holds what is public; of the rest, titles are looked at."""
    if not fold(query):
        return Idea.id.is_not(None)
    hidden = Idea.visibility != Visibility.PUBLISHED
    return or_(
        Idea.id.in_(matching("idea", query)), hidden & Idea.title.icontains(query, autoescape=True)
    )


_CONDITIONS: dict[str, Callable[[Any], Condition]] = {
    "call_slug": lambda slug: (
        Idea.call_id == select(Call.id).where(Call.slug == slug).scalar_subquery()
    ),
    "state": _in_state,
    "tag_id": lambda tag_id: Idea.id.in_(select(IdeaTag.idea_id).where(IdeaTag.tag_id == tag_id)),
    "query": _matching,
    "overdue": lambda is_late: late() if is_late else ~late(),
    "contested": lambda is_so: contested() if is_so else ~contested(),
}
