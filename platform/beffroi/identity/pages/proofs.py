"""The pages on which people see what is proved of them, and prove what a call asks."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, safe_next, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity.pages.proof_words import shown
from beffroi.identity.policies import PROVE, SEE_PROOFS
from beffroi.identity.problems.proofs import AddressUnknown, LetterPending
from beffroi.identity.rules.proofs import CONSENT_AGE, THRESHOLDS, oldest
from beffroi.identity.schemas.proofs import (
    AddressSchema,
    DeclaredAgeFormSchema,
    LetterCodeSchema,
    LetterSchema,
    RollAnswerSchema,
)
from beffroi.identity.services import desk, guardians, homes, mailed_codes, proofs, rolls
from beffroi.territories import services as territories

HOME = "/moi/preuves"
SLOWLY = "20 per hour"

blueprint = PageBlueprint("proofs", __name__, url_prefix=HOME)


@blueprint.get("")
@guarded(SEE_PROOFS)
def mine() -> Response:
    """What is proved, until when, by which way; and the ways that are open."""
    actor = current_actor()
    held = proofs.my_proofs(actor)
    known = oldest([proofs.held_proof(proof) for proof in held])
    return render(
        "identity/proofs_mine.html",
        proofs=[shown(proof) for proof in held],
        guardian=guardians.guardian_of(actor),
        ages=[(age, _("%(age)s ans ou plus", age=age)) for age in THRESHOLDS if age > known],
        may_be_child=known < CONSENT_AGE,
        by_address=homes.can_place(),
        by_letter=mailed_codes.can_be_asked(),
        by_roll=rolls.rolls_in_force(),
        letter=mailed_codes.open_letter(actor),
    )


@blueprint.post("/age")
@at_most("30 per hour")
@guarded(PROVE)
def declare_age() -> BaseResponse:
    """Say that one is at least so old; believed where that is enough."""
    form = load_form(DeclaredAgeFormSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    proofs.declare_age(current_actor(), form.data["threshold"])
    notice(_("C’est noté. Ce qui attendait votre âge va être compté."))
    return see_other(safe_next(form.data["suite"], HOME))


@blueprint.get("/<uuid:proof_id>/corriger")
@guarded(PROVE)
def correct(proof_id: uuid.UUID) -> Response:
    """What it changes to take back what one declared, before one does."""
    declared = proofs.my_declaration(current_actor(), proof_id)
    return render("identity/proofs_correct.html", proof=shown(declared))


@blueprint.post("/<uuid:proof_id>/corriger")
@at_most("5 per day")
@guarded(PROVE)
def take_back(proof_id: uuid.UUID) -> BaseResponse:
    """It was a mistake: it goes."""
    proofs.take_back(current_actor(), proof_id)
    notice(_("C’est corrigé : cette déclaration est effacée."))
    return see_other(HOME)


@blueprint.post("/quinze-ans")
@at_most("30 per hour")
@guarded(PROVE)
def old_enough() -> BaseResponse:
    """The owner of the address says that they are 15 or older."""
    guardians.declare_old_enough(current_actor())
    notice(_("C’est noté : vous avez 15 ans ou plus."))
    return see_other(HOME)


@blueprint.get("/adresse")
@guarded(PROVE)
def home() -> Response:
    """An address to place."""
    return _home_page(Form())


@blueprint.post("/adresse")
@at_most(SLOWLY)
@guarded(PROVE)
def prove_home() -> BaseResponse:
    """Place it and drop it; when it is not found, say which may have been meant."""
    form = load_form(AddressSchema())
    if not form.is_valid:
        return _home_page(form)
    asked = form.data
    try:
        found = homes.prove_home(
            current_actor(), asked["commune"], asked["number"], asked["street"]
        )
    except AddressUnknown as unknown:
        form.errors = {"street": [unknown.detail]}
        return _home_page(form, unknown.close)
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _home_page(form)
    if found.neighbourhoods:
        places = ", ".join(place.name for place in found.neighbourhoods)
        notice(_("C’est prouvé : vous habitez %(place)s. Votre adresse est oubliée.", place=places))
    else:
        notice(
            _(
                "C’est prouvé : vous habitez %(commune)s, mais cette adresse n’est dans aucun "
                "quartier de ce site. Elle est oubliée.",
                commune=found.commune.name,
            ),
            "info",
        )
    return see_other(HOME)


@blueprint.get("/courrier")
@guarded(PROVE)
def letter() -> Response:
    """A letter to ask for, or the code of the one that came."""
    return _letter_page(Form())


@blueprint.post("/courrier")
@at_most("5 per day")
@guarded(PROVE)
def ask_letter() -> BaseResponse:
    """Have a code posted."""
    form = load_form(LetterSchema())
    return _tried(form, _letter_page, _ask_letter)


@blueprint.post("/courrier/code")
@at_most(SLOWLY)
@guarded(PROVE)
def use_letter() -> BaseResponse:
    """The code of the letter."""
    form = load_form(LetterCodeSchema())
    return _tried(form, _letter_page, _use_letter)


@blueprint.get("/liste")
@guarded(PROVE)
def roll() -> Response:
    """Names and date of birth, to be compared with a list and dropped."""
    return _roll_page(Form())


@blueprint.post("/liste")
@at_most(SLOWLY)
@guarded(PROVE)
def answer_roll() -> BaseResponse:
    """Compare them."""
    form = load_form(RollAnswerSchema())
    return _tried(form, _roll_page, _answer_roll)


@blueprint.get("/guichet")
@guarded(PROVE)
def at_desk() -> Response:
    """A code to show to a relay, while it serves."""
    shown_now = desk.desk_code_of(current_actor())
    return render("identity/proofs_desk.html", code=shown_now)


@blueprint.post("/guichet")
@at_most(SLOWLY)
@guarded(PROVE)
def make_code() -> BaseResponse:
    """Make one, or another."""
    desk.make_desk_code(current_actor())
    return see_other(f"{HOME}/guichet")


def _ask_letter(data: dict[str, Any]) -> None:
    mailed_codes.ask_letter(current_actor(), data["name"], data["address"], data["neighbourhood"])
    notice(_("Votre courrier est demandé. Votre adresse est effacée dès qu’il est imprimé."))


def _use_letter(data: dict[str, Any]) -> None:
    mailed_codes.use_letter(current_actor(), data["code"])
    notice(_("C’est prouvé. Merci."))


def _answer_roll(data: dict[str, Any]) -> None:
    rolls.answer_roll(current_actor(), data["family_name"], data["given_name"], data["born_on"])
    notice(_("C’est prouvé. Ce que vous avez écrit est oublié."))


def _tried(
    form: Form, page: Callable[[Form], Response], act: Callable[[dict[str, Any]], None]
) -> BaseResponse:
    """Do it, or show the form again with what is wrong; too many tries have a page of their own."""
    if not form.is_valid:
        return page(form)
    try:
        act(form.data)
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return page(form)
    except LetterPending as pending:
        form.errors = {"_form": [pending.detail]}
        return page(form)
    return see_other(HOME)


def _home_page(form: Form, close: tuple[str, ...] = ()) -> Response:
    known = homes.communes_with_addresses()
    return _page(
        "identity/proofs_address.html",
        form,
        communes=[(commune.insee, commune.name) for commune in known.values()],
        close=[_split(label) for label in close],
    )


def _letter_page(form: Form) -> Response:
    places = [(p.slug, f"{p.name} ({p.place})") for p in territories.neighbourhoods().values()]
    letter_now = mailed_codes.open_letter(current_actor())
    return _page("identity/proofs_letter.html", form, places=places, letter=letter_now)


def _roll_page(form: Form) -> Response:
    return _page("identity/proofs_roll.html", form)


def _page(template: str, form: Form, **context: Any) -> Response:
    return render(template, status=200 if form.is_valid else Invalid.status, form=form, **context)


def _split(label: str) -> dict[str, str]:
    """ "12 bis rue du Moulin" as the form sends it again."""
    number, _space, rest = label.partition(" ")
    first, _space, after = rest.partition(" ")
    if first.lower() in {"bis", "ter", "quater"} or (len(first) == 1 and first.isalpha() and after):
        number, rest = f"{number} {first}", after
    return {"label": label, "number": number, "street": rest}
