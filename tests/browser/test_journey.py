"""From a resident's telephone to a public idea, with script and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.steps import Proposal
from tests.support.browser import Visitors

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@WITH_AND_WITHOUT
def test_an_idea_goes_from_a_telephone_to_the_public_list(visitor: Visitors, script: bool) -> None:
    name = "avec" if script else "sans"
    idea = Proposal(
        title=f"Des abris près des écoles, {name} bancs",
        body="On attend sous la pluie. Appelez-moi au 06 12 34 56 78.",
        email=f"zoe.{name}@example.org",
    )
    resident = visitor(java_script_enabled=script).open("/quartiers")
    desk = steps.sign_in(visitor(java_script_enabled=script), steps.MODERATOR)

    read_the_call(resident)
    send_with_a_double_tap(resident, idea)
    follow_the_mail_and_confirm(resident, idea)
    ask_for_a_change(desk, idea)
    read_what_is_asked_and_revise(resident, idea)
    publish(desk, idea)

    other = steps.sign_in(visitor(java_script_enabled=script), steps.RELAY)
    find_without_accents(other, idea)
    support_twice(other)


@WITH_AND_WITHOUT
def test_a_refused_author_is_told_why_and_led_to_somebody(visitor: Visitors, script: bool) -> None:
    title = f"Vendez vos meubles chez moi, {'avec' if script else 'sans'} livraison"
    author = steps.sign_in(visitor(java_script_enabled=script), steps.RESIDENT)
    author.goto(f"{steps.CALL}/proposer?quartier={steps.PLACE}")
    steps.write_what(author, Proposal(title, "Grande vente samedi, venez nombreux."))
    steps.say_where(author)
    expect(author.get_by_label("Votre adresse e-mail")).to_have_count(0)
    author.get_by_role("button", name="Envoyer mon idée").click()
    expect(author.get_by_role("link", name="Suivre mon idée")).to_be_visible()

    desk = steps.sign_in(visitor(java_script_enabled=script), steps.MODERATOR)
    steps.open_case(desk, title)
    refusal = steps.unfold(desk, "Refuser")
    refusal.get_by_label("Motif").select_option("advertising")
    refusal.get_by_label("Vos mots à la personne").fill("Une vente n’est pas une idée de quartier.")
    refusal.get_by_role("button", name="Envoyer le refus").click()
    expect(desk.get_by_role("group").filter(has_text="à reprendre")).to_contain_text("Orientation")
    refusal = desk.locator("details.verdict[open]")
    place = refusal.get_by_label("Vers qui orienter la personne")
    place.select_option(index=1)
    structure = place.locator("option:checked").inner_text()
    refusal.get_by_role("button", name="Envoyer le refus").click()
    expect(desk.get_by_text("C’est refusé.")).to_be_visible()

    told = author.get_by_role("listitem").filter(has_text=title)
    message = steps.reload_until(author, "/moi/messages", told.filter(has_text=structure))
    expect(message).to_contain_text("Une vente n’est pas une idée de quartier.")
    message.get_by_role("button").click()
    expect(author.get_by_role("main")).to_contain_text(structure)


def read_the_call(page: Page) -> None:
    """The neighbourhood, its open call, what is asked and who decides."""
    page.get_by_role("link", name="Cité des Brebis").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cité des Brebis")
    page.get_by_role("link", name="Mon quartier demain").click()
    sheet = page.locator(".clarity")
    expect(sheet).to_contain_text("comité de pilotage")
    expect(page.get_by_role("main")).to_contain_text("Une personne lit votre idée")
    page.wait_for_load_state()
    page.go_back()
    page.get_by_role("link", name="Proposer une idée pour ce quartier").click()


def send_with_a_double_tap(page: Page, idea: Proposal) -> None:
    """Two taps, one idea: the thanks page says so, and the queue is looked at later."""
    steps.write_what(page, idea)
    steps.say_where(page)
    steps.give_contact(page, idea)
    page.get_by_role("button", name="Envoyer mon idée").dblclick(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre idée est envoyée")
    page.wait_for_load_state()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def follow_the_mail_and_confirm(page: Page, idea: Proposal) -> None:
    """The link of the mail signs in and leads to the idea, to be owned."""
    mail = steps.read_mail(page, idea.email, "/connexion/lien/")
    mail.get_by_role("link", name="/connexion/lien/").click()
    page.get_by_role("button", name="Me connecter").click()
    page.get_by_role("button", name="Oui, cette idée est de moi").click()
    expect(page.get_by_role("main")).to_contain_text("cette idée est la vôtre")
    page.goto("/moi/idees")
    expect(page.get_by_role("link", name=idea.title)).to_have_count(1)


def ask_for_a_change(desk: Page, idea: Proposal) -> None:
    """The screening saw the telephone number; a person decides."""
    steps.open_case(desk, idea.title)
    expect(desk.get_by_role("main")).to_contain_text("Caché jusqu’à la décision")
    expect(desk.locator(".findings")).to_contain_text("téléphone")
    expect(desk.locator("mark")).to_contain_text("06 12 34 56 78")
    change = steps.unfold(desk, "Demander une modification")
    expect(change.get_by_label("Motif")).to_have_value("personal_data")
    change.get_by_label("Vos mots à la personne").fill("Enlevez votre numéro, il serait public.")
    change.get_by_role("button", name="Envoyer la demande").click()
    expect(desk.get_by_text("La demande de modification part")).to_be_visible()


def read_what_is_asked_and_revise(page: Page, idea: Proposal) -> None:
    """Told in the application and by mail; the next step leads to the text."""
    asked = "Enlevez votre numéro"
    mine = page.get_by_role("listitem").filter(has_text=idea.title)
    steps.read_mail(page, idea.email, asked)
    message = steps.reload_until(page, "/moi/messages", mine.filter(has_text=asked))
    message.get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(asked)
    change = page.get_by_role("link", name="Modifier mon texte")
    if change.count():
        change.click()
    page.get_by_label("Expliquez votre idée").fill("On attend sous la pluie, les mamans surtout.")
    page.get_by_role("button", name="Envoyer le nouveau texte").click()
    expect(page.get_by_text("Votre nouveau texte est envoyé.")).to_be_visible()


def publish(desk: Page, idea: Proposal) -> None:
    """The new text is in the queue again, without its number."""
    steps.open_case(desk, idea.title)
    expect(desk.get_by_role("main")).to_contain_text("les mamans surtout")
    expect(desk.locator("mark")).to_have_count(0)
    desk.get_by_role("button", name="Publier ce texte").click()
    expect(desk.get_by_text("C’est publié.")).to_be_visible()


def find_without_accents(page: Page, idea: Proposal) -> None:
    """A word in the plural and without its accent finds it."""
    page.goto("/idees")
    page.get_by_role("searchbox").fill(f"abri ecole {idea.title.split()[-2]}")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=idea.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(idea.title)


def support_twice(page: Page) -> None:
    """Pressed twice, counted once; it can be taken back."""
    page.get_by_role("button", name="Soutenir cette idée").dblclick(no_wait_after=True)
    support = page.get_by_role("region", name="Soutiens")
    expect(support).to_contain_text("Vous soutenez cette idée")
    expect(support.locator(".big")).to_have_text("1 personne soutient cette idée")
