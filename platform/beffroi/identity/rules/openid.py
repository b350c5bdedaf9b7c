"""Pure rules of FranceConnect and ProConnect: assurance, second factor, delays, who is who."""

import re
from datetime import timedelta

ATTEMPT_LIFE = timedelta(minutes=10)  # as long as FranceConnect keeps its own page open
PENDING_LIFE = timedelta(minutes=15)
PENDING_PER_ADDRESS = 5
PENDING_WINDOW = timedelta(minutes=15)
MARK_LIFE = timedelta(days=365)  # renewed at each sign-in; then nobody can be told apart by it
SKEW_SECONDS = 60  # between our clock and the provider's
SUBSTANTIAL = 2

# "eidas1", and "eidas1-mfa" as ProConnect writes it: level, then whether it says "two factors".
_ASSURANCE = re.compile(r"eidas([0-3])(-mfa)?")
# RFC 6749 (4.1.2.1) and OpenID Connect Core (3.1.2.6); any other word is not repeated anywhere.
_ERRORS = frozenset({
    "access_denied", "account_selection_required", "consent_required", "interaction_required",
    "invalid_request", "invalid_scope", "login_required", "server_error",
    "temporarily_unavailable", "unauthorized_client", "unsupported_response_type",
})  # fmt: skip


def assurance(acr: object) -> int | None:
    """The level of an `acr` (0 to 3, regulation EU 2015/1502 from 1 on); None when it says none."""
    found = _ASSURANCE.fullmatch(acr) if isinstance(acr, str) else None
    return int(found[1]) if found else None


def is_enough(acr: object, asked: str) -> bool:
    """Whether the assurance that was reached is at least the one asked for."""
    reached, wanted = assurance(acr), assurance(asked)
    return reached is not None and wanted is not None and reached >= wanted


def gave_two_factors(acr: object, methods: object) -> bool:
    """Whether the provider saw a second factor: it says `mfa` (RFC 8176), or is substantial."""
    named = isinstance(methods, list) and "mfa" in methods
    return named or is_enough(acr, f"eidas{SUBSTANTIAL}")


def error_code(sent: str) -> str:
    """What a provider says went wrong, if it is a word of the standards; else "other"."""
    return sent if sent in _ERRORS else "other"
