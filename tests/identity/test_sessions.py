"""Sessions: one statement to know who is there, closed at once, ended by time."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event as sql_event
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor, Grant, Role
from beffroi.core.clock import now
from beffroi.identity import services
from beffroi.identity.models import Person, Session, SignInLink
from beffroi.identity.problems.signing import SessionUnknown
from tests.factories import grant_role, make_person


def _enter(person: Person) -> tuple[Session, str, Actor]:
    session, secret = services.open_session_of(person, "Chrome · Android")
    actor = services.load_actor(secret)
    assert actor is not None
    return session, secret, actor


def test_one_statement_tells_who_is_there_and_what_they_may_do(db_session: DbSession) -> None:
    person = make_person(display_name="Nora")
    grant_role(person, "moderator")
    grant_role(person, "relay", "neighbourhood", "cite-des-brebis")
    session, secret = services.open_session_of(person)
    session.second_factor_at = now()
    db_session.flush()
    statements: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sql_event.listen(db.engine(), "before_cursor_execute", count)
    actor = services.load_actor(secret)
    sql_event.remove(db.engine(), "before_cursor_execute", count)
    assert actor is not None
    assert actor.display_name == "Nora"
    assert set(actor.grants) == {
        Grant(Role.MODERATOR, "contract", "lens-lievin"),
        Grant(Role.RELAY, "neighbourhood", "cite-des-brebis"),
    }
    assert len(statements) == 1


def test_a_grant_counts_from_its_first_to_its_last_day(
    db_session: DbSession, clock: datetime
) -> None:
    person = make_person()
    grant = grant_role(person, "moderator")
    grant.starts_on, grant.ends_on = date(2026, 11, 20), date(2026, 11, 21)
    session, secret = services.open_session_of(person)
    session.second_factor_at = clock
    held = []
    for day in (19, 20, 21, 22):
        with core_clock.at(datetime(2026, 11, day, 12, tzinfo=clock.tzinfo)):
            actor = services.load_actor(secret)
            held.append(bool(actor and actor.grants))
    assert held == [False, True, True, False]


def test_a_session_ends_after_thirty_days(db_session: DbSession, clock: datetime) -> None:
    _session, secret, _actor = _enter(make_person())
    with core_clock.at(clock + timedelta(days=29)):
        assert services.load_actor(secret) is not None
    with core_clock.at(clock + timedelta(days=30)):
        assert services.load_actor(secret) is None


def test_a_closed_session_stands_for_nobody(db_session: DbSession) -> None:
    session, secret, actor = _enter(make_person())
    services.close_session(actor, session.id)
    db_session.flush()
    assert services.load_actor(secret) is None
    with pytest.raises(SessionUnknown):
        services.close_session(actor, session.id)


def test_nobody_closes_the_session_of_another(db_session: DbSession) -> None:
    mine, _secret, _me = _enter(make_person())
    _theirs, _other_secret, other = _enter(make_person())
    with pytest.raises(SessionUnknown):
        services.close_session(other, mine.id)


def test_a_person_sees_their_open_devices_and_which_one_this_is(db_session: DbSession) -> None:
    person = make_person()
    first, _secret, _actor = _enter(person)
    second, _secret2, actor = _enter(person)
    _enter(make_person())
    devices = {device.id: device.is_current for device in services.devices_of(actor)}
    assert devices == {first.id: False, second.id: True}


def test_only_the_digest_of_a_session_is_stored(db_session: DbSession) -> None:
    session, secret, _actor = _enter(make_person())
    assert secret not in str(vars(session))
    assert len(session.token_digest) == 64


@pytest.mark.parametrize("token", ["", "nope", "é", "\x00", "\ud800", "b" * 10_000])
def test_a_token_that_is_none_stands_for_nobody(app: Flask, token: str) -> None:
    assert services.load_actor(token) is None


def test_links_and_sessions_are_forgotten_a_month_after_their_end(
    db_session: DbSession, clock: datetime
) -> None:
    person = make_person()
    services.sign_in_token_for(person.id)
    old, _secret, actor = _enter(person)
    services.close_session(actor, old.id)
    kept, _secret2, _actor2 = _enter(person)
    db_session.flush()
    assert services.purge_expired() == 0
    with core_clock.at(clock + timedelta(days=31)):
        assert services.purge_expired() == 2
    assert db_session.scalars(select(Session.id)).all() == [kept.id]
    assert db_session.scalar(select(func.count()).select_from(SignInLink)) == 0
