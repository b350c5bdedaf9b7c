"""Taking part without an account: which way, six digits, a printed code."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages, sms
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Gone, Invalid
from beffroi.identity import services
from beffroi.identity.guest_doors import enter, slow_codes, this_device
from beffroi.identity.policies import COME_AS_GUEST
from beffroi.identity.rules.codes import in_groups, typed_letters
from beffroi.identity.schemas.guests import (
    DigitsFormSchema,
    EmailFormSchema,
    InvitationFormSchema,
    PhoneFormSchema,
)
from beffroi.identity.services import codes, invitations
from beffroi.identity.services.codes import AFTER_PROOF

SLOWLY = "30 per minute"

blueprint = PageBlueprint("guests", __name__)


@blueprint.get("/participer")
@guarded(COME_AS_GUEST)
def ways() -> BaseResponse:
    """An address for a code, and the other ways; whoever is known already goes on."""
    suite = safe_next(request.args.get("suite"), AFTER_PROOF)
    if current_actor().takes_part:
        return see_other(suite)
    return _ways_page(Form(values={"suite": suite}))


@blueprint.post("/participer")
@slow_codes
@guarded(COME_AS_GUEST)
def ask_by_mail() -> BaseResponse:
    """Send six digits to an address; the answer is the same whatever the address."""
    form = load_form(EmailFormSchema())
    if not form.is_valid:
        return _ways_page(form)
    return _asked("email", form.data["email"], form.data["suite"])


@blueprint.get("/participer/sms")
@guarded(COME_AS_GUEST)
def by_sms() -> Response:
    """A telephone number for a code."""
    return _sms_page(Form(values={"suite": safe_next(request.args.get("suite"), AFTER_PROOF)}))


@blueprint.post("/participer/sms")
@slow_codes
@guarded(COME_AS_GUEST)
def ask_by_sms() -> BaseResponse:
    """Send six digits to a telephone."""
    form = load_form(PhoneFormSchema())
    if not form.is_valid:
        return _sms_page(form)
    return _asked("sms", form.data["telephone"], form.data["suite"])


@blueprint.get("/participer/code")
@guarded(COME_AS_GUEST)
def six_digits() -> Response:
    """Where to type them."""
    return _code_page(Form(values={"demande": request.args.get("demande", "")}))


@blueprint.post("/participer/code")
@at_most(SLOWLY)
@guarded(COME_AS_GUEST)
def use_digits() -> BaseResponse:
    """Come in, and go on with what one was doing."""
    form = load_form(DigitsFormSchema())
    if not form.is_valid:
        return _code_page(form)
    try:
        opened = codes.use_code(form.data["demande"], form.data["code"], this_device())
    except Invalid as wrong:
        form.errors = {name: list(texts) for name, texts in wrong.errors.items()}
        return _code_page(form)
    except Gone as gone:
        return _gone_page(form.data["demande"], gone)
    notice(_("C’est bon, vous pouvez participer. Cet appareil vous reconnaît deux heures."))
    return enter(see_other(opened.next_path), opened)


@blueprint.get("/participer/invitation")
@guarded(COME_AS_GUEST)
def by_invitation() -> Response:
    """Where to type a printed code."""
    suite = safe_next(request.args.get("suite"), AFTER_PROOF)
    return _invitation_page(Form(values={"suite": suite}))


@blueprint.get("/i/<code>")
@guarded(COME_AS_GUEST)
def scanned(code: str) -> Response:
    """The same, with the code of the QR filled in: one tap uses it, looking at it does not."""
    known = typed_letters(code)
    values = {"suite": AFTER_PROOF, "code": in_groups(known)}
    return _invitation_page(Form(values=values), scanned=bool(known))


@blueprint.post("/participer/invitation")
@at_most("10 per minute")
@guarded(COME_AS_GUEST)
def use_invitation() -> BaseResponse:
    """Come in, or bring the code to the account one has."""
    form = load_form(InvitationFormSchema())
    if not form.is_valid:
        return _invitation_page(form)
    suite = safe_next(form.data["suite"], AFTER_PROOF)
    try:
        opened = invitations.use_invitation(
            current_actor(), form.data["code"], language=language(), device=this_device()
        )
    except Invalid as wrong:
        form.errors = {name: list(texts) for name, texts in wrong.errors.items()}
        return _invitation_page(form)
    if opened is None:
        notice(_("Votre code est enregistré."))
        return see_other(suite)
    notice(_("C’est bon, vous pouvez participer. Gardez votre invitation : son code vous revient."))
    return enter(see_other(suite), opened)


def _asked(channel: str, contact: str, suite: str) -> BaseResponse:
    code_id = codes.request_code(channel, contact, suite, language())
    return see_other(f"/participer/code?demande={code_id}")


def _ways_page(form: Form) -> Response:
    suite = safe_next(form.values.get("suite"), AFTER_PROOF)
    return pages.render(
        "identity/guests_ways.html",
        status=_status(form),
        form=form,
        suite=suite,
        offers_sms=sms.is_offered(),
    )


def _sms_page(form: Form) -> Response:
    suite = safe_next(form.values.get("suite"), AFTER_PROOF)
    return pages.render(
        "identity/guests_sms.html",
        status=_status(form),
        form=form,
        suite=suite,
        offers_sms=sms.is_offered(),
    )


def _code_page(form: Form) -> Response:
    return pages.render(
        "identity/guests_code.html",
        status=_status(form),
        form=form,
        suite=_suite_of(form.values.get("demande")),
        embedded=services.is_embedded(),
    )


def _gone_page(code_id: uuid.UUID, gone: Gone) -> Response:
    suite = codes.path_after(code_id)
    return pages.render(
        "identity/guests_code_gone.html", status=gone.status, problem=gone, suite=suite
    )


def _invitation_page(form: Form, *, scanned: bool = False) -> Response:
    suite = safe_next(form.values.get("suite"), AFTER_PROOF)
    return pages.render(
        "identity/guests_invitation.html",
        status=_status(form),
        form=form,
        suite=suite,
        scanned=scanned,
    )


def _suite_of(request_id: str | None) -> str:
    try:
        return codes.path_after(uuid.UUID(request_id or ""))
    except ValueError:
        return AFTER_PROOF


def _status(form: Form) -> int:
    return 200 if form.is_valid else Invalid.status
