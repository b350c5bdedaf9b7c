"""What a provider, or somebody in its place, may send back; none of it signs anybody in."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import ExternalIdentity, Person, Session
from beffroi.identity.openid import discovery, providers, wire
from tests.support.openid_journey import Journey, local
from tests.support.openid_provider import SECRET, Double

AN_HOUR = timedelta(hours=1, seconds=1)
Change = Callable[[Double], None]


def claims(**changed: object) -> Change:
    """Of the id token."""
    return lambda double: double.id_claims.update(changed)


def about(**changed: object) -> Change:
    """Of the userinfo."""
    return lambda double: double.info_claims.update(changed)


def setting(name: str, value: object) -> Change:
    return lambda double: setattr(double, name, value)


def moment(seconds: int) -> int:
    return int(core_clock.now().timestamp()) + seconds


def nobody_came_in(answer: TestResponse) -> None:
    """No account, no session, no link, and the page says what to do now."""
    for table in (Session, Person, ExternalIdentity):
        assert db.session().scalar(select(func.count()).select_from(table)) == 0, table
    assert "beffroi_session=" not in str(answer.headers)
    assert "Me connecter avec mon adresse e-mail" in answer.text
    assert "secret words of the provider" not in answer.text


@pytest.fixture
def database_url(one_database: str) -> str:
    """What a token must be does not depend on the database."""
    return one_database


REFUSED = {
    "a nonce of another sign-in": ("claim_nonce", claims(nonce="0" * 64)),
    "no nonce": ("claim_nonce", claims(nonce=None)),
    "another audience": ("claim_aud", claims(aud="another-client")),
    "us among others, without azp": ("azp", claims(aud=["the-town", "another-client"])),
    "us among others, for another": ("azp", claims(aud=["the-town", "other"], azp="other")),
    "azp of another": ("azp", claims(azp="another-client")),
    "another issuer": ("claim_iss", claims(iss="https://evil.example")),
    "expired": ("claim_exp", claims(exp=1_600_000_000)),
    "no end": ("claim_exp", claims(exp=None)),
    "issued tomorrow": ("claim_iat", lambda double: double.id_claims.update(iat=moment(86_400))),
    "no subject": ("claim_sub", claims(sub=None)),
    "a subject that is a number": ("claim_sub", claims(sub=7)),
    "a subject without end": ("claim_sub", claims(sub="s" * 256)),
    "an access token that is not the one hashed": (
        "at_hash",
        claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    ),
    "alg none": ("alg", setting("forged", "none")),
    "our secret as a key": ("alg", setting("forged", "HS256")),
    "the key of somebody else": ("signature_BadSignatureError", setting("forged", "other_key")),
    "no token at all": ("signature_DecodeError", setting("forged", "garbage")),
    "the other algorithm": ("alg", setting("algorithm", "RS256")),
    "a key nobody published": ("unknown_key", setting("kid", "ec-2")),
    "unsigned userinfo": ("userinfo_unsigned", setting("unsigned_info", True)),
    "userinfo about another": ("userinfo_sub", about(sub="somebody-else")),
    "userinfo for another": ("claim_aud", about(aud="another-client")),
    "userinfo by another": ("claim_iss", about(iss="https://evil.example")),
    "another issuer in the discovery": (
        "discovery_issuer",
        setting("discovery", {"issuer": "https://evil.example"}),
    ),
    "keys over plain http": (
        "discovery_incomplete",
        setting("discovery", {"jwks_uri": "http://evil.example/jwks"}),
    ),
}


@pytest.mark.parametrize(("reason", "change"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_cannot_be_verified_signs_nobody_in(
    by_proconnect: Journey,
    proconnect: Double,
    reason: str,
    change: Change,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = by_proconnect.there()
    discovery.forget(providers.provider("proconnect"))
    change(proconnect)
    answer = by_proconnect.client.get(by_proconnect.back(url))
    assert answer.status_code == 502
    assert "n’a pas pu être vérifiée" in answer.text
    assert re.search(rf"reason\W+(\x1b\[\d+m)*{reason}\b", capsys.readouterr().out)
    nobody_came_in(answer)


@pytest.mark.parametrize("acr", ["eidas0", "eidas", "", None, "eidas9", 1])
def test_an_identity_less_sure_than_asked_is_refused_with_words(
    by_proconnect: Journey, proconnect: Double, acr: object
) -> None:
    proconnect.id_claims["acr"] = acr
    answer = by_proconnect()
    assert answer.status_code == 403
    assert "ne suffit pas ici" in answer.text
    nobody_came_in(answer)


@pytest.mark.parametrize("skew", [-59, 59])
def test_a_clock_that_is_a_minute_off_does_no_harm(
    by_proconnect: Journey, proconnect: Double, skew: int
) -> None:
    proconnect.id_claims |= {"iat": moment(skew), "exp": moment(skew + 1)}
    assert by_proconnect().status_code == 303


def test_a_key_that_was_changed_is_looked_for_once_more(
    by_proconnect: Journey, proconnect: Double
) -> None:
    assert by_proconnect().status_code == 303
    before = proconnect.calls.count("/jwks")
    proconnect.kid, proconnect.published = "ec-2", ["ec-1", "rsa-1", "ec-2"]
    assert by_proconnect().status_code == 303
    assert proconnect.calls.count("/jwks") == before + 1


def test_a_key_that_nobody_knows_is_looked_for_once_only(
    by_proconnect: Journey, proconnect: Double
) -> None:
    by_proconnect()
    before = proconnect.calls.count("/jwks")
    proconnect.kid = "ec-2"
    assert by_proconnect().status_code == 502
    assert proconnect.calls.count("/jwks") == before + 1


def test_what_a_provider_publishes_is_asked_for_once_an_hour(
    by_proconnect: Journey, proconnect: Double, clock: object
) -> None:
    def asked() -> int:
        return proconnect.calls.count("/.well-known/openid-configuration")

    by_proconnect()
    by_proconnect()
    assert asked() == 1
    with core_clock.at(core_clock.now() + AN_HOUR):
        by_proconnect()
    assert asked() == 2


def test_addresses_of_this_morning_serve_while_the_discovery_is_away(
    by_proconnect: Journey, proconnect: Double, clock: object
) -> None:
    by_proconnect()
    proconnect.status["/.well-known/openid-configuration"] = 503
    with core_clock.at(core_clock.now() + AN_HOUR):
        assert by_proconnect().status_code == 303
    with core_clock.at(core_clock.now() + timedelta(days=1, minutes=1)):
        begun = by_proconnect.client.post("/connexion/par/proconnect")
        assert by_proconnect.client.get(begun.location).status_code == 503


@pytest.mark.parametrize("path", ["/token", "/userinfo"])
@pytest.mark.parametrize("status", [302, 500, 503])
def test_a_provider_that_fails_is_said_to_be_silent(
    by_proconnect: Journey, proconnect: Double, path: str, status: int
) -> None:
    proconnect.status[path] = status
    answer = by_proconnect()
    assert answer.status_code == 503
    assert "ProConnect ne répond pas" in answer.text
    nobody_came_in(answer)


def test_an_answer_without_end_is_not_read_to_its_end(
    by_proconnect: Journey, proconnect: Double
) -> None:
    url = by_proconnect.there()
    back = by_proconnect.back(url)
    proconnect.big = True
    assert by_proconnect.client.get(back).status_code == 503


def test_an_answer_that_drips_is_given_up(
    by_proconnect: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = by_proconnect.back(by_proconnect.there())
    monkeypatch.setattr(wire, "DEADLINE_SECONDS", -1)
    assert by_proconnect.client.get(back).status_code == 503


ERRORS = {
    "access_denied": (400, "n’a pas abouti"),
    "login_required": (400, "n’a pas abouti"),
    "temporarily_unavailable": (503, "ne répond pas"),
    "server_error": (503, "ne répond pas"),
    "invalid_scope": (502, "a refusé notre demande"),
    "invalid_request": (502, "a refusé notre demande"),
    "Y000400": (400, "n’a pas abouti"),
}


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_on_the_way_back_is_explained(
    by_franceconnect: Journey, franceconnect: Double, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    franceconnect.error = error
    answer = by_franceconnect()
    status, words = ERRORS[error]
    assert answer.status_code == status
    assert words in answer.text
    assert f">{error}<" not in answer.text
    nobody_came_in(answer)
    said = capsys.readouterr().out
    assert "openid_failed" in said
    assert "secret words" not in said


def test_an_error_that_may_pass_can_be_tried_again_at_once(
    by_franceconnect: Journey, franceconnect: Double
) -> None:
    franceconnect.error = "access_denied"
    answer = by_franceconnect()
    assert 'action="/connexion/par/franceconnect"' in answer.text
    franceconnect.error = "invalid_scope"
    assert 'action="/connexion/par/franceconnect"' not in by_franceconnect().text


def test_a_return_without_a_code_is_explained(by_proconnect: Journey) -> None:
    url = by_proconnect.there()
    state = parse_qs(urlsplit(url).query)["state"][0]
    answer = by_proconnect.client.get(f"/connexion/par/proconnect/retour?state={state}")
    assert answer.status_code == 502
    nobody_came_in(answer)


def test_a_return_through_another_provider_is_refused(by_proconnect: Journey) -> None:
    """The mix-up attack (RFC 9207): the answer says whose it is."""
    back = by_proconnect.back(by_proconnect.there())
    mixed = re.sub(r"iss=[^&]+", urlencode({"iss": "https://evil.example"}), back)
    assert by_proconnect.client.get(mixed).status_code == 502
    other = by_proconnect.back(by_proconnect.there()).replace("proconnect", "franceconnect")
    assert by_proconnect.client.get(other).status_code == 410


def test_a_return_in_another_browser_is_refused(
    by_proconnect: Journey, visitor: Callable[[], FlaskClient]
) -> None:
    """Login CSRF: somebody is led to sign in as somebody else."""
    back = by_proconnect.back(by_proconnect.there())
    answer = visitor().get(back)
    assert answer.status_code == 410
    nobody_came_in(answer)
    assert by_proconnect.client.get(back).status_code == 303


def test_who_saw_the_state_cannot_come_back_with_it(
    by_proconnect: Journey, visitor: Callable[[], FlaskClient]
) -> None:
    back = by_proconnect.back(by_proconnect.there())
    state = parse_qs(urlsplit(back).query)["state"][0]
    thief = visitor()
    thief.set_cookie("beffroi_depart", state)
    assert thief.get(back).status_code == 410


def test_a_return_serves_once(by_proconnect: Journey) -> None:
    back = by_proconnect.back(by_proconnect.there())
    assert by_proconnect.client.get(back).status_code == 303
    again = by_proconnect.client.get(back)
    assert again.status_code == 410
    assert "pris trop de temps" in again.text


def test_a_return_after_ten_minutes_is_too_late(by_proconnect: Journey, clock: object) -> None:
    back = by_proconnect.back(by_proconnect.there())
    with core_clock.at(core_clock.now() + timedelta(minutes=10, seconds=1)):
        assert by_proconnect.client.get(back).status_code == 410


def test_a_code_stolen_on_the_way_is_worth_nothing_without_the_verifier(
    by_proconnect: Journey, proconnect: Double
) -> None:
    """PKCE: the thief's own departure has another verifier."""
    stolen = parse_qs(urlsplit(by_proconnect.back(by_proconnect.there())).query)["code"][0]
    mine = by_proconnect.back(by_proconnect.there())
    swapped = re.sub(r"code=[^&]+", f"code={stolen}", mine)
    answer = by_proconnect.client.get(swapped)
    assert answer.status_code == 410
    nobody_came_in(answer)


def test_looking_ahead_does_not_use_the_return(by_proconnect: Journey) -> None:
    back = by_proconnect.back(by_proconnect.there())
    assert by_proconnect.client.head(back).status_code == 200
    assert by_proconnect.client.get(back).status_code == 303


def test_the_page_that_leads_on_needs_the_browser_that_left(
    browser: FlaskClient, visitor: Callable[[], FlaskClient]
) -> None:
    begun = browser.post("/connexion/par/proconnect")
    assert visitor().get(begun.location).status_code == 410
    assert browser.get(begun.location).status_code == 200
    assert browser.get("/connexion/par/franceconnect/depart").status_code == 410


def test_a_form_of_another_site_sends_nobody_to_a_provider(browser: FlaskClient) -> None:
    forged = browser.post("/connexion/par/proconnect", headers={"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 403


def test_the_journal_names_codes_and_nothing_of_the_person(
    by_proconnect: Journey, proconnect: Double, capsys: pytest.CaptureFixture[str]
) -> None:
    back = by_proconnect.back(by_proconnect.there())
    by_proconnect.client.get(back)
    proconnect.id_claims["nonce"] = "x"
    by_proconnect()
    said = capsys.readouterr().out
    assert "claim_nonce" in said
    query = parse_qs(urlsplit(local(back)).query)
    secrets = [*proconnect.person.values(), *query["code"], *query["state"], SECRET]
    for secret in secrets:
        assert str(secret) not in said, secret
