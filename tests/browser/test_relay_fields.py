"""What a call asks beside the text, in the relay's notebook: asked offline, sent, mended."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser import steps
from tests.browser.town import send
from tests.support.browser import Visitors

PHRASE = "brique ardoise cheval"
PLACE = "grande-residence"
SHEET = ("question", "summary", "easy", "for_whom", "information", "what_happens", "who_decides")
OPTIONS = [{"id": "a1", "label": "Le matin"}, {"id": "a2", "label": "Le soir"}]
ASKED: list[dict[str, Any]] = [
    {"id": "q1", "kind": "short", "label": "Avec qui ?", "required": True},
    {"id": "q2", "kind": "multiple", "label": "Quand ?", "options": OPTIONS},
    {"id": "q3", "kind": "single", "label": "À quelle saison ?", "options": OPTIONS},
]


def asking_call(staff: BrowserContext) -> str:
    """A call of the staff that asks three things beside the text."""
    begun = {"contract": "lens-lievin", "title": "Le jardin partagé"}
    slug: str = send(staff, "/api/v1/calls", begun)["slug"]
    path = f"/api/v1/calls/{slug}"
    whole = dict.fromkeys(SHEET, "Quelques mots.")
    send(staff, path, whole | {"level": "consultation", "decided_on": "2035-01-01"}, "PATCH")
    phase = {"opens_on": "2020-01-01", "closes_on": "2034-06-01", "acts": ["submit", "support"]}
    send(staff, f"{path}/phases", {"phases": [phase]}, "PUT")
    send(staff, f"{path}/fields", {"questions": ASKED, "seen_version": 0}, "PUT")
    send(staff, f"{path}/publication", {})
    return slug


def write(page: Page, slug: str) -> None:
    """One entry with some of its answers."""
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_label("L’appel à idées").select_option(slug)
    page.get_by_label("L’idée en quelques mots").fill("Un composteur")
    page.get_by_label("L’idée, avec les mots de la personne").fill("Pour les épluchures.")
    page.get_by_label("Avec qui ?").fill("L’école")
    page.get_by_label("Le soir").first.check()
    page.get_by_label("Code d’un ancien reçu").fill("2222-2222-2222-2222")
    page.get_by_label("Quartier de la personne").select_option(PLACE)
    page.get_by_label("Lieu de la rencontre").fill("Place du marché")
    page.get_by_role("button", name="Garder dans le carnet").click()
    expect(page.locator("#queue-title")).to_have_text("À envoyer (1)")


def test_a_notebook_asks_what_the_call_asks_and_sends_what_was_answered(visitor: Visitors) -> None:
    staff, relay = visitor(), visitor()
    steps.sign_in(staff, steps.STAFF)
    slug = asking_call(staff.context)
    steps.sign_in(relay, steps.RELAY)
    page = relay.open("/relais/carnet")
    expect(page.locator("#say")).to_contain_text("Le carnet est prêt")
    page.locator("#start").get_by_label("Votre phrase secrète").fill(PHRASE)
    page.get_by_label("La même, encore une fois").fill(PHRASE)
    page.get_by_role("button", name="Ouvrir mon carnet").click()
    page.get_by_label("L’appel à idées").select_option("mon-quartier-demain")
    expect(page.get_by_label("Avec qui ?")).to_be_hidden()

    relay.context.set_offline(True)
    write(page, slug)
    expect(page.get_by_label("Avec qui ?")).to_have_value("")
    expect(page.get_by_label("Le soir").first).not_to_be_checked()
    relay.context.set_offline(False)
    expect(page.locator("#say")).to_contain_text("À corriger : 1")
    page.get_by_role("button", name="Corriger").click()
    expect(page.get_by_label("Avec qui ?")).to_have_value("L’école")
    expect(page.get_by_label("Le soir").first).to_be_checked()
    page.get_by_label("Avec qui ?").fill("La crèche")
    page.get_by_label("Code d’un ancien reçu").fill("")
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_role("button", name="Garder dans le carnet").click()
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if "assisted-acts" in one.url else None)
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("Tout est envoyé")
    body = json.loads(sent[0].post_data or "")
    assert body["fields"] == {"q1": "La crèche", "q2": ["a2"]}
    relay.complaints.clear()  # a browser that is told to be offline says so, and of the refusal


def test_a_comment_is_kept_and_sent_like_an_idea(visitor: Visitors) -> None:
    relay = visitor()
    steps.sign_in(relay, steps.RELAY)
    page = relay.open("/relais/carnet")
    page.locator("#start").get_by_label("Votre phrase secrète").fill(PHRASE)
    page.get_by_label("La même, encore une fois").fill(PHRASE)
    page.get_by_role("button", name="Ouvrir mon carnet").click()
    page.get_by_label("Un commentaire sous une idée").check()
    expect(page.get_by_label("L’idée en quelques mots")).to_be_hidden()
    page.get_by_label("J’ai lu ce texte").check()
    page.get_by_label("L’idée soutenue ou commentée").select_option(index=1)
    page.get_by_label("Que pense-t-elle de l’idée ?").select_option("for")
    page.get_by_label("Ce que dit la personne").fill("Pour mes genoux.")
    page.get_by_label("Quartier de la personne").select_option(PLACE)
    page.get_by_label("Lieu de la rencontre").fill("Place du marché")
    page.get_by_role("button", name="Garder dans le carnet").click()
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if "assisted-acts" in one.url else None)
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.locator("#say")).to_contain_text("Tout est envoyé")
    body = json.loads(sent[0].post_data or "")
    assert (body["kind"], body["body"], body["position"]) == ("comment", "Pour mes genoux.", "for")
