"""Accounts that have not served for years: their owner is written to, then they are erased.

Nobody is erased who was not told a month before, and nobody who holds a role or an office: those
are reported, for somebody to end them. What they published stays, without their name.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import structlog
from flask import current_app
from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.clock import now, today
from beffroi.core.events import record
from beffroi.core.purging import Shelf
from beffroi.core.register import Choice
from beffroi.identity.account_events import AccountDormant
from beffroi.identity.models import DormancyNotice, OfficeTerm, Person, RoleGrant
from beffroi.identity.records.quiet import unheard_since
from beffroi.identity.rules.rights import NOTICE_BEFORE, dormant_for
from beffroi.identity.services.erasure import erase

BATCH = 100
_log = structlog.get_logger("beffroi.rights")


def warn_dormant() -> int:
    """Ask for a mail to each account that would go in a month; how many. In steps."""
    warned = 0
    soon = and_(_dormant(but=NOTICE_BEFORE), ~_holds_something(), ~_was_asked())
    for ids in _batches(soon):
        with db.transaction():
            for person in _held(ids, soon):
                _ask(person)
                warned += 1
    return warned


def person_to_warn(person_id: uuid.UUID) -> Person | None:
    """Whoever is still to be told; nobody who has come back, or was given a role meanwhile."""
    waits = exists().where(DormancyNotice.person_id == person_id, DormancyNotice.sent_at.is_(None))
    still = and_(_dormant(but=NOTICE_BEFORE), ~_holds_something(), waits)
    return db.session().scalars(select(Person).where(Person.id == person_id, still)).one_or_none()


def note_warned(person_id: uuid.UUID) -> None:
    """The mail has left: a month begins."""
    notice = db.session().get(DormancyNotice, person_id)
    if notice is not None:
        notice.sent_at = now()


def erase_dormant() -> int:
    """Erase who was told a month ago and has not come; each in a transaction of its own."""
    return sum(_erase(person_id) for ids in _batches(_due()) for person_id in ids)


def stays_dormant() -> ColumnElement[bool]:
    """Who would go, but for a role or an office that somebody has to end first."""
    return and_(_dormant(), _holds_something())


def not_over(held: type[RoleGrant] | type[OfficeTerm], day: date) -> ColumnElement[bool]:
    """A role or an office that is held that day, or will be."""
    return or_(held.ends_on.is_(None), held.ends_on >= day)


def _ask(person: Person) -> None:
    """An address that nobody confirmed may be somebody else's: it is not written to."""
    is_reached = person.email is not None and person.email_confirmed_at is not None
    notice = DormancyNotice(
        person_id=person.id, asked_at=now(), sent_at=None if is_reached else now()
    )
    db.session().add(notice)
    if is_reached:
        record(AccountDormant(person.id), by=SYSTEM)


def _erase(person_id: uuid.UUID) -> int:
    """One that cannot go does not keep the others; looked at again once its row is held."""
    try:
        with db.transaction():
            found = _held([person_id], _due())
            for person in found:
                erase(SYSTEM, person.id, Choice.ANONYMISE)
            return len(found)
    except Exception as error:
        _log.error("dormant_not_erased", person_id=str(person_id), error=type(error).__name__)
        return 0


def _dormant(*, but: timedelta = timedelta()) -> ColumnElement[bool]:
    """Accounts without a sign-in nor an act for years, less `but`."""
    years: int = current_app.extensions["beffroi_settings"].dormant_years
    return and_(Person.kind == "account", unheard_since(now() - dormant_for(years) + but))


def _holds_something() -> ColumnElement[bool]:
    """A role or an office, today or to come."""
    day = today()
    return or_(
        *(
            exists().where(held.person_id == Person.id, not_over(held, day))
            for held in (RoleGrant, OfficeTerm)
        )
    )


def _was_asked() -> ColumnElement[bool]:
    return exists().where(DormancyNotice.person_id == Person.id)


def _due() -> ColumnElement[bool]:
    told = exists().where(
        DormancyNotice.person_id == Person.id, DormancyNotice.sent_at <= now() - NOTICE_BEFORE
    )
    return and_(_dormant(), ~_holds_something(), told)


def _batches(condition: ColumnElement[bool]) -> Iterator[list[uuid.UUID]]:
    """The ids, some at a time, each once: what fails is for another night."""
    last = uuid.UUID(int=0)
    while True:
        after = select(Person.id).where(Person.id > last, condition).order_by(Person.id)
        with db.reading() as session:
            ids = list(session.scalars(after.limit(BATCH)))
        if not ids:
            return
        yield ids
        last = ids[-1]


def _held(ids: list[uuid.UUID], condition: ColumnElement[bool]) -> list[Person]:
    """Those of them of whom it is still so, kept to the end of the transaction."""
    wanted = select(Person).where(Person.id.in_(ids), condition).order_by(Person.id)
    return list(db.session().scalars(wanted.with_for_update(of=Person)))


def _count(condition: ColumnElement[bool]) -> int:
    return db.session().scalar(select(func.count()).select_from(Person).where(condition)) or 0


DORMANT = Shelf(
    "dormant_account",
    count=lambda: _count(_due()),
    drop=erase_dormant,
    stays=lambda: _count(stays_dormant()),
)
