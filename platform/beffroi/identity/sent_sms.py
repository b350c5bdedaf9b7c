"""Reads back the SMS that the embedded mode keeps in a folder instead of sending them."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SHOWN = 30


@dataclass(frozen=True)
class SentSms:
    """A message as its reader would have it."""

    to: str
    text: str
    sent_at: datetime


def latest_sms(folder: Path, limit: int = SHOWN) -> list[SentSms]:
    """The newest first."""
    files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in files[:limit]]


def _read(path: Path) -> SentSms:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return SentSms(kept["to"], kept["text"], datetime.fromisoformat(kept["sent_at"]))
