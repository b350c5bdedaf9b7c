"""Every page: axe-core finds nothing, it fits a small screen and large letters, in both themes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from beffroi import create_app
from beffroi.settings import Settings
from tests.browser.atlas import NOT_PAGES, STOPS, Stop
from tests.browser.town import Town
from tests.support import axe
from tests.support.browser import Visitors

EVERY_STOP = pytest.mark.parametrize("stop", STOPS, ids=str)
SMALLEST: ViewportSize = {"width": 320, "height": 640}
ZOOMED_TWICE: ViewportSize = {"width": 640, "height": 400}  # a screen of 1280 by 800 at 200 %

UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
OVERFLOW = """() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => {
        const box = one.getBoundingClientRect();
        const inside = one.closest('.scroll, .unseen, svg');
        return !inside && (box.right > root.clientWidth + 1 || box.left < -1);
    });
    const told = wide.slice(-3).map((one) => one.outerHTML.slice(0, 120));
    return [`${root.scrollWidth} px wide in ${root.clientWidth}`, ...told];
}"""
# A link within a sentence may be as small as its letters (WCAG 2.5.8), the link of a card is as
# large as the card; all else is to be touched.
SMALL_TARGETS = """() => {
    const shown = (one) => one.checkVisibility() && !one.closest('.unseen, .skip, dialog');
    const size = (one) => {
        const label = one.matches('[type=radio], [type=checkbox]') && one.closest('.option');
        const box = (label || one).getBoundingClientRect();
        return [box.width, box.height];
    };
    const least = (one) => {
        if (one.matches('button, input, select, textarea, summary, .button')) return 44;
        return one.closest('.card, p, li:not(nav li), dd, blockquote, td, label') ? 0 : 24;
    };
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
    return all.filter((one) => one.type !== 'hidden' && shown(one)).filter((one) => {
        const [width, height] = size(one);
        return Math.min(width, height) + 0.5 < least(one);
    }).map((one) => `${size(one).map(Math.round).join('x')}: ${one.outerHTML.slice(0, 120)}`);
}"""


def test_every_page_of_the_site_is_looked_at(tmp_path: Path) -> None:
    settings = Settings(tmp_path, f"sqlite:///{tmp_path / 'x'}", "x" * 32, testing=True)
    rules = create_app(settings).url_map.iter_rules()
    pages = {
        rule.endpoint
        for rule in rules
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/v1/")
    }
    assert pages == {stop.endpoint for stop in STOPS} - {"error"} | NOT_PAGES


@EVERY_STOP
def test_axe_finds_nothing(visitor: Visitors, town: Town, stop: Stop) -> None:
    page = arrive(visitor, town, stop)
    page.evaluate(UNFOLD)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe.violations(page, colours_only=scheme == "dark") == [], scheme


@EVERY_STOP
def test_the_page_fits(visitor: Visitors, town: Town, stop: Stop) -> None:
    page = arrive(visitor, town, stop)
    page.evaluate(UNFOLD)
    page.set_viewport_size(SMALLEST)
    assert page.evaluate(OVERFLOW) == [], "320 px"
    assert page.evaluate(SMALL_TARGETS) == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(OVERFLOW) == [], "320 px, right to left"
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size(ZOOMED_TWICE)
    assert page.evaluate(OVERFLOW) == [], "zoomed twice"
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) == [], "letters twice as large"


def arrive(visitor: Visitors, town: Town, stop: Stop) -> Page:
    """The page, which says its language and answers as it should."""
    somebody = town.enter(visitor, stop.who)
    page = somebody.open()
    answer = page.goto(stop.path.format_map(town.places))
    assert answer is not None
    assert answer.status == stop.status
    assert page.locator("html").get_attribute("lang") == "fr"
    if "sandbox" not in answer.headers.get("content-security-policy", ""):
        return page
    unboxed = somebody.open()  # no script runs in the box of a mail, not even that of axe
    unboxed.set_content(answer.text())
    return unboxed
