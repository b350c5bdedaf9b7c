"""Writes to the parent of a child, and to the child when the answer is no."""

from functools import partial

from flask import current_app

from beffroi.core.mail import send
from beffroi.identity import services as identity
from beffroi.identity.events import GuardianAsked, GuardianRefused
from beffroi.identity.services import guardians
from workflows.letters import letter
from workflows.once import Errand, carries


@carries(max_retries=8, min_backoff=2_000, max_backoff=600_000, time_limit=60_000)
def ask_parent(event: GuardianAsked) -> Errand | None:
    """Their address is forgotten once the mail is gone; the link in it serves on."""
    owed = guardians.request_to_send(event.request_id)
    if owed is None:
        return None
    mail = letter(
        "guardian",
        owed.contact,
        owed.language,
        f"guardian-{owed.request_id}",
        url=f"{_site()}/accord/{owed.token}",
        child_email=owed.child_email,
        expires_at=owed.expires_at,
    )
    forget = partial(guardians.forget_contact, owed.request_id)
    return Errand(do=partial(send, mail), afterwards=forget)


@carries(max_retries=8, min_backoff=2_000, max_backoff=600_000, time_limit=60_000)
def tell_child(event: GuardianRefused) -> Errand | None:
    """Before the account goes: whoever has changed their mind can still say so."""
    child = identity.person(event.person_id)
    if child is None or child.email is None or child.guardian != "refused":
        return None
    mail = letter(
        "guardian_refused",
        child.email,
        child.locale,
        f"guardian-refused-{event.request_id}",
        url=f"{_site()}/moi/preuves",
    )
    return Errand(do=partial(send, mail))


def _site() -> str:
    url: str = current_app.extensions["beffroi_settings"].public_url
    return url
