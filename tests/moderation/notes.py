"""A kind of moderated text that only these tests have: it shows that moderation needs no other."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, false, literal, select

from beffroi.core import db
from beffroi.moderation import services
from beffroi.moderation.kinds import Ruling, SubjectText
from beffroi.moderation.models import Case


@dataclass
class Notes:
    """Notes in memory, and the rulings that were carried out on them."""

    name: str = "note"
    label: str = "Note"
    orients: bool = True
    texts: dict[uuid.UUID, SubjectText] = field(default_factory=dict)
    rulings: list[Ruling] = field(default_factory=list)
    when_applied: Callable[[Ruling], None] = lambda ruling: None

    def read(self, subject_id: uuid.UUID) -> SubjectText | None:
        return self.texts.get(subject_id)

    def apply(self, ruling: Ruling) -> None:
        self.when_applied(ruling)
        self.rulings.append(ruling)

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[str]:
        return literal("Une note du quartier")

    def written_by(self, person_id: uuid.UUID) -> Select[Any]:
        return select(Case.subject_id).where(false())

    def write(self, body: str = "Un banc près de l’école.", **given: Any) -> SubjectText:
        """A note that waits for a decision, in Liévin unless told otherwise."""
        values: dict[str, Any] = {
            "subject_id": uuid.uuid4(),
            "version": 1,
            "parts": {"title": "Un banc", "body": body},
            "author_id": None,
            "author_name": "Zohra",
            "contract_slug": "lens-lievin",
            "neighbourhood_slug": "cite-des-brebis",
            "url": "/notes/1",
            "context": "Que manque-t-il dans votre quartier ?",
            "language": "fr",
            "waits": True,
            "decision_hours": 48,
        }
        text = SubjectText(**values | given)
        self.texts[text.subject_id] = text
        return text

    def rewrite(self, text: SubjectText, body: str) -> SubjectText:
        """The same note, a version later."""
        parts = {"title": "Un banc", "body": body}
        newer = replace(text, version=text.version + 1, parts=parts)
        self.texts[text.subject_id] = newer
        return newer

    def open_case(self, body: str = "Un banc près de l’école.", **given: Any) -> Case:
        """A note with its open case, committed."""
        text = self.write(body, **given)
        case = services.screen_subject(self.name, text.subject_id, text.version)
        assert case is not None
        db.session().commit()
        return case
