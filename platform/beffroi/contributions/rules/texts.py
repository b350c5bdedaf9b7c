"""Who sees a text, and what changes that."""

from collections.abc import Container
from enum import StrEnum

from beffroi.contributions.rules.calls import Act, Moderation
from beffroi.contributions.rules.stages import Stage

MAX_TITLE = 120
MAX_BODY = 5000
MAX_COMMENT = 2000
MAX_NAME = 80
MAX_THEMES = 5


class Visibility(StrEnum):
    """Who sees a text: only `published` is for everybody.

    `unproven`: kept for its author until they prove what the call asks; nobody reads it yet.
    `removed`: its author took it away; only its number is left.
    `merged`, `split`: it joined another, or became several; its page says which, no list has it.
    """

    UNPROVEN = "unproven"
    WAITING = "waiting"
    CHANGES_ASKED = "changes_asked"
    PUBLISHED = "published"
    REFUSED = "refused"
    REMOVED = "removed"
    MERGED = "merged"
    SPLIT = "split"


# What stands alone no more is read at its own page, and what is said there stays.
SUCCEEDED = frozenset({Visibility.MERGED, Visibility.SPLIT})


class Move(StrEnum):
    """What changes a visibility; the first three are outcomes of a moderation case."""

    PUBLISH = "publish"
    ASK_CHANGE = "ask_change"
    REFUSE = "refuse"
    REVISE = "revise"
    REVISE_AT_ONCE = "revise_at_once"
    PROVE = "prove"


# A text that somebody asked to change, or that nobody has read yet, waits whoever revises it.
VISIBILITY_MOVES: dict[tuple[Visibility, Move], Visibility] = {
    (Visibility.UNPROVEN, Move.REVISE): Visibility.UNPROVEN,
    (Visibility.UNPROVEN, Move.REVISE_AT_ONCE): Visibility.UNPROVEN,
    (Visibility.UNPROVEN, Move.PROVE): Visibility.WAITING,
    (Visibility.WAITING, Move.PUBLISH): Visibility.PUBLISHED,
    (Visibility.WAITING, Move.ASK_CHANGE): Visibility.CHANGES_ASKED,
    (Visibility.WAITING, Move.REFUSE): Visibility.REFUSED,
    (Visibility.WAITING, Move.REVISE): Visibility.WAITING,
    (Visibility.WAITING, Move.REVISE_AT_ONCE): Visibility.WAITING,
    (Visibility.CHANGES_ASKED, Move.REVISE): Visibility.WAITING,
    (Visibility.CHANGES_ASKED, Move.REVISE_AT_ONCE): Visibility.WAITING,
    (Visibility.PUBLISHED, Move.PUBLISH): Visibility.PUBLISHED,
    (Visibility.PUBLISHED, Move.ASK_CHANGE): Visibility.CHANGES_ASKED,
    (Visibility.PUBLISHED, Move.REFUSE): Visibility.REFUSED,
    (Visibility.PUBLISHED, Move.REVISE): Visibility.WAITING,
    (Visibility.PUBLISHED, Move.REVISE_AT_ONCE): Visibility.PUBLISHED,
}


def first_visibility(moderation: str, *, is_known: bool) -> Visibility:
    """Only the text of somebody we can answer to appears before a person has read it."""
    at_once = moderation == Moderation.AFTER and is_known
    return Visibility.PUBLISHED if at_once else Visibility.WAITING


def revision(moderation: str) -> Move:
    """The move that a revised text makes in a call of this kind."""
    return Move.REVISE_AT_ONCE if moderation == Moderation.AFTER else Move.REVISE


def visibility_after(visibility: str, move: str) -> Visibility | None:
    """Where this move leads from here, or None: it is not made from here."""
    return VISIBILITY_MOVES.get((Visibility(visibility), Move(move)))


def is_time_to_revise(visibility: str, acts: Container[Act]) -> bool:
    """While the call says so; a change that was asked may be made after: it was sent in time."""
    return Act.REVISE in acts or visibility == Visibility.CHANGES_ASKED


def may_revise(visibility: str, stage: str, *, is_engaged: bool) -> bool:
    """A public text stays as others have supported or commented it, or as it is studied."""
    if visibility == Visibility.PUBLISHED:
        return stage == Stage.OPEN and not is_engaged
    return visibility not in {Visibility.REFUSED, *SUCCEEDED}
