"""Telling an idea: a microphone that is made up, one that is refused, and none without script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.sound_factories import webm
from tests.support.browser import ARGUMENTS, Visitors, chromium_path
from tests.support.server import Served

MADE_UP = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
HEARS = "document.querySelector('[data-recorder] audio').currentTime > 0"
TEN_SECONDS = 30_000  # milliseconds until the first count that is told; two cores may be busy


@pytest.fixture
def speaker(chromium: Browser, served: Served) -> Iterator[Visitors]:
    """Somebody whose telephone beeps in place of their voice."""
    flags = [*ARGUMENTS, *MADE_UP]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    visitors = Visitors(browser, served.url)
    yield visitors
    assert visitors.part() == []
    browser.close()


def begin(page: Page) -> Page:
    """As far as the page that listens."""
    page.goto(f"{steps.CALL}/proposer")
    page.get_by_role("button", name="Plutôt la dire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dites votre idée")
    return page


def test_one_records_stops_listens_and_keeps_it(speaker: Visitors) -> None:
    page = begin(speaker().open())
    said = page.locator("[data-recorder] [role=status]")
    page.get_by_role("button", name="Enregistrer ma voix").click()
    expect(page.get_by_role("button", name="Arrêter l’enregistrement")).to_be_focused()
    expect(said).to_have_text("Il reste 110 secondes.", timeout=TEN_SECONDS)
    page.get_by_role("button", name="Arrêter l’enregistrement").click()
    expect(said).to_contain_text("C’est enregistré")
    expect(page.get_by_role("button", name="Enregistrer ma voix")).to_be_focused()
    page.evaluate("document.querySelector('[data-recorder] audio').play()")
    page.wait_for_function(HEARS)
    page.get_by_role("button", name="Garder cet enregistrement").click()
    kept = page.locator("figure.voice")
    expect(kept).to_contain_text(re.compile(r"Votre enregistrement \((9|1\d|2\d) s\)"))
    sound = page.request.get(str(kept.locator("audio").get_attribute("src")))
    assert sound.ok
    assert sound.headers["content-type"].startswith("audio/webm")
    page.get_by_role("link", name="Écrire ce que je dis").click()
    expect(page.get_by_label("Votre idée en quelques mots")).to_be_visible()


def test_a_microphone_that_is_refused_is_told_and_the_file_is_left(visitor: Visitors) -> None:
    page = begin(visitor().open())
    page.get_by_role("button", name="Enregistrer ma voix").click()
    expect(page.locator("[data-recorder] [role=status]")).to_contain_text(
        "Le micro n’est pas accessible"
    )
    expect(page.get_by_label("Votre voix")).to_be_visible()


def test_without_script_a_recording_is_sent_as_a_file(visitor: Visitors) -> None:
    page = begin(visitor(java_script_enabled=False).open())
    expect(page.locator("[data-recorder]")).to_be_hidden()
    sound = {"name": "idee.webm", "mimeType": "audio/webm", "buffer": webm(3.0)}
    page.get_by_label("Votre voix").set_input_files(sound)  # type: ignore[arg-type]
    page.get_by_role("button", name="Garder cet enregistrement").click()
    expect(page.locator("figure.voice")).to_contain_text("(3 s)")
