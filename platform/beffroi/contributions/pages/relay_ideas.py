"""A relay's desk: noting an idea for somebody, with what its call asks beside the text."""

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.assisted import assistance_of, new_idea_of
from beffroi.contributions.pages.relay_forms import (
    SLOWLY,
    blank,
    carried,
    form_page,
    noted,
    page,
)
from beffroi.contributions.question_forms import (
    faults_by_field,
    labels_by_field,
    on_page,
    read_typed,
)
from beffroi.contributions.rules.questions import Definition, Reading
from beffroi.contributions.schemas.assisted import AssistedIdeaFormSchema
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services import fields
from beffroi.contributions.views import CallView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.identity.models import AssistedAct
from beffroi.identity.policies import RECORD_FOR_OTHERS

ASKED_OF = "demande"
UNSAID = "non_dit"

blueprint = PageBlueprint("relay_ideas", __name__, url_prefix="/relais/idee")


@blueprint.get("")
@guarded(RECORD_FOR_OTHERS)
def idea() -> Response:
    """An idea to note; which call comes first, when one of several asks more than a text."""
    form, calls = blank(), services.calls_for(current_actor())
    if _chosen(form, calls) is None and _ask_more(calls):
        return page("choose_call", calls=calls, carried=carried())
    return _idea_page(form)


@blueprint.post("")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_idea() -> BaseResponse:
    """Note it and go to its receipt; a second tap finds the same one.

    What another call asks is asked first, on the same page.
    """
    form = load_form(AssistedIdeaFormSchema())
    call = _chosen(form, services.calls_for(current_actor()))
    definition = fields.asked_by(call.id) if call else Definition()
    if call and definition.questions and request.form.get(ASKED_OF) != call.slug:
        form.errors |= {"_schema": [_("Cet appel demande autre chose : voyez plus bas.")]}
        return _idea_page(form, Invalid.status)
    given, found = read_typed(definition)
    form.values = {**form.values, "fields": given}
    form.errors |= _faults(found)

    def record() -> AssistedAct:
        given = assistance_of(form.data, form.data["entry"])
        new = new_idea_of(form.data | {"field_answers": found.answers})
        return services.record_idea(current_actor(), given, new)

    return noted(form, record, _idea_page)


def _faults(found: Reading) -> dict[str, list[object]]:
    """What was left without an answer passes once the relay says that it was not told."""
    is_told = request.form.get(UNSAID) != "oui"
    wrong = {name: one for name, one in found.wrong.items() if is_told or one.code != "required"}
    return dict(faults_by_field(wrong, found.shown))


def _idea_page(form: Form, status: int = 200) -> Response:
    calls = services.calls_for(current_actor())
    call = _chosen(form, calls)
    definition = fields.asked_by(call.id) if call else Definition()
    given = form.values.get("fields") or {}
    missed = {name for name in labels_by_field(definition) if name in form.errors}
    return form_page(
        "idea",
        form,
        status,
        calls=[(one.slug, one.title) for one in calls],
        call=call,
        asked=on_page(definition, given),
        labels=labels_by_field(definition),
        may_be_unsaid=bool(missed) or request.form.get(UNSAID) == "oui",
    )


def _chosen(form: Form, calls: list[CallView]) -> CallView | None:
    """The call of the form, or the only one there is when the form was not sent yet."""
    if len(calls) == 1 and not form.values.get("call") and not request.form:
        return calls[0]
    return next((one for one in calls if one.slug == form.values.get("call")), None)


def _ask_more(calls: list[CallView]) -> bool:
    return len(calls) > 1 and bool(fields.asked_by_each(one.id for one in calls))
