"""A relay's desk: noting a support or a proof for somebody, and what was noted so far."""

import uuid
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from beffroi.contributions import services as contributions
from beffroi.contributions.assisted import assistance_of
from beffroi.contributions.pages.relay_forms import (
    LONGEST_QUERY,
    SLOWLY,
    blank,
    carried,
    form_page,
    noted,
    page,
)
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.schemas.assisted import (
    AssistedCheckFormSchema,
    AssistedSupportFormSchema,
)
from beffroi.contributions.services import assisted as services
from beffroi.contributions.services.assisted import IdeaChoice
from beffroi.core.actor import current_actor
from beffroi.core.limits import at_most
from beffroi.core.pages import Form, PageBlueprint, load_form
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid
from beffroi.core.text import is_clean
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


@blueprint.get("/soutien")
@guarded(RECORD_FOR_OTHERS)
def support() -> Response:
    """First the idea, found by its words or its address; then the person who supports it."""
    chosen = request.args.get("idee", type=uuid.UUID)
    return _support_page(blank(), chosen) if chosen else _choose_page()


@blueprint.post("/soutien")
@at_most(SLOWLY)
@guarded(RECORD_FOR_OTHERS)
def note_support() -> BaseResponse:
    """Note it and go to its receipt."""
    form = load_form(AssistedSupportFormSchema())

    def record() -> AssistedAct:
        given = assistance_of(form.data, form.data["entry"])
        return services.record_support(current_actor(), given, form.data["idea"])

    chosen = request.form.get("idea", type=uuid.UUID)
    return noted(form, record, lambda wrong, status: _support_page(wrong, chosen, status))


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


def _support_page(form: Form, idea_id: uuid.UUID | None, status: int = 200) -> Response:
    """An idea that takes no support is not kept on the page: another is to be chosen."""
    chosen = services.choices_of([idea_id]) if idea_id else []
    if not chosen:
        return _choose_page(status=Invalid.status)
    return form_page("support", form, status, idea=chosen[0])


def _choose_page(status: int = 200) -> Response:
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    query = query if is_clean(query) else ""
    found = _found(query) if query else services.ideas_for(current_actor(), 15)
    return page("choose", status=status, query=query, ideas=found, carried=carried())


def _found(query: str) -> list[IdeaChoice]:
    """By its address or its number, else by its words."""
    try:
        return services.choices_of([uuid.UUID(query.rstrip("/").rpartition("/")[2])])
    except ValueError:
        ideas = contributions.list_ideas(current_actor(), IdeaFilters(query=query))
        return services.choices_of([idea.id for idea in ideas.items])


def _check_page(form: Form, status: int = 200) -> Response:
    return form_page("check", form, status)


def _pager(name: str, acts: assisted_acts.ActList) -> dict[str, Any]:
    here = f"/relais/{name}"
    following = f"{here}?apres={acts.next_cursor}" if acts.next_cursor else ""
    return {"next_url": following, "first_url": here if request.args.get("apres") else ""}
