"""What was typed is never lost: not by a lost connection, not on the way back."""

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser import steps
from tests.support.browser import Visitors

ADDRESS = f"{steps.CALL}/proposer?quartier={steps.PLACE}"
IDEA = steps.Proposal("Une fontaine", "Il fait très chaud sur la place en juillet.")


def test_a_text_survives_a_lost_connection_and_a_closed_tab(visitor: Visitors) -> None:
    zoe = visitor()
    page = zoe.open(ADDRESS)
    zoe.context.set_offline(True)
    steps.write_what(page, IDEA)
    expect(page.locator("#live")).to_contain_text("Votre texte est gardé sur cet appareil")
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.close()
    zoe.context.set_offline(False)
    page = zoe.open(ADDRESS)
    expect(page.locator("#live")).to_contain_text("Nous avons retrouvé ce que vous aviez écrit")
    assert_kept(page)
    page.get_by_role("button", name="Continuer : le lieu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est pour quel endroit ?")
    forget_complaints(zoe.complaints)


def test_what_was_sent_is_not_offered_again(visitor: Visitors) -> None:
    page = visitor().open("/")
    steps.propose(page, steps.Proposal("Une horloge", "Celle de la gare est arrêtée."))
    page.goto(ADDRESS)
    expect(page.get_by_label("Expliquez votre idée")).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_going_back_a_step_finds_the_text(visitor: Visitors, script: bool) -> None:
    page = visitor(java_script_enabled=script).open(ADDRESS)
    steps.write_what(page, IDEA)
    page.get_by_role("link", name="Revenir au texte").click()
    assert_kept(page)
    page.get_by_role("button", name="Continuer : le lieu").click()
    steps.say_where(page)
    page.wait_for_url("**/contact")
    expect(page.get_by_role("button", name="Envoyer mon idée")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("checkbox").first).to_be_checked()


def assert_kept(page: Page) -> None:
    expect(page.get_by_label("Votre idée en quelques mots")).to_have_value(IDEA.title)
    expect(page.get_by_label("Expliquez votre idée")).to_have_value(IDEA.body)


def forget_complaints(complaints: list[str]) -> None:
    """A browser that is told to be offline says so."""
    complaints[:] = [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said]
