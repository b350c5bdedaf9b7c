"""Authlib's server with our rules: PKCE S256 for all, rotation, nothing of a secret in logs."""

import logging
import secrets
from collections import defaultdict
from functools import cache, cached_property
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError, InvalidScopeError, OAuth2Payload
from authlib.oauth2.rfc6749.grants import (
    AuthorizationCodeGrant,
    ClientCredentialsGrant,
    RefreshTokenGrant,
)
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import current_app
from flask import request as flask_request

from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.identity.models import Person, Program
from beffroi.identity.oauth.endpoints import Introspection, Revocation
from beffroi.identity.oauth.wrappers import Client, Code, Token
from beffroi.identity.rules.programs import ACCESS_LIFE, permissions_in
from beffroi.identity.services import program_tokens
from beffroi.identity.services.program_tokens import Consent, Pair
from beffroi.identity.services.programs import live_program

SECRETS = ["client_secret_basic", "client_secret_post"]


class Payload(OAuth2Payload):  # type: ignore[misc]  # Authlib is not typed
    """A form is read from its body alone: secrets in an address would end in journals."""

    @cached_property
    def data(self) -> Any:
        return flask_request.form if flask_request.method == "POST" else flask_request.args

    @cached_property
    def datalist(self) -> defaultdict[str, list[str]]:
        return defaultdict(list, {name: self.data.getlist(name) for name in self.data})


class Request(FlaskOAuth2Request):  # type: ignore[misc]  # as above
    """TLS is the operator's, in front of us: the public address says whether there is any."""

    def __init__(self, request: Any) -> None:
        self.method, self.uri, self.headers = request.method, request.url, request.headers
        self._body, self._request, self.payload = None, request, Payload()
        self.client = self.auth_method = self.user = None
        self.authorization_code = self.refresh_token = self.credential = self._scope = None


class Server(AuthorizationServer):  # type: ignore[misc]  # as above
    """One for the process: it keeps nothing between two requests."""

    def create_oauth2_request(self, _request: Any) -> Request:
        return Request(flask_request)


class OnlyS256(CodeChallenge):  # type: ignore[misc]  # as above
    """RFC 7636 without `plain`, and never left out."""

    DEFAULT_CODE_CHALLENGE_METHOD = None
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # noqa: RUF012 (Authlib's own way)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        sent = grant.request.payload.data
        if not sent.get("code_challenge") or sent.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is required: code_challenge with method S256.")
        super().validate_code_challenge(grant, redirect_uri)


class ByCode(AuthorizationCodeGrant):  # type: ignore[misc]  # as above
    """A person said yes in their browser."""

    TOKEN_ENDPOINT_AUTH_METHODS = [*SECRETS, "none"]  # noqa: RUF012 (as above)

    def generate_authorization_code(self) -> str:
        return secrets.token_urlsafe(32)

    def save_authorization_code(self, code: str, request: Any) -> None:
        consent = Consent(
            program_id=request.client.program.id,
            person_id=request.user.id,
            permissions=request.granted,
            redirect_uri=self.redirect_uri,
            challenge=request.payload.data["code_challenge"],
        )
        program_tokens.keep_consent(current_actor(), code, consent)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        row = program_tokens.code_of(client.program, code)
        return Code(row) if row is not None else None

    def authenticate_user(self, authorization_code: Code) -> Person | None:
        return program_tokens.use_code(authorization_code.row)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """It is kept, used, so that a second coming is seen."""


class ByRefresh(RefreshTokenGrant):  # type: ignore[misc]  # as above
    """A new pair for the old one."""

    TOKEN_ENDPOINT_AUTH_METHODS = [*SECRETS, "none"]  # noqa: RUF012 (as above)
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        row = program_tokens.token_to_refresh(self.request.client.program, refresh_token)
        return Token(row, is_refresh=True) if row is not None else None

    def authenticate_user(self, refresh_token: Token) -> Person | None:
        return program_tokens.use_refresh(refresh_token.row)

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """`use_refresh` has done it, before the new pair was made."""


class ByItself(ClientCredentialsGrant):  # type: ignore[misc]  # as above
    """A partner, in its own name."""

    TOKEN_ENDPOINT_AUTH_METHODS = SECRETS


class Issuer(IssuerParameter):  # type: ignore[misc]  # as above
    """Says who answers, against mix-ups (RFC 9207)."""

    def get_issuer(self) -> str:
        return issuer()


def issuer() -> str:
    """The address people know, which names the server."""
    url: str = current_app.extensions["beffroi_settings"].public_url
    return url


@cache
def server() -> Server:
    """The server with its grants, its endpoints and its tokens."""
    logging.getLogger("authlib").setLevel(logging.WARNING)  # its debug lines quote tokens
    made = Server(query_client=_client, save_token=_keep)
    made.register_token_generator(
        "default",
        BearerTokenGenerator(
            lambda **_what: program_tokens.new_access(),
            lambda **_what: program_tokens.new_refresh(),
            int(ACCESS_LIFE.total_seconds()),
        ),
    )
    made.register_grant(ByCode, [OnlyS256(required=True)])
    made.register_grant(ByRefresh)
    made.register_grant(ByItself)
    made.register_endpoint(Revocation)
    made.register_endpoint(Introspection)
    Issuer()(made)
    return made


def _client(client_id: str) -> Client | None:
    program: Program | None = live_program(client_id)
    return Client(program) if program is not None else None


def _keep(token: dict[str, Any], request: Any) -> None:
    """Refuse to give a token that opens nothing; Authlib writes the answer."""
    if not permissions_in(token.get("scope", "")):
        raise InvalidScopeError
    source = request.authorization_code or request.refresh_token
    pair = Pair(token["access_token"], token.get("refresh_token"), token["scope"])
    program_tokens.keep_pair(request.client.program, pair, source.row if source else None)
    db.session().flush()
