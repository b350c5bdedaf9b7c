"""One application and one browser for all of these tests; a fresh profile for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.town import Town, build
from tests.support import browser as support
from tests.support.browser import Visitors
from tests.support.server import Served, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs Chromium."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with support.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def served(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application; not started when there is no browser to look at it."""
    with serving(tmp_path_factory.mktemp("served")) as application:
        yield application


@pytest.fixture
def visitor(chromium: Browser, served: Served) -> Iterator[Visitors]:
    """Makes visitors; whatever a browser complained about fails the test."""
    visitors = Visitors(chromium, served.url)
    yield visitors
    assert visitors.part() == []


@pytest.fixture(scope="session")
def town(chromium: Browser, served: Served) -> Iterator[Town]:
    """Texts in every state, people of every role."""
    visitors = Visitors(chromium, served.url)
    yield build(visitors)
    assert visitors.part() == []
