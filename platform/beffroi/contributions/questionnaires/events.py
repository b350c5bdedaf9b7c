"""What happens to questionnaires. Of an answer without a name, nothing says whose it was."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class QuestionnaireAdded(Event):
    """Somebody of the staff began one; it is not public yet."""

    questionnaire_id: uuid.UUID
    call_id: uuid.UUID


@dataclass(frozen=True)
class QuestionnaireRevised(Event):
    """What it asks, or how it is shown, is no longer the same."""

    questionnaire_id: uuid.UUID
    version: int


@dataclass(frozen=True)
class QuestionnairePublished(Event):
    """It may be answered while its call is open."""

    questionnaire_id: uuid.UUID


@dataclass(frozen=True)
class QuestionnaireWithdrawn(Event):
    """It is out of sight again; nobody had answered."""

    questionnaire_id: uuid.UUID


@dataclass(frozen=True)
class QuestionnaireRemoved(Event):
    """It is no more; nobody had answered."""

    questionnaire_id: uuid.UUID


@dataclass(frozen=True)
class SheetReceived(Event):
    """A person answered under their name, or changed their answers."""

    questionnaire_id: uuid.UUID
    sheet_id: uuid.UUID
    counted: bool


@dataclass(frozen=True)
class SheetWithdrawn(Event):
    """A person took their answers back."""

    questionnaire_id: uuid.UUID
    sheet_id: uuid.UUID


@dataclass(frozen=True)
class SheetCounted(Event):
    """What the call asks was proved: answers that were kept aside count."""

    questionnaire_id: uuid.UUID
    sheet_id: uuid.UUID
