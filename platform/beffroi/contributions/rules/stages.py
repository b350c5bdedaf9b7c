"""What may become of a published idea."""

from enum import StrEnum

MAX_ANSWER = 3000


class Stage(StrEnum):
    """What became of a published idea."""

    OPEN = "open"
    STUDIED = "studied"
    KEPT = "kept"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_KEPT = "not_kept"
    ORIENTED = "oriented"


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


# What an office may answer about an idea: where it brings it, and what that means of its answer.
EFFECTS: dict[str, tuple[Stage, str]] = {
    "studied": (Stage.STUDIED, "studied"),
    "kept": (Stage.KEPT, "followed"),
    "kept_partly": (Stage.KEPT, "partly"),
    "under_way": (Stage.UNDER_WAY, "followed"),
    "done": (Stage.DONE, "followed"),
    "not_kept": (Stage.NOT_KEPT, "not_followed"),
    "oriented": (Stage.ORIENTED, "referred"),
}


def effects_from(here: str) -> tuple[str, ...]:
    """The answers an office may give at this stage, in their order."""
    return tuple(effect for effect, (stage, _) in EFFECTS.items() if may_move(here, stage))


def may_move(here: str, there: str) -> bool:
    """A stage leads to those of its row; its own answer may always be put right."""
    return here == there or Stage(there) in STAGE_MOVES[Stage(here)]


def lacks_answer(stage: str, answer: str) -> bool:
    """From `kept` on, people are told why."""
    return stage in ANSWERED and not answer.strip()


def lacks_structure(stage: str, structure_slug: str | None) -> bool:
    """No dead end: what is not done here is led to somebody."""
    return stage in NEEDS_STRUCTURE and not structure_slug
