"""Reads back the mail that the embedded mode keeps in a folder instead of sending it."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

SHOWN = 30


@dataclass(frozen=True)
class SentMail:
    """A mail as its reader would have it."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    language: str
    text: str
    html: str


def latest_mail(folder: Path, limit: int = SHOWN) -> list[SentMail]:
    """The newest first."""
    return [_read(path) for path in _files(folder)[:limit]]


def mail_named(folder: Path, name: str) -> SentMail | None:
    """One of them: only a file that the folder lists is ever opened."""
    path = next((path for path in _files(folder) if path.stem == name), None)
    return None if path is None else _read(path)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)


def _read(path: Path) -> SentMail:
    message = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
    return SentMail(
        name=path.stem,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        language=str(message["Content-Language"] or "fr"),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""
