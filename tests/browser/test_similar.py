"""What resembles the idea being written appears under its title, once the hand rests."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.support.browser import Visitors

ADDRESS = f"{steps.CALL}/proposer?quartier={steps.PLACE}"


def test_similar_ideas_appear_while_one_writes_and_go_when_nothing_resembles(
    visitor: Visitors,
) -> None:
    page = visitor().open(ADDRESS)
    place = page.locator("[data-near]")
    page.get_by_label("Votre idée en quelques mots").fill("Des fresques sur le pignon gri")
    expect(place.get_by_role("link", name="Une fresque sur le pignon gris")).to_be_visible()
    expect(place).to_have_attribute("aria-live", "polite")
    page.get_by_label("Votre idée en quelques mots").fill("Xylophone introuvable")
    expect(place.get_by_role("link")).to_have_count(0)


def test_without_script_they_stand_before_the_place_and_can_be_passed_over(
    visitor: Visitors,
) -> None:
    page = visitor(java_script_enabled=False).open(ADDRESS)
    steps.write_what(page, steps.Proposal("Une fresque sur un pignon gris", "Le mur est triste."))
    expect(page.get_by_role("heading", name="Cela ressemble à…")).to_be_visible()
    steps.say_where(page)
    page.wait_for_url("**/contact")
