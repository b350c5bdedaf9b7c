"""What requests forget of texts that are gone; that an office was asked, and when, stays."""

from typing import Any

from sqlalchemy import select, update

from beffroi.core import db
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.register import Leaving
from beffroi.correspondence.events import RequestWithdrawn
from beffroi.correspondence.models import Answer, Request


def forget_requests(leaving: Leaving) -> None:
    """On a text taken away by its author nothing is expected any more, and nothing quotes it."""
    for name, ids in leaving.removed.items():
        gone = (Request.subject_kind == name) & Request.subject_id.in_(ids)
        about = select(Request.id).where(gone)
        answers = update(Answer).where(Answer.request_id.in_(about))
        _run(answers.values(words="", next_step="", structure_slug=None))
        for request_id in list(db.session().scalars(about.where(Request.settled_at.is_(None)))):
            record(RequestWithdrawn(request_id), by=leaving.by)
        still = update(Request).where(gone, Request.settled_at.is_(None))
        _run(still.values(state="withdrawn", settled_at=now(), settled_on=today()))
        _run(update(Request).where(gone).values(reason="", settled_reason=""))
        leaving.paths |= {f"/a-repondre/{one}" for one in db.session().scalars(about)}


def untie_requests(leaving: Leaving) -> None:
    """Who asked is not kept; what was asked is public."""
    mine = update(Request).where(Request.asked_by_id == leaving.person_id)
    _run(mine.values(asked_by_id=None))
    forget_requests(leaving)


def _run(statement: Any) -> None:
    db.session().execute(statement, execution_options={"synchronize_session": False})
