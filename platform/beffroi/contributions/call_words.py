"""What is said of a call on its page beyond its sheet: what was changed, and why."""

from dataclasses import dataclass
from datetime import datetime

from beffroi.contributions.labels import SHEET
from beffroi.contributions.views import ChangeView
from beffroi.core.i18n import _, day


@dataclass(frozen=True)
class Change:
    """A change in words; `before` is the text as it was, when it was a text."""

    day: str
    datetime: str
    what: str
    reason: str
    before: str


def changes(found: list[ChangeView]) -> list[Change]:
    """What was changed, the last first."""
    return [
        Change(
            day(one.changed_at),
            one.changed_at.isoformat(),
            _said(one),
            one.reason,
            one.before if one.kind == "corrected" else "",
        )
        for one in found
    ]


def _said(one: ChangeView) -> str:
    if one.kind == "corrected":
        return _("Faute corrigée dans : %(text)s", text=SHEET[one.what])
    before, after = datetime.fromisoformat(one.before), datetime.fromisoformat(one.after)
    return _("Étape prolongée du %(before)s au %(after)s", before=day(before), after=day(after))
