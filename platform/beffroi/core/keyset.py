"""Pages of a list by the key of the last line seen: the two-hundredth costs what the first does."""

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from beffroi.core.i18n import lazy
from beffroi.core.problems import Invalid
from beffroi.core.text import is_clean

LIMIT = 15
MAX_LIMIT = 100
MAX_CURSOR = 1000


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor of what follows, if anything does."""

    rows: list[Any]
    next_cursor: str | None


def page(
    session: Session,
    query: Select[Any],
    order: Sequence[InstrumentedAttribute[Any]],
    cursor: str | None,
    limit: int = LIMIT,
    *,
    ascending: bool = False,
) -> Page:
    """The rows after `cursor`, ordered by these columns of `query`, all in one direction.

    The last column must be unique. Raises Invalid for a cursor that is not one of ours.
    """
    rows = session.execute(walked(query, order, cursor, limit, ascending=ascending))
    return cut(list(rows), order, limit)


def walked(
    query: Select[Any],
    order: Sequence[InstrumentedAttribute[Any]],
    cursor: str | None,
    limit: int = LIMIT,
    *,
    ascending: bool = False,
) -> Select[Any]:
    """The statement of a page, for whoever asks more in the same one; `cut` makes the page of it.

    It gives a row more than the page has: whether there is another.
    """
    if cursor:
        query = query.where(_beyond(order, decode(cursor, order), ascending=ascending))
    ordered = query.order_by(*[c.asc() if ascending else c.desc() for c in order])
    return ordered.limit(limit + 1)


def cut(rows: list[Any], order: Sequence[InstrumentedAttribute[Any]], limit: int) -> Page:
    """The page of these rows, which are in order."""
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    following = encode([getattr(last, c.key) for c in order]) if last is not None else None
    return Page(rows[:limit], following)


def _beyond(
    order: Sequence[InstrumentedAttribute[Any]], values: Sequence[Any], *, ascending: bool
) -> ColumnElement[bool]:
    """A row comparison: both databases walk the index straight to it."""
    here = tuple_(*order)
    there = tuple_(*[literal(v, c.type) for v, c in zip(values, order, strict=True)])
    return here > there if ascending else here < there


def encode(values: Sequence[Any]) -> str:
    """An opaque, URL-safe text."""
    plain = [v.isoformat() if isinstance(v, date) else _plain(v) for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, order: Sequence[InstrumentedAttribute[Any]]) -> list[Any]:
    """The values back; a cursor that was tampered with is a 422, never a 500."""
    try:
        return [_typed(c, v) for c, v in zip(order, _unpacked(cursor), strict=True)]
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        message = lazy("Ce repère de page n’est pas valable : repartez de la première page.")
        raise Invalid(errors={"cursor": [message]}) from error


def _unpacked(cursor: str) -> list[Any]:
    if len(cursor) > MAX_CURSOR:
        raise ValueError("longer than any of ours")
    padded = cursor + "=" * (-len(cursor) % 4)
    values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if not isinstance(values, list):
        raise TypeError("not a list")
    return values


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def _typed(column: InstrumentedAttribute[Any], value: Any) -> Any:
    kind = column.type.python_type
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC)
    if kind is date:
        return date.fromisoformat(value)
    if kind is uuid.UUID:
        return uuid.UUID(value)
    if kind is int and (type(value) is not int or abs(value) >= 2**31):
        raise ValueError("not an integer")
    if kind is str and (not isinstance(value, str) or not is_clean(value)):
        raise ValueError("not a text")
    return value
