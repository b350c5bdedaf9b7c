"""What is owed, claimed, lost or given up: the outbox as the relay and the operators read it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.orm import Session

from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import DeadLetter, Handled, Outbox

BATCH = 200
Subscribers = Mapping[str, tuple[str, ...]]


def something_is_due(session: Session) -> bool:
    """What an idle relay asks three times a second: one look at a partial index."""
    due = select(Outbox.event_id).where(Outbox.settled_at.is_(None), Outbox.next_at <= now())
    return session.execute(due.limit(1)).first() is not None


def claim(session: Session) -> list[Outbox]:
    """Rows of ours until the commit: other relays skip them, or wait where only one may write."""
    due = (
        select(Outbox)
        .where(Outbox.settled_at.is_(None), Outbox.next_at <= now())
        .order_by(Outbox.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(due))


def owed(
    session: Session, ids: list[uuid.UUID], subscribers: Subscribers
) -> dict[uuid.UUID, list[str]]:
    """For each event, its actors that have neither handled it nor given it up."""
    over = _over(session, ids)
    named = session.execute(select(StoredEvent.id, StoredEvent.name).where(StoredEvent.id.in_(ids)))
    return {
        event_id: [actor for actor in subscribers.get(name, ()) if actor not in over[event_id]]
        for event_id, name in named
    }


def forget_sent(session: Session) -> int:
    """The in-process broker died with its process: what it had been sent is due again at once."""
    lost = (
        update(Outbox)
        .where(Outbox.settled_at.is_(None), Outbox.rounds > 0)
        .values(next_at=now(), rounds=0)
    )
    return int(getattr(session.execute(lost), "rowcount", 0))


def count_open(session: Session) -> int:
    """Events something is still owed of, or that are not due yet."""
    opened = select(func.count()).select_from(Outbox).where(Outbox.settled_at.is_(None))
    return session.scalar(opened) or 0


def dead(session: Session) -> list[tuple[DeadLetter, str]]:
    """The letters nobody has replayed, oldest first, each with the name of its event."""
    letters = (
        select(DeadLetter, StoredEvent.name)
        .join(StoredEvent, StoredEvent.id == DeadLetter.event_id)
        .where(DeadLetter.replayed_at.is_(None))
        .order_by(DeadLetter.died_at)
    )
    return [(letter, name) for letter, name in session.execute(letters)]


def replay(session: Session, letters: Iterable[DeadLetter]) -> int:
    """Owe these again: the letters are marked, their events are due at once."""
    chosen = [(letter.event_id, letter.actor) for letter in letters]
    if not chosen:
        return 0
    marked = tuple_(DeadLetter.event_id, DeadLetter.actor).in_(chosen)
    session.execute(update(DeadLetter).where(marked).values(replayed_at=now()))
    session.execute(
        update(Outbox)
        .where(Outbox.event_id.in_({event_id for event_id, _ in chosen}))
        .values(settled_at=None, next_at=now(), rounds=0)
    )
    return len(chosen)


def _over(session: Session, ids: list[uuid.UUID]) -> Mapping[uuid.UUID, set[str]]:
    handled = select(Handled.event_id, Handled.actor).where(Handled.event_id.in_(ids))
    given_up = select(DeadLetter.event_id, DeadLetter.actor).where(
        DeadLetter.event_id.in_(ids), DeadLetter.replayed_at.is_(None)
    )
    over: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for event_id, actor in session.execute(handled.union_all(given_up)):
        over[event_id].add(actor)
    return over
