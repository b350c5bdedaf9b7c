"""Programs, codes and tokens as Authlib wants to see them."""

import hmac
import uuid

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin

from beffroi.core.clock import now
from beffroi.identity.models import Authorization, Program, ProgramToken
from beffroi.identity.rules.programs import CODE, REFRESH, matches, permissions_in
from beffroi.identity.services.links import digest


class Client(ClientMixin):  # type: ignore[misc]  # Authlib is not typed
    """A program that asks."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.client_id = str(program.id)

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        uris = self.redirect_uris
        return uris[0] if len(uris) == 1 else None

    @property
    def redirect_uris(self) -> list[str]:
        return list(self.program.redirects.get("uris", []))

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """All it was registered for when it does not say; nothing when it asks for more."""
        allowed = permissions_in(self.program.permissions)
        asked = permissions_in(scope or "") or allowed
        return " ".join(asked) if set(asked) <= set(allowed) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return matches(redirect_uri, self.redirect_uris)

    def check_client_secret(self, client_secret: str) -> bool:
        kept = self.program.secret_digest or ""
        return bool(kept) and hmac.compare_digest(kept, digest(client_secret))

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """One that has a secret must give it everywhere; one without has only its name."""
        is_public = self.program.secret_digest is None
        return (method == "none") is is_public

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and self.program.grant_type == CODE

    def check_grant_type(self, grant_type: str) -> bool:
        allowed = {self.program.grant_type}
        return grant_type in (allowed | {REFRESH} if CODE in allowed else allowed)


class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # as above
    """What the browser carried back to the program."""

    def __init__(self, row: Authorization) -> None:
        self.row = row
        self.code_challenge = row.challenge
        self.code_challenge_method = row.challenge_method

    def get_redirect_uri(self) -> str:
        return self.row.redirect_uri

    def get_scope(self) -> str:
        return self.row.permissions


class Token(TokenMixin):  # type: ignore[misc]  # as above
    """An access token with its refresh token; `is_refresh` says which of the two was shown."""

    def __init__(self, row: ProgramToken, *, is_refresh: bool) -> None:
        self.row = row
        self.is_refresh = is_refresh

    def check_client(self, client: Client) -> bool:
        program_id: uuid.UUID = client.program.id
        return self.row.program_id == program_id

    def get_scope(self) -> str:
        return self.row.permissions

    def is_expired(self) -> bool:
        ends = self.row.refresh_expires_at if self.is_refresh else self.row.expires_at
        return ends is None or ends <= now()

    def is_revoked(self) -> bool:
        return self.row.revoked_at is not None
