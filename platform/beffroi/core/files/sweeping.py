"""Files go with their rows: dropped after the commit, and swept when a crash came between.

Each slice that keeps files says, as an owner, which keys its rows name.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.files import FileMissing, store

AGE = timedelta(days=1)  # a file younger than this may belong to a row about to be committed
AT_ONCE = 200
_TO_DROP = "files_to_drop"
_log = structlog.get_logger("beffroi.files")


@dataclass(frozen=True)
class Owner:
    """Rows that name files: which of some keys they name, and every key they name."""

    name: str
    known: Callable[[Collection[str]], set[str]]
    expected: Callable[[], Iterator[str]]


_owners: dict[str, Owner] = {}


def declare_owner(owner: Owner) -> None:
    """Keep the files that these rows name from being swept."""
    _owners[owner.name] = owner


def drop_after_commit(keys: Iterable[str]) -> None:
    """Drop these files once what is under way is committed; not at all if it is undone."""
    db.session().info.setdefault(_TO_DROP, []).extend(keys)


def count_orphans() -> int:
    """How many files older than a day have no row."""
    return sum(len(keys) for keys in _orphans())


def drop_orphans() -> int:
    """Drop them, and say in the log which rows have no file; returns how many files went."""
    gone = 0
    for keys in _orphans():
        for key in keys:
            store().delete(key)
        gone += len(keys)
    lost = missing()
    if lost:
        _log.error("files_missing", count=len(lost), keys=lost[:20])
    return gone


def missing() -> list[str]:
    """Keys that a row names and that have no file: what a backup is to give back."""
    there = {stored.key for stored in store().listed()}
    with db.reading():
        named = [key for owner in _owners.values() for key in owner.expected()]
    return [key for key in named if key not in there and not _is_there(key)]


def _is_there(key: str) -> bool:
    """Asked again one by one: a file may have come after the list was made."""
    try:
        store().get(key)
    except FileMissing:
        return False
    return True


def _orphans() -> Iterator[list[str]]:
    limit = now() - AGE
    old = [stored.key for stored in store().listed() if stored.written_at < limit]
    for start in range(0, len(old), AT_ONCE):
        keys = old[start : start + AT_ONCE]
        with db.reading():
            named = set().union(*(owner.known(keys) for owner in _owners.values()))
        yield [key for key in keys if key not in named]


@event.listens_for(Session, "after_commit")
def _drop(session: Session) -> None:
    """Not at the end of a savepoint: the whole may still be undone."""
    if session.in_nested_transaction():
        return
    for key in session.info.pop(_TO_DROP, ()):
        try:
            store().delete(key)
        except Exception as error:  # its row is gone: the sweep will find it
            _log.error("file_not_dropped", error=type(error).__name__)


@event.listens_for(Session, "after_rollback")
def _keep(session: Session) -> None:
    session.info.pop(_TO_DROP, None)
