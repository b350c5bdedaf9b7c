"""Results in words and in bars; the table says all that a bar shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import format_decimal

from beffroi.contributions.questionnaires.outcomes import Choice, Outcome, Place
from beffroi.contributions.rules.questions import Kind
from beffroi.core.i18n import _, bound, ngettext, number


@dataclass(frozen=True)
class Bar:
    """A line of a table of results: its figures as texts, and the width of its bar out of 100."""

    label: str
    figures: tuple[str, ...]
    width: int


@dataclass(frozen=True)
class Table:
    """A table with a bar on each line; `head` names the figures."""

    caption: str
    head: tuple[str, ...]
    bars: tuple[Bar, ...]


def tables_of(outcome: Outcome) -> list[Table]:
    """The tables of a question: one, or one for each row of a matrix."""
    label, answered = outcome.question.label, outcome.answered or 0
    if outcome.question.kind is Kind.RANKING:
        return [_ranking(label, outcome.places)]
    if outcome.rows:
        return [_shares(row.label, row.choices, _sum(row.choices)) for row in outcome.rows]
    return [_shares(label, outcome.choices, answered)] if outcome.choices else []


def sentence(outcome: Outcome) -> str:
    """How many were asked and answered, and what it comes to."""
    answered = outcome.answered or 0
    said = [ngettext("%(num)s personne a répondu.", "%(num)s personnes ont répondu.", answered)]
    if outcome.asked is not None and outcome.asked > answered:
        asked = outcome.asked
        said.append(
            ngettext(
                "La question a été posée à %(num)s personne.",
                "La question a été posée à %(num)s personnes.",
                asked,
            )
        )
    return bound(" ".join([*said, *_of_kind(outcome)]))


def _of_kind(outcome: Outcome) -> list[str]:
    question = outcome.question
    if outcome.mean is not None and outcome.median is not None:
        return [
            _(
                "En moyenne %(mean)s, sur une échelle de %(low)s à %(high)s. La réponse du "
                "milieu est %(median)s.",
                mean=decimal(outcome.mean),
                low=question.low,
                high=question.high,
                median=decimal(outcome.median),
            )
        ]
    if question.kind is Kind.RANKING and outcome.answered:
        count = len(question.options)
        return [
            _(
                "Un premier rang vaut %(points)s points, le rang suivant un point de moins, ce "
                "qui n’est pas classé zéro. Le rang moyen ne compte que ceux qui l’ont classé.",
                points=count,
            )
        ]
    if question.kind is Kind.MULTIPLE and outcome.answered:
        return [_("Plusieurs réponses étaient possibles : le total des parts peut dépasser cent.")]
    return []


def decimal(value: Fraction) -> str:
    """One figure after the comma, as the language writes it."""
    return str(format_decimal(round(float(value), 1), format="#,##0.0"))


def shown(count: int | None) -> str:
    """A count, or that it is too small."""
    return _("caché") if count is None else number(count)


def _shares(caption: str, choices: Iterable[Choice], total: int) -> Table:
    bars = [
        Bar(one.label, (shown(one.count), _share(one.count, total)), _percent(one.count, total))
        for one in choices
    ]
    return Table(caption, (_("Réponse"), _("Personnes"), _("Part")), tuple(bars))


def _ranking(caption: str, places: Iterable[Place]) -> Table:
    listed = list(places)
    most = max((place.points for place in listed), default=0)
    bars = [
        Bar(
            place.label,
            (
                number(place.points),
                decimal(place.mean_rank) if place.mean_rank is not None else "–",
                shown(place.first),
            ),
            _percent(place.points, most),
        )
        for place in listed
    ]
    head = (_("Réponse"), _("Points"), _("Rang moyen"), _("Fois en tête"))
    return Table(caption, head, tuple(bars))


def _sum(choices: Iterable[Choice]) -> int:
    """Those of a row that may be shown: the share of what is hidden is not told either."""
    return sum(one.count or 0 for one in choices)


def _share(count: int | None, total: int) -> str:
    """A hundredth part; the sign stays on the line of its figure."""
    if count is None or not total:
        return "–"
    return _("%(share)s %%", share=_percent(count, total)).replace(" ", "\N{NO-BREAK SPACE}")


def _percent(count: int | None, total: int) -> int:
    """Rounded half up, by whole numbers."""
    return (200 * count + total) // (2 * total) if count and total else 0
