"""Offices, roles, suspensions and programs of the town: their pages have something to show."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import BrowserContext

from tests.browser.steps import ADMINISTRATOR, RESIDENT
from tests.support.oauth_client import VERIFIER, challenge

Send = Callable[..., Any]
SUSPENDED = "suspended"
RETURN = "http://127.0.0.1:9/retour"
FACTS = "Trois commentaires insultants en deux jours, malgré deux rappels."
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def furnish(contexts: Mapping[str, BrowserContext], send: Send) -> dict[str, str]:
    """A held office, a suspended person, a program that a resident said yes to; where they are."""
    admin, suspended = contexts[ADMINISTRATOR], contexts[SUSPENDED]
    resident_mail = contexts[RESIDENT].request.get("/api/v1/me").json()["email"]
    naming = {"email": resident_mail, "kind": "holder", "starts_on": "2026-01-01"}
    send(admin, "/api/v1/offices/lens-lievin-delegue-du-prefet/terms", naming)
    person = suspended.request.get("/api/v1/me").json()["id"]
    block = {"reason_code": "attacks", "justification": FACTS, "days": 30}
    client_id = send(
        admin,
        "/api/v1/programs",
        {
            "name": "Carte des idées",
            "contact": "carte@example.org",
            "kind": "app",
            "permissions": ["idea.support", "person.see_self"],
            "place": "contract:lens-lievin",
            "redirect_uris": [RETURN],
        },
    )["id"]
    _say_yes(contexts[RESIDENT], client_id)
    return {
        "suspended": person,
        "block": send(admin, f"/api/v1/people/{person}/blocks", block)["id"],
        "consent": urlencode(asked(client_id)),
    }


def asked(client_id: str) -> dict[str, str]:
    """What the program puts in the address of the consent page."""
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": RETURN,
        "scope": "idea.support person.see_self",
        "state": "x",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
    }


def _say_yes(resident: BrowserContext, client_id: str) -> None:
    form: dict[str, Any] = asked(client_id) | {"answer": "oui"}
    sent = resident.request.post("/oauth/authorize", form=form, headers=SAME_SITE, max_redirects=0)
    code = parse_qs(urlsplit(sent.headers["location"]).query)["code"][0]
    exchange: dict[str, Any] = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "code": code,
        "redirect_uri": RETURN,
        "code_verifier": VERIFIER,
    }
    assert resident.request.post("/oauth/token", form=exchange, headers=SAME_SITE).ok
