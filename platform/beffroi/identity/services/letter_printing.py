"""Letters for whoever prints them: what waits, a sheet to print, and the addresses that go."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, select

from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.policy import allows
from beffroi.core.seals import SealBroken, unseal
from beffroi.identity.models import PostalCode
from beffroi.identity.paper_events import LetterSetAside, LetterSheetTaken, LettersPrinted
from beffroi.identity.policies import PRINT_LETTERS
from beffroi.identity.problems.proofs import LetterUnknown
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services.mailed_codes import LIFE, SEAL, letter_code
from beffroi.territories import services as territories
from beffroi.territories.views import NeighbourhoodView

ON_A_SHEET = 50
OUTSIDE, INCOMPLETE = "outside", "incomplete"
SET_ASIDE = (OUTSIDE, INCOMPLETE)  # why a letter is not posted


@dataclass(frozen=True)
class Letter:
    """A letter to print: what its reader copies, and where it goes."""

    id: uuid.UUID
    lines: tuple[str, ...]
    neighbourhood: NeighbourhoodView
    code: str


@dataclass(frozen=True)
class WaitingLetter:
    """A letter that waits to be printed, without its address or its code."""

    id: uuid.UUID
    neighbourhood: str
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class WaitingList:
    """Some letters, the oldest first, how to go on, and how many wait in all."""

    items: list[WaitingLetter]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class PrintedLetter:
    """A letter that is on paper, since when, and until when its code serves."""

    id: uuid.UUID
    printed_at: datetime
    expires_at: datetime


def waiting_letters(
    actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT
) -> WaitingList:
    """What waits in the actor's territory; addresses stay sealed."""
    waits = _waits_for(actor)
    query: Any = select(
        PostalCode.id, PostalCode.neighbourhood_slug, PostalCode.asked_at, PostalCode.expires_at
    ).where(waits)
    order = (PostalCode.asked_at, PostalCode.id)
    page = keyset.page(db.session(), query, order, cursor, limit, ascending=True)
    total = db.session().scalar(select(func.count()).select_from(PostalCode).where(waits)) or 0
    return WaitingList([WaitingLetter(*row) for row in page.rows], page.next_cursor, total)


def letters_to_print(actor: Actor) -> list[Letter]:
    """The next sheet of letters of the actor's territory, the oldest first."""
    return _readable(_waits_for(actor))


def take_sheet(actor: Actor, letter_ids: Sequence[uuid.UUID]) -> list[Letter]:
    """These letters with their addresses and codes, as often as asked until they are printed.

    Those that wait no more are left out; LetterUnknown when none of them waits. The journal keeps
    who took how many.
    """
    letters = _readable(_waits_for(actor) & PostalCode.id.in_(letter_ids))
    if not letters:
        raise LetterUnknown
    record(LetterSheetTaken(len(letters)), by=actor)
    return letters


def mark_printed(actor: Actor, letter_ids: Sequence[uuid.UUID]) -> int:
    """These are on paper: their addresses go at once, and their 30 days begin. How many."""
    wanted = select(PostalCode).where(_waits_for(actor), PostalCode.id.in_(letter_ids))
    rows = db.session().scalars(wanted.with_for_update()).all()
    moment = now()
    for row in rows:
        row.printed_at, row.sealed_address, row.expires_at = moment, None, moment + LIFE
    if rows:
        record(LettersPrinted(len(rows)), by=actor)
    db.session().flush()
    return len(rows)


def printed_among(actor: Actor, letter_ids: Sequence[uuid.UUID]) -> list[PrintedLetter]:
    """Those of these letters that are on paper, now or for some time; LetterUnknown for none."""
    query: Any = select(PostalCode.id, PostalCode.printed_at, PostalCode.expires_at).where(
        _is_theirs(actor), PostalCode.id.in_(letter_ids), PostalCode.printed_at.is_not(None)
    )
    rows = db.session().execute(query.order_by(PostalCode.asked_at, PostalCode.id)).all()
    if not rows:
        raise LetterUnknown
    return [PrintedLetter(row[0], row[1], row[2]) for row in rows]


def set_aside(actor: Actor, letter_id: uuid.UUID, reason: str) -> None:
    """The address is not in the neighbourhood, or is none: no letter is sent, nothing is kept.

    Who asked for it is told why (`reason`, of SET_ASIDE) by a worker. LetterUnknown for one that
    is printed already, or lies elsewhere.
    """
    wanted = select(PostalCode).where(_is_theirs(actor), PostalCode.id == letter_id)
    row = db.session().scalars(wanted.with_for_update()).one_or_none()
    if row is None or row.printed_at is not None:
        raise LetterUnknown
    fact = LetterSetAside(row.id, row.neighbourhood_slug, row.person_id, reason)
    record(fact, by=actor)
    db.session().delete(row)
    db.session().flush()


def entry_address() -> str:
    """Where the reader of a letter enters its code: written on each."""
    site: str = current_app.extensions["beffroi_settings"].public_url
    return f"{site}/moi/preuves/courrier"


def _readable(condition: ColumnElement[bool]) -> list[Letter]:
    """A sheet at most, without those sealed under another key: they can never be read."""
    query = select(PostalCode).where(condition).order_by(PostalCode.asked_at, PostalCode.id)
    rows = db.session().scalars(query.limit(ON_A_SHEET))
    return [letter for letter in map(_letter, rows) if letter is not None]


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    return and_(
        PostalCode.printed_at.is_(None),
        PostalCode.used_at.is_(None),
        PostalCode.sealed_address.is_not(None),
        PostalCode.expires_at > now(),
        _is_theirs(actor),
    )


def _is_theirs(actor: Actor) -> ColumnElement[bool]:
    """Letters of the neighbourhoods in which the actor may print."""
    places = (
        slug
        for slug, place in territories.neighbourhoods().items()
        if allows(actor, PRINT_LETTERS, scope=territories.scope_of(place.contract_slug, slug))
    )
    return PostalCode.neighbourhood_slug.in_(sorted(places))


def _letter(row: PostalCode) -> Letter | None:
    try:
        lines = unseal(SEAL, row.sealed_address or "").split("\n")
    except SealBroken:
        return None
    place = territories.neighbourhoods()[row.neighbourhood_slug]
    return Letter(row.id, tuple(lines), place, in_groups(letter_code(row.id)))
