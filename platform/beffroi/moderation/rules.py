"""What a decision needs, by when it is due, and how findings are laid over a text: all pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from beffroi.moderation.outcomes import ASK_CHANGE, PUBLISH, REFUSE

Need = Literal["none", "optional", "wanted"]
Fault = Literal["missing", "not_wanted"]


@dataclass(frozen=True)
class Needs:
    """What goes with an outcome."""

    reason_code: Need
    words: Need
    structure: Need


NEEDS = {
    PUBLISH: Needs(reason_code="none", words="none", structure="none"),
    ASK_CHANGE: Needs(reason_code="wanted", words="wanted", structure="none"),
    REFUSE: Needs(reason_code="wanted", words="wanted", structure="optional"),
}


@dataclass(frozen=True)
class Span:
    """A passage of a text, from `start` up to `end`, and why it was marked."""

    start: int
    end: int
    why: str


def needs_of(outcome: str, *, orients: bool) -> Needs:
    """What goes with this outcome; a kind that orients wants a structure with a refusal."""
    needs = NEEDS[outcome]
    if orients and needs.structure == "optional":
        return Needs(needs.reason_code, needs.words, "wanted")
    return needs


def faults(needs: Needs, given: dict[str, bool]) -> dict[str, Fault]:
    """What is missing or too much, by field."""
    found: dict[str, Fault] = {}
    for name, is_given in given.items():
        need: Need = getattr(needs, name)
        if need == "wanted" and not is_given:
            found[name] = "missing"
        if need == "none" and is_given:
            found[name] = "not_wanted"
    return found


def due_at(opened_at: datetime, decision_hours: int, *, exposes_somebody: bool) -> datetime:
    """When a decision is due; personal data on show leave half the time."""
    hours = decision_hours / 2 if exposes_somebody else decision_hours
    return opened_at + timedelta(hours=hours)


def laid_over(text: str, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """The text in pieces, each with why it is marked or with nothing; joined, they are it."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for span in _merged(len(text), spans):
        if span.start > at:
            pieces.append((text[at : span.start], ""))
        pieces.append((text[span.start : span.end], span.why))
        at = span.end
    if at < len(text):
        pieces.append((text[at:], ""))
    return pieces


def _merged(length: int, spans: Iterable[Span]) -> list[Span]:
    """Spans within the text, in order; those that overlap become one with all their reasons."""
    merged: list[Span] = []
    inside = (s for s in spans if 0 <= s.start < s.end <= length)
    for span in sorted(inside, key=lambda s: (s.start, s.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = _joined(merged[-1], span)
        else:
            merged.append(span)
    return merged


def _joined(first: Span, second: Span) -> Span:
    known = second.why in first.why.split(" ; ")
    why = first.why if known else f"{first.why} ; {second.why}"
    return Span(first.start, max(first.end, second.end), why)
