"""A write sent twice with the same key is done once, and answered the same."""

import functools
import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, Any

from flask import Response, jsonify, make_response, request
from sqlalchemy import Index, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from beffroi.core import db
from beffroi.core.actor import current_actor
from beffroi.core.clock import now
from beffroi.core.i18n import lazy
from beffroi.core.ids import random_id
from beffroi.core.problems import Invalid, Problem
from beffroi.core.seals import keyed_digest

HEADER = "Idempotency-Key"
KEPT = timedelta(days=2)
MAX_KEY = 200
PIECE = 64 * 1024


class IdempotencyKey(db.Base):
    """A key that was used, what it was used for, and what was answered.

    `owner_id` is who sent it: their erasure takes the answers along.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_owner_id", "owner_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(default=random_id)
    owner_id: Mapped[uuid.UUID | None]
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    body: Mapped[dict[str, Any] | None]
    location: Mapped[str | None] = mapped_column(String(300))
    used_at: Mapped[datetime]


def idempotent(view: Callable[..., Any]) -> Callable[..., Any]:
    """Honour `Idempotency-Key`: the first answer is kept in the transaction of the write itself.

    A second request waits for the first to end; the same key for something else is a 422.
    """

    @functools.wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER)
        if key is None:
            return view(*args, **kwargs)
        row, is_first = _claim(key)
        if not is_first:
            return _replay(row)
        response = _answer_of(view, row, args, kwargs)
        row.status, row.body = response.status_code, response.get_json(silent=True)
        row.location = response.headers.get("Location")
        return response

    return once


def _answer_of(view: Callable[..., Any], row: IdempotencyKey, args: Any, kwargs: Any) -> Response:
    """A refusal may keep what it has written (`db.keep_though_refused`), but never the key."""
    try:
        return make_response(view(*args, **kwargs))
    except Problem:
        if row in db.session():
            db.session().delete(row)
        raise


def forget_old_keys() -> int:
    """Drop keys past their two days; returns how many."""
    old = delete(IdempotencyKey).where(IdempotencyKey.used_at < now() - KEPT)
    return int(getattr(db.session().execute(old), "rowcount", 0))


def _claim(key: str) -> tuple[IdempotencyKey, bool]:
    if not 0 < len(key) <= MAX_KEY or not (key.isascii() and key.isprintable()):
        message = lazy("La clé d’idempotence compte de 1 à 200 signes imprimables, sans accent.")
        raise Invalid(errors={HEADER: [message]})
    actor = current_actor()
    program = actor.token.program_id if actor.token else None
    who = str(actor.person_id or program or request.remote_addr)
    digest = _sha(f"{who}\n{request.method}\n{request.path}\n{key}".encode())
    fingerprint = keyed_digest("idempotent-body", _sha(_content()))
    owner = current_actor().person_id
    row = IdempotencyKey(digest=digest, owner_id=owner, fingerprint=fingerprint, used_at=now())
    try:
        with db.session().begin_nested():
            db.session().add(row)
    except IntegrityError:
        kept = db.session().scalars(select(IdempotencyKey).filter_by(digest=digest)).one()
        if kept.fingerprint != fingerprint:
            message = lazy("Cette clé a déjà servi pour une autre demande.")
            raise Invalid(errors={HEADER: [message]}) from None
        return kept, False
    return row, True


def _content() -> bytes:
    """The body; of one with a file, which is not kept in memory, its fields and their digests."""
    if request.mimetype != "multipart/form-data":
        return request.get_data()
    said = [f"{name}={value}" for name, value in request.form.items(multi=True)]
    for name, sent in request.files.items(multi=True):
        said.append(f"{name}:{_sha_of(sent.stream)}")
    return "\n".join(said).encode()


def _replay(row: IdempotencyKey) -> Response:
    response = jsonify(row.body) if row.body is not None else make_response("")
    response.status_code = row.status or 200
    if row.location:
        response.headers["Location"] = row.location
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _sha_of(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
