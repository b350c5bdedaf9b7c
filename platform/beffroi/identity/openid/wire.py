"""What goes over the network to a provider: in time, in size, and nowhere else."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter

from beffroi.identity.openid.providers import Provider, return_address
from beffroi.identity.problems.openid import (
    AnswerRefused,
    AttemptGone,
    ProviderSilent,
    RequestRefused,
)

TIMEOUT_SECONDS = 5  # to connect, and between two pieces of an answer
DEADLINE_SECONDS = 10  # for a whole answer
MAX_BYTES = 256 * 1024
PIECE = 16 * 1024


class TooBig(requests.RequestException):
    """An answer that no honest provider sends."""


class TooSlow(requests.RequestException):
    """An answer that drips."""


class Elsewhere(requests.RequestException):
    """A redirect: the addresses of a provider are those of its discovery document."""


class _Bounded(HTTPAdapter):
    """Reads an answer to its end, within the bounds, before anybody looks at it."""

    def send(self, request: requests.PreparedRequest, *_how: Any, **how: Any) -> requests.Response:
        how |= {"stream": True, "timeout": TIMEOUT_SECONDS}
        request.headers["Accept-Encoding"] = "identity"
        response = super().send(request, **how)
        try:
            body = _read(response.raw)
        finally:
            response.raw.close()
        if response.is_redirect:
            raise Elsewhere
        response.raw = io.BytesIO(body)
        return response


@contextmanager
def line(provider: Provider) -> Iterator[OAuth2Session]:
    """A session with the provider; whatever fails in it is said as a person can understand it."""
    given = provider.settings
    with OAuth2Session(
        given.client_id,
        given.client_secret,
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 (the name of a method)
        scope=provider.scope,
        redirect_uri=return_address(provider),
        code_challenge_method="S256",
        leeway=0,  # FranceConnect's access token lives 60 seconds: it is used at once
    ) as session:
        session.mount("https://", _Bounded())
        session.mount("http://", _Bounded())
        try:
            yield session
        except OAuthError as error:
            raise _refused(error.error or "other", provider.label) from None
        except requests.RequestException as error:
            raise ProviderSilent(f"network_{type(error).__name__}", provider.label) from None


def fetch(session: OAuth2Session, url: str, *, token: Any = None) -> requests.Response:
    """GET one of the provider's addresses, with the access token or without; 4xx and 5xx raise."""
    session.token = token
    response: requests.Response = session.get(
        url, headers={"Accept": "application/json, application/jwt"}, withhold_token=token is None
    )
    response.raise_for_status()
    return response


def _refused(error: str, label: str) -> Exception:
    """What the token endpoint said (RFC 6749, 5.2); a code lives 30 seconds at FranceConnect."""
    if error == "invalid_grant":
        return AttemptGone("token_invalid_grant", label)
    if error in {"invalid_client", "unauthorized_client", "invalid_scope", "invalid_request"}:
        return RequestRefused(f"token_{error}", label)
    return AnswerRefused("token_other", label)


def _read(raw: Any) -> bytes:
    """The whole body, piece by piece as it comes."""
    end, body = time.monotonic() + DEADLINE_SECONDS, bytearray()
    while piece := raw.read1(PIECE):
        body += piece
        if len(body) > MAX_BYTES:
            raise TooBig
        if time.monotonic() > end:
            raise TooSlow
    return bytes(body)
