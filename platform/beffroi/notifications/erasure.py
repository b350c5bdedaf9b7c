"""What the messages forget of somebody who leaves, and of texts that are no more."""

import uuid

from sqlalchemy import delete, or_, select

from beffroi.core import db
from beffroi.core.register import Leaving
from beffroi.notifications.models import Delivery, Message

AT_ONCE = 100  # pages looked for in one statement
GONE = "…"
DESK = "/moderation/"


def forget_messages(leaving: Leaving) -> None:
    """Theirs go; those that told others of a text that is gone no longer name it."""
    own = list(
        db.session().scalars(select(Message.id).where(Message.person_id == leaving.person_id))
    )
    _drop(own, leaving)
    paths = sorted(leaving.paths)
    for start in range(0, len(paths), AT_ONCE):
        _forget_pages(paths[start : start + AT_ONCE], leaving)


def _forget_pages(paths: list[str], leaving: Leaving) -> None:
    """A word to a moderator about a case that is closed for good has no more use."""
    about = or_(*(Message.link.startswith(path, autoescape=True) for path in paths))
    told = list(db.session().scalars(select(Message).where(about)))
    _drop([message.id for message in told if message.link.startswith(DESK)], leaving)
    for message in told:
        if not message.link.startswith(DESK) and "title" in message.params:
            message.params = message.params | {"title": GONE}
            leaving.letters.add(str(message.id))
    db.session().flush()


def _drop(ids: list[uuid.UUID], leaving: Leaving) -> None:
    leaving.letters.update(str(message_id) for message_id in ids)
    for statement in (
        delete(Delivery).where(Delivery.message_id.in_(ids)),
        delete(Message).where(Message.id.in_(ids)),
    ):
        db.session().execute(statement, execution_options={"synchronize_session": False})
