"""What may become of a call, an idea, a support and a comment: tables, and nothing but tables."""

import re
from datetime import datetime
from enum import StrEnum

MAX_TITLE = 120
MAX_BODY = 5000
MAX_COMMENT = 2000
MAX_NAME = 80
MAX_THEMES = 5
MAX_ANSWER = 3000
MAX_SLUG = 80
LOWEST_AGE, HIGHEST_AGE = 11, 99
AGE_WAYS = frozenset({"declared", "proven"})
RESIDENCES = frozenset({"none", "neighbourhood", "commune"})

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Phase(StrEnum):
    """Where a call stands in time."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class Moderation(StrEnum):
    """Whether a text waits for a decision or appears at once and is looked at after."""

    BEFORE = "before"
    AFTER = "after"


class Act(StrEnum):
    """What people do in a call."""

    SUBMIT = "submit"
    SUPPORT = "support"
    COMMENT = "comment"
    REVISE = "revise"


class Visibility(StrEnum):
    """Who sees a text: only `published` is for everybody.

    `unproven`: kept for its author until they prove what the call asks; nobody reads it yet.
    `removed`: its author took it away; only its number is left.
    """

    UNPROVEN = "unproven"
    WAITING = "waiting"
    CHANGES_ASKED = "changes_asked"
    PUBLISHED = "published"
    REFUSED = "refused"
    REMOVED = "removed"


class Move(StrEnum):
    """What changes a visibility; the first three are outcomes of a moderation case."""

    PUBLISH = "publish"
    ASK_CHANGE = "ask_change"
    REFUSE = "refuse"
    REVISE = "revise"
    REVISE_AT_ONCE = "revise_at_once"
    PROVE = "prove"


class Stage(StrEnum):
    """What became of a published idea."""

    OPEN = "open"
    STUDIED = "studied"
    KEPT = "kept"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_KEPT = "not_kept"
    ORIENTED = "oriented"


# A change that was asked for may be made after the close: the idea was sent in time.
ACTS: dict[Phase, frozenset[Act]] = {
    Phase.UPCOMING: frozenset(),
    Phase.OPEN: frozenset(Act),
    Phase.CLOSED: frozenset({Act.REVISE}),
}

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

# What is not kept or was oriented elsewhere may be studied again; only what is done is final.
STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.OPEN: frozenset({Stage.STUDIED, Stage.KEPT, Stage.NOT_KEPT, Stage.ORIENTED}),
    Stage.STUDIED: frozenset({Stage.KEPT, Stage.NOT_KEPT, Stage.ORIENTED}),
    Stage.KEPT: frozenset({Stage.UNDER_WAY, Stage.DONE, Stage.NOT_KEPT, Stage.ORIENTED}),
    Stage.UNDER_WAY: frozenset({Stage.DONE, Stage.NOT_KEPT}),
    Stage.DONE: frozenset(),
    Stage.NOT_KEPT: frozenset({Stage.STUDIED, Stage.ORIENTED}),
    Stage.ORIENTED: frozenset({Stage.STUDIED, Stage.KEPT}),
}
ANSWERED = frozenset(Stage) - {Stage.OPEN, Stage.STUDIED}
NEEDS_STRUCTURE = frozenset({Stage.NOT_KEPT, Stage.ORIENTED})


def phase(now: datetime, opens_at: datetime, closes_at: datetime) -> Phase:
    """A call is open from its first moment to just before its last."""
    if now < opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if now < closes_at else Phase.CLOSED


def allows(act: Act, at: Phase) -> bool:
    """Whether this is done at this time of a call."""
    return act in ACTS[at]


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


def may_revise(visibility: str, stage: str, *, is_engaged: bool) -> bool:
    """A public text stays as others have supported or commented it, or as it is studied."""
    if visibility == Visibility.PUBLISHED:
        return stage == Stage.OPEN and not is_engaged
    return visibility != Visibility.REFUSED


def may_move(here: str, there: str) -> bool:
    """A stage leads to those of its row; its own answer may always be put right."""
    return here == there or Stage(there) in STAGE_MOVES[Stage(here)]


def lacks_answer(stage: str, answer: str) -> bool:
    """From `kept` on, people are told why."""
    return stage in ANSWERED and not answer.strip()


def lacks_structure(stage: str, structure_slug: str | None) -> bool:
    """No dead end: what is not done here is led to somebody."""
    return stage in NEEDS_STRUCTURE and not structure_slug


def is_age(years: int | None) -> bool:
    """Whether a call may ask for this age; None asks for none."""
    return years is None or LOWEST_AGE <= years <= HIGHEST_AGE


def is_slug(text: str | None) -> bool:
    """Whether this could be the name of something in an address."""
    return bool(text) and len(text or "") <= MAX_SLUG and bool(_SLUG.fullmatch(text or ""))
