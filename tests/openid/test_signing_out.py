"""Signing out here, and at the provider too for who came by it."""

from urllib.parse import parse_qs, urlsplit

import requests
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.identity.models import Session
from beffroi.identity.openid import discovery, providers
from tests.factories import make_person
from tests.support.openid_journey import Journey, leads_on, local
from tests.support.openid_provider import Double
from tests.support.people import SignIn


def test_leaving_leads_through_the_providers_own_sign_out(
    by_proconnect: Journey, proconnect: Double, db_session: DbSession
) -> None:
    by_proconnect()
    client = by_proconnect.client
    left = client.post("/deconnexion")
    assert left.location == "/deconnexion/depart"
    assert client.get("/moi").status_code == 303
    url = leads_on(client.get(left.location))
    asked = parse_qs(urlsplit(url).query)
    assert asked["post_logout_redirect_uri"] == ["http://localhost/deconnexion/retour"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert len(asked["state"][0]) == 64
    answer = requests.get(url, allow_redirects=False, timeout=5)
    assert len(proconnect.ended) == 1
    home = client.get(local(answer.headers["Location"]))
    assert (home.status_code, home.location) == (303, "/")
    assert "Vous avez quitté votre compte ici, et ProConnect aussi." in client.get("/").text


def test_what_was_kept_for_the_sign_out_is_dropped(
    by_proconnect: Journey, db_session: DbSession
) -> None:
    by_proconnect()
    by_proconnect.client.post("/deconnexion")
    session = db_session.scalars(select(Session)).one()
    assert session.revoked_at is not None
    assert session.sealed_id_token is None


def test_a_provider_that_is_away_does_not_keep_anybody_signed_in(
    by_proconnect: Journey, proconnect: Double
) -> None:
    by_proconnect()
    left = by_proconnect.client.post("/deconnexion")
    proconnect.status["/.well-known/openid-configuration"] = 503
    discovery.forget(providers.provider("proconnect"))
    page = by_proconnect.client.get(left.location)
    assert page.status_code == 200
    assert "fermez toutes les fenêtres" in page.text
    assert by_proconnect.client.get("/moi").status_code == 303


def test_who_came_by_a_link_leaves_without_a_detour(sign_in: SignIn) -> None:
    assert sign_in(make_person()).post("/deconnexion").location == "/"


def test_a_return_that_nobody_asked_for_says_nothing(browser: FlaskClient) -> None:
    answer = browser.get("/deconnexion/retour?state=" + "0" * 64)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "ProConnect aussi" not in browser.get("/").text


def test_the_page_that_leads_on_is_for_who_left(browser: FlaskClient) -> None:
    assert browser.get("/deconnexion/depart").location == "/"


def test_a_departure_to_sign_out_does_not_sign_in(by_proconnect: Journey) -> None:
    by_proconnect()
    url = leads_on(by_proconnect.client.get(by_proconnect.client.post("/deconnexion").location))
    state = parse_qs(urlsplit(url).query)["state"][0]
    back = f"/connexion/par/proconnect/retour?code=code-1&state={state}"
    assert by_proconnect.client.get(back).status_code == 410
