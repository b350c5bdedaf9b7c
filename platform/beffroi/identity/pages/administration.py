"""People and roles, for those who administer."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded, require
from beffroi.core.problems import Conflict, Forbidden, Invalid
from beffroi.identity.policies import BLOCK, GRANT_ROLE, SEE_PERSON
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.role_names import ROLE_NAMES
from beffroi.identity.schemas.roles import GrantInputSchema, PersonSearchSchema
from beffroi.identity.services import directory, grants
from beffroi.identity.services.directory import GivenRole
from beffroi.identity.services.places import place_choices, place_name
from beffroi.identity.suspending import suspend_by_form, suspension_page

PEOPLE = "/administration/personnes"

blueprint = PageBlueprint("administration", __name__)


@blueprint.get(PEOPLE)
@guarded(GRANT_ROLE)
def people() -> Response:
    """The roles given in one's places, and giving one."""
    return _people_page(Form())


@blueprint.post(PEOPLE)
@guarded(GRANT_ROLE)
def give() -> BaseResponse:
    """Give a role to whoever has this address; they are told."""
    form = load_form(GrantInputSchema())
    if not form.is_valid:
        return _people_page(form)
    form.errors = _given(GivenRole(**form.data))
    if form.errors:
        return _people_page(form)
    notice(_("Le rôle est donné. La personne est prévenue."))
    return see_other(PEOPLE)


@blueprint.post("/administration/personnes/chercher")
@at_most("60 per minute")
@guarded(SEE_PERSON)
def find() -> BaseResponse:
    """To the page of whoever has this address, which is not kept in any address of a page."""
    form = load_form(PersonSearchSchema())
    if form.is_valid:
        try:
            found = directory.person_of_address(current_actor(), form.data["email"])
            return see_other(f"{PEOPLE}/{found}")
        except PersonUnknown:
            form.errors = {"email": [_("Aucun compte n’a cette adresse.")]}
    return _people_page(Form(), search=form)


@blueprint.get("/administration/personnes/<uuid:person_id>")
@guarded(SEE_PERSON)
def person(person_id: uuid.UUID) -> Response:
    """Somebody, with what was given and decided in one's places."""
    return pages.render(
        "identity/person.html",
        person=directory.person_file(current_actor(), person_id),
        role_names=ROLE_NAMES,
        place_name=place_name,
    )


@blueprint.post("/administration/roles/<uuid:grant_id>/fin")
@guarded(GRANT_ROLE)
def end(grant_id: uuid.UUID) -> BaseResponse:
    """End a role now; the person is told."""
    ended = grants.end_grant(current_actor(), grant_id)
    notice(_("Le rôle prend fin aujourd’hui. La personne est prévenue."))
    return see_other(f"{PEOPLE}/{ended.person_id}")


@blueprint.get("/administration/personnes/<uuid:person_id>/suspendre")
@guarded(SEE_PERSON)
def suspending(person_id: uuid.UUID) -> Response:
    """Why, in whose words, for how long; for whoever administers the whole platform."""
    require(current_actor(), BLOCK)
    return _suspension_page(person_id, Form(values={"days": "7"}))


@blueprint.post("/administration/personnes/<uuid:person_id>/suspendre")
@guarded(SEE_PERSON)
def suspend(person_id: uuid.UUID) -> BaseResponse:
    """Decide it; whoever administers only a place goes through the case of a text."""
    require(current_actor(), BLOCK)
    return suspend_by_form(
        person_id, None, lambda form: _suspension_page(person_id, form), f"{PEOPLE}/{person_id}"
    )


def _given(role: GivenRole) -> dict[str, list[str]]:
    """What stands in the way, by field; nothing once it is done."""
    try:
        directory.give_role(current_actor(), role)
    except Invalid as problem:
        return {field: [str(m) for m in texts] for field, texts in problem.errors.items()}
    except Conflict as problem:
        return {"ends_on": [f"{problem.title}. {problem.detail}"]}
    except Forbidden:
        return {"place": [_("Ce lieu dépasse celui que vous administrez.")]}
    return {}


def _suspension_page(person_id: uuid.UUID, form: Form) -> Response:
    found = directory.person_file(current_actor(), person_id)
    here = f"{PEOPLE}/{person_id}"
    return suspension_page(f"{here}/suspendre", found.name, (found.name, here), form)


def _people_page(form: Form, *, search: Form | None = None) -> Response:
    looked_for = search or Form()
    return pages.render(
        "identity/people.html",
        status=200 if form.is_valid and looked_for.is_valid else 422,
        form=form,
        search=looked_for,
        grants=directory.roles_given(current_actor()),
        roles=list(ROLE_NAMES.items()),
        role_names=ROLE_NAMES,
        places=place_choices(),
        place_name=place_name,
    )
