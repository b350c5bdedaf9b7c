"""What one did without an account: followed by its code, made part of an account."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Gone, Invalid
from beffroi.identity import services
from beffroi.identity.belongings import Trace
from beffroi.identity.doors import slow_links
from beffroi.identity.guest_doors import enter, this_device
from beffroi.identity.policies import MAKE_CLAIM, READ_CLAIM, TAKE_CLAIM
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.schemas.guests import AccountFormSchema, FollowCodeSchema
from beffroi.identity.services import assisted_acts, following
from beffroi.identity.services.following import HOME

CODE_PAGE = f"{HOME}/code"
SLOWLY = "10 per minute"

blueprint = PageBlueprint("following", __name__)


@blueprint.get("/suivi")
@guarded(READ_CLAIM)
def home() -> Response:
    """What this guest did; for others, where to type a follow code."""
    actor = current_actor()
    return _guest_page(Form()) if actor.is_guest else _code_form(Form())


@blueprint.post("/suivi")
@at_most(SLOWLY)
@guarded(READ_CLAIM)
def follow() -> BaseResponse:
    """Come back as the guest of a code; with an account, see what would join it."""
    form = load_form(FollowCodeSchema())
    if not form.is_valid:
        return _code_form(form)
    actor = current_actor()
    try:
        if actor.is_signed_in:
            traces = following.traces_behind(actor, form.data["code"])
            return _attach_page(traces, {"code": form.data["code"]})
        opened = following.come_with_claim(form.data["code"], this_device())
    except Invalid as wrong:
        form.errors = {name: list(texts) for name, texts in wrong.errors.items()}
        return _code_form(form)
    return enter(see_other(HOME), opened)


@blueprint.post("/suivi/code")
@at_most(SLOWLY)
@guarded(MAKE_CLAIM)
def make_code() -> BaseResponse:
    """Make the code of what this guest did."""
    following.my_code(current_actor())
    return see_other(CODE_PAGE)


@blueprint.get("/suivi/code")
@guarded(MAKE_CLAIM)
def my_code() -> BaseResponse:
    """The code, to be noted or photographed."""
    code = following.my_code_again(current_actor())
    if not code:
        return see_other(HOME)
    return pages.render("identity/following_code.html", section="me", code=in_groups(code))


@blueprint.post("/suivi/compte")
@slow_links
@guarded(MAKE_CLAIM)
def ask_account() -> BaseResponse:
    """Send the link that opens an account, known or new, where all this will be."""
    form = load_form(AccountFormSchema())
    if not form.is_valid:
        return _guest_page(form)
    following.ask_account(current_actor(), form.data["email"], language())
    return see_other("/connexion/envoye")


@blueprint.get("/suivi/rattacher")
@guarded(TAKE_CLAIM)
def attaching() -> Response:
    """What would join the account, for whoever came by the link of the mail."""
    ticket = request.args.get("ticket", "")
    try:
        traces = following.traces_of_ticket(current_actor(), ticket)
    except Gone as gone:
        return pages.render("identity/following_gone.html", status=gone.status, problem=gone)
    return _attach_page(traces, {"ticket": ticket})


@blueprint.post("/suivi/rattacher")
@at_most(SLOWLY)
@guarded(TAKE_CLAIM)
def attach() -> BaseResponse:
    """Make it part of the account; a second tap finds it done."""
    actor, ticket = current_actor(), request.form.get("ticket", "")
    if ticket:
        taken = following.take_ticket(actor, ticket)
    else:
        taken = following.take_claim(actor, request.form.get("code", ""))
    said = _("C’est fait : tout est dans votre compte.")
    notice(said if taken else _("C’était déjà fait : tout est dans votre compte."))
    return see_other("/moi")


def _guest_page(form: Form) -> Response:
    actor = current_actor()
    person = services.person(actor.person_id) if actor.person_id else None
    return pages.render(
        "identity/following_mine.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        form=form,
        traces=following.my_traces(actor),
        noted=assisted_acts.acts_of_person(actor.person_id),
        has_account=person is not None and person.kind == "account",
    )


def _code_form(form: Form) -> Response:
    status = 200 if form.is_valid else Invalid.status
    return pages.render("identity/following_enter.html", status=status, section="me", form=form)


def _attach_page(traces: list[Trace], fields: dict[str, str]) -> Response:
    return pages.render(
        "identity/following_attach.html", section="me", traces=traces, fields=fields
    )
