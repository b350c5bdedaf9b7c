"""Texts that try to become script are read as the texts they are, on the real pages."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import steps
from tests.browser.town import SAME_SITE, Town, case_of, decide
from tests.support.browser import Visitors
from tests.support.xss_corpus import PAYLOADS

# Set by any payload that runs: they all call alert(1).
TRAP = "window.sprung = []; window.alert = (what) => window.sprung.push(String(what));"
# What the templates never write: whatever matches came out of a text.
INJECTED = """() => [
    'script:not([src^="/static/"])', 'iframe', 'object', 'embed', 'applet', 'base', 'frameset',
    'meta[http-equiv]', 'link[href*="evil"]', 'form[action*="evil"]', 'video', 'audio',
    'img:not([src^="/idees/"])',
    'math', 'marquee', 'plaintext', 'xmp', 'template', 'style', '[style]', 'svg script',
    'svg foreignObject', 'svg animate', '[contenteditable]', 'isindex', 'noscript', 'x',
    'a[href^="javascript" i]', 'a[href^="data" i]', 'a[href^="vbscript" i]',
].flatMap((selector) => [...document.querySelectorAll(selector)])
 .concat([...document.querySelectorAll('*')].filter((one) =>
    [...one.attributes].some((attribute) => /^on/i.test(attribute.name))))
 .map((one) => one.outerHTML.slice(0, 200))"""
GROUP = 12
SAID_AT_ONCE = 40
CALL = "dehors-en-famille"  # its texts appear at once


@pytest.fixture(scope="module")
def pages_with_payloads(chromium: Any, served: Any, town: Town) -> dict[str, list[str]]:
    """Ideas whose titles, bodies, names, comments and decisions are the corpus, by who may see."""
    visitors = Visitors(chromium, served.url)
    resident = town.enter(visitors, steps.RESIDENT).context
    moderator = town.enter(visitors, steps.MODERATOR).context
    ideas = [_idea(resident, payload) for payload in _titles_and_bodies()]
    staff = town.enter(visitors, steps.STAFF).context  # the resident commented a moment ago
    thread = _debate(ideas[0], staff, moderator)
    case = _refused_with_hostile_words(resident, moderator)
    visitors.part()
    return {
        steps.RESIDENT: [
            *(f"/idees/{idea}" for idea in ideas), "/moi/idees", "/moi/messages",
            f"/idees/{case['subject']}/suivi", "/moi",
        ],
        steps.MODERATOR: ["/moderation", f"/moderation/{case['id']}"],
        "": ["/", "/idees", f"/idees?appel={CALL}", f"/idees/{ideas[0]}", "/courrier",
            thread],
    }  # fmt: skip


@pytest.mark.parametrize("who", ["", steps.RESIDENT, steps.MODERATOR], ids=["a", "b", "c"])
def test_no_text_becomes_a_script(
    visitor: Visitors, town: Town, pages_with_payloads: dict[str, list[str]], who: str
) -> None:
    somebody = town.enter(visitor, who)
    somebody.context.add_init_script(TRAP)
    page = somebody.open()
    for path in pages_with_payloads[who]:
        page.goto(path)
        look(page, path)


def test_a_search_for_a_script_is_a_search(visitor: Visitors) -> None:
    somebody = visitor()
    somebody.context.add_init_script(TRAP)
    page = somebody.open()
    for payload in PAYLOADS[::4]:
        text = payload.encode("utf-8", "replace").decode()
        page.goto("/idees")
        page.evaluate("q => { location = '/idees?' + new URLSearchParams({ q }); }", text)
        page.wait_for_url("**/idees?*")
        look(page, text)


def look(page: Page, where: str) -> None:
    """Nothing ran, nothing was let in; what people could set off is set off too."""
    page.evaluate(
        "document.querySelectorAll('main a').forEach((a) => a.dispatchEvent("
        "new MouseEvent('mouseover', { bubbles: true })))"
    )
    assert page.evaluate(INJECTED) == [], where
    assert page.evaluate("window.sprung") == [], where


def _titles_and_bodies() -> list[tuple[str, str]]:
    """The corpus in groups, each headed by one of its own; what fields refuse is left out."""
    printable = [payload for payload in PAYLOADS if payload.isprintable()]
    groups = [printable[i : i + GROUP] for i in range(0, len(printable), GROUP)]
    return [(min(group, key=len), "\n\n".join(group)) for group in groups]


def _idea(context: BrowserContext, payload: tuple[str, str]) -> str:
    title, body = payload
    answer = context.request.post(
        "/api/v1/ideas", data={"call": CALL, "title": title, "body": body}, headers=SAME_SITE
    )
    assert answer.ok, answer.text()
    return str(answer.json()["id"])


def _debate(idea: str, staff: BrowserContext, moderator: BrowserContext) -> str:
    """The corpus in a comment and answers to it, in few: who writes fast is asked to wait."""
    path, above = f"/api/v1/ideas/{idea}/comments", ""
    printable = [payload for payload in PAYLOADS if payload.isprintable()]
    for number, start in enumerate(range(0, len(printable), SAID_AT_ONCE)):
        said = {"body": "\n".join(printable[start : start + SAID_AT_ONCE])}
        person = moderator if number % 2 else staff
        sent = said | ({"parent": above} if above else {"position": "against"})
        answer = person.request.post(path, data=sent, headers=SAME_SITE)
        assert answer.ok, answer.text()
        above = above or str(answer.json()["id"])
    return f"/idees/{idea}/commentaires/{above}"


def _refused_with_hostile_words(
    resident: BrowserContext, moderator: BrowserContext
) -> dict[str, Any]:
    """A case whose title, text and decision are hostile; the author is told in these words."""
    title = "Refusez <img src=x onerror=alert(1)>"
    body = {"call": "mon-quartier-demain", "title": title, "body": "\n".join(PAYLOADS[:20])}
    idea = resident.request.post("/api/v1/ideas", data=body, headers=SAME_SITE).json()
    case = case_of(moderator, title)
    words = "\n\n".join(p for p in PAYLOADS[20:50] if p.isprintable())[:1900]
    decide(moderator, case, outcome="ask_change", reason_code="unclear", words=words)
    return case | {"subject": idea["id"]}
