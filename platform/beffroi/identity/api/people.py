"""Signing in, oneself and one's sessions, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import Actor, current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.i18n import language
from beffroi.core.policy import guarded
from beffroi.identity import services
from beffroi.identity.doors import slow_links
from beffroi.identity.models import Person
from beffroi.identity.policies import CHANGE_SELF, CLOSE_SESSION, SEE_SELF, SIGN_IN
from beffroi.identity.rules.signing import LINK_LIFE
from beffroi.identity.schemas.people import (
    LinkRequestedSchema,
    LinkRequestSchema,
    OpenedSessionSchema,
    ProfileSchema,
    SelfSchema,
    SessionRequestSchema,
    SessionsSchema,
)
from beffroi.identity.services import devices, second_key

blueprint = ApiBlueprint("identity", __name__, description="Signing in, oneself, one's sessions")


@blueprint.writes("/sign-in-links", "POST", LinkRequestedSchema, status=202, body=LinkRequestSchema)
@slow_links
@guarded(SIGN_IN)
def request_link(body: dict[str, Any]) -> dict[str, Any]:
    """Have a sign-in link sent by mail."""
    services.request_link(body["email"], body["next_path"], language())
    return {"status": "sent", "expires_in": int(LINK_LIFE.total_seconds())}


@blueprint.writes(
    "/sessions", "POST", OpenedSessionSchema, status=201, body=SessionRequestSchema, keyed=False
)
@guarded(SIGN_IN)
def open_session(body: dict[str, Any]) -> dict[str, Any]:
    """Use a link once and get a session; a link that does not serve any more is 410."""
    person, session, secret = services.open_session(body["token"], body["device"])
    devices.greet_program(session)
    return {
        "id": session.id,
        "token": secret,
        "expires_at": session.expires_at,
        "second_factor_required": second_key.owes(session),
        "person": person,
    }


@blueprint.reads("/me", SelfSchema)
@guarded(SEE_SELF)
def me() -> dict[str, Any]:
    """Who the token stands for, and what they are granted today."""
    actor = current_actor()
    return _self(actor, services.self_of(actor))


@blueprint.writes("/me", "PUT", SelfSchema, body=ProfileSchema)
@guarded(CHANGE_SELF)
def change_me(body: dict[str, Any]) -> dict[str, Any]:
    """Change one's public name and language."""
    actor = current_actor()
    return _self(actor, services.change_self(actor, **body))


@blueprint.reads("/me/sessions", SessionsSchema)
@guarded(SEE_SELF)
def my_sessions() -> dict[str, Any]:
    """The devices that are signed in."""
    actor = current_actor()
    return {"items": services.devices_of(actor)}


@blueprint.writes("/me/sessions/<uuid:session_id>", "DELETE", None, status=204)
@guarded(CLOSE_SESSION)
def close_session(session_id: uuid.UUID) -> None:
    """Sign a device out."""
    services.close_session(current_actor(), session_id)


def _self(actor: Actor, person: Person) -> dict[str, Any]:
    names = ("id", "email", "email_confirmed_at", "display_name", "locale")
    return {name: getattr(person, name) for name in names} | {"grants": actor.grants}
