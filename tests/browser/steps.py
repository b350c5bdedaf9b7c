"""What people do on the site, as the tests tell it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Visitor

Found = TypeVar("Found")

PATIENCE_SECONDS = 30
MODERATOR = "Nora, modération Lens-Liévin"
RESIDENT = "Samira B."
RELAY = "Delphine, relais à Lens"
STAFF = "Claire, cheffe de projet"
ADMINISTRATOR = "Antoine, administration"
ACCOUNTS = (RESIDENT, RELAY, MODERATOR, STAFF, ADMINISTRATOR)
CALL = "/appels/mon-quartier-demain"
PLACE = "cite-des-brebis"


@dataclass(frozen=True)
class Proposal:
    """An idea somebody has, and how to reach them."""

    title: str
    body: str
    name: str = "Zoé"
    email: str = ""


def sign_in(visitor: Visitor, account: str) -> Page:
    """One tap on an invented person."""
    page = visitor.open("/connexion")
    page.get_by_role("button", name=account, exact=True).click()
    page.wait_for_url("**/moi")
    return page


def until(look: Callable[[], Found | None]) -> Found:
    """The workers are another thread's business: look again until they are done."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while (found := look()) is None:
        assert time.monotonic() < limit, "the workers did not do it in time"
    return found


def reload_until(page: Page, path: str, wanted: Locator) -> Locator:
    """The page again, until it shows this."""

    def look() -> Locator | None:
        page.goto(path)
        return wanted.first if wanted.count() else None

    return until(look)


def propose(page: Page, proposal: Proposal, call: str = CALL) -> None:
    """The three steps, and one tap on the last button."""
    page.goto(f"{call}/proposer?quartier={PLACE}")
    write_what(page, proposal)
    say_where(page)
    give_contact(page, proposal)
    page.get_by_role("button", name="Envoyer mon idée").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre idée est envoyée")


def write_what(page: Page, proposal: Proposal) -> None:
    """Step 1."""
    page.get_by_label("Votre idée en quelques mots").fill(proposal.title)
    page.get_by_label("Expliquez votre idée").fill(proposal.body)
    page.get_by_role("button", name="Continuer : le lieu").click()


def say_where(page: Page) -> None:
    """Step 2: the neighbourhood one comes from is chosen already; one subject is ticked."""
    expect(page.get_by_role("combobox", name=re.compile("Le quartier"))).to_have_value(PLACE)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Continuer : comment vous répondre").click()


def give_contact(page: Page, proposal: Proposal) -> None:
    """Step 3, but for the last tap."""
    page.get_by_label("Le nom à afficher").fill(proposal.name)
    page.get_by_label("Votre adresse e-mail").fill(proposal.email)


def mail_to(page: Page, address: str, holding: str) -> Locator:
    """The mail somebody was sent, folded or not, in the mail room."""
    mails = page.get_by_role("main").locator("details")
    return mails.filter(has_text=address).filter(has_text=holding)


def read_mail(page: Page, address: str, holding: str) -> Locator:
    """Wait for it and unfold it."""
    mail = reload_until(page, "/courrier", mail_to(page, address, holding))
    if not mail.evaluate("mail => mail.open"):
        mail.locator("summary").click()
    return mail


def open_case(page: Page, title: str) -> None:
    """From the queue of its neighbourhood, once the screening has put it there."""
    lines = page.get_by_role("link").filter(has_text=title)
    reload_until(page, f"/moderation?quartier={PLACE}", lines).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def unfold(page: Page, summary: str) -> Locator:
    """The form of a decision, folded until it is wanted."""
    box = page.locator("details.verdict").filter(has=page.locator("summary", has_text=summary))
    box.locator("summary").click()
    return box


def come_with_code(page: Page, address: str) -> Page:
    """From the page that asks who one is: an address, the six digits of the mail, and go on."""
    page.get_by_label("Adresse e-mail").fill(address)
    page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/participer/code?*")
    here = page.url
    mail = read_mail(page, address, "participer sans compte").inner_text()
    digits = re.search(r"Votre code\s:\s([0-9]{6})", mail)
    assert digits
    page.goto(here)
    page.get_by_label("Code à six chiffres").fill(f"{digits[1][:3]} {digits[1][3:]}")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(lambda url: "/participer" not in url)
    return page


def keep_follow_code(page: Page) -> str:
    """The code of what was done without an account."""
    page.goto("/suivi")
    page.get_by_role("button", name="Voir mon code de suivi").click()
    page.wait_for_url("**/suivi/code")
    return page.locator(".code-big").inner_text()
