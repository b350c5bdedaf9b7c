"""Blocks that outlive an account: whoever erases theirs and comes back meets the block again.

What an erasure leaves are keyed digests (address, phone, identities), with the end, the place, the
reason code of the block and who decided it. They go at its end, or as soon as an appeal lifts it.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import force_locale
from sqlalchemy import ColumnElement, and_, delete, select, update

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import PARIS, now
from beffroi.core.events import record
from beffroi.core.i18n import _
from beffroi.core.ids import random_id
from beffroi.core.seals import keyed_digest
from beffroi.identity.events import BlockAlsoLifted, PersonBlocked
from beffroi.identity.models import Block, BlockMark, ExternalIdentity, Person, UniqueMark
from beffroi.identity.services.takeover import address_digest

Shown = tuple[str, str]  # what was shown ("email", "phone", "pivot", "subject") and its digest


def in_force() -> ColumnElement[bool]:
    """Whether a block suspends somebody at this moment."""
    moment = now()
    return and_(Block.lifted_at.is_(None), Block.starts_at <= moment, Block.ends_at > moment)


def leave_marks(person: Person) -> None:
    """Before an erasure: marks of every block that runs. The person's row is held by the caller.

    The blocks are held too: one that an appeal lifts meanwhile is waited for, and leaves nothing.
    """
    running = select(Block).where(Block.person_id == person.id, in_force()).with_for_update()
    for block in list(db.session().scalars(running)):
        series = block.series_id or random_id()
        there = select(BlockMark.mark_digest).where(BlockMark.series_id == series)
        for digest in set(_digests_of(person)) - set(db.session().scalars(there)):
            db.session().add(_mark(digest, series, block))
    db.session().flush()


def meet_blocks(person: Person, *shown: Shown) -> None:
    """Somebody has just shown an address, a phone or an identity: a block left on it holds.

    Somebody who is suspended for as long already is left in peace.
    """
    wanted = _left_on([_digest(kind, digest) for kind, digest in shown])
    if db.session().scalar(wanted.with_only_columns(BlockMark.series_id).limit(1)) is None:
        return
    _hold(person)
    held = wanted.with_for_update().execution_options(populate_existing=True)
    for mark in list(db.session().scalars(held)):
        if not _is_suspended_as_long(person, mark):
            _suspend_again(person, mark)


def stay_recognised(made: Block) -> None:
    """What tells one person from another lasts as long as their block: waiting is no way round."""
    last_day = made.ends_at.astimezone(PARIS).date()
    theirs = and_(UniqueMark.person_id == made.person_id, UniqueMark.ends_on < last_day)
    _run(update(UniqueMark).where(theirs).values(ends_on=last_day))


def forget_series(series_id: uuid.UUID | None, by: Actor) -> None:
    """An appeal has lifted the block: whoever met it again is free and told, nobody meets it now.

    Twice, for those who come in or leave in the same second: the first waits for an erasure that
    is leaving marks, the second sees whoever held a mark while it was being deleted.
    """
    if series_id is None:
        return
    freed = _lift_series(series_id)
    _run(delete(BlockMark).where(BlockMark.series_id == series_id))
    freed += _lift_series(series_id)
    for block_id in freed:
        record(BlockAlsoLifted(block_id), by=by)


def _lift_series(series_id: uuid.UUID) -> list[uuid.UUID]:
    """The blocks of the series that still ran."""
    met = and_(Block.series_id == series_id, Block.lifted_at.is_(None), Block.ends_at > now())
    lift = update(Block).where(met).values(lifted_at=now()).returning(Block.id)
    return list(db.session().scalars(lift.execution_options(synchronize_session=False)))


def _left_on(digests: list[str]) -> Any:
    """The marks that still hold, the longest in front."""
    left = select(BlockMark).where(BlockMark.mark_digest.in_(digests), BlockMark.ends_at > now())
    return left.order_by(BlockMark.ends_at.desc(), BlockMark.series_id)


def _digests_of(person: Person) -> Iterator[str]:
    """Of an address only if its owner confirmed it: another may belong to somebody else."""
    if person.email and person.email_confirmed_at:
        yield _digest("email", address_digest(person.email))
    marks = select(UniqueMark.kind, UniqueMark.mark_digest).filter_by(person_id=person.id)
    for kind, digest in db.session().execute(marks):
        yield _digest(kind, digest)
    subjects = select(ExternalIdentity.subject_digest).filter_by(person_id=person.id)
    for digest in db.session().scalars(subjects):
        yield _digest("subject", digest)


def _digest(kind: str, digest: str) -> str:
    """Under a key of its own: a mark tells nothing to whoever holds the other digests."""
    return keyed_digest("block-mark", f"{kind}:{digest}")


def _mark(digest: str, series_id: uuid.UUID, block: Block) -> BlockMark:
    return BlockMark(
        mark_digest=digest,
        series_id=series_id,
        contract_slug=block.contract_slug,
        neighbourhood_slug=block.neighbourhood_slug,
        reason_code=block.reason_code,
        by_id=block.by_id,
        ends_at=block.ends_at,
    )


def _hold(person: Person) -> None:
    """Of two devices that come in at once, the second finds what the first was given."""
    wanted = select(Person.id).where(Person.id == person.id).with_for_update(key_share=True)
    db.session().execute(wanted)


def _is_suspended_as_long(person: Person, mark: BlockMark) -> bool:
    longer = Block.ends_at >= mark.ends_at
    running = select(Block.id).where(Block.person_id == person.id, in_force(), longer)
    return db.session().scalar(running.limit(1)) is not None


def _suspend_again(person: Person, mark: BlockMark) -> None:
    """As a new block, so that they are told and may appeal, to somebody else than who decided."""
    made = Block(
        person_id=person.id,
        contract_slug=mark.contract_slug,
        neighbourhood_slug=mark.neighbourhood_slug,
        reason_code=mark.reason_code,
        justification=_why(person.locale),
        by_id=mark.by_id,
        starts_at=now(),
        ends_at=mark.ends_at,
        appeal="",
        appeal_answer="",
        series_id=mark.series_id,
    )
    db.session().add(made)
    db.session().flush()
    stay_recognised(made)
    record(PersonBlocked(made.id, person.id, made.reason_code, made.ends_at), by=SYSTEM)


def _why(language: str) -> str:
    with force_locale(language):
        return _(
            "Un compte ouvert avec la même adresse, le même numéro ou la même identité a été "
            "effacé pendant une suspension. Elle continue donc ici, jusqu’à sa fin. Les faits ont "
            "été effacés avec le compte : il en reste le motif et la date de fin. Si vous n’êtes "
            "pas la même personne, ou si cela vous paraît injuste, contestez."
        )


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))
