"""The list of the inbox with its filters and its act on many, and one idea."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from beffroi.contributions import presenting
from beffroi.contributions import services as contributions
from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.labels import ACTS, ASSIGNED
from beffroi.contributions.inbox.policies import SORT
from beffroi.contributions.inbox.proposals import InboxFilters
from beffroi.contributions.inbox.schemas import STATES
from beffroi.contributions.inbox.views import InboxList, TagView
from beffroi.contributions.labels import STAGES, VISIBILITIES
from beffroi.contributions.pages.reading import Group
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _
from beffroi.core.pages import Form, PageBlueprint, render
from beffroi.core.policy import guarded
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.text import is_clean
from beffroi.territories import services as territories

HERE = "/administration/idees"
PARAMETERS = ("q", "appel", "etat", "confiee", "etiquette", "retard", "objection")
LONGEST = 120

blueprint = PageBlueprint("inbox", __name__)


@blueprint.get(HERE)
@guarded(SORT)
def show_inbox() -> Response:
    """The ideas of one's places, filtered, searched, page by page."""
    return inbox_page(request.args)


@blueprint.get(f"{HERE}/<uuid:idea_id>")
@guarded(SORT)
def show_idea(idea_id: uuid.UUID) -> Response:
    """One idea, with what the staff noted."""
    return idea_page(idea_id)


def inbox_page(given: Mapping[str, str], form: Form | None = None) -> Response:
    """The list, also when the act asked on many is to be corrected."""
    actor, asked = current_actor(), asked_of(given)
    cursor = given.get("apres") or None
    found = services.list_inbox(actor, filters_asked(asked), cursor)
    tags = services.list_tags(actor)
    groups = _groups(asked, tags)
    return render(
        "contributions/inbox/list.html",
        status=200 if form is None or form.is_valid else Invalid.status,
        section="me",
        asked=asked,
        groups=groups,
        active=_active(groups, asked),
        found=found,
        lines=_lines(found),
        form=form or Form(),
        acts=list(ACTS.items()),
        tags=[tag.label for tag in tags],
        colleagues=[(one.id, one.name) for one in services.colleagues_of(actor)],
        stages=list(STAGES.items()),
        structures=[(s.slug, s.name) for s in territories.structures().values()],
        next_url=_url(asked, apres=found.next_cursor) if found.next_cursor else "",
        first_url=_url(asked) if cursor else "",
    )


def idea_page(idea_id: uuid.UUID, **forms: Form) -> Response:
    """One idea, also when a form on it is to be corrected."""
    view = services.inbox_idea(current_actor(), idea_id)
    shown = {name: forms.get(name, Form()) for name in ("assignee", "tag", "note", "objection")}
    return render(
        "contributions/inbox/idea.html",
        status=200 if all(form.is_valid for form in forms.values()) else Invalid.status,
        section="me",
        idea=view,
        state=presenting.state(view),
        tags=[tag.label for tag in services.list_tags(current_actor())],
        colleagues=[(one.id, one.name) for one in view.colleagues],
        **shown,
    )


def asked_of(given: Mapping[str, str]) -> dict[str, str]:
    """The filters asked, by their names on the page."""
    cut = {name: given.get(name, "").strip()[:LONGEST] for name in PARAMETERS}
    return {name: value if is_clean(value) else "" for name, value in cut.items()}


def filters_asked(asked: dict[str, str]) -> InboxFilters:
    """The same as the service takes them; NotFound for what no list offers."""
    if asked["etat"] not in {"", *STATES} or asked["confiee"] not in {"", *ASSIGNED}:
        raise NotFound
    return InboxFilters(
        call_slug=asked["appel"] or None,
        state=asked["etat"] or None,
        assigned=asked["confiee"] or None,
        tag_id=_id(asked["etiquette"]),
        query=asked["q"] or None,
        overdue=True if asked["retard"] else None,
        contested=True if asked["objection"] else None,
    )


def _id(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written) if written else None
    except ValueError as error:
        raise NotFound from error


def _groups(asked: dict[str, str], tags: list[TagView]) -> list[Group]:
    states = STAGES | VISIBILITIES
    calls, named = contributions.call_titles(), [(str(tag.id), tag.label) for tag in tags]
    return [
        _group("etat", _("Où elle en est"), [(code, states[code]) for code in STATES], asked),
        _group("confiee", _("Confiée"), list(ASSIGNED.items()), asked),
        _group("etiquette", _("Étiquette"), named, asked),
        _group("retard", _("Réponse"), [("oui", _("En retard"))], asked),
        _group("objection", _("Partage"), [("oui", _("Contesté par son auteur"))], asked),
        _group("appel", _("Appel à idées"), calls, asked),
    ]


def _group(name: str, label: str, choices: list[Any], asked: dict[str, str]) -> Group:
    return Group(name, label, [("", _("Tous")), *choices], asked[name])


def _active(groups: list[Group], asked: dict[str, str]) -> list[tuple[str, str]]:
    """The filters chosen, each with the address of the list without it."""
    return [
        (str(dict(group.options).get(group.value, group.value)), _url(asked | {group.name: ""}))
        for group in groups
        if group.value
    ]


def _lines(found: InboxList) -> list[tuple[Any, presenting.State]]:
    return [(line, presenting.state(line)) for line in found.items]


def _url(asked: dict[str, str], **more: str | None) -> str:
    given = {name: value for name, value in (asked | more).items() if value}
    return f"{HERE}?{urlencode(given)}" if given else HERE
