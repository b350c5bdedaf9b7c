"""Slows down whoever guesses at a secret: a password, a code, a name on a roll.

    attempts.heard("password", address)      # first, before anything is read or written
    if not right:
        attempts.failed("password", address)
        raise WrongPassword                  # or let the page say so: 422
    attempts.succeeded("password", address)

An attempt is counted before its answer is looked at, in a row that stays locked until the request
ends: a hundred guesses sent at once are heard one after the other. A failure is kept although the
answer is an error (`db.keep_though_refused`): whoever calls `failed` has written nothing else.
Unknown subjects are counted like known ones, so that nobody learns which are known.
"""

import math
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.seals import keyed_digest
from beffroi.identity.models import Attempts
from beffroi.identity.problems.attempts import TooManyAttempts
from beffroi.identity.rules.attempts import FORGOTTEN_AFTER, delay_after

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def heard(kind: str, subject: str) -> None:
    """Count one more attempt at the secret of `subject` (an address, a person's id, a code).

    TooManyAttempts while it is closed, whether or not the answer would be right.
    """
    digest, moment = _digest(kind, subject), now()
    fresh = _INSERT[db.dialect()](Attempts).values(
        kind=kind, subject_digest=digest, failures=1, first_at=moment, last_at=moment
    )
    counted = fresh.on_conflict_do_update(
        index_elements=[Attempts.kind, Attempts.subject_digest],
        set_=_one_more(moment),
        where=or_(Attempts.closed_until_at.is_(None), Attempts.closed_until_at <= moment),
    )
    if _run(counted.returning(Attempts.failures)).scalar() is None:
        raise TooManyAttempts(headers={"Retry-After": str(_seconds_left(kind, digest, moment))})


def failed(kind: str, subject: str) -> None:
    """The answer was wrong: keep the count whatever the request answers, and close if need be."""
    row = _row(kind, _digest(kind, subject))
    failures = db.session().scalar(select(Attempts.failures).where(*row)) or 0
    delay = delay_after(failures)
    _run(update(Attempts).where(*row).values(closed_until_at=now() + delay if delay else None))
    db.keep_though_refused()


def succeeded(kind: str, subject: str) -> None:
    """The answer was right: the count starts again."""
    _run(delete(Attempts).where(*_row(kind, _digest(kind, subject))))


def forget_old() -> int:
    """Drop the counts that nothing has moved for a day; returns how many."""
    old = delete(Attempts).where(Attempts.last_at < now() - FORGOTTEN_AFTER)
    return int(getattr(_run(old), "rowcount", 0))


def _one_more(moment: datetime) -> dict[str, Any]:
    stale = Attempts.last_at < moment - FORGOTTEN_AFTER
    return {
        "failures": case((stale, 1), else_=Attempts.failures + 1),
        "first_at": case((stale, moment), else_=Attempts.first_at),
        "last_at": moment,
    }


def _seconds_left(kind: str, digest: str, moment: datetime) -> int:
    """Rounded up: who comes back on time is heard."""
    until = db.session().scalar(select(Attempts.closed_until_at).where(*_row(kind, digest)))
    return max(1, math.ceil((until - moment).total_seconds())) if until else 1


def _row(kind: str, digest: str) -> tuple[Any, Any]:
    return Attempts.kind == kind, Attempts.subject_digest == digest


def _digest(kind: str, subject: str) -> str:
    return keyed_digest(f"attempts:{kind}", subject)


def _run(statement: Any) -> Any:
    return db.session().execute(statement.execution_options(synchronize_session=False))
