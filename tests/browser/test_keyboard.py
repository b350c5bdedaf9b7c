"""Without a mouse: an idea is proposed and a case decided, and one always sees where one is."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.town import Town
from tests.support.browser import Visitors

MOST_TABS = 120
# The ring of a box is around its label, that of a card around the card.
RING = """(one) => {
    const ringed = one.closest('.option') ? one.nextElementSibling : one;
    const styles = [getComputedStyle(ringed), getComputedStyle(ringed, '::after')];
    return styles.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
}"""


def test_the_first_tab_leads_to_the_content(visitor: Visitors) -> None:
    page = visitor().open("/idees")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_an_idea_is_proposed_with_the_keyboard_alone(visitor: Visitors) -> None:
    page = visitor().open(steps.CALL)
    press(page, page.get_by_role("link", name="Proposer mon idée").first)
    tab_to(page, page.get_by_label("Votre idée en quelques mots"))
    page.keyboard.type("Une rampe à la mairie")
    tab_to(page, page.get_by_label("Expliquez votre idée"))
    page.keyboard.type("Il y a trois marches.")
    press(page, page.get_by_role("button", name="Continuer : le lieu"))
    tab_to(page, page.get_by_role("combobox", name=re.compile("Le quartier")))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Continuer : comment vous répondre"))
    tab_to(page, page.get_by_label("Le nom à afficher"))
    page.keyboard.type("Aline")
    press(page, page.get_by_role("button", name="Envoyer mon idée"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre idée est envoyée")


def test_an_error_takes_the_keyboard_to_its_field(visitor: Visitors) -> None:
    page = visitor().open(f"{steps.CALL}/proposer")
    press(page, page.get_by_role("button", name="Continuer : le lieu"))
    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre idée en quelques mots")).to_be_focused()


def test_a_case_is_decided_with_the_keyboard_alone(visitor: Visitors, town: Town) -> None:
    page = town.enter(visitor, steps.MODERATOR).open("/moderation")
    press(page, page.get_by_role("link", name="Commencer par le plus pressé"))
    expect(page.locator("[data-case]").first).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(page.locator("[data-case]").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-case]").nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("p")
    button = page.get_by_role("button", name=re.compile("Publier ce texte|Laisser ce texte"))
    expect(button).to_be_focused()
    assert button.evaluate(RING)
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est publié.")).to_be_visible()


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab until there; each stop on the way shows itself."""
    target = wanted.element_handle()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate(RING), f"no ring: {focused.evaluate('one => one.outerHTML')[:200]}"
        if page.evaluate("one => one === document.activeElement", target):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: Locator) -> None:
    """Tab there, then Enter."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
