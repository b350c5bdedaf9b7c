"""What a provider publishes about itself: its addresses and its keys, kept for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from beffroi.core.clock import now
from beffroi.identity.openid import wire
from beffroi.identity.openid.providers import Provider
from beffroi.identity.problems.openid import AnswerRefused, ProviderSilent
from beffroi.settings import ISSUER

FRESH = timedelta(hours=1)
STALE = timedelta(days=1)  # an address that was right this morning beats a provider that is away
EXTENSION = "beffroi_openid_known"
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
Key = ECKey | RSAKey


@dataclass(frozen=True)
class Known:
    """The provider as it was at that moment."""

    addresses: dict[str, str]
    keys: tuple[Key, ...]
    at: datetime

    def key(self, kid: str | None) -> Key | None:
        """The key of this id; a provider with one key may leave its id out."""
        if kid is None:
            return self.keys[0] if len(self.keys) == 1 else None
        return next((key for key in self.keys if key.kid == kid), None)


def known(provider: Provider, *, anew: bool = False) -> Known:
    """The addresses and keys; asked for again after an hour, or at once with `anew`.

    ProviderSilent when it does not answer and nothing of today is known.
    """
    kept = _kept().get(provider.settings.issuer)
    if kept is not None and not anew and now() - kept.at < FRESH:
        return kept
    try:
        found = _ask(provider)
    except ProviderSilent:
        if kept is None or anew or now() - kept.at > STALE:
            raise
        return kept
    _kept()[provider.settings.issuer] = found
    return found


def key_for(provider: Provider, kid: str | None) -> Key:
    """The key that signs: an id never seen is looked for once more, for keys are changed."""
    key = known(provider).key(kid) or known(provider, anew=True).key(kid)
    if key is None:
        raise AnswerRefused("unknown_key", provider.label)
    return key


def forget(provider: Provider) -> None:
    """Know nothing of it any more: what its next answer says is asked for."""
    _kept().pop(provider.settings.issuer, None)


def _ask(provider: Provider) -> Known:
    issuer = provider.settings.issuer
    with wire.line(provider) as session:
        said = wire.fetch(session, f"{issuer}/.well-known/openid-configuration").json()
        addresses = _addresses(provider, said)
        keys = wire.fetch(session, addresses["jwks_uri"]).json()
    return Known(addresses, _keys(provider, keys), now())


def _addresses(provider: Provider, said: Any) -> dict[str, str]:
    """Of this issuer exactly (OpenID Connect Discovery, 4.3), and over TLS."""
    if not isinstance(said, dict) or said.get("issuer") != provider.settings.issuer:
        raise AnswerRefused("discovery_issuer", provider.label)
    names = (*NEEDED, "end_session_endpoint")
    found = {name: said[name] for name in names if _is_address(said.get(name))}
    if not found.keys() >= set(NEEDED):
        raise AnswerRefused("discovery_incomplete", provider.label)
    return found


def _is_address(value: object) -> bool:
    return isinstance(value, str) and ISSUER.fullmatch(value.partition("?")[0]) is not None


def _keys(provider: Provider, said: Any) -> tuple[Key, ...]:
    """Those that can sign; others in the set are not for us."""
    try:
        found = KeySet.import_key_set(said)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise AnswerRefused("keys_unreadable", provider.label) from None
    return tuple(
        key
        for key in found
        if isinstance(key, ECKey | RSAKey) and key.as_dict(private=False).get("use") != "enc"
    )


def _kept() -> dict[str, Known]:
    """For this process; what is put in is never changed, so threads need no lock."""
    kept: dict[str, Known] = current_app.extensions.setdefault(EXTENSION, {})
    return kept
