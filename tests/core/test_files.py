"""Files by key: kept whole, for their owner only; gone with their rows, and swept after a crash."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from beffroi.core import db, files
from beffroi.core.files import FileMissing, sweeping
from beffroi.core.files.disk import DiskStore
from beffroi.core.files.sweeping import Owner

KEY = "0" * 31 + "1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def owned(app: Flask) -> Iterator[set[str]]:
    """The keys that rows name, for the time of the test."""
    named: set[str] = set()
    before = dict(sweeping._owners)
    sweeping._owners.clear()
    sweeping.declare_owner(Owner("test", lambda keys: named & set(keys), lambda: iter(named)))
    yield named
    sweeping._owners.clear()
    sweeping._owners.update(before)


def age(folder: Path, key: str, days: float) -> None:
    path = folder / key[:2] / key
    moment = datetime.now(UTC).timestamp() - days * 86_400
    os.utime(path, (moment, moment))


def test_what_is_put_is_given_back_and_dropped(folder: Path) -> None:
    store = DiskStore(folder)
    store.put(KEY, b"un")
    store.put(KEY, b"deux")
    assert store.get(KEY) == b"deux"
    assert [stored.key for stored in store.listed()] == [KEY]
    store.delete(KEY)
    store.delete(KEY)
    assert list(store.listed()) == []
    with pytest.raises(FileMissing):
        store.get(KEY)


def test_only_the_owner_may_read_them(folder: Path) -> None:
    DiskStore(folder).put(KEY, b"un")
    path = folder / "00" / KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "key", ["", "../../etc/passwd", "a", KEY + "/..", KEY.upper() + "Z", KEY + "-../x", KEY + "\0"]
)
def test_a_key_is_never_a_path(folder: Path, key: str) -> None:
    store = DiskStore(folder)
    for attempt in (lambda: store.put(key, b""), lambda: store.get(key), lambda: store.delete(key)):
        with pytest.raises(ValueError, match="not the key"):
            attempt()


def test_a_write_that_fails_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(folder)
    store.put(KEY, b"un")
    monkeypatch.setattr(os, "fsync", lambda _fd: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        store.put(KEY, b"deux")
    assert store.get(KEY) == b"un"
    assert [stored.key for stored in store.listed()] == [KEY]


def test_a_file_goes_when_the_loss_of_its_row_is_committed(app: Flask) -> None:
    key = files.new_key()
    files.store().put(key, b"un")
    with db.transaction():
        sweeping.drop_after_commit([key])
        assert files.store().get(key) == b"un"
    with pytest.raises(FileMissing):
        files.store().get(key)


def test_a_file_stays_when_the_loss_of_its_row_is_undone(app: Flask) -> None:
    key = files.new_key()
    files.store().put(key, b"un")
    sweeping.drop_after_commit([key])
    db.session().execute(text("SELECT 1"))
    db.session().rollback()
    with db.transaction() as session:
        session.execute(text("SELECT 1"))
    assert files.store().get(key) == b"un"


def test_the_end_of_a_savepoint_drops_nothing_yet(app: Flask) -> None:
    key = files.new_key()
    files.store().put(key, b"un")
    with db.session().begin_nested():
        sweeping.drop_after_commit([key])
        db.session().execute(text("SELECT 1"))
    assert files.store().get(key) == b"un"
    db.session().commit()
    with pytest.raises(FileMissing):
        files.store().get(key)


def test_a_file_without_a_row_is_swept_after_a_day(
    app: Flask, folder: Path, owned: set[str]
) -> None:
    kept, young, orphan = (files.new_key() for _ in range(3))
    for key in (kept, young, orphan):
        files.store().put(key, b"un")
    owned.add(kept)
    age(folder, kept, 2)
    age(folder, orphan, 2)
    assert sweeping.count_orphans() == 1
    assert sweeping.drop_orphans() == 1
    assert {stored.key for stored in files.store().listed()} == {kept, young}
    assert sweeping.drop_orphans() == 0


def test_a_half_written_file_of_yesterday_is_swept(folder: Path) -> None:
    store = DiskStore(folder)
    store.put(KEY, b"un")
    for name, days in ((f"{KEY}.aa.part", 2.0), (f"{KEY}.bb.part", 0.0)):
        (folder / "00" / name).write_bytes(b"u")
        age(folder, name, days)
    assert [stored.key for stored in store.listed()] == [KEY]
    assert not (folder / "00" / f"{KEY}.aa.part").exists()
    assert (folder / "00" / f"{KEY}.bb.part").exists()


def test_a_row_without_its_file_is_told(app: Flask, owned: set[str]) -> None:
    there, lost = files.new_key(), files.new_key()
    files.store().put(there, b"un")
    owned.update({there, lost})
    assert sweeping.missing() == [lost]
