"""When the questionnaires of a call may be answered: asked here and nowhere else."""

from collections.abc import Iterable
from datetime import datetime

from beffroi.contributions import rules
from beffroi.contributions.models import Call
from beffroi.contributions.questionnaires.views import OfCall
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.services.phases import is_open, phases_by_call
from beffroi.core.clock import now


def takes_answers(call: Call) -> bool:
    """While a phase of the call that opens them lasts."""
    return is_open(Act.ANSWER, call.id)


def of_calls(calls: Iterable[Call]) -> list[OfCall]:
    """Calls in brief, with when their questionnaires are answered; one statement for all."""
    found = list(calls)
    phases = phases_by_call(call.id for call in found)
    return [_of_call(call, phases.get(call.id, ())) for call in found]


def of_call(call: Call) -> OfCall:
    """The same of one."""
    return of_calls([call])[0]


def _of_call(call: Call, phases: Iterable[Period]) -> OfCall:
    periods = [one for one in phases if Act.ANSWER in one.acts]
    moment = now()
    until: datetime | None = max((one.closes_at for one in periods), default=None)
    return OfCall(
        slug=call.slug,
        title=call.title,
        contract_slug=call.contract_slug,
        closes_at=call.closes_at,
        answers_until=until,
        is_answered=Act.ANSWER in rules.open_acts(periods, moment),
        is_over=until is not None and until <= moment,
    )
