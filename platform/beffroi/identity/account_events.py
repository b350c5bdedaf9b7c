"""What becomes of accounts by themselves, told to the other slices."""

import uuid
from dataclasses import dataclass

from beffroi.core.events import Event


@dataclass(frozen=True)
class AccountDormant(Event):
    """Nobody has come with this account for years: it will go in a month, and its owner is told."""

    person_id: uuid.UUID
