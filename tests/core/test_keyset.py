"""Walking a list by the key of the last line seen: each row once, in order, on both databases."""

import base64
import json
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from beffroi.core import keyset
from beffroi.core.ids import random_id
from beffroi.core.outbox import Tick
from beffroi.core.problems import Invalid
from beffroi.core.search import SearchEntry
from tests.factories import make_idea, make_moderator
from tests.support.people import SignIn

START = datetime(2026, 1, 1, tzinfo=UTC)
BY_MOMENT = (Tick.next_at, Tick.name)
LINES: Any = select(Tick.next_at, Tick.name)
BY_TEXT = (SearchEntry.heading, SearchEntry.subject_id)
ONE_DATABASE = hypothesis_settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _tied(session: Session, count: int) -> list[tuple[datetime, str]]:
    """Rows of which many fall at the same moment."""
    ticks = [(START + timedelta(seconds=n % 4), f"tick-{n:03}") for n in range(count)]
    session.add_all(Tick(name=name, next_at=moment) for moment, name in ticks)
    session.flush()
    return sorted(ticks)


def _walk(session: Session, limit: int, *, ascending: bool) -> list[tuple[datetime, str]]:
    seen, cursor = [], None
    while True:
        page = keyset.page(session, LINES, BY_MOMENT, cursor, limit, ascending=ascending)
        assert len(page.rows) <= limit
        seen += [(row.next_at, row.name) for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return seen
        assert len(page.rows) == limit


@pytest.mark.parametrize("ascending", [True, False])
def test_pages_of_any_length_give_each_row_once_in_order(
    db_session: Session, ascending: bool
) -> None:
    rows = _tied(db_session, 23)
    expected = rows if ascending else rows[::-1]
    for limit in (1, 2, 3, 5, 11, 22, 23, 24, 100):
        assert _walk(db_session, limit, ascending=ascending) == expected


def test_a_list_of_nothing_is_one_empty_page(db_session: Session) -> None:
    page = keyset.page(db_session, LINES, BY_MOMENT, None)
    assert page == keyset.Page([], None)


def test_a_row_added_before_the_cursor_is_not_met_again(db_session: Session) -> None:
    rows = _tied(db_session, 8)
    first = keyset.page(db_session, LINES, BY_MOMENT, None, 4)
    db_session.add(Tick(name="newest", next_at=START + timedelta(days=1)))
    db_session.flush()
    rest = keyset.page(db_session, LINES, BY_MOMENT, first.next_cursor, 10)
    assert [row.name for row in rest.rows] == [name for _, name in rows[::-1][4:]]


PRINTABLE = st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)


@given(st.tuples(st.datetimes(timezones=st.just(UTC)), st.text(PRINTABLE)))
def test_a_cursor_gives_its_values_back(values: tuple[datetime, str]) -> None:
    assert tuple(keyset.decode(keyset.encode(values), BY_MOMENT)) == values


@given(heading=st.text(st.characters(categories=["L", "N"])), subject_id=st.uuids())
def test_so_does_one_of_words_and_identifiers(heading: str, subject_id: uuid.UUID) -> None:
    cursor = keyset.encode([heading, subject_id])
    assert keyset.decode(cursor, BY_TEXT) == [heading, subject_id]
    assert cursor == cursor.strip("=+/ ")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.uuids().map(str)
    | st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip
ORDERS = [BY_MOMENT, BY_TEXT, (SearchEntry.id,), (SearchEntry.subject_id,)]


def _forged(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@ONE_DATABASE
@given(values=st.lists(VALUES, max_size=3) | VALUES, order=st.sampled_from(ORDERS))
def test_a_forged_cursor_is_refused_or_harmless(
    db_session: Session, values: object, order: tuple[object, ...]
) -> None:
    query = select(Tick if order is BY_MOMENT else SearchEntry)
    with suppress(Invalid):
        keyset.page(db_session, query, order, _forged(values))  # type: ignore[arg-type]


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_a_cursor_made_of_noise_is_refused(noise: str) -> None:
    with pytest.raises(Invalid):
        keyset.decode(noise, BY_TEXT)


@pytest.mark.parametrize(
    "cursor",
    [
        _forged(["\ud800", str(uuid.UUID(int=1))]),
        _forged(["a\0b", str(uuid.UUID(int=1))]),
        _forged({"a": 1, "b": 2}),
        _forged([None, None]),
        base64.b64encode(b"[" * 700).decode(),
        base64.b64encode(b"[" * 200_000).decode(),
        base64.b64encode(b"[" + b"1" * 5000 + b"]").decode(),
        "é",
        "=",
        "a\0",
    ],
    ids=lambda cursor: cursor[:12],
)
def test_a_cursor_that_was_tampered_with_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid):
        keyset.decode(cursor, BY_TEXT)


def test_a_number_no_database_holds_is_refused() -> None:
    for number in (2**31, -(2**63), 1.5, True, "1"):
        with pytest.raises(Invalid):
            keyset.decode(_forged([number]), (SearchEntry.id,))


def test_a_bad_cursor_is_a_422_on_every_list(sign_in: SignIn) -> None:
    idea = make_idea()
    moderator = make_moderator()
    idea_id = idea.id
    client = sign_in(moderator)
    nested = base64.b64encode(b"[" * 5000).decode()
    for cursor in ("!", "bm9uZQ", _forged(["2026-01-01", str(random_id())]), nested):
        for path in (
            "/api/v1/ideas",
            f"/api/v1/ideas/{idea_id}/comments",
            "/api/v1/cases",
            "/api/v1/me/messages",
            "/api/v1/me/ideas",
            "/api/v1/calls",
        ):
            answer = client.get(path, query_string={"cursor": cursor})
            assert answer.status_code == 422, path
            assert set(answer.get_json()["errors"]) == {"cursor"}, path
        assert client.get("/idees", query_string={"apres": cursor}).status_code == 422
        assert client.get("/moderation", query_string={"apres": cursor}).status_code in {200, 422}


def test_the_order_of_rows_needs_only_their_keys(db_session: Session) -> None:
    row = SimpleNamespace(next_at=START, name="noon")
    cursor = keyset.encode([getattr(row, column.key) for column in BY_MOMENT])
    assert keyset.decode(cursor, BY_MOMENT) == [START, "noon"]
