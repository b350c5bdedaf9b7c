"""How many links one address and one network may ask for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi import create_app
from beffroi.core import db
from beffroi.core.limits import limiter
from beffroi.settings import Settings


@pytest.fixture
def limited(settings: Settings) -> Iterator[FlaskClient]:
    """A client of an application that counts."""
    app: Flask = create_app(replace(settings, rate_limits=True))
    limiter.reset()
    with app.app_context():
        yield app.test_client()
        db.session().close()
        db.engine().dispose()
    limiter.reset()
    limiter.enabled = False


def test_a_sixth_link_from_one_network_waits_on_pages_and_api_alike(limited: FlaskClient) -> None:
    for number in range(3):
        assert (
            limited.post("/connexion", data={"email": f"a{number}@example.org"}).status_code == 303
        )
    for number in range(2):
        body = {"email": f"b{number}@example.org"}
        assert limited.post("/api/v1/sign-in-links", json=body).status_code == 202
    page = limited.post("/connexion", data={"email": "c@example.org"})
    assert page.status_code == 429
    program = limited.post("/api/v1/sign-in-links", json={"email": "d@example.org"})
    assert program.status_code == 429
    assert program.mimetype == "application/problem+json"
    assert limited.get("/connexion").status_code == 200


def test_a_sixth_link_to_one_address_waits_whatever_the_network(client: FlaskClient) -> None:
    for _ in range(5):
        assert client.post("/connexion", data={"email": "amina@example.org"}).status_code == 303
    answer = client.post("/connexion", data={"email": "Amina@example.org"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
