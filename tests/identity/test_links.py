"""Links that sign in: one use, a quarter of an hour, nothing learnt by the curious."""

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.identity import services
from beffroi.identity.models import Person, SignInLink
from beffroi.identity.problems.signing import LinkGone, TooManyLinks
from tests.factories import make_person


def _ask(email: str = "amina@example.org", next_path: str = "/moi") -> SignInLink:
    services.request_link(email, next_path, "fr")
    newest = select(SignInLink).order_by(SignInLink.created_at.desc())
    db.session().flush()
    return db.session().scalars(newest).first() or pytest.fail("no link was made")


def test_a_link_opens_a_session_and_confirms_the_address(
    db_session: DbSession, clock: datetime
) -> None:
    link = _ask()
    person, session, secret = services.open_session(services.link_token(link), "Firefox")
    assert person.email == "amina@example.org"
    assert person.email_confirmed_at == clock
    assert session.device == "Firefox"
    actor = services.load_actor(secret)
    assert actor is not None
    assert actor.person_id == person.id


def test_a_link_serves_once(db_session: DbSession) -> None:
    token = services.link_token(_ask())
    services.open_session(token)
    with pytest.raises(LinkGone):
        services.open_session(token)


def test_a_link_serves_a_quarter_of_an_hour(db_session: DbSession, clock: datetime) -> None:
    token = services.link_token(_ask())
    with core_clock.at(clock + timedelta(minutes=14, seconds=59)):
        assert services.link_behind(token) is not None
    with core_clock.at(clock + timedelta(minutes=15)), pytest.raises(LinkGone):
        services.open_session(token)


@pytest.mark.parametrize("token", ["", "x", "é" * 50, "\ud800", "a" * 100_000])
def test_an_unknown_token_is_gone(db_session: DbSession, token: str) -> None:
    with pytest.raises(LinkGone):
        services.open_session(token)


def test_of_two_clicks_at_once_one_opens_a_session(app: Flask, db_session: DbSession) -> None:
    token = services.sign_in_token_for(make_person().id)
    db_session.commit()
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def click() -> None:
        with app.app_context():
            gate.wait()
            try:
                with db.transaction():
                    services.open_session(token)
                outcomes.append("opened")
            except LinkGone:
                outcomes.append("gone")

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "opened"]


def test_looking_at_a_link_does_not_use_it(db_session: DbSession) -> None:
    token = services.link_token(_ask())
    assert services.link_behind(token) is not None
    assert services.link_behind(token) is not None
    services.open_session(token)
    assert services.link_behind(token) is None


def test_the_secret_of_a_link_is_stored_nowhere(db_session: DbSession) -> None:
    link = _ask()
    token = services.link_token(link)
    assert token not in str(vars(link))
    stored = db_session.scalars(select(StoredEvent)).all()
    assert all(token not in str(event.payload) for event in stored)


def test_the_same_address_in_capitals_is_the_same_person(db_session: DbSession) -> None:
    first, second = _ask("Amina@Example.org"), _ask("amina@example.ORG")
    assert first.person_id == second.person_id
    assert db_session.scalar(select(func.count()).select_from(Person)) == 1


def test_asking_changes_nothing_of_a_known_person(db_session: DbSession) -> None:
    known = make_person(email="amina@example.org", display_name="Amina", locale="en")
    services.request_link("amina@example.org", "/moi", "fr", "Quelqu’un d’autre")
    assert (known.display_name, known.locale) == ("Amina", "en")


def test_a_sixth_link_in_a_quarter_of_an_hour_is_refused(
    db_session: DbSession, clock: datetime
) -> None:
    for _ in range(5):
        _ask()
    with pytest.raises(TooManyLinks):
        _ask()
    _ask("somebody@example.org")
    with core_clock.at(clock + timedelta(minutes=16)):
        _ask()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_a_link_never_leads_to_another_site(db_session: DbSession, elsewhere: str) -> None:
    assert _ask(next_path=elsewhere).next_path == "/moi"


def test_a_link_keeps_the_page_it_leads_to(db_session: DbSession) -> None:
    assert _ask(next_path="/idees?q=banc").next_path == "/idees?q=banc"


def test_a_path_too_long_to_keep_leads_home(db_session: DbSession) -> None:
    assert _ask(next_path="/" + "a" * 2000).next_path == "/moi"
