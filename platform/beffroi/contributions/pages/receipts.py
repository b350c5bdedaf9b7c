"""The receipt of what a relay noted: printed, or sent to where the person says."""

import uuid

import segno
from flask import Response, current_app
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.schemas.assisted import ReceiptFormSchema
from beffroi.contributions.services import assisted as services
from beffroi.core import db, sms
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, lazy
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict, Invalid, TooMany
from beffroi.identity.models import AssistedAct, Person
from beffroi.identity.policies import RECORD_FOR_OTHERS, SEE_ASSISTED
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.rules.phones import same_phone
from beffroi.identity.services import assistance, assisted_acts
from beffroi.identity.services.receipts import ask_receipt

FOLLOW = "/suivi"
NOT_A_PHONE = lazy("Ce numéro de portable n’est pas complet. Exemple : 06 12 34 56 78")
NO_CONTACT = lazy("Écrivez un numéro de portable ou une adresse e-mail.")
ONE_CONTACT = lazy("Un seul des deux suffit : effacez l’autre.")

blueprint = PageBlueprint("receipts", __name__, url_prefix="/relais/recu/<uuid:act_id>")


@blueprint.get("")
@guarded(SEE_ASSISTED)
def receipt(act_id: uuid.UUID) -> Response:
    """The ticket to print: what, by whom, where, when, and the code on the day itself."""
    return _receipt_page(act_id, Form())


@blueprint.post("/envoyer")
@at_most("20 per minute")
@guarded(RECORD_FOR_OTHERS)
def send(act_id: uuid.UUID) -> BaseResponse:
    """Have it sent; the contact is dropped once it has left."""
    form = load_form(ReceiptFormSchema())
    channel, contact = _contact(form)
    if form.is_valid:
        try:
            ask_receipt(current_actor(), act_id, channel, contact)
        except (Conflict, TooMany) as problem:
            form.errors = {"_schema": [f"{problem.title}. {problem.detail}"]}
    if not form.is_valid:
        return _receipt_page(act_id, form)
    notice(_("Le reçu part dans un instant. Ce contact est effacé après l’envoi."))
    return see_other(f"/relais/recu/{act_id}")


def _contact(form: Form) -> tuple[str, str]:
    """The way and where to; a fault is written on the form."""
    if not form.is_valid:
        return "", ""
    email, typed = form.data["email"], form.data["phone"]
    if email and typed:
        form.errors = {"phone": [ONE_CONTACT]}
    if email:
        return "email", email
    phone = same_phone(typed) if typed and sms.is_offered() else None
    if phone is None:
        form.errors = {"phone": [NOT_A_PHONE]} if typed else {"email": [NO_CONTACT]}
    return "sms", phone or ""


def _receipt_page(act_id: uuid.UUID, form: Form) -> Response:
    relay = current_actor()
    act = assisted_acts.act_by(relay, act_id)
    code = assistance.code_to_hand_over(relay, db.session().get_one(AssistedAct, act_id))
    address = f"{current_app.extensions['beffroi_settings'].public_url}{FOLLOW}"
    titles = services.titles_for([act])
    signed = select(Person.display_name).where(Person.id == act.person_id)
    return render(
        "relay/receipt.html",
        status=200 if form.is_valid else Invalid.status,
        section="relay",
        act=act,
        title=titles.get(act.subject_id, ""),
        signed=db.session().scalar(signed),
        code=in_groups(code) if code else "",
        address=address,
        drawing_of_address=_drawing(address),
        form=form,
        sms_offered=sms.is_offered(),
    )


def _drawing(address: str) -> Markup:
    """A QR code in black on white, whatever the theme: scanners want it so."""
    drawn = segno.make(address, error="m", micro=False)
    shape = drawn.svg_inline(
        border=2, dark="#000", light="#fff", svgclass="qr", lineclass="", omitsize=True
    )
    return Markup(shape)  # noqa: S704 (made here, of figures)
