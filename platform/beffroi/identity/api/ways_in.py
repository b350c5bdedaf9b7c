"""Passwords, second keys and all one's sessions at once, for programs."""

from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded
from beffroi.identity.doors import slow_secrets
from beffroi.identity.policies import (
    CHANGE_PASSWORD,
    CLOSE_SESSION,
    GIVE_SECOND_KEY,
    SET_SECOND_KEY,
    SIGN_IN,
)
from beffroi.identity.schemas.people import OpenedSessionSchema
from beffroi.identity.schemas.ways_in import (
    ClosedSchema,
    CodeSchema,
    GivenSchema,
    PasswordSchema,
    PasswordSignInSchema,
    RecoveryCodesSchema,
    SetupSchema,
)
from beffroi.identity.services import devices, passwords, second_key
from beffroi.identity.services.closing import close_others

blueprint = ApiBlueprint("ways_in", __name__, description="Passwords, second keys, sessions")


@blueprint.writes(
    "/sessions/password",
    "POST",
    OpenedSessionSchema,
    status=201,
    body=PasswordSignInSchema,
    keyed=False,
)
@slow_secrets
@guarded(SIGN_IN)
def sign_in(body: dict[str, Any]) -> dict[str, Any]:
    """Open a session by address and password; 422 whichever is wrong."""
    person, session, secret = passwords.sign_in(**body)
    devices.greet_program(session)
    return {
        "id": session.id,
        "token": secret,
        "expires_at": session.expires_at,
        "second_factor_required": second_key.owes(session),
        "person": person,
    }


@blueprint.writes("/me/password", "PUT", None, status=204, body=PasswordSchema)
@slow_secrets
@guarded(CHANGE_PASSWORD)
def choose_password(body: dict[str, Any]) -> None:
    """Choose or replace one's password; the other sessions are closed."""
    passwords.choose_password(current_actor(), **body)


@blueprint.writes("/me/password", "DELETE", None, status=204)
@slow_secrets
@guarded(CHANGE_PASSWORD)
def remove_password() -> None:
    """Go back to links alone, from a session opened within ten minutes."""
    passwords.remove_password(current_actor())


@blueprint.writes("/me/second-factor", "POST", SetupSchema, status=201, keyed=False)
@guarded(SET_SECOND_KEY)
def start() -> Any:
    """Make the secret for an authenticator, from a session opened within ten minutes."""
    return second_key.start(current_actor())


@blueprint.writes("/me/second-factor", "PUT", GivenSchema, body=CodeSchema)
@slow_secrets
@guarded(GIVE_SECOND_KEY)
def give(body: dict[str, Any]) -> dict[str, Any]:
    """Confirm a new second key, or show it to this session; its token changes."""
    actor = current_actor()
    if second_key.awaits_confirmation(actor):
        codes, token = second_key.confirm(actor, body["code"])
        return {"token": token, "recovery_codes": codes}
    return {"token": second_key.give(actor, body["code"]), "recovery_codes": []}


@blueprint.writes(
    "/me/second-factor/recovery-codes", "POST", RecoveryCodesSchema, status=201, keyed=False
)
@slow_secrets
@guarded(SET_SECOND_KEY)
def renew_codes() -> dict[str, Any]:
    """Ten new recovery codes, from a session that showed its second key within ten minutes."""
    return {"recovery_codes": second_key.renew_codes(current_actor())}


@blueprint.writes("/me/second-factor", "DELETE", None, status=204)
@slow_secrets
@guarded(SET_SECOND_KEY)
def remove() -> None:
    """Do without, unless a role asks for it; second key shown within ten minutes."""
    second_key.remove(current_actor())


@blueprint.writes("/me/sessions", "DELETE", ClosedSchema)
@guarded(CLOSE_SESSION)
def close_all_others() -> dict[str, int]:
    """Sign all devices out but this one."""
    return {"closed": close_others(current_actor())}
