"""Programs: registering and revoking them, and what one has lent."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded
from beffroi.identity.models import Program
from beffroi.identity.policies import AUTHORIZE_PROGRAM, REGISTER_PROGRAM
from beffroi.identity.rules.programs import permissions_in
from beffroi.identity.schemas.programs import (
    LentListSchema,
    ProgramInputSchema,
    ProgramSecretSchema,
    ProgramsSchema,
    new_program,
)
from beffroi.identity.services import programs

blueprint = ApiBlueprint("programs", __name__, description="Programs, and what they may do")


@blueprint.reads("/programs", ProgramsSchema)
@guarded(REGISTER_PROGRAM)
def list_programs() -> dict[str, Any]:
    """The programs of one's places that have access."""
    return {"items": [_shown(one) for one in programs.programs_in(current_actor())]}


@blueprint.writes(
    "/programs", "POST", ProgramSecretSchema, 201, body=ProgramInputSchema, keyed=False
)
@guarded(REGISTER_PROGRAM)
def register_program(body: dict[str, Any]) -> dict[str, Any]:
    """Register a program; its secret is shown this once."""
    program, secret = programs.register_program(current_actor(), new_program(body))
    return _shown(program) | {"secret": secret}


@blueprint.writes(
    "/programs/<uuid:program_id>/secret", "POST", ProgramSecretSchema, 201, keyed=False
)
@guarded(REGISTER_PROGRAM)
def change_secret(program_id: uuid.UUID) -> dict[str, Any]:
    """A new secret; what was got with the old one opens nothing any more."""
    program, secret = programs.change_secret(current_actor(), program_id)
    return _shown(program) | {"secret": secret}


@blueprint.writes("/programs/<uuid:program_id>", "DELETE", None, 204)
@guarded(REGISTER_PROGRAM)
def revoke_program(program_id: uuid.UUID) -> None:
    """No access any more."""
    programs.revoke_program(current_actor(), program_id)


@blueprint.reads("/me/programs", LentListSchema)
@guarded(AUTHORIZE_PROGRAM)
def my_programs() -> dict[str, Any]:
    """What one lets other programs do."""
    return {"items": programs.lent_by(current_actor())}


@blueprint.writes("/me/programs/<uuid:program_id>", "DELETE", None, 204)
@guarded(AUTHORIZE_PROGRAM)
def dismiss_program(program_id: uuid.UUID) -> None:
    """Take back all that was lent to it."""
    programs.dismiss_program(current_actor(), program_id)


def _shown(program: Program) -> dict[str, Any]:
    return {
        "id": program.id,
        "name": program.name,
        "contact": program.contact,
        "kind": programs.kind_of(program),
        "permissions": permissions_in(program.permissions),
        "place": (program.scope_kind, program.scope_id),
        "redirect_uris": program.redirects.get("uris", []),
        "made_at": program.made_at,
    }
