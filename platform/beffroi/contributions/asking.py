"""Ideas as what an office may be asked about: how one is read, how an answer is carried out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, select

from beffroi.contributions import rules
from beffroi.contributions.kinds import IDEA
from beffroi.contributions.models import Idea
from beffroi.contributions.rules import EFFECTS, Stage
from beffroi.contributions.services.awaiting import late_count
from beffroi.contributions.services.following import count_told
from beffroi.contributions.services.publication import locked_idea
from beffroi.contributions.services.stages import Move, bring, public_idea
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.i18n import LazyString, lazy
from beffroi.correspondence import kinds
from beffroi.correspondence.kinds import Choice, Given, Promised, Subject

_LABELS: dict[str, LazyString] = {
    "studied": lazy("À l’étude : dire ce qui suit, et pour quand"),
    "kept": lazy("Retenue"),
    "kept_partly": lazy("Retenue en partie"),
    "under_way": lazy("En cours de réalisation"),
    "done": lazy("Réalisée"),
    "not_kept": lazy("Non retenue"),
    "oriented": lazy("Orientée vers une autre structure"),
}


@dataclass(frozen=True)
class IdeaRequests:
    """Answers expected about ideas, from one office at a time."""

    name: str = "idea"
    label: str | LazyString = IDEA
    alone: bool = True

    def read(self, subject_id: uuid.UUID) -> Subject | None:
        """The idea as everybody sees it."""
        wanted = select(Idea).where(Idea.id == subject_id, visible_ideas(ANONYMOUS))
        idea = db.session().scalars(wanted).one_or_none()
        if idea is None:
            return None
        return Subject(
            subject_id=idea.id,
            title=idea.title,
            url=self.url(idea.id),
            contract_slug=idea.contract_slug,
            neighbourhood_slug=idea.neighbourhood_slug,
            language=idea.language,
            promised_on=idea.answer_due_on if idea.answered_on is None else None,
        )

    def hold(self, subject_id: uuid.UUID) -> None:
        """Lock its row."""
        locked_idea(subject_id)

    def choices(self, subject_id: uuid.UUID) -> Sequence[Choice]:
        """The stages within reach, and where it is: an answer may be put right."""
        here = db.session().scalar(select(Idea.stage).where(Idea.id == subject_id))
        return [
            Choice(
                effect,
                _LABELS[effect],
                EFFECTS[effect][1],
                orients=EFFECTS[effect][0] in rules.NEEDS_STRUCTURE,
            )
            for effect in rules.effects_from(here or Stage.OPEN)
        ]

    def apply(self, given: Given) -> None:
        """Bring the idea to its stage, with the answer."""
        move = Move(
            stage=EFFECTS[given.effect][0].value,
            answer=given.words,
            structure_slug=given.structure_slug,
            office_slug=given.office_slug,
            next_step=given.next_step,
            next_step_on=given.next_step_on,
        )
        bring(public_idea(given.subject_id), move, by=given.by)

    def told(self, subject_id: uuid.UUID) -> int:
        """Those who wrote it, support it or follow it."""
        return count_told(subject_id)

    def promised(self) -> Promised:
        """The ideas whose call promised an answer by now."""
        return Promised(late_count(), "/idees?suite=retard")

    def url(self, subject_id: uuid.UUID) -> str:
        """Its page."""
        return f"/idees/{subject_id}"

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[Any]:
        """Its title, while it is public."""
        public = select(Idea.title).where(Idea.id == subject_id, visible_ideas(ANONYMOUS))
        return public.scalar_subquery()


def register() -> None:
    """Make ideas known to the correspondence."""
    kinds.register(IdeaRequests())
