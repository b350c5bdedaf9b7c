"""Ideas and comments as kinds of moderated text: how each is read, how a ruling is carried out."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select

from beffroi.contributions import events
from beffroi.contributions.labels import signature
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.authorship import is_behind
from beffroi.contributions.services.fields import told_fields
from beffroi.contributions.services.photos.album import photos_of
from beffroi.contributions.services.publication import (
    after,
    locked_comment,
    locked_idea,
    move_comment_to,
    move_idea_to,
)
from beffroi.contributions.services.voices.rows import voice_of
from beffroi.contributions.views import PhotoView, comment_path
from beffroi.core import db
from beffroi.core.events import Event, record
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import PreconditionFailed
from beffroi.moderation import kinds
from beffroi.moderation.kinds import Picture, Recording, Ruling, SubjectText, TextAbove
from beffroi.territories import services as territories

HEADING = 120
EXAMINED, LARGEST = 800, 1600  # px: what a moderator looks at, and looks closer at
IDEA = lazy("Idée")
COMMENT = lazy("Commentaire")


@dataclass(frozen=True)
class IdeaKind:
    """Ideas."""

    name: str = "idea"
    label: str | LazyString = IDEA
    orients: bool = True

    def read(self, subject_id: uuid.UUID) -> SubjectText | None:
        """The idea of today, and an older one with the same words."""
        row = _with_call(Idea, subject_id)
        if row is None:
            return None
        idea: Idea = row[0]
        photos, voice = photos_of(idea.id), voice_of(idea.id)
        told = [
            (f"field-{one.question}", one.label, one.text)
            for one in told_fields(idea.id)
            if one.is_written
        ]
        return _subject(
            idea,
            row.Call,
            place=idea,
            parts={"title": idea.title, "body": idea.body}
            | {part: text for part, _label, text in told}
            | _described(photos),
            labels={part: label for part, label, _text in told},
            url=f"/idees/{idea.id}",
            repeats=_older(Idea, idea, Idea.contract_slug == idea.contract_slug),
            pictures=tuple(_picture(photo) for photo in photos),
            recording=Recording(voice.url, voice.seconds) if voice else None,
        )

    def apply(self, ruling: Ruling) -> None:
        """Publish it, ask for a change or refuse it, and say so."""
        idea = locked_idea(ruling.subject_id)
        _same_version(idea, ruling)
        if ruling.outcome == "refuse":
            idea.structure_slug = ruling.structure_slug
        if move_idea_to(idea, after(idea.visibility, ruling.outcome)):
            record(_idea_fact(idea.id, ruling), by=ruling.by)

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[str]:
        """The title."""
        return select(Idea.title).where(Idea.id == subject_id).scalar_subquery()

    def written_by(self, person_id: uuid.UUID) -> Select[Any]:
        """Those that stand in this person's name."""
        return select(Idea.id).where(is_behind(person_id))


@dataclass(frozen=True)
class CommentKind:
    """Comments. A refused comment needs no other place to go: its idea stands."""

    name: str = "comment"
    label: str | LazyString = COMMENT
    orients: bool = False

    def read(self, subject_id: uuid.UUID) -> SubjectText | None:
        """The comment of today, and an older one with the same words under the same idea."""
        row = _with_call(Comment, subject_id)
        if row is None:
            return None
        comment: Comment = row[0]
        return _subject(
            comment,
            row.Call,
            place=row.Idea,
            parts={"body": comment.body},
            url=comment_path(comment.idea_id, comment.id),
            above=_above(comment, row.Call, row.Idea),
            repeats=_older(Comment, comment, Comment.idea_id == comment.idea_id),
        )

    def apply(self, ruling: Ruling) -> None:
        """Publish it, ask for a change or refuse it, and say so."""
        comment = locked_comment(ruling.subject_id)
        _same_version(comment, ruling)
        if move_comment_to(comment, after(comment.visibility, ruling.outcome)):
            record(_comment_fact(comment, ruling), by=ruling.by)

    def heading(self, subject_id: SQLColumnExpression[uuid.UUID]) -> ColumnElement[str]:
        """Its beginning."""
        beginning = func.substr(Comment.body, 1, HEADING)
        return select(beginning).where(Comment.id == subject_id).scalar_subquery()

    def written_by(self, person_id: uuid.UUID) -> Select[Any]:
        """Those that stand in this person's name."""
        return select(Comment.id).where(Comment.author_id == person_id)


def register() -> None:
    """Make both known to the moderation."""
    kinds.register(IdeaKind())
    kinds.register(CommentKind())


def _with_call(model: type[Idea] | type[Comment], subject_id: uuid.UUID) -> Any:
    query: Any = select(model, Call) if model is Idea else select(model, Idea, Call)
    if model is Comment:
        query = query.join(Idea, Idea.id == Comment.idea_id)
    query = query.join(Call, Call.id == Idea.call_id).where(model.id == subject_id)
    query = query.where(model.visibility != Visibility.REMOVED)  # gone: nobody reads it any more
    return db.session().execute(query).one_or_none()


def _above(comment: Comment, call: Call, place: Idea) -> TextAbove | None:
    """Whatever became of it since: it is what was answered."""
    above = db.session().get(Comment, comment.parent_id) if comment.parent_id else None
    return None if above is None else TextAbove(_signature(above, call, place), above.body)


def _subject(text: Any, call: Call, *, place: Idea, **given: Any) -> SubjectText:
    known = territories.neighbourhoods().get(place.neighbourhood_slug or "")
    where = known.name if known else territories.contracts()[place.contract_slug].short_name
    about = f"{call.title} · {where}"
    return SubjectText(
        subject_id=text.id,
        version=text.version,
        author_id=text.author_id,
        author_name=_signature(text, call, place),
        contract_slug=place.contract_slug,
        neighbourhood_slug=place.neighbourhood_slug,
        context=about if text is place else f"{place.title} · {about}",
        language=text.language,
        waits=text.visibility == Visibility.WAITING,
        decision_hours=call.decision_hours,
        **given,
    )


def _described(photos: Sequence[PhotoView]) -> dict[str, str]:
    """What is written of each picture is words like others, to be screened and read."""
    numbered = enumerate(photos, start=1)
    return {f"photo-{n}": photo.alternative for n, photo in numbered if photo.alternative}


def _picture(photo: PhotoView) -> Picture:
    width, height = photo.size(EXAMINED)
    return Picture(photo.at(EXAMINED), photo.at(LARGEST), photo.alternative, width, height)


def _signature(text: Any, call: Call, place: Idea) -> str:
    """Who wrote, and for which group; in a call for an age band moderators see no name either."""
    if call.max_age is not None:
        known = territories.neighbourhoods().get(place.neighbourhood_slug or "")
        return signature("", (call.min_age or 0, call.max_age), known.name if known else "")
    name = signature(text.author_name, None)
    return f"{text.group_name} ({name})" if isinstance(text, Idea) and text.group_name else name


def _older(model: Any, text: Any, among: ColumnElement[bool]) -> uuid.UUID | None:
    """The first text with the same words, if it came before this one."""
    same = (model.fingerprint == text.fingerprint) & (model.id != text.id)
    written = model.submitted_at if model is Idea else model.written_at
    moment = text.submitted_at if model is Idea else text.written_at
    before = or_(written < moment, and_(written == moment, model.id < text.id))
    query = select(model.id).where(same, among, before)
    found: uuid.UUID | None = db.session().scalar(query.order_by(written, model.id).limit(1))
    return found


def _same_version(text: Idea | Comment, ruling: Ruling) -> None:
    if text.version != ruling.version:
        raise PreconditionFailed


def _idea_fact(idea_id: uuid.UUID, ruling: Ruling) -> Event:
    reason = ruling.reason_code or ""
    facts: dict[str, Callable[[], Event]] = {
        "publish": lambda: events.IdeaPublished(idea_id),
        "ask_change": lambda: events.IdeaChangesAsked(idea_id, reason),
        "refuse": lambda: events.IdeaRefused(idea_id, reason),
    }
    return facts[ruling.outcome]()


def _comment_fact(comment: Comment, ruling: Ruling) -> Event:
    reason, ids = ruling.reason_code or "", (comment.id, comment.idea_id)
    facts: dict[str, Callable[[], Event]] = {
        "publish": lambda: events.CommentPublished(*ids),
        "ask_change": lambda: events.CommentChangesAsked(*ids, reason),
        "refuse": lambda: events.CommentRefused(*ids, reason),
    }
    return facts[ruling.outcome]()
