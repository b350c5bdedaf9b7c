"""Taking part without an account, for programs: codes, guests' sessions, follow codes."""

from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.i18n import language
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict
from beffroi.identity.guest_doors import slow_codes
from beffroi.identity.policies import COME_AS_GUEST, MAKE_CLAIM, READ_CLAIM, TAKE_CLAIM
from beffroi.identity.rules.codes import CODE_LIFE, in_groups
from beffroi.identity.schemas.guests import (
    CodeRequestedSchema,
    CodeRequestSchema,
    FollowCodeSchema,
    GuestSessionRequestSchema,
    GuestSessionSchema,
    MadeCodeSchema,
    TakenSchema,
    TracesSchema,
)
from beffroi.identity.services import codes, following, invitations
from beffroi.identity.services.codes import Opened

SLOWLY = "30 per minute"

blueprint = ApiBlueprint("guests", __name__, description="Taking part without an account")


@blueprint.writes("/codes", "POST", CodeRequestedSchema, status=202, body=CodeRequestSchema)
@slow_codes
@guarded(COME_AS_GUEST)
def request_code(body: dict[str, Any]) -> dict[str, Any]:
    """Have six digits sent by mail or by SMS."""
    code_id = codes.request_code(**body, language=language())
    return {"id": code_id, "status": "sent", "expires_in": int(CODE_LIFE.total_seconds())}


@blueprint.writes(
    "/guest-sessions",
    "POST",
    GuestSessionSchema,
    status=201,
    body=GuestSessionRequestSchema,
    keyed=False,
)
@at_most(SLOWLY)
@guarded(COME_AS_GUEST)
def open_guest_session(body: dict[str, Any]) -> dict[str, Any]:
    """Use six digits once, or a printed invitation, and get a session to take part with."""
    if "code_id" in body:
        opened = codes.use_code(body["code_id"], body["code"], body["device"])
    else:
        opened = _by_invitation(body["code"], body["device"])
    return {
        "id": opened.session.id,
        "token": opened.secret,
        "expires_at": opened.session.expires_at,
        "next_path": opened.next_path,
    }


@blueprint.writes("/claims", "POST", MadeCodeSchema, status=201, keyed=False)
@at_most(SLOWLY)
@guarded(MAKE_CLAIM)
def make_claim() -> dict[str, Any]:
    """Get the follow code of what this guest did; asked for again, it is the same."""
    return {"code": in_groups(following.my_code(current_actor()))}


@blueprint.writes("/claims/acts", "POST", TracesSchema, body=FollowCodeSchema, keyed=False)
@at_most(SLOWLY)
@guarded(READ_CLAIM)
def read_claim(body: dict[str, Any]) -> dict[str, Any]:
    """What was done under a follow code, and what became of it; the code is never in an address."""
    return {"items": following.traces_behind(current_actor(), body["code"])}


@blueprint.writes("/me/claims", "PUT", TakenSchema, body=FollowCodeSchema)
@at_most(SLOWLY)
@guarded(TAKE_CLAIM)
def take_claim(body: dict[str, Any]) -> dict[str, Any]:
    """Make what was done under a follow code part of one's account; twice is once."""
    return {"taken": following.take_claim(current_actor(), body["code"])}


def _by_invitation(code: str, device: str) -> Opened:
    opened = invitations.use_invitation(current_actor(), code, language=language(), device=device)
    if opened is None:  # it went to the account or guest who sent it: there is nothing to open
        raise Conflict
    return opened
