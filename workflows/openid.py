"""Asks an address whether a provider and an account belong together, and tells when they do."""

from functools import partial

from flask import current_app

from beffroi.core.mail import send
from beffroi.identity.events import ProviderLinkAsked, ProviderLinked
from beffroi.identity.openid import pending, providers
from beffroi.identity.services import person
from workflows.letters import letter
from workflows.once import Errand, carries, occurrence


@carries(max_retries=6, min_backoff=2_000, max_backoff=120_000, time_limit=60_000)
def ask_by_mail(event: ProviderLinkAsked) -> Errand | None:
    """Within the quarter of an hour in which the link serves; later it would only mislead."""
    found = pending.to_send(event.pending_id)
    if found is None:
        return None
    waiting, owner, token = found
    site = current_app.extensions["beffroi_settings"]
    mail = letter(
        "provider_link",
        owner.email or "",
        owner.locale,
        f"provider-link-{waiting.id}",
        provider=providers.label_of(waiting.provider),
        url=f"{site.public_url}/connexion/relier/{token}",
        expires_at=waiting.expires_at,
    )
    return Errand(do=partial(send, mail))


@carries(max_retries=6, min_backoff=5_000, max_backoff=600_000, time_limit=60_000)
def tell_of_link(event: ProviderLinked) -> Errand | None:
    """A way in that was added from a session: its owner hears of it, in case it was not them."""
    owner = person(event.person_id)
    if not event.in_session or owner is None or not owner.email:
        return None
    site = current_app.extensions["beffroi_settings"]
    mail = letter(
        "provider_linked",
        owner.email,
        owner.locale,
        f"provider-linked-{occurrence().event_id}",
        provider=providers.label_of(event.provider),
        url=f"{site.public_url}/moi/connexions",
    )
    return Errand(do=partial(send, mail))
