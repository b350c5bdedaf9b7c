"""What the messages forget of somebody who leaves, and of texts that are no more."""

import uuid
from collections.abc import Iterator

from sqlalchemy import delete, or_, select

from beffroi.core import db
from beffroi.core.register import Leaving
from beffroi.notifications.models import Delivery, Message

AT_ONCE = 100  # pages looked for in one statement
GONE = "…"
QUOTING = frozenset({"title", "other", "words"})  # what says something of a text
DESK = "/moderation/"


def forget_messages(leaving: Leaving) -> None:
    """Theirs go; those that told others of a text that is gone no longer name it."""
    own = list(
        db.session().scalars(select(Message.id).where(Message.person_id == leaving.person_id))
    )
    _drop(own, leaving)
    for told in _telling_of(leaving.paths):
        _forget_pages(told, leaving)
    for told in _telling_of(leaving.beside):
        _silence([message for message in told if "other" in message.params], leaving)


def _telling_of(paths: set[str]) -> Iterator[list[Message]]:
    """The messages that lead to these pages, some pages at a time."""
    ordered = sorted(paths)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        about = or_(*(Message.link.startswith(path, autoescape=True) for path in some))
        yield list(db.session().scalars(select(Message).where(about)))


def _forget_pages(told: list[Message], leaving: Leaving) -> None:
    """A word to a moderator about a case that is closed for good has no more use."""
    _drop([message.id for message in told if message.link.startswith(DESK)], leaving)
    _silence([message for message in told if not message.link.startswith(DESK)], leaving)


def _silence(told: list[Message], leaving: Leaving) -> None:
    for message in told:
        quoted = dict.fromkeys(QUOTING & message.params.keys(), GONE)
        if quoted:
            message.params = message.params | quoted
            leaving.letters.add(str(message.id))
    db.session().flush()


def _drop(ids: list[uuid.UUID], leaving: Leaving) -> None:
    leaving.letters.update(str(message_id) for message_id in ids)
    for statement in (
        delete(Delivery).where(Delivery.message_id.in_(ids)),
        delete(Message).where(Message.id.in_(ids)),
    ):
        db.session().execute(statement, execution_options={"synchronize_session": False})
