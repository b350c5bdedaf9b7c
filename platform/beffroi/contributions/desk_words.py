"""A call at the desk of staff, in words: its sheet line by line, with where to change each."""

from typing import Any

from beffroi.contributions.labels import LEVELS, SHEET
from beffroi.contributions.rules import PROSE
from beffroi.contributions.views import PreparedCall
from beffroi.core.i18n import _, day, ngettext
from beffroi.core.text import excerpt
from beffroi.identity.services import offices
from beffroi.territories import services as territories

SHOWN = 200  # signs of a text, in the list of what is filled in
STEP_OF = {
    "title": "mots",
    "question": "mots",
    "summary": "mots",
    "easy": "mots",
    "for_whom": "public",
    "information": "public",
    "level": "decision",
    "what_happens": "decision",
    "who_decides": "decision",
    "speakers": "decision",
    "decided_on": "decision",
    "phases": "calendrier",
}
Row = tuple[Any, Any, str]


def sheet_rows(call: PreparedCall) -> list[Row]:
    """What is filled in, and where it is changed while it may be."""
    values = _values(call)
    return [(SHEET[name], values[name], _where(call, name)) for name in STEP_OF if values.get(name)]


def offices_of(call: PreparedCall) -> list[tuple[str, str]]:
    """The offices of the place that may be said to decide."""
    return [
        (one.slug, f"{one.name} ({one.organisation})")
        for one in offices.public_offices()
        if one.contract_slug == call.contract_slug
    ]


def _values(call: PreparedCall) -> dict[str, Any]:
    values: dict[str, Any] = {name: excerpt(getattr(call, name), SHOWN) for name in PROSE}
    values["for_whom"] = f"{values['for_whom']} {_places(call)}".strip()
    values["level"] = LEVELS.get(call.level or "", "")
    values["decided_on"] = day(call.decided_by) if call.decided_by else ""
    count = len(call.phases)
    values["phases"] = ngettext("%(num)s étape", "%(num)s étapes", count) if count else ""
    if call.level == "codecision":
        values["speakers"] = ", ".join(one.name for one in call.speakers)
    return values


def _places(call: PreparedCall) -> str:
    if not call.neighbourhoods:
        name = territories.contracts()[call.contract_slug].name
        return _("Dans tous les quartiers de : %(place)s", place=name)
    known = territories.neighbourhoods()
    return ", ".join(known[slug].name for slug in call.neighbourhoods)


def _where(call: PreparedCall, name: str) -> str:
    return "" if call.is_frozen else f"{call.url}/{STEP_OF[name]}"
