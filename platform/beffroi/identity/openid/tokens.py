"""Reads what a provider has signed and believes nothing else (OpenID Connect Core, 3.1.3.7)."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

from beffroi.core.clock import now
from beffroi.identity.openid.discovery import key_for
from beffroi.identity.openid.providers import Provider
from beffroi.identity.problems.openid import AnswerRefused, AssuranceTooLow
from beffroi.identity.rules.openid import SKEW_SECONDS, is_enough

Claims = dict[str, Any]
SIGNED = "application/jwt"
MAX_SUBJECT = 255  # characters (OpenID Connect Core, 2)


def read_id_token(provider: Provider, token: str, nonce: str, access_token: str) -> Claims:
    """The claims of an id token that is for us and for this very sign-in.

    AnswerRefused otherwise; AssuranceTooLow when all is right but the level.
    """
    claims = _signed(provider, token)
    _hold(
        provider,
        claims,
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    audience, party = claims["aud"], claims.get("azp")
    if party not in {None, provider.settings.client_id} or (
        len(_listed(audience)) > 1 and not party
    ):
        raise AnswerRefused("azp", provider.label)
    if "at_hash" in claims and not _same(claims["at_hash"], _half_hash(access_token)):
        raise AnswerRefused("at_hash", provider.label)
    if not is_enough(claims.get("acr"), provider.settings.acr):
        raise AssuranceTooLow("acr", provider.label)
    return claims


def read_userinfo(provider: Provider, kind: str, body: str, subject: str) -> Claims:
    """The claims about the person the id token names; unsigned JSON is refused."""
    if kind.partition(";")[0].strip().lower() != SIGNED:
        raise AnswerRefused("userinfo_unsigned", provider.label)
    claims = _signed(provider, body)
    _hold(provider, claims)
    if claims["sub"] != subject:
        raise AnswerRefused("userinfo_sub", provider.label)
    return claims


def _signed(provider: Provider, token: str) -> Claims:
    """By a key of the provider, with the one algorithm declared: no `none`, no shared secret."""
    algorithms = [provider.settings.algorithm]
    try:
        header = jws.extract_compact(token.strip().encode()).headers()
        if header.get("alg") not in algorithms:
            raise AnswerRefused("alg", provider.label)
        key = key_for(provider, header.get("kid"))
        registry = jws.JWSRegistry(algorithms=algorithms, strict_check_header=False)
        return jwt.decode(token.strip(), key, algorithms=algorithms, registry=registry).claims
    except (JoseError, ValueError, TypeError, AttributeError) as error:
        raise AnswerRefused(f"signature_{type(error).__name__}", provider.label) from None


def _hold(provider: Provider, claims: Claims, **more: ClaimsOption) -> None:
    """Issuer, audience, subject and times, give or take a minute."""
    given = provider.settings
    registry = JWTClaimsRegistry(
        now=lambda: int(now().timestamp()),
        leeway=SKEW_SECONDS,
        iss={"essential": True, "value": given.issuer},
        aud={"essential": True, "value": given.client_id},
        sub={"essential": True},
        **more,
    )
    try:
        registry.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        claim = getattr(error, "claim", "") or type(error).__name__
        raise AnswerRefused(f"claim_{claim}", provider.label) from None
    if not isinstance(claims["sub"], str) or len(claims["sub"]) > MAX_SUBJECT:
        raise AnswerRefused("claim_sub", provider.label)


def _listed(audience: object) -> list[Any]:
    return audience if isinstance(audience, list) else [audience]


def _half_hash(access_token: str) -> str:
    """ES256 and RS256 both hash with SHA-256 (OpenID Connect Core, 3.1.3.6)."""
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return urlsafe_b64encode(half).decode().rstrip("=")


def _same(said: object, expected: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode(), expected.encode())
