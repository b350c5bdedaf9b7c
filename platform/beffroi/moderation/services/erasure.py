"""What the moderation forgets of texts whose author leaves; decisions stay, without their words."""

import uuid
from typing import Any

from sqlalchemy import and_, delete, false, or_, select, update

from beffroi.core import db
from beffroi.core.register import Condition, Leaving
from beffroi.moderation.kinds import kinds
from beffroi.moderation.models import Case, Decision, Finding


def cases_of(person_id: Any) -> Condition:
    """The cases on the texts of a person."""
    theirs = [
        and_(Case.subject_kind == name, Case.subject_id.in_(known.written_by(person_id)))
        for name, known in kinds().items()
    ]
    return or_(*theirs) if theirs else false()


def forget_cases(leaving: Leaving) -> None:
    """Words written to the author go; of a text that is gone, what was found in it and waits too.

    Outcome, reason and date of each decision stay, to account for the moderation.
    """
    for name, ids in leaving.texts.items():
        about = select(Case.id).where(_on(name, ids))
        _run(update(Decision).where(Decision.case_id.in_(about)).values(words=""))
    for name, ids in leaving.removed.items():
        cases = list(db.session().scalars(select(Case.id).where(_on(name, ids))))
        leaving.paths.update(f"/moderation/{case_id}" for case_id in cases)
        _run(delete(Finding).where(Finding.case_id.in_(cases)))
        _run(delete(Case).where(Case.id.in_(cases), Case.decided_at.is_(None)))


def _on(name: str, ids: set[uuid.UUID]) -> Condition:
    return and_(Case.subject_kind == name, Case.subject_id.in_(ids))


def _run(statement: Any) -> None:
    db.session().execute(statement, execution_options={"synchronize_session": False})
