"""Taking part without an account on a telephone, with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.town import NOBODY, Town
from tests.support.axe import violations
from tests.support.browser import Visitors

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@WITH_AND_WITHOUT
def test_an_idea_is_supported_with_a_code_and_without_an_account(
    visitor: Visitors, town: Town, script: bool
) -> None:
    address = f"passante.{'avec' if script else 'sans'}@example.org"
    taker = steps.RELAY if script else steps.STAFF
    page = town.enter(visitor, NOBODY, java_script_enabled=script).open(
        f"/idees/{town.places['mine']}"
    )
    before = count_of(page)
    page.get_by_role("link", name="Soutenir cette idée").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("que vous êtes une personne")
    steps.come_with_code(page, address)
    expect(page).to_have_url(re.compile(f"/idees/{town.places['mine']}"))
    page.get_by_role("button", name="Soutenir cette idée").click()
    expect(page.get_by_text("Vous soutenez cette idée.")).to_be_visible()
    assert count_of(page) == before + 1

    code = steps.keep_follow_code(page)
    other = visitor(java_script_enabled=script).open("/suivi")
    other.get_by_label("Code de suivi").fill(code.lower())
    other.get_by_role("button", name="Voir ce que j’ai fait").click()
    expect(other.get_by_role("listitem").filter(has_text="Soutien")).to_have_count(1)

    owner = steps.sign_in(visitor(java_script_enabled=script), taker)
    owner.goto("/suivi")
    owner.get_by_label("Code de suivi").fill(code)
    owner.get_by_role("button", name="Voir ce que j’ai fait").click()
    owner.get_by_role("button", name="Rattacher à mon compte").click()
    expect(owner.get_by_text("tout est dans votre compte")).to_be_visible()
    page.goto(f"/idees/{town.places['mine']}")
    expect(page.get_by_role("link", name="Soutenir cette idée")).to_be_visible()
    assert count_of(page) == before + 1


def test_the_sheet_of_invitations_opens_the_site_and_is_read_by_everybody(
    visitor: Visitors, town: Town
) -> None:
    desk = town.enter(visitor, steps.STAFF, viewport={"width": 1280, "height": 900}).open(
        "/administration/invitations"
    )
    desk.get_by_label("Nom de la série").fill("Fête des voisins")
    desk.get_by_label("Quartier (facultatif)").select_option(steps.PLACE)
    desk.get_by_label("Nombre").fill("3")
    desk.get_by_label("Dernier jour").fill(in_a_month(desk))
    desk.get_by_role("button", name="Préparer les invitations").click()
    expect(desk.locator(".invitation")).to_have_count(3)
    assert violations(desk) == []
    code = desk.locator(".code-big").first.inner_text()
    page = visitor().open(f"/i/{code}")
    expect(page.get_by_label("Code d’invitation")).to_have_value(code)
    page.get_by_role("button", name="Utiliser mon invitation").click()
    expect(page.get_by_role("link", name="Ma participation")).to_be_visible()


def count_of(page: Page) -> int:
    """How many support the idea, as its page says."""
    said = page.locator("#soutien .big").inner_text()
    digits = re.sub(r"\D", "", said)
    return int(digits) if digits else 0


def in_a_month(page: Page) -> str:
    """A day to come, by the clock of the browser."""
    day: str = page.evaluate("new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10)")
    return day
