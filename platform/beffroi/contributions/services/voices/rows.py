"""The row of a voice, of a draft or of an idea; whoever calls holds the row of that."""

import uuid
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, delete, select

from beffroi.contributions import problems
from beffroi.contributions.models import Voice
from beffroi.contributions.services.voices.receiving import ReceivedVoice
from beffroi.contributions.views import VoiceView
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.files.sweeping import Owner, drop_after_commit

Where = ColumnElement[bool]


def lay(draft_id: uuid.UUID, received: ReceivedVoice) -> Voice:
    """The voice of this draft, in place of the one before."""
    drop(Voice.draft_id == draft_id)
    voice = Voice(
        draft_id=draft_id,
        kind=received.kind,
        seconds=received.seconds,
        file_stem=received.file_stem,
        added_at=now(),
    )
    db.session().add(voice)
    db.session().flush()
    return voice


def drop(where: Where) -> None:
    """Rows now, files once that is committed."""
    stems = db.session().scalars(select(Voice.file_stem).where(where)).all()
    db.session().execute(delete(Voice).where(where).execution_options(synchronize_session=False))
    drop_after_commit(stems)


def one(where: Where) -> Voice | None:
    """The voice there, if there is one."""
    return db.session().scalars(select(Voice).where(where)).one_or_none()


def view(voice: Voice, url: str) -> VoiceView:
    """What a page shows of it."""
    return VoiceView(
        id=voice.id,
        kind=voice.kind,
        seconds=voice.seconds,
        url=url,
        asked_at=voice.asked_at,
        written_at=voice.written_at,
    )


def voice_of(idea_id: uuid.UUID) -> VoiceView | None:
    """That of an idea; whether the reader may have it has been asked before."""
    found = one(Voice.idea_id == idea_id)
    return view(found, f"/idees/{idea_id}/voix") if found else None


def has_voice(idea_id: uuid.UUID) -> bool:
    """Whether a person must listen before it is heard by all."""
    query = select(Voice.id).where(Voice.idea_id == idea_id).limit(1)
    return db.session().scalar(query) is not None


def require_read(draft_id: uuid.UUID, *, is_read: bool) -> None:
    """Nobody's voice becomes a text that they have not read over, or had read to them."""
    if not is_read and one(Voice.draft_id == draft_id) is not None:
        problems.invalid(transcript_read=problems.NOT_READ_OVER)


def attach_voice(draft_id: uuid.UUID, idea_id: uuid.UUID, *, is_heard: bool) -> None:
    """Beside the idea if its author lets it be heard; else it has done its work and goes."""
    voice = one(Voice.draft_id == draft_id)
    if voice is not None and is_heard:
        voice.draft_id, voice.idea_id = None, idea_id
        db.session().flush()
    elif voice is not None:
        drop(Voice.draft_id == draft_id)


def _known(keys: Collection[str]) -> set[str]:
    return set(db.session().scalars(select(Voice.file_stem).where(Voice.file_stem.in_(keys))))


def _expected() -> Iterator[str]:
    yield from db.session().scalars(select(Voice.file_stem).execution_options(yield_per=500))


FILES = Owner("voice", _known, _expected)
