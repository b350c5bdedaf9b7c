"""Long tables handed out as a stream: a line at a time, with nothing held between two pages."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Response, current_app
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from beffroi.core import db

AT_ONCE = 1000  # rows of a page: what is in memory, whatever is handed out
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


def rows_by_page(
    query: Select[Any], key: InstrumentedAttribute[Any], at_once: int = AT_ONCE
) -> Iterator[Any]:
    """The rows of a query in the order of `key`, unique and among its columns, page by page.

    Each page is a transaction of its own, in a context of its own: a slow reader holds neither a
    connection nor a lock, and one who leaves in the middle leaves nothing open behind.
    """
    return _pages(current_app.app_context, query.order_by(key).limit(at_once), key, at_once)


def _pages(
    context: Callable[[], Any], ordered: Select[Any], key: Any, at_once: int
) -> Iterator[Any]:
    last: Any = None
    while True:
        page = ordered if last is None else ordered.where(key > last)
        with context(), db.reading() as session:
            rows = session.execute(page).all()
        yield from rows
        if len(rows) < at_once:
            return
        last = getattr(rows[-1], key.key)


def csv_line(cells: Iterable[Any]) -> str:
    """A line of a CSV file; no cell is taken for a formula, None is empty."""
    text = io.StringIO()
    csv.writer(text).writerow(_cell(cell) for cell in cells)
    return text.getvalue()


def as_csv(columns: Sequence[str], items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A head, then a line an item."""
    yield csv_line(columns)
    for item in items:
        yield csv_line(item[name] for name in columns)


def as_json_lines(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An object a line (JSON Lines)."""
    for item in items:
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n"


def handed_out(pieces: Iterator[str], content_type: str, name: str) -> Response:
    """The file, to be kept under this name."""
    response = Response(pieces, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _cell(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
