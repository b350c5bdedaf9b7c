"""A message as its reader sees it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from beffroi.notifications.words import Words


@dataclass(frozen=True)
class MessageView:
    """A message with its words in the language of the page."""

    id: uuid.UUID
    kind: str
    words: Words
    link: str
    created_at: datetime
    read_at: datetime | None

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


@dataclass(frozen=True)
class MessageList:
    """Some messages, the latest first, and how to go on."""

    items: list[MessageView]
    next_cursor: str | None
    total: int


@dataclass(frozen=True)
class Parcel:
    """A message to carry: plain values, for no row lives as long as a mail takes."""

    message_id: uuid.UUID
    email: str
    language: str
    words: Words
    link: str
