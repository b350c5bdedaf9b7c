"""Reading: a call, the list of ideas with its filters, an idea, one's own ideas."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from flask import Response, request

from beffroi.contributions import call_parts, call_words, presenting, services, timetable, tones
from beffroi.contributions import story as telling
from beffroi.contributions.debate import debate_of
from beffroi.contributions.labels import AWAITED, STAGES
from beffroi.contributions.policies import LIST_DRAFTS, LIST_OWN, READ
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.ages import AgeStanding
from beffroi.contributions.views import CallView, DraftView, IdeaList, IdeaView
from beffroi.core import search
from beffroi.core.actor import current_actor
from beffroi.core.i18n import _, language, ngettext, number
from beffroi.core.pages import Form, PageBlueprint, render, shared
from beffroi.core.policy import allows, guarded
from beffroi.core.problems import NotFound
from beffroi.core.recent import recent
from beffroi.core.text import is_clean
from beffroi.correspondence import services as correspondence
from beffroi.territories import services as territories

blueprint = PageBlueprint("ideas", __name__)

SUITES: dict[str, Literal["answer", "news"]] = {"retard": "answer", "silence": "news"}
ORDERS = {"recentes": "recent", "soutiens": "supports"}
PARAMETERS = ("q", "appel", "quartier", "theme", "statut", "suite", "tri")
LONGEST = 120


@dataclass(frozen=True)
class Group:
    """One list of the filters."""

    name: str
    label: str
    options: list[tuple[str, Any]]
    value: str


@blueprint.get("/appels/<slug:slug>")
@guarded(READ)
def call(slug: str) -> Response:
    """A call with its clarity sheet and the ideas it received last."""
    view = services.call_page(slug)
    ideas = services.latest_ideas(current_actor(), IdeaFilters(call_slug=slug), 4)
    return shared(
        render(
            "contributions/call.html",
            call=view,
            clarity=presenting.clarity(view),
            words=tones.words(view.tone, view.level_rules.gives),
            standing=_standing(view),
            parts=call_parts.parts_of(current_actor(), view.id),
            conclusion=services.final_conclusion(view.id) if view.is_concluded else None,
            when=timetable.sentences(view),
            steps=[*timetable.steps(view), timetable.decision_step(view)],
            ideas=[presenting.card(idea) for idea in ideas],
            total=view.idea_count,
            changes=call_words.changes(services.changes_of(view.id)) if view.has_changed else [],
        )
    )


@blueprint.get("/idees")
@guarded(READ)
def ideas() -> Response:
    """The public ideas, filtered, ordered, searched, page by page."""
    asked = {name: _parameter(name) for name in PARAMETERS}
    groups = _groups(asked)
    cursor = request.args.get("apres") or None
    found = services.list_ideas(current_actor(), _filters(asked), cursor)
    near = _near(asked["q"]) if asked["q"] and not found.items else []
    return shared(
        render(
            "contributions/list.html",
            section="ideas",
            asked=asked,
            groups=groups,
            active=_active(groups, asked),
            ideas=[presenting.card(idea) for idea in found.items],
            count_text=_count_text(found),
            near=near,
            next_url=_url(asked, apres=found.next_cursor) if found.next_cursor else "",
            first_url=_url(asked) if cursor else "",
        )
    )


@blueprint.get("/idees/<uuid:idea_id>")
@guarded(READ)
def idea(idea_id: uuid.UUID) -> Response:
    """An idea, its supports, its answer, its comments."""
    return shared(idea_page(services.idea_page(current_actor(), idea_id)))


@blueprint.get("/moi/idees")
@guarded(LIST_OWN)
def mine() -> Response:
    """What one proposed, whatever became of it."""
    cursor = request.args.get("apres") or None
    found = services.my_ideas(current_actor(), cursor)
    return render(
        "contributions/mine.html",
        section="me",
        drafts=_drafts() if not cursor else [],
        comments=services.my_comments(current_actor()) if not cursor else [],
        ideas=[presenting.card(idea, own=True) for idea in found.items],
        total=found.total,
        next_url=f"/moi/idees?{urlencode({'apres': found.next_cursor})}"
        if found.next_cursor
        else "",
        first_url="/moi/idees" if cursor else "",
    )


def _drafts() -> list[DraftView]:
    """A program that lists one's ideas does not see what was not sent, unless it was lent that."""
    actor = current_actor()
    return services.my_drafts(actor) if allows(actor, LIST_DRAFTS) else []


def _standing(call: CallView) -> AgeStanding | None:
    """For somebody known, in a call for an age band."""
    actor = current_actor()
    return services.age_standing(actor, call.slug) if call.is_young and actor.takes_part else None


def idea_page(
    view: IdeaView,
    status: int = 200,
    **forms: Form,
) -> Response:
    """The page of an idea, also when a form on it is to be corrected."""
    history = services.history_of(current_actor(), view.id)
    return render(
        "contributions/idea.html",
        status=status,
        section="ideas",
        idea=view,
        state=presenting.state(view),
        words=tones.words(view.tone),
        asked=presenting.asked_in_words(view.asks),
        when=timetable.sentences(view.call, timetable.ON_AN_IDEA),
        debate=debate_of(view, request.args),
        form=Form(),
        steps=telling.timeline(view, history),
        stage_form=forms.get("stage_form", Form()),
        stages=[(stage, str(STAGES[stage])) for stage in view.may.stages],
        structures=[(s.slug, s.name) for s in territories.structures_for(view.contract.slug)],
        story=telling.story(history),
        label_of=telling.step_label,
        is_awaited=any(step.is_awaited for step in history),
        may_ask=view.may.ask,
        offices=correspondence.offices_asked(view.contract.slug) if view.may.ask else [],
        ask_form=forms.get("ask_form", Form()),
        forward_form=forms.get("forward_form", Form()),
        destinations=telling.destinations(history) if view.may.stages else [],
    )


def _parameter(name: str) -> str:
    """What was asked; a text that no honest person types asks for nothing."""
    value = request.args.get(name, "").strip()[:LONGEST]
    return value if is_clean(value) else ""


def _filters(asked: dict[str, str]) -> IdeaFilters:
    stage = asked["statut"] or None
    if stage is not None and stage not in STAGES:
        raise NotFound
    if asked["suite"] and asked["suite"] not in SUITES:
        raise NotFound
    return IdeaFilters(
        neighbourhood_slug=asked["quartier"] or None,
        theme_slug=asked["theme"] or None,
        call_slug=asked["appel"] or None,
        stage=stage,
        awaiting=SUITES.get(asked["suite"]),
        query=asked["q"] or None,
        order="supports" if asked["tri"] == "soutiens" else "recent",
    )


def _groups(asked: dict[str, str]) -> list[Group]:
    anywhere, any_theme, any_stage = ("", _("Tous")), ("", _("Tous")), ("", _("Tous"))
    places = [(p.slug, p.name) for p in territories.neighbourhoods().values()]
    return [
        Group("quartier", _("Quartier"), [anywhere, *places], asked["quartier"]),
        Group("theme", _("Sujet"), [any_theme, *_themes()], asked["theme"]),
        Group("statut", _("Où elle en est"), [any_stage, *STAGES.items()], asked["statut"]),
        Group("suite", _("Suite donnée"), [any_stage, *AWAITED.items()], asked["suite"]),
        Group("appel", _("Appel à idées"), [any_stage, *_calls()], asked["appel"]),
        Group("tri", _("Dans quel ordre"), _orders(), asked["tri"] or "recentes"),
    ]


def _count_text(found: IdeaList) -> str:
    if found.at_least:
        return _("Plus de %(num)s idées", num=number(found.total))
    return ngettext("%(num)s idée", "%(num)s idées", found.total)


def _calls() -> list[tuple[str, str]]:
    """The last calls."""
    return recent("call titles", services.call_titles)


def _orders() -> list[tuple[str, str]]:
    return [
        ("recentes", _("Les plus récentes d’abord")),
        ("soutiens", _("Les plus soutenues d’abord")),
    ]


def _themes() -> list[tuple[str, str]]:
    """A theme that two contracts share by name is told apart by its contract."""
    contracts = territories.contracts()
    labels = [theme.label_in(language()) for theme in territories.themes().values()]
    return [
        (
            theme.slug,
            label
            if labels.count(label) == 1
            else f"{label} ({contracts[theme.contract_slug].short_name})",
        )
        for theme, label in zip(territories.themes().values(), labels, strict=True)
    ]


def _active(groups: list[Group], asked: dict[str, str]) -> list[tuple[str, str]]:
    """The filters chosen, each with the address of the list without it."""
    return [
        (str(dict(group.options).get(group.value, group.value)), _url(asked | {group.name: ""}))
        for group in groups
        if group.name != "tri" and group.value
    ]


def _near(query: str) -> list[presenting.Card]:
    """What resembles the words when nothing holds them."""
    found = [near.subject_id for near in search.near("idea", query)]
    return [presenting.card(idea) for idea in services.ideas_by_id(current_actor(), found)]


def _url(asked: dict[str, str], **more: str | None) -> str:
    given = {name: value for name, value in (asked | more).items() if value}
    return f"/idees?{urlencode(given)}" if given else "/idees"
