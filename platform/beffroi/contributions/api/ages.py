"""One's age in a call for an age band: said, and what follows of it."""

from typing import Any

from beffroi.contributions import services
from beffroi.contributions.schemas.ages import AgeStandingSchema, SaidAgeSchema
from beffroi.contributions.services.ages import AgeStanding
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.i18n import language
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.core.problems import NotFound
from beffroi.identity.policies import PROVE

blueprint = ApiBlueprint("ages", __name__, description="Calls for an age band")


@blueprint.reads("/calls/<slug:slug>/age", AgeStandingSchema)
@guarded(PROVE)
def read_age(slug: str) -> AgeStanding:
    """Which ages the call is for, what one has said, and why it would not be for one."""
    return _standing(slug)


@blueprint.writes("/calls/<slug:slug>/age", "PUT", AgeStandingSchema, body=SaidAgeSchema)
@at_most("30 per hour")
@guarded(PROVE)
def say_age(body: dict[str, Any], slug: str) -> AgeStanding:
    """Say one's age; under 15 a parent is written to, and what one does waits for their yes."""
    email = body["parent_email"] or ""
    services.declare_age(current_actor(), slug, body["age"], email, language())
    return _standing(slug)


def _standing(slug: str) -> AgeStanding:
    standing = services.age_standing(current_actor(), slug)
    if standing is None:
        raise NotFound
    return standing
