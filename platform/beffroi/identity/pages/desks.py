"""The desks of proofs: a relay checks a paper, prints letters; staff brings in lists."""

import uuid

from flask import Response, request
from markupsafe import Markup
from segno import make as make_square
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, ngettext
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import allows, guarded
from beffroi.core.problems import Invalid
from beffroi.identity.pages.proof_words import communes, in_words
from beffroi.identity.policies import CHECK_AT_DESK, IMPORT_ROLL, PRINT_LETTERS
from beffroi.identity.problems import proofs as problems
from beffroi.identity.rules.proofs import THRESHOLDS, Age, Fact, Residence
from beffroi.identity.schemas.letters import SetAsideFormSchema
from beffroi.identity.schemas.proofs import DeskCheckSchema
from beffroi.identity.schemas.rolls import LARGEST_LIST, RollUploadSchema, new_roll
from beffroi.identity.services import desk, letter_printing, rolls
from beffroi.identity.services.places import place_name, reach_of
from beffroi.territories import services as territories

CHECK = "/relais/verifier"
LETTERS = "/administration/courriers"
ROLLS = "/administration/listes"

blueprint = PageBlueprint("desks", __name__)


@blueprint.get(CHECK)
@guarded(CHECK_AT_DESK)
def check() -> Response:
    """The code the person shows, and what the paper says."""
    return _check_page(Form())


@blueprint.post(CHECK)
@at_most("60 per hour")
@guarded(CHECK_AT_DESK)
def write_check() -> BaseResponse:
    """Keep what was seen, nothing of the paper."""
    form = load_form(DeskCheckSchema())
    if not form.is_valid:
        return _check_page(form)
    try:
        desk.check_at_desk(current_actor(), form.data["code"], _seen(form))
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _check_page(form)
    notice(_("C’est noté. La personne le voit sur sa page « Mes preuves »."))
    return see_other(CHECK)


@blueprint.get(LETTERS)
@guarded(PRINT_LETTERS)
def letters() -> Response:
    """The next sheet of letters, one page each, ready to print."""
    address = letter_printing.entry_address()
    return render(
        "identity/letters_print.html",
        letters=letter_printing.letters_to_print(current_actor()),
        address=address,
        drawing=_square(address),
    )


@blueprint.post(LETTERS)
@guarded(PRINT_LETTERS)
def letters_printed() -> BaseResponse:
    """They are on paper: the addresses go."""
    ids = [found for found in map(_as_id, request.form.getlist("letter")) if found is not None]
    count = letter_printing.mark_printed(current_actor(), ids)
    notice(
        ngettext(
            "%(num)s courrier imprimé. Son adresse est effacée.",
            "%(num)s courriers imprimés. Leurs adresses sont effacées.",
            count,
        )
    )
    return see_other(LETTERS)


@blueprint.post(f"{LETTERS}/<uuid:letter_id>/ecarter")
@guarded(PRINT_LETTERS)
def set_aside(letter_id: uuid.UUID) -> BaseResponse:
    """Not an address of the neighbourhood, or none: no letter, and whoever asked is told."""
    form = load_form(SetAsideFormSchema())
    if not form.is_valid:
        raise Invalid(errors=form.errors)
    letter_printing.set_aside(current_actor(), letter_id, form.data["reason"])
    notice(_("Ce courrier est écarté et son adresse effacée. La personne est prévenue."))
    return see_other(LETTERS)


@blueprint.get(ROLLS)
@guarded(IMPORT_ROLL)
def lists() -> Response:
    """The lists in force, without a name, and a form to bring one in."""
    return _lists_page(Form())


@blueprint.post(ROLLS)
@at_most("20 per hour")
@guarded(IMPORT_ROLL)
def bring_in() -> BaseResponse:
    """Keep the lines as digests; the file goes nowhere."""
    form = load_form(RollUploadSchema())
    content = _file(form)
    if not form.is_valid:
        return _lists_page(form)
    try:
        report = rolls.import_roll(current_actor(), content, new_roll(form.data))
    except Invalid as invalid:
        form.errors = {name: list(texts) for name, texts in invalid.errors.items()}
        return _lists_page(form)
    notice(
        _(
            "Liste gardée sous forme illisible : %(kept)s personnes. Lignes en double : %(twice)s. "
            "Lignes non comprises : %(wrong)s. Effacez maintenant votre fichier.",
            kept=report.kept,
            twice=report.twice,
            wrong=report.wrong,
        )
    )
    return see_other(ROLLS)


@blueprint.post(f"{ROLLS}/<uuid:roll_id>/effacer")
@guarded(IMPORT_ROLL)
def drop(roll_id: uuid.UUID) -> BaseResponse:
    """Forget a list before its end."""
    rolls.drop_roll(current_actor(), roll_id)
    notice(_("La liste est effacée. Ce qu’elle a prouvé reste prouvé."))
    return see_other(ROLLS)


def _seen(form: Form) -> list[Fact]:
    seen: list[Fact] = []
    if form.data["threshold"] is not None:
        seen.append(Age(form.data["threshold"]))
    if form.data["neighbourhood"] is not None:
        seen.append(Residence("neighbourhood", form.data["neighbourhood"]))
    return seen


def _file(form: Form) -> bytes:
    """What was sent, never more than a list may be."""
    sent = request.files.get("file")
    content = sent.stream.read(LARGEST_LIST + 1) if sent is not None else b""
    if not content:
        form.errors["file"] = [problems.NO_FILE]
    elif len(content) > LARGEST_LIST:
        form.errors["file"] = [problems.LIST_TOO_LONG]
    return content


def _check_page(form: Form) -> Response:
    places = [
        (place.slug, place.name)
        for place in territories.neighbourhoods().values()
        if allows(current_actor(), CHECK_AT_DESK, scope=reach_of("neighbourhood", place.slug))
    ]
    return render(
        "identity/desk_check.html",
        status=200 if form.is_valid else Invalid.status,
        form=form,
        places=places,
        ages=[(str(age), _("%(age)s ans ou plus", age=age)) for age in THRESHOLDS],
    )


def _lists_page(form: Form) -> Response:
    actor = current_actor()
    kept = [
        (one, place_name(one.place_kind, one.place_id), in_words(one.ends_on))
        for one in rolls.rolls_of(actor)
    ]
    return render(
        "identity/rolls.html",
        status=200 if form.is_valid else Invalid.status,
        form=form,
        rolls=kept,
        places=_places(),
    )


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    named = {
        "neighbourhood": [(p.slug, p.name) for p in territories.neighbourhoods().values()],
        "commune": list(communes().items()),
    }
    theirs = {
        kind: [
            (f"{kind}:{place}", name)
            for place, name in pairs
            if allows(current_actor(), IMPORT_ROLL, scope=reach_of(kind, place))
        ]
        for kind, pairs in named.items()
    }
    groups = [(_("Quartiers"), theirs["neighbourhood"]), (_("Communes"), theirs["commune"])]
    return [(label, pairs) for label, pairs in groups if pairs]


def _as_id(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None


def _square(text: str) -> Markup:
    """A QR code without inline style, which the policy of pages refuses."""
    drawn = make_square(text, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))  # noqa: S704 (made here from an address of ours)
