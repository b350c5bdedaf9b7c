"""A telephone goes through FranceConnect and back: another site, a strict policy, cookies."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.support import axe, openid_npm
from tests.support.browser import Visitors
from tests.support.openid_npm import RealProvider
from tests.support.openid_provider import CLIENT, SECRET
from tests.support.server import Served, serving
from tests.support.services import free_port

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
BUTTON = "S’identifier avec FranceConnect"


@pytest.fixture(scope="module")
def provider(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RealProvider, int]]:
    """`oidc-provider` in a process of its own, and the port of the site it was told of."""
    port, folder = free_port(), tmp_path_factory.mktemp("provider")
    site = f"http://127.0.0.1:{port}"
    with openid_npm.serving(site, folder, "franceconnect", "ES256") as real:
        yield real, port


@pytest.fixture(scope="module")
def town_hall(
    provider: tuple[RealProvider, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The site of a town that set FranceConnect."""
    real, port = provider
    settings = {
        "BEFFROI_DEMO": "off",
        "BEFFROI_FRANCECONNECT_ISSUER": real.url,
        "BEFFROI_FRANCECONNECT_CLIENT_ID": CLIENT,
        "BEFFROI_FRANCECONNECT_CLIENT_SECRET": SECRET,
    }
    with serving(tmp_path_factory.mktemp("town-hall"), port, **settings) as served:
        yield served


@pytest.fixture
def visitor(
    chromium: Browser, town_hall: Served, provider: tuple[RealProvider, int]
) -> Iterator[Visitors]:
    """Telephones; only the provider may be gone to, and nothing may be complained about."""
    visitors = Visitors(chromium, town_hall.url)
    yield visitors
    known = f"request elsewhere: {provider[0].url}/"
    assert [said for said in visitors.part() if not said.startswith(known)] == []


def go(page: Page, answer: str = "Je suis Angela") -> None:
    """The button, the provider's page, and back."""
    page.goto("/connexion?suite=/moi")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fournisseur d’essai")
    page.get_by_role("button", name=answer).click()


def confirm_by_mail(page: Page) -> None:
    """The one mail of the first time, opened in the same browser."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Encore une étape, par e-mail")
    assert axe.violations(page) == []
    mail = steps.read_mail(page, "angela@example.org", "/connexion/relier/")
    mail.get_by_role("link", name="/connexion/relier/").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Est-ce bien vous"))
    assert axe.violations(page) == []
    page.get_by_role("button", name="Oui, c’est moi").click()
    page.wait_for_url("**/moi")


@WITH_AND_WITHOUT
def test_a_resident_comes_in_and_leaves_both_places(visitor: Visitors, script: bool) -> None:
    page = visitor(java_script_enabled=script).open("/connexion")
    if script:
        assert axe.violations(page) == []
    go(page)
    if page.url.endswith("/envoye"):
        confirm_by_mail_or_not(page, script)
    page.wait_for_url("**/moi")
    page.get_by_role("link", name="Mes connexions").click()
    expect(page.get_by_role("main")).to_contain_text("FranceConnect")
    page.goto("/moi")
    page.get_by_role("button", name="Quitter mon compte").click()
    page.get_by_role("button", name="Quitter", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("et FranceConnect aussi")
    go(page)
    page.wait_for_url("**/moi")


def confirm_by_mail_or_not(page: Page, script: bool) -> None:
    """axe-core is a script: without any, the same way is only walked."""
    if script:
        confirm_by_mail(page)
        return
    mail = steps.read_mail(page, "angela@example.org", "/connexion/relier/")
    mail.get_by_role("link", name="/connexion/relier/").click()
    page.get_by_role("button", name="Oui, c’est moi").click()


def test_who_gives_up_is_told_what_to_do_and_may_try_again(visitor: Visitors) -> None:
    page = visitor().open("/connexion")
    go(page, "Je renonce")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("La connexion avec FranceConnect n’a pas abouti")
    assert axe.violations(page) == []
    page.get_by_role("button", name="Recommencer avec FranceConnect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fournisseur d’essai")


def test_the_page_that_leads_on_has_a_link_for_who_stays_on_it(visitor: Visitors) -> None:
    """204 leaves a browser where it is."""
    guest = visitor()
    guest.context.route("http://localhost:*/auth?**", lambda route: route.fulfill(status=204))
    page = guest.open("/connexion")
    page.get_by_role("button", name=BUTTON).click()
    link = page.get_by_role("link", name="Continuer vers FranceConnect")
    expect(link).to_have_attribute("href", re.compile("code_challenge_method=S256"))
    assert axe.violations(page) == []
