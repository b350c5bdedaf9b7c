"""When a call lets people act, in words: what is open now, until when, and what comes next."""

from collections.abc import Iterable
from datetime import datetime

import flask_babel
from babel.lists import format_list

from beffroi.contributions.labels import ACTS
from beffroi.contributions.presenting import Step
from beffroi.contributions.rules import Act, Period, stretches
from beffroi.contributions.views import CallView, Timed
from beffroi.core.i18n import _, day

ON_AN_IDEA = (Act.SUPPORT, Act.COMMENT)


def acts_in_words(acts: Iterable[Act]) -> str:
    """ "proposer une idée, commenter les idées et soutenir des idées"."""
    asked = set(acts)
    words = [str(ACTS[act]) for act in Act if act in asked]
    return format_list(words, locale=flask_babel.get_locale() or "fr") if words else ""


def sentences(call: Timed, acts: Iterable[Act] = Act) -> list[str]:
    """What of these acts is open now and until when, then what opens next; nothing once over."""
    ahead = [one for one in stretches(call.phases, acts) if one.closes_at > call.moment]
    now = [one for one in ahead if one.holds(call.moment)]
    following = [one for one in ahead if one not in now][:1]
    said = [_now(one) for one in now] or ([_("Rien n’est ouvert en ce moment.")] if ahead else [])
    return said + [_next(one) for one in following]


def decision_step(call: CallView) -> Step:
    """The last step of a call: the day promised, or that of the decision."""
    day_of = _("au plus tard le %(day)s", day=day(call.decided_by))
    if call.is_concluded:
        return Step(_("Décision publiée"), "done")
    if call.is_overdue:
        return Step(_("Décision en retard"), "now", day_of)
    return Step(_("Décision"), "next", day_of)


def steps(call: Timed) -> list[Step]:
    """Each phase with its dates, where it stands, and what is done in it."""
    return [_step(one, call.moment) for one in call.phases]


def still_open(call: Timed) -> list[tuple[str, str]]:
    """The phases that are not over, to choose one from: its place, and its name or its dates."""
    return [
        (str(place), f"{step.label} ({step.date})")
        for place, (one, step) in enumerate(zip(call.phases, steps(call), strict=True))
        if one.closes_at > call.moment
    ]


def _now(one: Period) -> str:
    return _(
        "En ce moment, vous pouvez %(acts)s, jusqu’au %(day)s.",
        acts=acts_in_words(one.acts),
        day=day(one.closes_at),
    )


def _next(one: Period) -> str:
    return _(
        "Ensuite, du %(start)s au %(end)s, vous pourrez %(acts)s.",
        start=day(one.opens_at),
        end=day(one.closes_at),
        acts=acts_in_words(one.acts),
    )


def _step(one: Period, moment: datetime) -> Step:
    state = "now" if one.holds(moment) else "next" if moment < one.opens_at else "done"
    dates = _("du %(start)s au %(end)s", start=day(one.opens_at), end=day(one.closes_at))
    said = "" if state == "done" else _("On peut %(acts)s.", acts=acts_in_words(one.acts))
    return Step(one.title or _("Participation"), state, dates, "", said)
