"""Texts in every state and people of every role, made on the served application for the tests."""

import re
from dataclasses import dataclass, field
from typing import Any

import pyotp
from playwright.sync_api import APIResponse, BrowserContext, Page

from beffroi.core.clock import today
from tests.browser import powers, questions, steps
from tests.support.browser import Visitor, Visitors

NOBODY = ""
NEWCOMER = "newcomer"
GUEST = "guest"
HELPED = "helped"  # came by the code of a relay’s receipt
HALFWAY = "halfway"  # has a second key, and is still to give its code
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
PHONE_NUMBER = "Appelez-moi au 06 12 34 56 78, ou écrivez à zohra@example.org."


@dataclass
class Town:
    """Who can come, as a browser would know them, and where there is something to see."""

    states: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def enter(self, visitors: Visitors, who: str, **options: Any) -> Visitor:
        """Somebody who signed in before, or nobody in particular."""
        return visitors(storage_state=self.states.get(who), **options)


def build(visitors: Visitors) -> Town:
    """Everything goes through the pages and the API, as people and programs do."""
    town = Town()
    pages = {who: steps.sign_in(visitors(), who) for who in steps.ACCOUNTS}
    pages[NEWCOMER] = _come(visitors().open("/connexion"), "nouvelle@example.org")
    pages[HALFWAY] = _halfway(visitors)
    suspended = _come(visitors().open("/connexion"), "suspendue@example.org")
    pages[powers.SUSPENDED] = suspended
    pages[GUEST] = steps.come_with_code(visitors().open("/participer"), "passage@example.org")
    steps.keep_follow_code(pages[GUEST])
    town.places["act"], pages[HELPED] = _helped(visitors, pages[steps.RELAY])
    town.states = {who: page.context.storage_state() for who, page in pages.items()}
    resident, moderator = pages[steps.RESIDENT], pages[steps.MODERATOR]
    _find_public_ideas(town, resident.context)
    town.places |= powers.furnish({who: page.context for who, page in pages.items()}, send)
    staff = pages[steps.STAFF].context
    town.places |= questions.furnish(resident.context, staff, send)
    town.places["request"] = _ask(pages[steps.STAFF].context, town.places["public"])
    said = send(pages[NEWCOMER].context, "/api/v1/me/proofs/declared-age", {"threshold": 15})
    town.places["declared"] = said["items"][0]["id"]
    letter = {
        "name": "Nour",
        "address": "9 rue des Mésanges\n62160 Bully",
        "neighbourhood": steps.PLACE,
    }
    send(pages[NEWCOMER].context, "/api/v1/me/proofs/letter", letter)
    town.places["bulk"] = _sort(pages[steps.STAFF].context, town.places["public"])
    _write(town, resident, moderator)
    _cut(pages[steps.STAFF].context, town.places["cut"])
    said, there = {"body": "Un banc, oui."}, f"/api/v1/ideas/{town.places['debated']}/comments"
    town.places["own comment"] = send(resident.context, there, said)["id"]
    send(pages[steps.STAFF].context, "/api/v1/me/second-factor", {})
    town.places["draft_call"] = _draft_call(pages[steps.STAFF].context)
    _draft(town, visitors().open("/"))
    _invite(town, resident)
    town.places["token"] = _link(visitors().open("/connexion"), "autre@example.org")
    town.places["mail"] = _first(resident, "/courrier", 'a[href^="/courrier/"]')
    return town


def _draft_call(context: BrowserContext) -> str:
    """A call that staff prepared, with nothing missing any more."""
    begun = {"contract": "lens-lievin", "title": "La place de demain"}
    slug: str = send(context, "/api/v1/calls", begun)["slug"]
    words = ("question", "summary", "easy", "for_whom", "information", "what_happens")
    sheet = dict.fromkeys((*words, "who_decides"), "Quelques mots.")
    whole = sheet | {"level": "codecision", "decided_on": "2035-01-01"}
    send(context, f"/api/v1/calls/{slug}", whole, "PATCH")
    named = {"email": "groupe@example.org"}
    send(context, f"/api/v1/calls/{slug}/speakers", named)
    phase = {"opens_on": "2034-01-01", "closes_on": "2034-06-01", "acts": ["submit", "comment"]}
    send(context, f"/api/v1/calls/{slug}/phases", {"phases": [phase]}, "PUT")
    return slug


def send(context: BrowserContext, path: str, body: dict[str, Any], method: str = "POST") -> Any:
    """By the API, with the browser's own session."""
    answer = context.request.fetch(path, method=method, data=body, headers=SAME_SITE)
    return _json(answer)


def case_of(context: BrowserContext, title: str) -> dict[str, Any]:
    """The case of a text, once a worker has opened it."""

    def look() -> dict[str, Any] | None:
        cases = _json(context.request.get("/api/v1/cases?limit=100"))["items"]
        return next((case for case in cases if case["heading"] == title), None)

    return steps.until(look)


def decide(context: BrowserContext, case: dict[str, Any], **verdict: Any) -> None:
    """A moderator's decision."""
    send(context, f"/api/v1/cases/{case['id']}/decision", {"seen_version": 1, **verdict})


def _json(answer: APIResponse) -> Any:
    assert answer.ok, f"{answer.url}: {answer.status} {answer.text()[:400]}"
    return answer.json()


def _find_public_ideas(town: Town, context: BrowserContext) -> None:
    for name, query in {"public": "order=supports", "answered": "stage=not_kept"}.items():
        found = _json(context.request.get(f"/api/v1/ideas?{query}"))
        town.places[name] = found["items"][0]["id"]
    asked = "/api/v1/ideas?q=endroit+au+chaud"
    town.places["debated"] = _json(context.request.get(asked))["items"][0]["id"]
    comments = f"/api/v1/ideas/{town.places['debated']}/comments?order=answered"
    town.places["comment"] = _json(context.request.get(comments))["items"][0]["id"]


def _write(town: Town, author: Page, moderator: Page) -> None:
    """Ideas of one resident that wait, are to be changed, are refused and are public."""
    structure = _json(author.context.request.get("/api/v1/structures"))[0]["slug"]
    verdicts: dict[str, dict[str, Any] | None] = {
        "waiting": None,
        "asked": {"outcome": "ask_change", "reason_code": "personal_data", "words": "Sans numéro."},
        "refused": {
            "outcome": "refuse",
            "reason_code": "advertising",
            "words": "Ce n’est pas une idée pour le quartier.",
            "structure": structure,
        },
        "mine": {"outcome": "publish"},
        "cut": {"outcome": "publish"},
    }
    for name, verdict in verdicts.items():
        title = f"Une idée pour la place ({name})"
        body = {"call": "mon-quartier-demain", "title": title, "body": f"{name}. {PHONE_NUMBER}"}
        town.places[name] = send(author.context, "/api/v1/ideas", body)["id"]
        case = case_of(moderator.context, title)
        town.places[f"case of {name}"] = case["id"]
        if verdict:
            decide(moderator.context, case, **verdict)


def _cut(staff: BrowserContext, idea_id: str) -> None:
    """An idea of the resident is made into two."""
    parts = [
        {"title": "Un mot", "body": "cut."},
        {"title": "Un numéro", "body": "Appelez-moi au 06 12 34 56 78,"},
    ]
    body = {"parts": parts, "reason": "Deux sujets."}
    send(staff, f"/api/v1/inbox/ideas/{idea_id}/parts", body)


def _sort(staff: BrowserContext, idea_id: str) -> str:
    """An idea is tagged and noted; an answer to it and to others is prepared."""
    idea = f"/api/v1/inbox/ideas/{idea_id}"
    send(staff, f"{idea}/tags", {"label": "Voirie"}, "PUT")
    send(staff, f"{idea}/notes", {"body": "Vu avec la mairie."})
    body = {"act": "move", "stage": "kept", "answer": "C’est prévu en mai.", "filters": {}}
    return str(send(staff, "/api/v1/inbox/batches", body)["id"])


def _ask(staff: BrowserContext, idea_id: str) -> str:
    """An office that a resident holds is asked about an idea."""
    body = {
        "subject_kind": "idea",
        "subject_id": idea_id,
        "office": "lens-lievin-delegue-du-prefet",
        "reason": "Les habitantes et habitants demandent une date.",
    }
    return str(send(staff, "/api/v1/requests", body)["id"])


def _draft(town: Town, page: Page) -> None:
    """One left at step 2, and one that was sent."""
    page.goto(f"{steps.CALL}/proposer?quartier={steps.PLACE}")
    proposal = steps.Proposal("Un composteur", "Pour les épluchures de tout l’immeuble.")
    steps.write_what(page, proposal)
    town.places["draft"] = page.url.split("/")[-2]
    steps.propose(page, proposal)
    town.places["sent"] = page.url.split("/")[-2]


def _invite(town: Town, author: Page) -> None:
    """A link for somebody to write an idea along."""
    path = f"/api/v1/ideas/{town.places['mine']}/co-author-invitations"
    made = send(author.context, path, {"email": None})
    town.places |= {"invitation": made["id"], "invitation key": made["secret"]}


def _come(page: Page, address: str) -> Page:
    """Somebody who was never here: a link, then a session."""
    page.goto(f"/connexion/lien/{_link(page, address)}")
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url("**/moi")
    return page


def _helped(visitors: Visitors, relay: Page) -> tuple[str, Page]:
    """A relay notes an idea for somebody, who then follows it with the code."""
    code = "K7QM2XRA9DTEHJ4C"
    noted = {
        "kind": "idea",
        "call": "mon-quartier-demain",
        "title": "Un abri à l’arrêt du bus",
        "body": "On attend sous la pluie.",
        "neighbourhood": "grande-residence",
        "place": "Marché du samedi",
        "consent": "2026-11",
        "acted_on": today().isoformat(),
        "new_code": code,
    }
    act = send(relay.context, "/api/v1/assisted-acts", noted)["id"]
    page = visitors().open("/suivi")
    page.get_by_label("Code de suivi").fill(code)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    return act, page


def _halfway(visitors: Visitors) -> Page:
    """Sets a key up, then comes back as far as the page that asks for its code."""
    page = _come(visitors().open("/connexion"), "cle@example.org")
    path = "/api/v1/me/second-factor"
    secret = send(page.context, path, {})["secret"]
    send(page.context, path, {"code": pyotp.TOTP(secret).now()}, "PUT")
    again = visitors().open("/connexion")
    again.goto(f"/connexion/lien/{_link(again, 'cle@example.org')}")
    again.get_by_role("button", name="Me connecter").click()
    again.wait_for_url("**/connexion/code?suite=/moi")
    return again


def _link(page: Page, address: str) -> str:
    page.goto("/connexion")
    page.get_by_label("Adresse e-mail").fill(address)
    page.get_by_role("button", name="Recevoir mon lien").click()
    page.wait_for_url("**/connexion/envoye")
    mail = steps.read_mail(page, address, "/connexion/lien/")
    found = re.search(r"/connexion/lien/([\w-]+)", mail.inner_text())
    assert found
    return found[1]


def _first(page: Page, path: str, selector: str) -> str:
    page.goto(path)
    return str(page.locator(selector).first.get_attribute("href")).rpartition("/")[2]
