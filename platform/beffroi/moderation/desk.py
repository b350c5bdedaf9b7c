"""The moderator's desk in words: lines of the queue, findings, decisions, choices of the forms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from beffroi.core.clock import now
from beffroi.core.i18n import LazyString, _, delay, lazy
from beffroi.moderation.kinds import kinds
from beffroi.moderation.labels import words_of
from beffroi.moderation.outcomes import ASK_CHANGE, PUBLISH, REFUSE
from beffroi.moderation.reasons import REASONS, ready_words
from beffroi.moderation.rules import Span, laid_over
from beffroi.moderation.views import CaseFile, DecisionView, Queue, QueueFilters, QueueLine
from beffroi.territories.services import neighbourhoods, structures, structures_for

SOON = timedelta(hours=12)
TITLE = "title"
PARTS: dict[str, LazyString | str] = {
    "body": "",
    "photo-1": lazy("Description de la photo 1"),
    "photo-2": lazy("Description de la photo 2"),
    "photo-3": lazy("Description de la photo 3"),
}
DECIDED: dict[str, LazyString] = {
    PUBLISH: lazy("Publié"),
    ASK_CHANGE: lazy("Modification demandée"),
    REFUSE: lazy("Refusé"),
}
DONE: dict[str, LazyString] = {
    PUBLISH: lazy("C’est publié. Nous prévenons la personne qui l’a écrit."),
    ASK_CHANGE: lazy("La demande de modification part vers la personne qui a écrit."),
    REFUSE: lazy("C’est refusé. Vos explications partent vers la personne qui a écrit."),
}


@dataclass(frozen=True)
class DeskLine:
    """A line of the queue as the page shows it."""

    url: str
    title: str
    place: str
    due: str
    tone: str
    reasons: tuple[str, ...]
    current: bool


@dataclass(frozen=True)
class ReadyReason:
    """A reason to choose, and the sentence that goes with it."""

    code: str
    label: str
    words: str


def query_of(filters: QueueFilters, **more: str | None) -> str:
    """The filters as the end of an address, so that they follow from case to case."""
    chosen = {
        "quartier": filters.neighbourhood_slug,
        "type": filters.kind,
        "retard": "oui" if filters.overdue else None,
        **more,
    }
    kept = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def lines(queue: Queue, filters: QueueFilters, current: CaseFile | None = None) -> list[DeskLine]:
    """The queue, with the open case marked."""
    opened = current.id if current else None
    return [
        DeskLine(
            url=f"/moderation/{line.id}{query_of(filters)}",
            title=line.heading or str(line.kind_label),
            place=f"{line.kind_label} · {line.place}",
            due=delay(line.due_at),
            tone=tone(line.due_at),
            reasons=_found(line),
            current=line.id == opened,
        )
        for line in queue.items
    ]


def tone(due_at: datetime) -> str:
    """How pressing: late, soon, or in good time."""
    left = due_at - now()
    if left < timedelta(0):
        return "brick"
    return "ochre" if left < SOON else "plain"


def findings(case: CaseFile) -> list[tuple[str, str, str]]:
    """What was found, once each, in words and with its reason."""
    labels = dict.fromkeys(finding.label for finding in case.findings)
    found = [words_of(label) for label in labels]
    return [("ochre", str(words.name), str(words.why)) for words in found]


def marked(case: CaseFile) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each part below the title, cut where something was found: (name, [(text, what it is)])."""
    return [
        (_part_label(case, name), laid_over(text, _spans(case, name)))
        for name, text in case.subject.parts.items()
        if name != TITLE
    ]


def _part_label(case: CaseFile, name: str) -> str:
    return case.subject.labels.get(name) or str(PARTS.get(name, name))


def title(case: CaseFile) -> list[tuple[str, str]]:
    """The title, cut likewise; a text without one goes by its kind."""
    text = case.subject.parts.get(TITLE)
    return laid_over(text, _spans(case, TITLE)) if text else [(str(case.kind_label), "")]


def suggested_reason(case: CaseFile) -> str:
    """The reason the findings point to, personal data first; a person may choose another."""
    pointed = [finding.reason for finding in case.findings if finding.reason in REASONS]
    return min(pointed, key=list(REASONS).index, default="")


def reasons_for(case: CaseFile, outcome: str) -> list[ReadyReason]:
    """The reasons, each with its ready sentence in the language of the text."""
    language = case.subject.language
    return [
        ReadyReason(code, str(reason.label), ready_words(code, outcome, language))
        for code, reason in REASONS.items()
    ]


def told(made: DecisionView) -> list[tuple[str, str]]:
    """What the author was told: why, in which words, where to go."""
    structure = structures().get(made.structure_slug or "")
    rows = [
        (_("Motif"), str(REASONS[made.reason_code].label) if made.reason_code else ""),
        (_("Mots à la personne"), made.words),
        (_("Orientation"), structure.name if structure else ""),
    ]
    return [(name, value) for name, value in rows if value]


def structures_of(case: CaseFile) -> list[tuple[str, str]]:
    """Where the person can be oriented."""
    return [(s.slug, s.name) for s in structures_for(case.subject.contract_slug)]


def places() -> list[tuple[str, str]]:
    """Neighbourhoods, for the filter."""
    return [(place.slug, place.name) for place in neighbourhoods().values()]


def kind_names() -> list[tuple[str, str]]:
    """Kinds of text, for the filter."""
    return [(name, str(known.label)) for name, known in kinds().items()]


def _spans(case: CaseFile, part: str) -> list[Span]:
    return [
        Span(found.start, found.end, str(words_of(found.label).name))
        for found in case.findings
        if found.part == part
    ]


def _found(line: QueueLine) -> tuple[str, ...]:
    return tuple(str(words_of(label).name) for label in line.found)
