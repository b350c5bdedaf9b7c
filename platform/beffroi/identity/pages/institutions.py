"""Offices on pages: who holds them for everybody, naming for those who may, one's own terms."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.clock import today
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other, shared
from beffroi.core.policy import PUBLIC, guarded
from beffroi.core.problems import Conflict, Invalid
from beffroi.identity.policies import HOLD_OFFICE, NAME_OFFICE
from beffroi.identity.problems.offices import OfficeUnknown
from beffroi.identity.schemas.offices import EndTermSchema, NamingFormSchema
from beffroi.identity.services import offices
from beffroi.identity.services.office_terms import Naming, end_term, name_to_office
from beffroi.territories import services as territories

NAMING = "/administration/mandats"
MINE = "/moi/mandats"

blueprint = PageBlueprint("institutions", __name__)


@blueprint.get("/institutions")
@guarded(PUBLIC)
def institutions() -> Response:
    """The offices of each contract, and whether each is held today."""
    found = offices.public_offices()
    groups = [
        (contract, [one for one in found if one.contract_slug == contract.slug])
        for contract in territories.contracts().values()
    ]
    return shared(pages.render("identity/institutions.html", groups=groups))


@blueprint.get(NAMING)
@guarded(NAME_OFFICE)
def naming() -> Response:
    """The offices of one's places, with every term."""
    return _naming_page(Form(values={"starts_on": today().isoformat(), "kind": "holder"}))


@blueprint.post(NAMING)
@guarded(NAME_OFFICE)
def name() -> BaseResponse:
    """Name somebody; they are told."""
    form = load_form(NamingFormSchema())
    if not form.is_valid:
        return _naming_page(form)
    form.errors = _named(form.data.pop("office"), Naming(**form.data))
    if form.errors:
        return _naming_page(form)
    notice(_("C’est fait. La personne nommée est prévenue."))
    return see_other(NAMING)


@blueprint.post("/administration/mandats/<uuid:term_id>/fin")
@guarded(NAME_OFFICE)
def end(term_id: uuid.UUID) -> BaseResponse:
    """End a term on the day given, the last one held."""
    form = load_form(EndTermSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    end_term(current_actor(), term_id, form.data["last_day"])
    notice(_("Le mandat est terminé à la date choisie. La personne est prévenue."))
    return see_other(NAMING)


@blueprint.get(MINE)
@guarded(HOLD_OFFICE)
def mine() -> Response:
    """What one holds, held and will hold."""
    return pages.render("identity/my_offices.html", terms=offices.my_terms(current_actor()))


@blueprint.post("/moi/mandats/<uuid:term_id>/nom")
@guarded(HOLD_OFFICE)
def show_name(term_id: uuid.UUID) -> BaseResponse:
    """Agree to be named on the public page, or not any more."""
    offices.show_name(current_actor(), term_id, shows=request.form.get("shows_name") == "oui")
    notice(_("C’est enregistré."))
    return see_other(MINE)


def _named(slug: str, naming: Naming) -> dict[str, list[str]]:
    """What stands in the way, by field; nothing once it is done."""
    try:
        name_to_office(current_actor(), slug, naming)
    except OfficeUnknown:
        return {"office": [_("Choisissez une fonction de la liste.")]}
    except Invalid as problem:
        return {field: [str(m) for m in texts] for field, texts in problem.errors.items()}
    except Conflict as problem:
        return {"starts_on": [f"{problem.title}. {problem.detail}"]}
    return {}


def _naming_page(form: Form) -> Response:
    return pages.render(
        "identity/naming.html",
        status=200 if form.is_valid else 422,
        form=form,
        offices=offices.offices_to_name(current_actor()),
        today=today().isoformat(),
    )
