"""What a program asks about its own tokens: to end one (RFC 7009), to know one (RFC 7662)."""

from typing import Any

from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from beffroi.identity.models import ProgramToken
from beffroi.identity.oauth.wrappers import Client, Token
from beffroi.identity.rules.programs import REFRESH_PREFIX
from beffroi.identity.services import program_tokens

SECRETS = ["client_secret_basic", "client_secret_post"]


class Revocation(RevocationEndpoint):  # type: ignore[misc]  # Authlib is not typed
    """One token given up: its whole family ends."""

    CLIENT_AUTH_METHODS = [*SECRETS, "none"]  # noqa: RUF012 (Authlib's own way)

    def query_token(self, token_string: str, _hint: str | None) -> Token | None:
        return _token(token_string)

    def revoke_token(self, token: Token, _request: Any) -> None:
        program_tokens.end_tokens(ProgramToken.family_id == token.row.family_id)


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]  # as above
    """A program with a secret looks at its own tokens; any other is simply not active."""

    CLIENT_AUTH_METHODS = SECRETS

    def check_permission(self, token: Token, client: Client, _request: Any) -> bool:
        return token.check_client(client)

    def query_token(self, token_string: str, _hint: str | None) -> Token | None:
        return _token(token_string)

    def introspect_token(self, token: Token) -> dict[str, Any]:
        row = token.row
        ends = row.refresh_expires_at if token.is_refresh else row.expires_at
        known = {
            "active": True,
            "client_id": str(row.program_id),
            "token_type": "refresh_token" if token.is_refresh else "Bearer",
            "scope": row.permissions,
            "iat": int(row.issued_at.timestamp()),
            "exp": int(ends.timestamp()) if ends is not None else None,
            "sub": str(row.person_id or row.program_id),
        }
        return known


def _token(secret: str) -> Token | None:
    row = program_tokens.token_shown(secret)
    is_refresh = secret.startswith(REFRESH_PREFIX)
    return Token(row, is_refresh=is_refresh) if row is not None else None
