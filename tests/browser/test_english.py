"""The journey in English: every word a person needs on the way is there in their language."""

from gettext import GNUTranslations

import pytest
from playwright.sync_api import Page, expect

from beffroi.paths import LOCALES
from tests.browser import steps
from tests.browser.town import Town
from tests.support.browser import Visitors

ADDRESS = "mary@example.org"


@pytest.fixture(scope="module")
def said() -> GNUTranslations:
    """The English catalogue, which knows each sentence by its French."""
    with (LOCALES / "en" / "LC_MESSAGES" / "messages.mo").open("rb") as catalogue:
        return GNUTranslations(catalogue)


def test_an_idea_is_proposed_and_followed_in_english(
    visitor: Visitors, said: GNUTranslations
) -> None:
    _ = said.gettext
    page = visitor(locale="en-GB").open(steps.CALL)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name=_("Proposer mon idée"), exact=True).first.click()
    page.get_by_label(_("Votre idée en quelques mots")).fill("A water fountain")
    page.get_by_label(_("Expliquez votre idée")).fill("There is none in the park.")
    page.get_by_role("button", name=_("Continuer : le lieu")).click()
    page.get_by_role("button", name=_("Continuer : comment vous répondre")).click()
    page.get_by_label(_("Le nom à afficher")).fill("Mary")
    page.get_by_label(_("Votre adresse e-mail")).fill(ADDRESS)
    page.get_by_role("button", name=_("Envoyer mon idée")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Merci, votre idée est envoyée"))
    assert _("Merci, votre idée est envoyée") != "Merci, votre idée est envoyée"
    follow(page, said)


def follow(page: Page, said: GNUTranslations) -> None:
    """The mail is in English too, and leads to a page that is."""
    mail = steps.read_mail(page, ADDRESS, "/connexion/lien/")
    expect(mail).to_contain_text(said.gettext("Confirmez votre adresse et suivez votre idée"))
    mail.get_by_role("link", name="/connexion/lien/").click()
    page.get_by_role("button", name=said.gettext("Me connecter")).click()
    page.get_by_role("button", name=said.gettext("Oui, cette idée est de moi")).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_language_is_chosen_on_any_page(visitor: Visitors, town: Town) -> None:
    page = visitor().open(f"/idees/{town.places['public']}")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(f"/idees/{town.places['public']}")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
