"""A town with FranceConnect and ProConnect, both played by a provider of our own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.settings import Settings
from tests.conftest import SECRET
from tests.support import openid_journey
from tests.support.openid_journey import Journey
from tests.support.openid_provider import Double, providing


@pytest.fixture(scope="session")
def two_doubles() -> Iterator[tuple[Double, Double]]:
    """Started once; each test finds them honest."""
    with providing() as one, providing() as other:
        yield one, other


@pytest.fixture
def franceconnect(two_doubles: tuple[Double, Double]) -> Double:
    """The one for residents."""
    two_doubles[0].reset()
    return two_doubles[0]


@pytest.fixture
def proconnect(two_doubles: tuple[Double, Double]) -> Double:
    """The one for agents."""
    two_doubles[1].reset()
    two_doubles[1].person |= {"sub": "agent-1", "email": "karim@ville.example", "usual_name": "B."}
    return two_doubles[1]


@pytest.fixture
def settings(
    database_url: str, tmp_path: Path, franceconnect: Double, proconnect: Double
) -> Settings:
    """Settings of a test, with both providers."""
    return Settings(
        data=tmp_path,
        database_url=database_url,
        secret_key=SECRET,
        public_url="http://localhost",
        embedded=True,
        testing=True,
        rate_limits=False,
        franceconnect=franceconnect.settings(),
        proconnect=proconnect.settings(),
    )


@pytest.fixture
def visitor(app: Flask) -> Callable[[], FlaskClient]:
    """A browser that nobody has used yet."""

    def open_one() -> FlaskClient:
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return client

    return open_one


@pytest.fixture
def browser(visitor: Callable[[], FlaskClient]) -> FlaskClient:
    """One such browser."""
    return visitor()


@pytest.fixture
def by_franceconnect(browser: FlaskClient) -> Journey:
    """There and back, in that browser."""
    return openid_journey.Journey(browser, "franceconnect")


@pytest.fixture
def by_proconnect(browser: FlaskClient) -> Journey:
    """The same for an agent."""
    return openid_journey.Journey(browser, "proconnect")
