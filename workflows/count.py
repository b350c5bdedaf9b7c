"""Brings in what somebody did before proving what the call asks, once they have."""

from beffroi.contributions.questionnaires.services.counting import count_held_sheets
from beffroi.contributions.services import count_held
from beffroi.identity.events import (
    DeclarationWithdrawn,
    GuardianAgreed,
    GuestAttached,
    ProofRecorded,
)
from workflows.once import handles

Shown = ProofRecorded | DeclarationWithdrawn | GuardianAgreed | GuestAttached


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=60_000)
def what_was_kept(event: Shown) -> None:
    """Whatever the proof was: what of it was missing where is looked at again."""
    count_held(event.person_id)


@handles(max_retries=8, min_backoff=1_000, max_backoff=300_000, time_limit=60_000)
def answers_kept(event: Shown) -> None:
    """The same for answers to questionnaires."""
    count_held_sheets(event.person_id)
