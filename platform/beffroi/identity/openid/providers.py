"""The providers a town has set, and what each is asked for: no more than is used."""

from dataclasses import dataclass, field

from flask import current_app

from beffroi.identity.problems.openid import ProviderUnknown
from beffroi.settings import OpenIdSettings, Settings

FRANCECONNECT = "franceconnect"
PROCONNECT = "proconnect"

# The pivot identity, for one person to have one account, and an address to write to.
_RESIDENT = "openid given_name family_name gender birthdate birthplace birthcountry email"
# An agent acts under their name; establishment and staff number are not used, so not asked for.
_AGENT = "openid given_name usual_name email"
_METHODS = '{"id_token":{"amr":{"essential":true}}}'  # ProConnect says it only when asked


@dataclass(frozen=True)
class Provider:
    """One of the two, with what the town was given for it."""

    name: str
    label: str
    scope: str
    settings: OpenIdSettings = field(repr=False)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def vouches_for_address(self) -> bool:
        """ProConnect leads from an address to the employer that answers for it.

        FranceConnect passes on what a person typed somewhere: an address to confirm.
        """
        return self.name == PROCONNECT

    @property
    def vouches_for_birth(self) -> bool:
        """FranceConnect holds identities against the national register; an employer does not."""
        return self.name == FRANCECONNECT

    @property
    def vouches_for_factors(self) -> bool:
        """Only for agents: residents' second factor, where they want one, is ours."""
        return self.name == PROCONNECT


def offered() -> tuple[Provider, ...]:
    """The providers of this installation, in the order of the buttons."""
    settings: Settings = current_app.extensions["beffroi_settings"]
    found = []
    if settings.franceconnect:
        found.append(Provider(FRANCECONNECT, "FranceConnect", _RESIDENT, settings.franceconnect))
    if settings.proconnect:
        extra = {"claims": _METHODS}
        found.append(Provider(PROCONNECT, "ProConnect", _AGENT, settings.proconnect, extra))
    return tuple(found)


def provider(name: str) -> Provider:
    """The provider of this name; ProviderUnknown when the town has not set it."""
    for one in offered():
        if one.name == name:
            return one
    raise ProviderUnknown


def label_of(name: str) -> str:
    """How people call it, whether or not it is offered any more."""
    return {FRANCECONNECT: "FranceConnect", PROCONNECT: "ProConnect"}.get(name, name)


def return_address(one: Provider) -> str:
    """Where the provider sends people back: declared there, letter for letter."""
    return f"{_site()}/connexion/par/{one.name}/retour"


def sign_out_address() -> str:
    """Where the provider sends people back after the sign-out: declared there too."""
    return f"{_site()}/deconnexion/retour"


def _site() -> str:
    settings: Settings = current_app.extensions["beffroi_settings"]
    return settings.public_url
