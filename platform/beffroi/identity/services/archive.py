"""What is kept of a person: counted for a page, or written whole into a file they take away."""

import json
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from sqlalchemy import func, select

from beffroi.core import db, files, register
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.i18n import direction, language
from beffroi.core.policy import require
from beffroi.core.register import Record
from beffroi.core.register_words import BASES, CLASSES, COLUMNS
from beffroi.identity.policies import READ_OWN_DATA, TAKE_ARCHIVE
from beffroi.identity.problems.signing import PersonUnknown

IN_MEMORY = 1024 * 1024  # beyond a megabyte the file waits on the disk
AT_ONCE = 500  # rows read at a time
TEMPLATE = "identity/rights_archive.html"


class InArchive(str):
    """The name of a file beside the pages of the archive, to which they lead."""

    __slots__ = ()
    is_file = True


@dataclass(frozen=True)
class Held:
    """A table that holds something of the person."""

    record: Record
    count: int
    person_id: uuid.UUID

    @property
    def class_name(self) -> str:
        """The words of the class of data."""
        return str(CLASSES[self.record.holds])

    @property
    def basis(self) -> str:
        """The words of the legal basis."""
        return str(BASES[self.record.basis]) if self.record.basis else ""

    def rows(self) -> Iterator[dict[str, Any]]:
        """What is shown of each row, oldest key first, read a few hundred at a time."""
        if self.record.theirs is None:
            return
        theirs = select(self.record.table).where(self.record.theirs(self.person_id))
        ordered = theirs.order_by(*self.record.columns.primary_key.columns)
        for row in db.session().scalars(ordered.execution_options(yield_per=AT_ONCE)):
            yield self._shown(row)

    def lines(self) -> Iterator[list[tuple[str, Any]]]:
        """The same for the readable page: each value with its word, what is empty left out."""
        for row in self.rows():
            yield [(str(COLUMNS[name]), value) for name, value in row.items() if _says(value)]

    def files(self) -> Iterator[tuple[str, str]]:
        """The names and keys of the files that these rows name."""
        if self.record.file is None or self.record.theirs is None:
            return
        for row in db.session().scalars(
            select(self.record.table).where(self.record.theirs(self.person_id))
        ):
            yield self.record.file(row)

    def _shown(self, row: Any) -> dict[str, Any]:
        if self.record.present is not None:
            return self.record.present(row)
        shown = {name: getattr(row, name) for name in self.record.shown}
        return shown | ({"file": InArchive(self.record.file(row)[0])} if self.record.file else {})


def holdings(actor: Actor) -> list[Held]:
    """The tables that hold something of the person, with how many rows, class by class."""
    require(actor, READ_OWN_DATA)
    person_id = _whose(actor)
    counted = [Held(kept, _count(kept, person_id), person_id) for kept in _tables()]
    return [held for held in counted if held.count]


def write_archive(actor: Actor) -> IO[bytes]:
    """A zip of `donnees.json`, `donnees.html` and `LISEZMOI.txt`, open at its beginning.

    Pictures and voices lie beside them in `fichiers/`. Own rows only; ids of other people, digests
    and sealed values are named and not shown.
    """
    require(actor, TAKE_ARCHIVE)
    held = holdings(actor)
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by whoever sends it)
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open("donnees.json", "w") as target:
            for piece in _as_json(held):
                target.write(piece.encode())
        with archive.open("donnees.html", "w") as target:
            for piece in _page(TEMPLATE, held):
                target.write(piece.encode())
        with archive.open("LISEZMOI.txt", "w") as target:
            for piece in _page("identity/rights_archive.txt", held):
                target.write(piece.encode())
        for name, content in _files(held):
            archive.writestr(name, content)
    file.seek(0)
    return file


def _files(held: list[Held]) -> Iterator[tuple[str, bytes]]:
    """One after the other; one that is missing is left out, `beffroi files check` tells of it."""
    for one in held:
        for name, key in one.files():
            with suppress(files.FileMissing):
                yield name, files.store().get(key)


def _tables() -> list[Record]:
    return [kept for kept in register.personal_records() if kept.theirs is not None]


def _count(kept: Record, person_id: uuid.UUID) -> int:
    if kept.theirs is None:
        return 0
    query = select(func.count()).select_from(kept.table).where(kept.theirs(person_id))
    return db.session().scalar(query) or 0


def _whose(actor: Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise PersonUnknown
    return actor.person_id


def _as_json(held: list[Held]) -> Iterator[str]:
    """Written piece by piece, so that a long life does not fill the memory."""
    yield '{"made_at": ' + json.dumps(now().isoformat()) + ', "tables": {'
    for position, one in enumerate(held):
        yield ("," if position else "") + f"\n{json.dumps(one.record.name)}: "
        yield from _table(one)
    yield "\n}}\n"


def _table(held: Held) -> Iterator[str]:
    about = {
        "what": str(held.record.what),
        "class": held.record.holds.value,
        "purpose": str(held.record.purpose),
        "legal_basis": f"GDPR 6(1)({held.record.basis})",
        "kept": str(held.record.kept),
        "kept_but_not_shown": list(held.record.hidden),
    }
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "rows": ['
    for position, row in enumerate(held.rows()):
        yield ("," if position else "") + "\n" + _dumped(row)
    yield "]}"


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Moments in UTC, as ISO 8601 writes them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _says(value: Any) -> bool:
    return value is not None and value not in ("", {}, [])


def _page(template: str, held: list[Held]) -> Iterator[str]:
    page = current_app.jinja_env.get_template(template)
    return page.generate(
        held=held, made_at=now(), locale=language(), direction=direction(language())
    )
