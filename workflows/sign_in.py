"""Sends the link that signs a person in."""

from functools import partial

from flask import current_app

from beffroi.core.mail import send
from beffroi.identity.events import SignInLinkRequested
from beffroi.identity.services import link_to_send, link_token
from workflows.letters import letter
from workflows.once import Errand, carries


@carries(max_retries=6, min_backoff=2_000, max_backoff=120_000, time_limit=60_000)
def send_link(event: SignInLinkRequested) -> Errand | None:
    """Within the quarter of an hour in which the link serves; later it would only mislead."""
    found = link_to_send(event.link_id)
    if found is None:
        return None
    link, person = found
    site = current_app.extensions["beffroi_settings"]
    mail = letter(
        "sign_in",
        person.email or "",
        person.locale,
        f"sign-in-{link.id}",
        url=f"{site.public_url}/connexion/lien/{link_token(link)}",
        expires_at=link.expires_at,
        follows_idea=link.next_path.startswith("/idees/"),
    )
    return Errand(do=partial(send, mail))
