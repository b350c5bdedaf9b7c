"""Files in a folder of the data, readable by their owner only."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from beffroi.core.files.store import KEY, FileMissing, Stored, checked

PARTS = ".part"  # being written; what a crash leaves of them is swept like the rest


class DiskStore:
    """A folder, with 256 folders in it so that none grows too long to list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        """Written aside and renamed: nobody ever reads half of it."""
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{key}.{secrets.token_hex(4)}{PARTS}")
        with open(draft, "xb", opener=_owner_only) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def get(self, key: str) -> bytes:
        """The whole file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise FileMissing(key) from None

    def delete(self, key: str) -> None:
        """The folder it was in stays."""
        self._path(key).unlink(missing_ok=True)

    def listed(self) -> Iterator[Stored]:
        """Those of today's names; a half-written one of yesterday is dropped on the way."""
        for path in self._folder.glob("??/*"):
            written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if KEY.fullmatch(path.name):
                yield Stored(path.name, written_at)
            elif path.suffix == PARTS and _is_left(written_at):
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)[:2] / key


def _is_left(written_at: datetime) -> bool:
    """By the clock of the machine, which also dates the files."""
    return (datetime.now(UTC) - written_at).days >= 1


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
