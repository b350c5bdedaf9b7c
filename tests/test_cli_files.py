"""Files by the command: copied beside the database, and looked for when a row names them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beffroi.cli import main
from beffroi.core.files.disk import DiskStore
from tests.conftest import SECRET

KEYS = ("a" * 32, "b" * 32 + "-320")


@pytest.fixture
def data(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with a database and two files that no row names."""
    shutil.copy(sqlite_template, tmp_path / "beffroi.sqlite")
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)
    monkeypatch.delenv("BEFFROI_DATABASE_URL", raising=False)
    for key in KEYS:
        DiskStore(tmp_path / "files").put(key, key.encode())
    return tmp_path


def beffroi(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_backup_takes_the_files_along(data: Path) -> None:
    answer = beffroi("backup", str(data / "copy.sqlite"))
    assert answer.exit_code == 0, answer.output
    assert "copy.sqlite.files: 2 files." in answer.output
    copied = DiskStore(data / "copy.sqlite.files")
    assert sorted(stored.key for stored in copied.listed()) == sorted(KEYS)
    assert copied.get(KEYS[0]) == KEYS[0].encode()


def test_the_check_counts_what_no_row_names(data: Path) -> None:
    answer = beffroi("files", "check")
    assert (answer.exit_code, answer.output.strip()) == (
        0,
        "0 missing, 0 without a row (the night drops them).",
    )
