"""The life of an idea as a page tells it: what happened, where it stands, what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from beffroi.contributions.labels import COMPANY, DESTINATIONS, STAGES
from beffroi.contributions.presenting import Step
from beffroi.contributions.views import HistoryStep, IdeaView
from beffroi.core.i18n import LazyString, _, day, lazy, whole_day

Steps = Sequence[HistoryStep]

_PATH = ("open", "studied", "kept", "under_way", "done")
_ENDS = {"not_kept": "end", "oriented": "end", "done": "done"}
_NEXT_WORDS: dict[str, LazyString] = {
    "studied": lazy("Les services regardent si c’est faisable."),
    "kept": lazy("Une décision est prise, avec ses raisons."),
}


@dataclass(frozen=True)
class Story:
    """The answer of today, and all those before it, the last one first."""

    current: HistoryStep | None
    before: list[HistoryStep]


def timeline(idea: IdeaView, history: Steps = ()) -> list[Step]:
    """Each step with its date and its office, then what is still to come."""
    steps = [_dated(_("Envoyée"), "done", idea.submitted_at)]
    if idea.successor is not None:
        return [*steps, *_until_the_end(idea, history)]
    if idea.published_at is None:
        return [*steps, Step(idea.state_label, "now")]
    past = _past(idea, history)
    is_last = idea.stage == "open" and all(step.state != "now" for step in past)
    steps.append(_dated(_("Publiée"), "now" if is_last else "done", idea.published_at))
    return [*steps, *past, *_to_come(idea)]


def story(history: Steps) -> Story:
    """What stands beside the text: nothing that was once answered goes out of sight."""
    said = [step for step in history if step.kind in {"moved", "forwarded"}]
    current = next((step for step in reversed(said) if step.kind == "moved"), None)
    before = [step for step in reversed(said) if step is not current and step.answer]
    return Story(current, before)


def destinations(history: Steps) -> list[tuple[str, str]]:
    """What an idea may still be proposed to become."""
    done = {step.forwarded_to for step in history}
    return [(name, str(label)) for name, label in DESTINATIONS.items() if name not in done]


def step_label(step: HistoryStep) -> str:
    """What happened there, in words."""
    if step.kind == "asked":
        return _("Réponse demandée")
    if step.company is not None:
        return str(COMPANY[step.company])
    if step.forwarded_to is not None:
        return _("Proposée pour : %(where)s", where=DESTINATIONS[step.forwarded_to])
    return _("Réponse corrigée") if step.puts_right else str(STAGES[step.stage or "open"])


def _until_the_end(idea: IdeaView, history: Steps) -> list[Step]:
    """Of an idea that stands alone no more: what it became is told last, and links to it."""
    is_moved = any(step.kind == "moved" for step in history)
    unrecorded = [] if is_moved or idea.stage == "open" else [Step(STAGES[idea.stage], "done")]
    told = [_told(step, "done") for step in history]
    if history and history[-1].company is not None:
        told[-1] = replace(told[-1], state="end")
    else:  # what it became is public no more, and not named
        told.append(Step(idea.state_label, "end"))
    return [Step(_("Publiée"), "done"), *unrecorded, *told]


def _past(idea: IdeaView, history: Steps) -> list[Step]:
    """What came in without its steps, from elsewhere, has the stage where it stands."""
    moves = [step for step in history if step.kind == "moved"]
    if not moves:
        unrecorded = [] if idea.stage == "open" else [_standing(idea)]
        asked = [_told(step, "now" if step.is_awaited else "done") for step in history]
        return [*unrecorded, *asked]
    last = moves[-1]
    here = _ENDS.get(idea.stage, "now")
    return [_told(step, here if step is last else "done") for step in history]


def _standing(idea: IdeaView) -> Step:
    return Step(STAGES[idea.stage], _ENDS.get(idea.stage, "now"))


def _told(step: HistoryStep, state: str) -> Step:
    why = step.answer if step.company else ""
    text = " ".join(filter(None, (_by(step), _awaited(step), _what_follows(step), why)))
    links = tuple((one.title, one.url) for one in step.ideas)
    return Step(step_label(step), state, day(step.at), step.at.isoformat(), text, links)


def _by(step: HistoryStep) -> str:
    if step.office is None:
        return ""
    return f"{step.office.name}, {step.office.organisation}."


def _awaited(step: HistoryStep) -> str:
    if not step.is_awaited or step.due_on is None:
        return ""
    if step.is_late:
        return _("La réponse est en retard : elle était attendue le %(day)s.", day=_of(step))
    return _("La réponse est attendue le %(day)s.", day=_of(step))


def _of(step: HistoryStep) -> str:
    return whole_day(step.due_on) if step.due_on is not None else ""


def _what_follows(step: HistoryStep) -> str:
    if not step.next_step:
        return ""
    if step.next_step_on is None:
        return _("La suite : %(step)s.", step=step.next_step)
    by = whole_day(step.next_step_on)
    return _("La suite : %(step)s, d’ici le %(day)s.", step=step.next_step, day=by)


def _to_come(idea: IdeaView) -> list[Step]:
    if idea.stage not in _PATH:
        return []
    here = _PATH.index(idea.stage)
    return [
        _next(idea, name)
        for position, name in enumerate(_PATH[1:], start=1)
        if position > here and (position == here + 1 or name == "kept")
    ]


def _next(idea: IdeaView, name: str) -> Step:
    """The decision has the day it was promised by."""
    text = str(_NEXT_WORDS.get(name, ""))
    due_on = idea.answer_due_on
    if name == "kept" and due_on is not None and idea.answered_on is None:
        promised = _("La réponse est en retard : elle était promise pour le %(day)s.")
        if not idea.is_answer_late:
            promised = _("Réponse promise au plus tard le %(day)s.")
        text = f"{text} {promised % {'day': whole_day(due_on)}}"
    return Step(STAGES[name], "next", text=text)


def _dated(label: str, which: str, moment: datetime) -> Step:
    return Step(label, which, day(moment), moment.isoformat())
