"""The desk of invitations: batches made, printed once, counted, revoked."""

import uuid
from dataclasses import dataclass

import segno
from flask import Response, current_app, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from beffroi.core import pages
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_values, notice, see_other
from beffroi.core.policy import allows, guarded
from beffroi.core.problems import Invalid
from beffroi.identity.api.invitations import new_batch
from beffroi.identity.models import InvitationBatch
from beffroi.identity.policies import INVITE
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.schemas.guests import BatchSchema
from beffroi.identity.services import invitations
from beffroi.territories import services as territories

HOME = "/administration/invitations"

blueprint = PageBlueprint("invitations", __name__, url_prefix=HOME)


@dataclass(frozen=True)
class Card:
    """One invitation on the sheet: its code, and the drawing that a telephone reads."""

    code: str
    drawing: Markup


@blueprint.get("")
@guarded(INVITE)
def desk() -> Response:
    """The batches of one's places, and the form of a new one."""
    return _desk_page(Form())


@blueprint.post("")
@at_most("20 per minute")
@guarded(INVITE)
def make() -> Response:
    """Make a batch and show its sheet: this page is the only place where its codes stand."""
    form = load_values(BatchSchema(), _with_contract(request.form.to_dict()))
    if not form.is_valid:
        return _desk_page(form)
    try:
        batch, codes = invitations.make_batch(current_actor(), new_batch(form.data))
    except Invalid as wrong:
        form.errors = {name: list(texts) for name, texts in wrong.errors.items()}
        return _desk_page(form)
    return _sheet(batch, codes)


@blueprint.post("/<uuid:batch_id>/arreter")
@guarded(INVITE)
def revoke(batch_id: uuid.UUID) -> BaseResponse:
    """Stop the codes that have not served."""
    invitations.revoke_batch(current_actor(), batch_id)
    notice(_("Ces invitations ne servent plus. Celles qui ont déjà servi restent valables."))
    return see_other(HOME)


def _desk_page(form: Form) -> Response:
    return pages.render(
        "identity/invitations_desk.html",
        status=200 if form.is_valid else Invalid.status,
        form=form,
        batches=invitations.batches(current_actor()),
        contracts=_contracts(),
        places=_places(),
        names={n.slug: n.name for n in territories.neighbourhoods().values()},
    )


def _with_contract(sent: dict[str, str]) -> dict[str, str]:
    """A neighbourhood lies in one contract: it need not be chosen as well."""
    place = territories.neighbourhoods().get(sent.get("neighbourhood", ""))
    return sent if sent.get("contract") or not place else sent | {"contract": place.contract_slug}


def _contracts() -> list[tuple[str, str]]:
    """Those in which the actor may invite somewhere."""
    ours = {contract for contract, _slug, _name in _inviting_places()}
    return [(c.slug, c.name) for c in territories.contracts().values() if c.slug in ours]


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Neighbourhoods to choose from, by contract."""
    found = _inviting_places()
    return [
        (contract.short_name, [(slug, name) for where, slug, name in found if where == key])
        for key, contract in territories.contracts().items()
        if any(where == key for where, _slug, _name in found)
    ]


def _inviting_places() -> list[tuple[str, str, str]]:
    actor = current_actor()
    return [
        (n.contract_slug, n.slug, n.name)
        for n in territories.neighbourhoods().values()
        if allows(actor, INVITE, scope=territories.scope_of(n.contract_slug, n.slug))
    ]


def _sheet(batch: InvitationBatch, codes: list[str]) -> Response:
    site: str = current_app.extensions["beffroi_settings"].public_url
    place = territories.neighbourhoods().get(batch.neighbourhood_slug or "")
    contract = territories.contracts()[batch.contract_slug]
    return pages.render(
        "identity/invitations_sheet.html",
        batch=batch,
        cards=[Card(in_groups(code), _drawing(f"{site}/i/{code}")) for code in codes],
        place=place.name if place else contract.short_name,
        address=f"{site.partition('://')[2]}/participer",
    )


def _drawing(text: str) -> Markup:
    """A QR code without inline style, which the policy of pages refuses."""
    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))  # noqa: S704 (made here from a code of ours)
