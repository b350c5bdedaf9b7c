"""The pages of those under 15 and of the parent who answers for them."""

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity.doors import slow_links
from beffroi.identity.policies import ANSWER_AS_GUARDIAN, ASK_GUARDIAN
from beffroi.identity.problems.proofs import GuardianLinkGone
from beffroi.identity.schemas.guardians import (
    AnswerFormSchema,
    GuardianFormSchema,
    ParentFormSchema,
)
from beffroi.identity.services import guardians, is_embedded

blueprint = PageBlueprint("guardians", __name__)


@blueprint.get("/connexion/moins-de-15-ans")
@guarded(ASK_GUARDIAN)
def ask() -> Response:
    """Two addresses: the child's and a parent's."""
    return _ask_page(Form())


@blueprint.post("/connexion/moins-de-15-ans")
@slow_links
@guarded(ASK_GUARDIAN)
def send() -> BaseResponse:
    """The same answer whoever has these addresses."""
    actor = current_actor()
    form = load_form(ParentFormSchema() if actor.is_signed_in else GuardianFormSchema())
    if not form.is_valid:
        return _ask_page(form)
    try:
        if actor.is_signed_in:
            guardians.declare_child(actor, form.data["parent_email"], language())
        else:
            guardians.ask_guardian(actor, form.data["email"], form.data["parent_email"], language())
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _ask_page(form)
    return see_other("/connexion/moins-de-15-ans/envoye")


@blueprint.get("/connexion/moins-de-15-ans/envoye")
@guarded(ASK_GUARDIAN)
def sent() -> Response:
    """What happens now."""
    return render("identity/guardian_sent.html", section="me", embedded=is_embedded())


@blueprint.get("/accord/<token>")
@guarded(ANSWER_AS_GUARDIAN)
def read(token: str) -> Response:
    """What is asked of the parent, by whom, with which rights; looking answers nothing."""
    try:
        asked = guardians.request_behind(token)
    except GuardianLinkGone:
        return render("identity/guardian_gone.html", status=GuardianLinkGone.status)
    return render("identity/guardian_answer.html", token=token, asked=asked)


@blueprint.post("/accord/<token>")
@at_most("20 per hour")
@guarded(ANSWER_AS_GUARDIAN)
def answer(token: str) -> BaseResponse:
    """Yes or no."""
    form = load_form(AnswerFormSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    agreed = form.data["accord"] == "oui"
    try:
        guardians.answer_as_guardian(current_actor(), token, agreed=agreed)
    except GuardianLinkGone:
        return render("identity/guardian_gone.html", status=GuardianLinkGone.status)
    notice(_("Merci, votre réponse est enregistrée."))
    return see_other(f"/accord/{token}")


def _ask_page(form: Form) -> Response:
    status = 200 if form.is_valid else Invalid.status
    return render("identity/guardian_ask.html", status=status, section="me", form=form)
