"""What a store of files can do, and the keys it knows them by."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

KEY = re.compile(r"[0-9a-f]{32}(-[0-9a-z]{1,12})?")


class FileMissing(Exception):
    """No file has this key."""


@dataclass(frozen=True)
class Stored:
    """A file as the store lists it."""

    key: str
    written_at: datetime


class Store(Protocol):
    """Somewhere to keep files of a few megabytes at most."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it, whole or not at all."""

    def get(self, key: str) -> bytes:
        """What was kept; FileMissing when nothing was."""

    def delete(self, key: str) -> None:
        """Drop it; one that is not there is dropped already."""

    def listed(self) -> Iterator[Stored]:
        """Every file, in any order."""


def new_key() -> str:
    """A key that nobody can guess and that says nothing."""
    return secrets.token_hex(16)


def checked(key: str) -> str:
    """The key itself; ValueError for what could be a path to somewhere else."""
    if not KEY.fullmatch(key):
        raise ValueError("not the key of a file")
    return key
