"""Which texts the actor may examine, as SQL: what goes with a text is read by who judges it."""

import uuid

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, false

from beffroi.core.actor import Actor
from beffroi.core.policy import held_somewhere
from beffroi.moderation.models import Case
from beffroi.moderation.policies import READ
from beffroi.moderation.services.queue import covered_cases


def examined(
    actor: Actor, kind_name: str, subject_id: SQLColumnExpression[uuid.UUID]
) -> ColumnElement[bool]:
    """Whether there is a case on this text, open or decided, that the actor may read."""
    if not held_somewhere(actor, READ):
        return false()
    return exists().where(
        Case.subject_kind == kind_name, Case.subject_id == subject_id, covered_cases(actor)
    )
