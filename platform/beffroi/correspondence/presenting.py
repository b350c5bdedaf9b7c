"""How a request looks on the desk of those who answer it."""

from typing import Any

from beffroi.core.actor import Actor
from beffroi.core.policy import allows
from beffroi.correspondence import services
from beffroi.correspondence.policies import ANSWER, TRANSFER, WITHDRAW
from beffroi.correspondence.views import RequestView
from beffroi.territories import services as territories


def desk_context(actor: Actor, view: RequestView) -> dict[str, Any]:
    """The request with the buttons that work for this reader, and no other."""
    contract = view.office.contract_slug
    place = territories.scope_of(contract, view.neighbourhood_slug)
    scope = place | {("office", view.office.slug)}
    may_answer = allows(actor, ANSWER, scope=scope) and view.is_answerable
    choices = services.choices_of(view) if may_answer else ()
    return {
        "asked": view,
        "may_answer": may_answer,
        "may_transfer": view.is_open and allows(actor, TRANSFER, scope=scope),
        "may_withdraw": view.is_open and allows(actor, WITHDRAW, scope=scope),
        "choices": choices,
        "options": [(one.effect, str(one.label)) for one in choices],
        "told": services.told_by(view) if may_answer else 0,
        "structures": [(one.slug, one.name) for one in territories.structures_for(contract)],
        "offices": [one for one in services.offices_asked(contract) if one[0] != view.office.slug],
    }
