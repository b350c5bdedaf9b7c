"""The database does not answer: people are told to come back, and nothing is said of why."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi import create_app
from beffroi.core import db
from beffroi.settings import Settings

PASSWORD = "a-password-of-nobody"


@pytest.fixture
def database_url(one_database: str) -> str:
    """Replaced below by one that is not there."""
    return one_database


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """Of an application whose database is away."""
    url = f"postgresql+psycopg://nobody:{PASSWORD}@127.0.0.1:1/none"
    app: Flask = create_app(replace(settings, database_url=url))
    yield app.test_client()
    with app.app_context():
        db.engine().dispose()


@pytest.mark.parametrize("path", ["/idees", "/api/v1/ideas", "/sante"])
def test_what_needs_the_database_answers_503_and_when_to_come_back(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert PASSWORD not in answer.text


def test_what_needs_no_database_is_still_there(client: FlaskClient) -> None:
    assert client.get("/aide").status_code == 200
