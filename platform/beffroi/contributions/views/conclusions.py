"""What is read of how a call ended."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class AgreementView:
    """A side said yes to the text as it stands."""

    side: str
    agreed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConclusionView:
    """The decision, its reasons, and what was taken from what people gave."""

    version: int
    decision: str
    reasons: str
    taken: str
    decided_on: date
    is_final: bool
    concluded_at: datetime | None
    agreements: tuple[AgreementView, ...]

    def has_yes_of(self, side: str) -> bool:
        """Whether this side has agreed to these words."""
        return any(one.side == side for one in self.agreements)


@dataclass(frozen=True)
class UnansweredIdea:
    """An idea that is owed an answer before the decision."""

    id: uuid.UUID
    title: str

    @property
    def url(self) -> str:
        return f"/idees/{self.id}"
