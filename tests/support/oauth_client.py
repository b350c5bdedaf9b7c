"""A program that asks for tokens, as the RFCs say it must, and as they say it must not."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beffroi.identity.models import Program
from tests.offices_factories import REDIRECT, SECRET

VERIFIER = "a-verifier-that-is-long-enough-to-be-taken-0123456789"
STATE = "état d’avant & après"


def challenge(verifier: str = VERIFIER) -> str:
    """RFC 7636, 4.2."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def request_of(program: Program, **given: Any) -> dict[str, str]:
    """What the program puts in the address of the consent page; None leaves something out."""
    values: dict[str, Any] = {
        "response_type": "code",
        "client_id": str(program.id),
        "redirect_uri": REDIRECT,
        "scope": program.permissions,
        "state": STATE,
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (values | given).items() if value is not None}


def ask(browser: FlaskClient, program: Program, **given: Any) -> TestResponse:
    """The person is led to the consent page."""
    return browser.get(f"/oauth/authorize?{urlencode(request_of(program, **given))}")


def answer(
    browser: FlaskClient, program: Program, /, say: str = "oui", **given: Any
) -> TestResponse:
    """And taps a button of it."""
    return browser.post("/oauth/authorize", data=request_of(program, **given) | {"answer": say})


def brought_back(response: TestResponse) -> dict[str, str]:
    """What the program reads in the address it gets back."""
    assert response.status_code == 303, response.text
    assert response.location.startswith(REDIRECT + "?"), response.location
    return dict(parse_qsl(urlsplit(response.location).query))


def code_for(browser: FlaskClient, program: Program, **given: Any) -> str:
    """A person says yes."""
    return brought_back(answer(browser, program, **given))["code"]


def exchange(client: FlaskClient, program: Program, code: str, /, **given: Any) -> TestResponse:
    """A code for tokens."""
    values: dict[str, Any] = {
        "grant_type": "authorization_code",
        "client_id": str(program.id),
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return token(client, program, values | given)


def refresh(client: FlaskClient, program: Program, secret: str, **given: Any) -> TestResponse:
    """A refresh token for a new pair."""
    values = {"grant_type": "refresh_token", "refresh_token": secret, "client_id": str(program.id)}
    return token(client, program, values | given)


def token(client: FlaskClient, program: Program, values: dict[str, Any]) -> TestResponse:
    """The token endpoint, with the secret of a program that has one."""
    return post(client, program, "/oauth/token", values)


def post(client: FlaskClient, program: Program, path: str, values: dict[str, Any]) -> TestResponse:
    """A form, authenticated as the program is (RFC 6749, 2.3.1)."""
    sent = {name: value for name, value in values.items() if value is not None}
    auth = (str(program.id), SECRET) if program.secret_digest else None
    return client.post(path, data=sent, auth=auth)


def as_bearer(response: TestResponse) -> dict[str, str]:
    """The header of a call with the token just got."""
    assert response.status_code == 200, response.text
    return {"Authorization": f"Bearer {response.get_json()['access_token']}"}
