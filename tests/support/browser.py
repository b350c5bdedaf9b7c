"""A real Chromium, a telephone's worth of it, and the complaints it makes about a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
PHONE: ViewportSize = {"width": 360, "height": 740}
REFUSED = "Failed to load resource: the server responded with a status of 4"
PATIENCE = 20_000  # milliseconds: two cores may be busy with other tests


def chromium_path() -> str:
    """The browser of the tests; without one nothing is pretended."""
    path = os.environ.get("BEFFROI_TEST_CHROMIUM")
    if not path:
        reason = "no page was opened in a browser: BEFFROI_TEST_CHROMIUM names none"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser itself, shared; each test has its own profile."""
    path = chromium_path()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS, headless=True)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own, and what this browser complained about."""

    context: BrowserContext
    home: str
    complaints: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)

    def open(self, path: str = "about:blank") -> Page:
        """A new tab, on a page of the site."""
        page = self.context.new_page()
        page.on("dialog", lambda dialog: self._complain("dialog", dialog.message, dialog.dismiss))
        page.on("pageerror", lambda error: self._complain("script", str(error)))
        page.on("console", self._hear)
        page.on("request", self._note)
        page.goto(path)
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        """A page that answers 4xx on purpose is no complaint: the tests look at its status."""
        on_purpose = said.text.startswith(REFUSED)
        if said.type == "error" and not on_purpose:
            self._complain("console", said.text)

    def _complain(self, kind: str, text: str, then: Any = None) -> None:
        self.complaints.append(f"{kind}: {text}")
        if then is not None:
            then()

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.strayed.append(request.url)


class Visitors:
    """Opens fresh profiles and closes them all at the end of the test."""

    def __init__(self, browser: Browser, home: str) -> None:
        self._browser = browser
        self._home = home
        self._met: list[Visitor] = []

    def __call__(self, **options: Any) -> Visitor:
        """A telephone in French, unless the test says otherwise."""
        given: dict[str, Any] = {"viewport": PHONE, "locale": "fr-FR", "base_url": self._home}
        context = self._browser.new_context(**given | options)
        context.set_default_timeout(PATIENCE)
        self._met.append(Visitor(context, self._home))
        return self._met[-1]

    def part(self) -> list[str]:
        """Close them; returns what their browsers complained about."""
        for visitor in self._met:
            visitor.context.close()
        strayed = [f"request elsewhere: {url}" for v in self._met for url in v.strayed]
        return [said for v in self._met for said in v.complaints] + strayed
