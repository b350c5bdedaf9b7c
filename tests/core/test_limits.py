"""Rates: counted by account, else by network; what cannot be counted is let through."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, g

from beffroi import create_app
from beffroi.core import db, limits
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.ids import random_id
from beffroi.core.limits import limiter, network
from beffroi.core.policy import PUBLIC, guarded
from beffroi.identity import services as identity
from beffroi.settings import Settings
from tests.factories import make_person

DEAD_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture
def database_url(one_database: str) -> str:
    """Counters are not in the database."""
    return one_database


def _counting(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session().close()
        db.engine().dispose()
    limiter.enabled = False


@pytest.fixture
def limited(settings: Settings) -> Iterator[Flask]:
    """An application that counts, with a bell that rings twice a minute."""
    for app in _counting(replace(settings, rate_limits=True)):
        ring = guarded(PUBLIC)(lambda: "dong")
        app.add_url_rule("/sonner", "bell", limits.at_most("2 per minute")(ring))
        limiter.reset()
        yield app
        limiter.reset()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
    ],
)
def test_a_home_is_one_network(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        g.actor = ANONYMOUS
        assert network() == counted


def test_a_person_is_counted_wherever_they_are(app: Flask) -> None:
    nora = Actor("person", person_id=random_id())
    with app.test_request_context("/"):
        g.actor = nora
        assert network() == f"person:{nora.person_id}"


def test_the_third_time_in_a_minute_waits_and_is_told_how_long(limited: Flask) -> None:
    client = limited.test_client()
    assert [client.get("/sonner").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/sonner")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "un peu trop rapide" in refused.text


def test_people_behind_one_address_are_counted_apart(limited: Flask) -> None:
    clients = []
    for _ in range(2):
        token = identity.sign_in_token_for(make_person().id)
        db.session().commit()
        client = limited.test_client()
        assert client.post(f"/connexion/lien/{token}").status_code == 303
        clients.append(client)
    assert [c.get("/sonner").status_code for c in clients for _ in range(2)] == [200] * 4
    assert clients[0].get("/sonner").status_code == 429
    assert limited.test_client().get("/sonner").status_code == 200


def test_one_is_counted_once_known_and_before_being_turned_away(limited: Flask) -> None:
    steps = [step.__name__ for step in limited.before_request_funcs[None]]
    places = [steps.index(name) for name in ("_identify", "_check_request_limit", "_turn_away")]
    assert places == sorted(places)


def test_a_store_that_is_down_lets_people_in(settings: Settings) -> None:
    for app in _counting(replace(settings, rate_limits=True, redis_url=DEAD_REDIS)):
        answers = [app.test_client().get("/charte") for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 200]
