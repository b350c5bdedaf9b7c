"""The conversation with a provider: where to send people, and who they turn out to be."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from marshmallow import ValidationError

from beffroi.core.clock import today
from beffroi.core.fields import Email
from beffroi.identity.openid import wire
from beffroi.identity.openid.departures import Departure
from beffroi.identity.openid.discovery import known
from beffroi.identity.openid.providers import Provider, sign_out_address
from beffroi.identity.openid.tokens import Claims, read_id_token, read_userinfo
from beffroi.identity.problems.openid import AnswerRefused
from beffroi.identity.rules.openid import gave_two_factors
from beffroi.identity.rules.pivot import age_reached, is_too_young, pivot_of
from beffroi.identity.rules.proofs import CONSENT_AGE
from beffroi.identity.rules.signing import MAX_NAME

_EMAIL = Email()


@dataclass(frozen=True)
class Identity:
    """What is used of a provider's answer, for as long as this request; nothing of it is logged.

    The birth date is already gone: `age` is the highest threshold reached.
    """

    subject: str = field(repr=False)
    email: str = field(repr=False)
    name: str = field(repr=False)
    pivot: str | None = field(repr=False)
    age: int | None
    is_too_young: bool
    two_factors: bool
    id_token: str = field(repr=False)


def authorization_url(provider: Provider, departure: Departure) -> str:
    """The address of the provider's page, with what FranceConnect and ProConnect require."""
    endpoint = known(provider).addresses["authorization_endpoint"]
    with wire.line(provider) as session:
        url, _state = session.create_authorization_url(
            endpoint,
            state=departure.state,
            code_verifier=departure.verifier if provider.settings.pkce else None,
            nonce=departure.nonce,
            acr_values=provider.settings.acr,
            **provider.extra,
        )
    return str(url)


def identity_of(provider: Provider, code: str, departure: Departure) -> Identity:
    """Who came back with this code. ProviderSilent, AttemptGone or AnswerRefused otherwise."""
    addresses = known(provider).addresses
    with wire.line(provider) as session:
        extra = {"code_verifier": departure.verifier} if provider.settings.pkce else {}
        token = session.fetch_token(
            addresses["token_endpoint"], grant_type="authorization_code", code=code, **extra
        )
        id_token, access_token = _both(provider, token)
        about_sign_in = read_id_token(provider, id_token, departure.nonce, access_token)
        answer = wire.fetch(session, addresses["userinfo_endpoint"], token=token)
    kind = answer.headers.get("Content-Type", "")
    person = read_userinfo(provider, kind, answer.text, about_sign_in["sub"])
    return _identity(provider, about_sign_in, person, id_token)


def sign_out_url(provider: Provider, departure: Departure) -> str | None:
    """The provider's own sign-out, which leads back here; None when it has none."""
    endpoint = known(provider).addresses.get("end_session_endpoint")
    if endpoint is None:
        return None
    asked = {
        "id_token_hint": departure.id_token,
        "state": departure.state,
        "post_logout_redirect_uri": sign_out_address(),
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def _both(provider: Provider, token: Any) -> tuple[str, str]:
    id_token, access_token = token.get("id_token"), token.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise AnswerRefused("token_missing", provider.label)
    return id_token, access_token


def _identity(provider: Provider, sign_in: Claims, person: Claims, id_token: str) -> Identity:
    day = today()
    born = person.get("birthdate") if provider.vouches_for_birth else None
    factors = gave_two_factors(sign_in.get("acr"), sign_in.get("amr"))
    return Identity(
        subject=sign_in["sub"],
        email=_address(person.get("email")),
        name=_public_name(person) if provider.vouches_for_address else "",
        pivot=pivot_of(person) if provider.vouches_for_birth else None,
        age=age_reached(born, day),
        is_too_young=is_too_young(born, day, CONSENT_AGE),
        two_factors=provider.vouches_for_factors and factors,
        id_token=id_token,
    )


def _address(email: object) -> str:
    """The address, held to the same rule as one that is typed; empty when it is none."""
    try:
        return str(_EMAIL.deserialize(email))
    except ValidationError:
        return ""


def _public_name(person: Claims) -> str:
    """An agent answers under their name; a resident's civil name is never shown."""
    names = (person.get("given_name"), person.get("usual_name"))
    return " ".join(name.strip() for name in names if isinstance(name, str))[:MAX_NAME].strip()
