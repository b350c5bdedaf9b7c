"""Letters for a program that prints them: what waits, a sheet, what is on paper."""

import uuid
from typing import Any

from beffroi.core.actor import current_actor
from beffroi.core.api import ApiBlueprint, CursorQuery
from beffroi.core.limits import at_most
from beffroi.core.policy import guarded
from beffroi.identity.policies import PRINT_LETTERS
from beffroi.identity.schemas.letters import (
    LetterIdsSchema,
    PrintedLettersSchema,
    SetAsideQuery,
    SheetSchema,
    WaitingLetters,
)
from beffroi.identity.services import letter_printing
from beffroi.identity.services.letter_printing import WaitingList

blueprint = ApiBlueprint("letters", __name__, description="Codes to print and post")


@blueprint.reads("/letters", WaitingLetters, query=CursorQuery)
@guarded(PRINT_LETTERS)
def list_letters(query: dict[str, Any]) -> WaitingList:
    """The letters that wait to be printed in one's territory, the oldest first; no address."""
    return letter_printing.waiting_letters(current_actor(), query.get("cursor"), query["limit"])


@blueprint.writes("/letters/sheets", "POST", SheetSchema, body=LetterIdsSchema, keyed=False)
@at_most("60 per hour")
@guarded(PRINT_LETTERS)
def take_sheet(body: dict[str, Any]) -> dict[str, Any]:
    """The addresses and codes of these letters, to print them; never stored by what is between.

    The same until they are said to be printed, so that a jam loses nothing; those that wait no
    more are left out. The journal keeps who took how many.
    """
    letters = letter_printing.take_sheet(current_actor(), body["letters"])
    return {"items": letters, "address": letter_printing.entry_address()}


@blueprint.writes("/letters/printed", "POST", PrintedLettersSchema, body=LetterIdsSchema)
@at_most("120 per hour")
@guarded(PRINT_LETTERS)
def mark_printed(body: dict[str, Any]) -> dict[str, Any]:
    """Say that these are on paper: their addresses go, their 30 days begin. Twice is as once."""
    actor = current_actor()
    letter_printing.mark_printed(actor, body["letters"])
    return {"items": letter_printing.printed_among(actor, body["letters"])}


@blueprint.writes("/letters/<uuid:letter_id>", "DELETE", None, 204, query=SetAsideQuery)
@guarded(PRINT_LETTERS)
def set_aside(query: dict[str, Any], letter_id: uuid.UUID) -> None:
    """No letter is sent, nothing of it is kept; whoever asked is told why and what to do."""
    letter_printing.set_aside(current_actor(), letter_id, query["reason"])
