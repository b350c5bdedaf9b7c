"""A relay's desk: noting a proof for somebody, and what was noted so far."""

from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions.assisted import assistance_of
from beffroi.contributions.pages.relay_forms import (
    SLOWLY,
    blank,
    form_page,
    noted,
    page,
)
from beffroi.contributions.schemas.assisted import (
    AssistedCheckFormSchema,
)
from beffroi.contributions.services import assisted as services
from beffroi.core.actor import current_actor
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form
from beffroi.core.policy import guarded
from beffroi.identity.models import AssistedAct
from beffroi.identity.policies import OVERSEE_RELAYS, RECORD_FOR_OTHERS, SEE_ASSISTED
from beffroi.identity.services import assistance, assisted_acts, oversight

blueprint = PageBlueprint("relay", __name__, url_prefix="/relais")


@blueprint.get("")
@guarded(SEE_ASSISTED)
def home() -> Response:
    """What was noted today, how much is left, and the ways."""
    relay = current_actor()
    done = assistance.recorded_today(relay)
    cap = assistance.daily_cap()
    recent = assisted_acts.journal_of(relay, None, 5)
    return page(
        "home", done=done, cap=cap, recent=recent.items, titles=services.titles_for(recent.items)
    )


@blueprint.get("/preuve")
@guarded(RECORD_FOR_OTHERS)
def check() -> Response:
    """What was seen of somebody who has no device."""
    return _check_page(blank())


@blueprint.post("/preuve")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_check() -> BaseResponse:
    """Note it and go to its receipt."""
    form = load_form(AssistedCheckFormSchema())

    def record() -> AssistedAct:
        seen = form.data["seen"]
        ages = [int(what) for what in seen if what != "home"]
        given = assistance_of(form.data, form.data["entry"])
        return services.record_check(
            current_actor(), given, lives_there="home" in seen, threshold=max(ages, default=None)
        )

    return noted(form, record, _check_page)


@blueprint.get("/journal")
@guarded(SEE_ASSISTED)
def journal() -> Response:
    """All that one noted, the last first."""
    found = assisted_acts.journal_of(current_actor(), request.args.get("apres") or None)
    return page(
        "journal", acts=found, titles=services.titles_for(found.items), **_pager("journal", found)
    )


@blueprint.get("/territoire")
@guarded(OVERSEE_RELAYS)
def territory() -> Response:
    """What relays noted where one is staff: counts, and the journal."""
    actor = current_actor()
    found = oversight.journal_of_territory(actor, request.args.get("apres") or None)
    titles = services.titles_for(found.items, is_ours=False)
    counts = oversight.counts_by_relay(actor)
    return page(
        "territory", acts=found, titles=titles, counts=counts, **_pager("territoire", found)
    )


def _check_page(form: Form, status: int = 200) -> Response:
    return form_page("check", form, status)


def _pager(name: str, acts: assisted_acts.ActList) -> dict[str, Any]:
    here = f"/relais/{name}"
    following = f"{here}?apres={acts.next_cursor}" if acts.next_cursor else ""
    return {"next_url": following, "first_url": here if request.args.get("apres") else ""}
