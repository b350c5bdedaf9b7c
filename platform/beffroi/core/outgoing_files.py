"""The mail and text messages that the embedded mode keeps as files: dropped in their turn.

In production nothing is kept here: what was sent is with those who carried it.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from flask import current_app

from beffroi.core.clock import now
from beffroi.core.mail import mail_folder
from beffroi.core.sms import sms_folder

KEPT = timedelta(days=30)


def count_old() -> int:
    """How many files are older than thirty days."""
    return sum(1 for _ in _old())


def drop_old() -> int:
    """Drop them; returns how many."""
    return _drop(_old())


def forget(address: str, ids: Collection[str]) -> int:
    """Drop what was sent to this address, and what bears one of these ids; returns how many."""
    return _drop(path for path in _files() if _names(path, ids) or _is_to(path, address))


def _files() -> list[Path]:
    settings = current_app.extensions["beffroi_settings"]
    return [*mail_folder(settings).glob("*.eml"), *sms_folder(settings).glob("*.json")]


def _old() -> Iterator[Path]:
    limit = (now() - KEPT).timestamp()
    return (path for path in _files() if path.stat().st_mtime < limit)


def _names(path: Path, ids: Collection[str]) -> bool:
    """A file is called by what it is and the id of its row: "message-0198…"."""
    return path.stem[-36:] in ids


def _is_to(path: Path, address: str) -> bool:
    if not address or path.suffix != ".eml":
        return False
    message = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
    to = {one.lower() for _, one in getaddresses(message.get_all("To", []))}
    return address.lower() in to


def _drop(paths: Iterator[Path]) -> int:
    gone = list(paths)
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
