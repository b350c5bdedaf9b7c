"""Programs on pages: registered by those who administer, seen and dismissed by people."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity.models import Program
from beffroi.identity.oauth.scopes import SCOPES
from beffroi.identity.policies import AUTHORIZE_PROGRAM, REGISTER_PROGRAM
from beffroi.identity.schemas.programs import ProgramFormSchema, new_program
from beffroi.identity.services import programs
from beffroi.identity.services.places import place_choices, place_name

REGISTER = "/administration/programmes"
MINE = "/moi/programmes"

blueprint = PageBlueprint("programs", __name__)


@blueprint.get(REGISTER)
@guarded(REGISTER_PROGRAM)
def registered() -> Response:
    """The programs of one's places, and registering one."""
    return _page(Form(values={"kind": "app"}))


@blueprint.post(REGISTER)
@guarded(REGISTER_PROGRAM)
def register() -> BaseResponse:
    """Register it; its secret stands on the answer and nowhere else, so it is no redirect."""
    form = load_form(ProgramFormSchema())
    if not form.is_valid:
        return _page(form)
    try:
        program, secret = programs.register_program(current_actor(), new_program(form.data))
    except Invalid as problem:
        form.errors = {field: [str(m) for m in texts] for field, texts in problem.errors.items()}
        return _page(form)
    except Forbidden:
        form.errors = {"place": [_("Ce lieu dépasse celui que vous administrez.")]}
        return _page(form)
    return _once(program, secret)


@blueprint.post("/administration/programmes/<uuid:program_id>/secret")
@guarded(REGISTER_PROGRAM)
def change_secret(program_id: uuid.UUID) -> BaseResponse:
    """A new secret, shown once; the old one opens nothing any more."""
    return _once(*programs.change_secret(current_actor(), program_id))


@blueprint.post("/administration/programmes/<uuid:program_id>/revoquer")
@guarded(REGISTER_PROGRAM)
def revoke(program_id: uuid.UUID) -> BaseResponse:
    """No access any more."""
    programs.revoke_program(current_actor(), program_id)
    notice(_("Ce programme n’a plus d’accès. Ses jetons ne servent plus."))
    return see_other(REGISTER)


@blueprint.get(MINE)
@guarded(AUTHORIZE_PROGRAM)
def mine() -> Response:
    """What one lets other programs do."""
    lent = programs.lent_by(current_actor())
    return pages.render(
        "identity/my_programs.html", lent=lent, scopes=SCOPES, place_name=place_name
    )


@blueprint.post("/moi/programmes/<uuid:program_id>/retirer")
@guarded(AUTHORIZE_PROGRAM)
def dismiss(program_id: uuid.UUID) -> BaseResponse:
    """Take it back, from this moment."""
    programs.dismiss_program(current_actor(), program_id)
    notice(_("C’est retiré : ce programme ne peut plus rien faire pour vous."))
    return see_other(MINE)


def _page(form: Form) -> Response:
    return pages.render(
        "identity/programs.html",
        status=200 if form.is_valid else 422,
        form=form,
        programs=programs.programs_in(current_actor()),
        kind_of=programs.kind_of,
        scopes=SCOPES,
        places=place_choices(),
        place_name=place_name,
    )


def _once(program: Program, secret: str | None) -> Response:
    return pages.render("identity/program_secret.html", program=program, secret=secret)
