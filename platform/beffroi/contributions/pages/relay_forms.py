"""What the forms of a relay have in common: who is helped and where, the receipt, what stays."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.question_forms import name_of
from beffroi.core.actor import current_actor
from beffroi.core.clock import today
from beffroi.core.i18n import language
from beffroi.core.pages import Form, render, see_other
from beffroi.core.problems import Conflict, Invalid, PreconditionFailed, Problem, TooMany
from beffroi.core.text import is_clean
from beffroi.identity import consent
from beffroi.identity.models import AssistedAct
from beffroi.identity.services import assistance

TOLD = (Conflict, TooMany, PreconditionFailed)
SLOWLY = "60 per minute"
LONGEST_QUERY = 120
CARRIED = ("quartier", "lieu", "appel")


def noted(
    form: Form, record: Callable[[], AssistedAct], again: Callable[[Form, int], Response]
) -> BaseResponse:
    """To the receipt; `again` shows the form as it was typed when it cannot be noted now."""
    status = Invalid.status
    if form.is_valid:
        try:
            return see_other(f"/relais/recu/{record().id}")
        except Invalid as invalid:
            form.errors = {_field(name): list(texts) for name, texts in invalid.errors.items()}
        except TOLD as problem:
            form.errors, status = {"_schema": [_told(problem)]}, problem.status
    return again(form, status)


def form_page(
    name: str, form: Form, status: int, *, yes: consent.Consent = consent.CURRENT, **context: Any
) -> Response:
    """A form for somebody: the yes to read, where and when, for whom, how many are left."""
    relay = current_actor()
    return page(
        name,
        status=status,
        form=form,
        places=[(p.slug, p.name) for p in assistance.neighbourhoods_of(relay)],
        consent=yes,
        sentences=yes.sentences(language()),
        today=today().isoformat(),
        entry=form.values.get("entry") or str(uuid.uuid4()),
        left=assistance.left_today(relay),
        **context,
    )


def page(name: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the relay's desk."""
    return render(f"relay/{name}.html", status=status, section="relay", **context)


def blank() -> Form:
    """The place, the neighbourhood and the call of the entry before, as the receipt leads back."""
    given = carried()
    values = {"neighbourhood": given["quartier"], "place": given["lieu"], "call": given["appel"]}
    return Form(values=values)


def carried() -> dict[str, str]:
    """Where one stands, kept from one entry to the next."""
    given = {name: request.args.get(name, "")[:LONGEST_QUERY] for name in CARRIED}
    return {name: value if is_clean(value) else "" for name, value in given.items()}


def _field(name: str) -> str:
    """The field on the page of what the services name: `fields.q1` is `q-q1`."""
    kind, dot, question = name.partition(".")
    return name_of(question) if dot and kind in {"fields", "answers"} else name


def _told(problem: Problem) -> str:
    return f"{problem.title}. {problem.detail}"
