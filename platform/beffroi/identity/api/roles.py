"""People, and roles given and ended, for programs of those who administer."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import GRANT_ROLE, SEE_PERSON
from beffroi.identity.schemas.roles import (
    GrantGivenSchema,
    GrantInputSchema,
    GrantsGivenSchema,
    PersonFileSchema,
    PersonSearchSchema,
)
from beffroi.identity.services import directory, grants
from beffroi.identity.services.directory import GivenRole, GrantView, PersonFile

blueprint = ApiBlueprint("roles", __name__, description="Roles: where they hold, and their term")


@blueprint.reads("/role-grants", GrantsGivenSchema)
@guarded(GRANT_ROLE)
def list_grants() -> dict[str, Any]:
    """The roles held, or to come, that one could have given."""
    return {"items": directory.roles_given(current_actor())}


@blueprint.writes("/role-grants", "POST", GrantGivenSchema, 201, body=GrantInputSchema)
@guarded(GRANT_ROLE)
def give_role(body: dict[str, Any]) -> GrantView:
    """Give a role to whoever has this address; 403 for a place wider than one's own."""
    return directory.give_role(current_actor(), GivenRole(**body))


@blueprint.writes("/role-grants/<uuid:grant_id>", "DELETE", None, 204)
@guarded(GRANT_ROLE)
def end_grant(grant_id: uuid.UUID) -> None:
    """End a role now; 409 for the last administrator of the platform."""
    grants.end_grant(current_actor(), grant_id)


@blueprint.writes("/people/search", "POST", PersonFileSchema, body=PersonSearchSchema, keyed=False)
@at_most("60 per minute")
@guarded(SEE_PERSON)
def find_person(body: dict[str, Any]) -> PersonFile:
    """Whoever has this address, which is kept in no journal; 404 for nobody."""
    actor = current_actor()
    return directory.person_file(actor, directory.person_of_address(actor, body["email"]))


@blueprint.reads("/people/<uuid:person_id>", PersonFileSchema)
@guarded(SEE_PERSON)
def read_person(person_id: uuid.UUID) -> PersonFile:
    """Somebody, with the roles and the suspensions of one's places."""
    return directory.person_file(current_actor(), person_id)
