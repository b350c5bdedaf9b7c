"""What relays noted for oneself: read again, contested, taken back."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.schemas.assisted import ObjectionSchema
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services import taking_back
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form, notice, render, see_other
from beffroi.core.policy import guarded
from beffroi.core.problems import Conflict, Invalid
from beffroi.identity.policies import CONTEST_ASSISTED, FOLLOW_ASSISTED
from beffroi.identity.services import assisted_acts

HOME = "/moi/actes"

blueprint = PageBlueprint("assisted", __name__, url_prefix=HOME)


@blueprint.get("")
@guarded(FOLLOW_ASSISTED)
def acts() -> Response:
    """Each act, with who noted it, where, when, on which yes; and what to do if it is not so."""
    return _acts_page(Form(), None)


@blueprint.post("/<uuid:act_id>/contester")
@at_most("20 per minute")
@guarded(CONTEST_ASSISTED)
def contest(act_id: uuid.UUID) -> BaseResponse:
    """ "This is not what I said": told, or taken back as well."""
    form, actor = load_form(ObjectionSchema()), current_actor()
    assisted_acts.act_of(actor, act_id)
    if form.is_valid:
        is_removed = form.data["way"] == "remove"
        try:
            taking_back.contest(actor, act_id, form.data["words"], remove=is_removed)
        except Conflict as conflict:
            form.errors = {"_schema": [f"{conflict.title}. {conflict.detail}"]}
    if not form.is_valid:
        return _acts_page(form, act_id)
    if is_removed:
        notice(_("C’est enlevé. La personne relais et l’équipe sont prévenues."))
    else:
        notice(_("C’est dit : la personne relais et l’équipe sont prévenues."))
    return see_other(HOME)


def _acts_page(form: Form, wrong: uuid.UUID | None) -> Response:
    cursor = request.args.get("apres") or None
    found = assisted_acts.acts_for(current_actor(), cursor)
    return render(
        "relay/for_me.html",
        status=200 if form.is_valid else Invalid.status,
        section="me",
        acts=found,
        titles=services.titles_for(found.items),
        form=form,
        wrong=wrong,
        next_url=f"{HOME}?apres={found.next_cursor}" if found.next_cursor else "",
        first_url=HOME if cursor else "",
    )
