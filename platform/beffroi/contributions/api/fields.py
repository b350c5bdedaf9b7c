"""What the form of a call asks beside the text of an idea, read and changed."""

from typing import Any

from beffroi.contributions.policies import READ, SHAPE_FORM
from beffroi.contributions.rules.questions import from_json
from beffroi.contributions.schemas.fields import CallFieldsInputSchema, CallFieldsSchema
from beffroi.contributions.services import fields as services
from beffroi.contributions.views.fields import FieldsView
from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint
from beffroi.core.policy import guarded

blueprint = ApiBlueprint("call_fields", __name__, description="Questions beside an idea's text")


@blueprint.reads("/calls/<slug:slug>/fields", CallFieldsSchema)
@guarded(READ)
def read_fields(slug: str) -> FieldsView:
    """The questions to answer with an idea of this call; see `fields` of an idea."""
    return services.fields_of(slug)


@blueprint.writes("/calls/<slug:slug>/fields", "PUT", CallFieldsSchema, body=CallFieldsInputSchema)
@guarded(SHAPE_FORM)
def change_fields(body: dict[str, Any], slug: str) -> FieldsView:
    """Ask these; 409 once an idea was sent, 412 when they changed meanwhile."""
    asked = from_json({"questions": body["questions"]})
    return services.change_fields(current_actor(), slug, asked, body["seen_version"])
