"""Which ideas wait for an answer past their day, and of which nothing is heard any more."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from beffroi.contributions.events import AnswersAwaited, IdeasFellSilent
from beffroi.contributions.models import Call, Idea
from beffroi.contributions.rules import AWAITED, SOON
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.contributions.views.awaited import AwaitedInPlace
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.clock import today
from beffroi.core.events import record

Condition = ColumnElement[bool]


def late() -> Condition:
    """Past its due day and not answered; the same as `rules.is_late`, for what is public."""
    return and_(Idea.answered_on.is_(None), Idea.answer_due_on < today(), visible_ideas(ANONYMOUS))


def silent() -> Condition:
    """The same as `rules.silent_since`, for what is public."""
    stages = [stage.value for stage in AWAITED]
    return and_(Idea.stage.in_(stages), Idea.last_news_on <= _long_ago(), visible_ideas(ANONYMOUS))


def late_count() -> int:
    """How many answers are late, everywhere."""
    return db.session().scalar(select(func.count()).select_from(Idea).where(late())) or 0


def silence_days() -> int:
    """After how many days without news people are told of the silence."""
    days: int = current_app.extensions["beffroi_settings"].silence_days
    return days


def alert_silences() -> int:
    """Tell those in charge of what fell silent, and again each time as long; once per place.

    Grouped by place and office, so that what was moved together is one message.
    """
    due = and_(silent(), or_(Idea.silence_told_on.is_(None), Idea.silence_told_on <= _long_ago()))
    place = (Idea.contract_slug, Idea.neighbourhood_slug, Idea.office_slug)
    first = func.min(Idea.last_news_on)
    found = select(*place, func.count().label("many"), first.label("since")).where(due)
    groups = db.session().execute(found.group_by(*place).order_by(*place)).all()
    for group in groups:
        one = select(Idea.id).where(due, *_same(group)).order_by(Idea.last_news_on, Idea.id)
        idea_id = db.session().scalars(one.limit(1)).one()
        where = (group.contract_slug, group.neighbourhood_slug, group.office_slug)
        record(IdeasFellSilent(*where, idea_id, group.many, group.since), by=SYSTEM)
    told = update(Idea).where(due).values(silence_told_on=today())
    db.session().execute(told.execution_options(synchronize_session=False))
    return len(groups)


def remind_of_answers() -> int:
    """For each call with answers late or due soon, say so to its staff."""
    rows = db.session().execute(_waiting(Idea.call_id)).all()
    for row in rows:
        record(AnswersAwaited(row.call_id, row.many - row.late, row.late), by=SYSTEM)
    return len(rows)


def awaited_by_place(call_id: uuid.UUID) -> list[AwaitedInPlace]:
    """The same for each neighbourhood of one call; what is for all of them is no one's."""
    query = _waiting(Idea.neighbourhood_slug).where(Idea.call_id == call_id)
    rows = db.session().execute(query.where(Idea.neighbourhood_slug.is_not(None)))
    return [AwaitedInPlace(place, many - late, late) for place, many, late in rows]


def _waiting(by: InstrumentedAttribute[Any]) -> Select[Any]:
    """How many answers are late or due soon, and how many of these are late."""
    is_late = case((Idea.answer_due_on < today(), 1), else_=0)
    soon = today() + timedelta(days=SOON)
    waiting = and_(Idea.answered_on.is_(None), Idea.answer_due_on <= soon, visible_ideas(ANONYMOUS))
    counted = select(by, func.count().label("many"), func.sum(is_late).label("late"))
    return counted.join(Call, Call.id == Idea.call_id).where(waiting).group_by(by).order_by(by)


def _long_ago() -> date:
    return today() - timedelta(days=silence_days())


def _same(group: object) -> list[Condition]:
    columns = (Idea.contract_slug, Idea.neighbourhood_slug, Idea.office_slug)
    return [
        column.is_(None) if getattr(group, column.key) is None
        else column == getattr(group, column.key)
        for column in columns
    ]  # fmt: skip
