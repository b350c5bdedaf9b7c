"""What is told of a step of an idea: the same facts for those who wrote it and who follow it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from beffroi.contributions.models import Idea, IdeaMove
from beffroi.core import db
from workflows.offices import office_name


@dataclass(frozen=True)
class News:
    """The kind of message for authors, and the facts it is made of."""

    kind: str
    facts: dict[str, Any]


def news_of(idea_id: uuid.UUID, number: int) -> News | None:
    """As it stood at that step; an event of before steps were kept tells of the idea of today.

    None when there is nothing to tell: an idea that is not public any more, or never was moved.
    """
    idea = db.session().get(Idea, idea_id)
    if idea is None or idea.visibility != "published":
        return None
    steps = select(IdeaMove).where(IdeaMove.idea_id == idea_id)
    wanted = steps.where(IdeaMove.number == number) if number else steps
    last = wanted.order_by(IdeaMove.number.desc()).limit(1)
    step = db.session().scalars(last).one_or_none()
    if step is None:
        return None
    facts = {
        "title": idea.title,
        "stage": step.stage,
        "answer": step.answer,
        "structure_slug": step.structure_slug or "",
        "office": office_name(step.office_slug) if step.office_slug else {},
        "next_step": step.next_step,
        "next_step_on": step.next_step_on.isoformat() if step.next_step_on else "",
        "destination": step.forwarded_to or "",
    }
    return News("idea_forwarded" if step.forwarded_to else "idea_moved", facts)
