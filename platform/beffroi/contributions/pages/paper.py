"""The idea form of a call on paper: printed, filled by hand, then entered by a relay."""

from flask import Response

from beffroi.contributions import services
from beffroi.contributions.pages.relay_forms import page
from beffroi.contributions.policies import READ
from beffroi.contributions.services import fields
from beffroi.core.i18n import language
from beffroi.core.pages import PageBlueprint
from beffroi.core.policy import guarded
from beffroi.identity import consent

blueprint = PageBlueprint("paper", __name__, url_prefix="/appels/<slug:slug>/papier")


@blueprint.get("")
@guarded(READ)
def idea_form(slug: str) -> Response:
    """The text, what the call asks beside it, the yes, and what the relay writes down."""
    call = services.call_page(slug)
    sentences = consent.CURRENT.sentences(language())
    asked = fields.asked_by(call.id).questions
    return page("paper_idea", call=call, asked=asked, sentences=sentences)
