"""What a message is made of: the facts kept with it, and the words made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from beffroi.core.i18n import _, day_and_hour, language, whole_day
from beffroi.territories.services import structures
from beffroi.territories.views import StructureView


@dataclass(frozen=True)
class Words:
    """What happened, why, what to do now; with it, what a person wrote and where to turn."""

    subject: str
    happened: str
    next_step: str
    action: str
    why: str = ""
    quote: str = ""
    quoted_from: str = ""
    structure: StructureView | None = None


@dataclass(frozen=True)
class Facts:
    """What was true when the message was made: a text, a moment, or a text in each language."""

    given: Mapping[str, object]

    def text(self, name: str) -> str:
        """A text as somebody wrote it; empty when there is none."""
        value = self.given.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """How many; one when it does not say."""
        value = self.given.get(name)
        return value if isinstance(value, int) else 1

    def spoken(self, name: str) -> str:
        """A text of the house that was kept in each language."""
        value = self.given.get(name)
        if not isinstance(value, Mapping):
            return ""
        return str(value.get(language()) or value.get("fr") or "")

    def moment(self, name: str) -> str:
        """A date and an hour in full; empty when there is none."""
        value = self.text(name)
        return day_and_hour(datetime.fromisoformat(value)) if value else ""

    def structure(self) -> StructureView | None:
        """Where the person is oriented to."""
        return structures().get(self.text("structure_slug"))

    def answered_by(self) -> str:
        """Who wrote the quoted answer: an office, or the staff of the place."""
        office = self.spoken("office")
        return _("%(office)s répond :", office=office) if office else _("La réponse officielle :")

    def follows(self) -> str:
        """The next step that was announced, with its day; empty when none was."""
        step, on = self.text("next_step"), self.text("next_step_on")
        if not step:
            return ""
        if not on:
            return _("La suite : %(step)s.", step=step)
        by = whole_day(date.fromisoformat(on))
        return _("La suite : %(step)s, d’ici le %(day)s.", step=step, day=by)

    def because(self) -> str:
        """The reason of a decision in plain words."""
        reason = self.spoken("reason")
        return _("Pourquoi : %(reason)s.", reason=reason) if reason else ""

    def from_moderation(self) -> str:
        """Who wrote the quoted words, when there are any."""
        return _("La personne qui a relu votre texte vous écrit :") if self.text("words") else ""
