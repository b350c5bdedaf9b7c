"""Offices and their terms, for programs."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import PUBLIC, guarded
from beffroi.identity.policies import HOLD_OFFICE, NAME_OFFICE
from beffroi.identity.schemas.offices import (
    EndTermSchema,
    MyTermSchema,
    NamingSchema,
    OfficeSchema,
    ShowNameSchema,
    TermSchema,
)
from beffroi.identity.services import office_terms, offices
from beffroi.identity.services.office_terms import Naming
from beffroi.identity.services.offices import OfficeView, TermView

blueprint = ApiBlueprint("offices", __name__, description="Offices, and who holds them")


@blueprint.reads("/offices", OfficeSchema(many=True))
@guarded(PUBLIC)
def list_offices() -> list[OfficeView]:
    """Every office with its terms of today; a holder is named only if they agreed."""
    return offices.public_offices()


@blueprint.writes("/offices/<slug:slug>/terms", "POST", TermSchema, 201, body=NamingSchema)
@guarded(NAME_OFFICE)
def name_to_office(body: dict[str, Any], slug: str) -> TermView:
    """Name a holder or a stand-in; 409 when the office would have two holders on one day."""
    term = office_terms.name_to_office(current_actor(), slug, Naming(**body))
    return offices.term_view(term)


@blueprint.writes("/office-terms/<uuid:term_id>/end", "PUT", None, 204, body=EndTermSchema)
@guarded(NAME_OFFICE)
def end_term(body: dict[str, Any], term_id: uuid.UUID) -> None:
    """End a term on a day, the last one held."""
    office_terms.end_term(current_actor(), term_id, body["last_day"])


@blueprint.reads("/me/offices", MyTermSchema(many=True))
@guarded(HOLD_OFFICE)
def my_offices() -> list[TermView]:
    """What one holds, held and will hold, the latest first."""
    return [term for term, _office in offices.my_terms(current_actor())]


@blueprint.writes("/me/offices/<uuid:term_id>/name", "PUT", MyTermSchema, body=ShowNameSchema)
@guarded(HOLD_OFFICE)
def show_name(body: dict[str, Any], term_id: uuid.UUID) -> TermView:
    """Agree to be named on the public page, or not any more."""
    term = offices.show_name(current_actor(), term_id, shows=body["shows_name"])
    return offices.term_view(term)
