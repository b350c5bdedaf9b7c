"""Counting again: each figure is held against the rows behind it, and put right where it differs.

Figures move with their rows, in one transaction; a crash leaves both or neither. What this finds
was written by hand, by an older version, or by a fault that is to be looked for.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, update

from beffroi.contributions.events import CountsRepaired
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.services.figures import (
    Figures,
    figures_of_idea,
    figures_of_thread,
    ideas_adrift,
    threads_adrift,
)
from beffroi.contributions.services.publication import locked_comment, locked_idea
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.events import record
from beffroi.core.problems import NotFound


@dataclass(frozen=True)
class Drift:
    """The ideas and the threads of which a figure is not that of its rows."""

    ideas: list[uuid.UUID]
    threads: list[uuid.UUID]

    def __bool__(self) -> bool:
        return bool(self.ideas or self.threads)


def drift(call_id: uuid.UUID | None = None) -> Drift:
    """What does not match, everywhere or in a call; two statements."""
    ideas, threads = ideas_adrift(call_id), threads_adrift(call_id)
    found = db.session().scalars
    return Drift(sorted(found(ideas)), sorted(found(threads)))


def recount_idea(idea_id: uuid.UUID) -> bool:
    """Give an idea the figures of its rows; whether one was wrong.

    It is held first and counted then: who supports or comments it meanwhile has either been
    counted, or moves the figure once it is let go.
    """
    try:
        locked_idea(idea_id)
    except NotFound:
        return False
    return _put_right(Idea, idea_id, figures_of_idea(idea_id))


def recount_thread(comment_id: uuid.UUID) -> bool:
    """Give a comment the number of its public answers; whether it was wrong."""
    try:
        locked_comment(comment_id)
    except NotFound:
        return False
    return _put_right(Comment, comment_id, figures_of_thread(comment_id))


def recount(call_id: uuid.UUID) -> Drift:
    """Put the figures of a call right in the transaction at hand; which were wrong."""
    found = drift(call_id)
    return _noted(
        Drift(
            [idea_id for idea_id in found.ideas if recount_idea(idea_id)],
            [comment_id for comment_id in found.threads if recount_thread(comment_id)],
        )
    )


def recount_all() -> Drift:
    """Put every figure right, each in a transaction of its own; which were wrong."""
    with db.reading():
        found = drift()
    ideas = list(_one_by_one(recount_idea, found.ideas))
    threads = list(_one_by_one(recount_thread, found.threads))
    with db.transaction():
        return _noted(Drift(ideas, threads))


def tend_counts() -> int:
    """The nightly duty: how many rows had a figure that was wrong."""
    found = recount_all()
    return len(found.ideas) + len(found.threads)


def _one_by_one(
    recount_one: Callable[[uuid.UUID], bool], ids: Iterable[uuid.UUID]
) -> Iterator[uuid.UUID]:
    """Nobody waits for more than one of them."""
    for row_id in ids:
        with db.transaction():
            was_wrong = recount_one(row_id)
        if was_wrong:
            yield row_id


def _put_right(table: type[Idea] | type[Comment], row_id: uuid.UUID, figures: Figures) -> bool:
    """Written only where it differs: whether it did is then what the database says."""
    differs = or_(*(getattr(table, name) != rows for name, rows in figures.items()))
    right: Any = update(table).where(table.id == row_id, differs).values(**figures)
    done = db.session().execute(right, execution_options={"synchronize_session": False})
    return bool(getattr(done, "rowcount", 0))


def _noted(found: Drift) -> Drift:
    """It is written down when something was wrong: somebody should ask why."""
    if found:
        record(CountsRepaired(len(found.ideas), len(found.threads)), by=SYSTEM)
    return found
