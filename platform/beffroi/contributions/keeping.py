"""What contributions keep of a person: ideas, comments, supports; shown to them, handed over."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from beffroi.contributions.kinds import COMMENT, IDEA
from beffroi.contributions.labels import VISIBILITIES
from beffroi.contributions.models import (
    CoAuthor,
    CoAuthorInvitation,
    Comment,
    Draft,
    Idea,
    IdeaFollow,
    Support,
)
from beffroi.contributions.presenting import LOOKS, state
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.authorship import is_behind
from beffroi.contributions.services.cards import CARD, cards
from beffroi.contributions.services.drafts import drafts_of
from beffroi.contributions.services.photos.album import FILES as PICTURES
from beffroi.contributions.services.supports import move_counter
from beffroi.contributions.services.voices.rows import FILES as VOICES
from beffroi.contributions.views import comment_path
from beffroi.core import db
from beffroi.core.files.sweeping import declare_owner
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.text import excerpt
from beffroi.identity import belongings
from beffroi.identity.belongings import Trace

TITLE_SIGNS = 80
SUPPORT = lazy("Soutien")
DRAFT = lazy("Brouillon d’idée")
UNTITLED = lazy("Sans titre")
_UNSENT: tuple[LazyString, str, str] = (lazy("À finir"), "ochre", "pen")
_COUNTED: tuple[LazyString, str, str] = (lazy("Compté"), "moss", "check")
_KEPT: tuple[LazyString, str, str] = (lazy("Gardé, pas encore compté"), "ochre", "lock")


@dataclass(frozen=True)
class Contributed:
    """Ideas, comments and supports as identity asks for them."""

    name: str = "contributions"

    def traces_of(self, person_id: uuid.UUID) -> list[Trace]:
        """What they wrote and support; a text its author took away is gone."""
        written = [*_ideas(person_id), *_comments(person_id), *_drafts(person_id)]
        return [*written, *_supports(person_id)]

    def hand_over(self, from_id: uuid.UUID, to_id: uuid.UUID) -> None:
        """Texts keep the name they were signed with; of two supports of one idea one is left."""
        for table in (Idea, Comment, Draft):
            theirs: Any = update(table).where(table.author_id == from_id)
            _run(theirs.values(author_id=to_id))
        _hand_over_co_authorship(from_id, to_id)
        _hand_over_supports(from_id, to_id)
        _hand_over_follows(from_id, to_id)


def register() -> None:
    """Make it known to identity, and the files of pictures and voices to the sweep."""
    belongings.register(Contributed())
    declare_owner(PICTURES)
    declare_owner(VOICES)


def _hand_over_co_authorship(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Nobody stands behind an idea twice: neither as author and co-author, nor as two people."""
    already = select(CoAuthor.idea_id).where(CoAuthor.person_id == to_id)
    _run(delete(CoAuthor).where(CoAuthor.person_id == from_id, CoAuthor.idea_id.in_(already)))
    for table in (CoAuthor, CoAuthorInvitation):
        theirs: Any = update(table).where(table.person_id == from_id)
        _run(theirs.values(person_id=to_id))
    own = select(Idea.id).where(Idea.author_id == to_id)
    _run(delete(CoAuthor).where(CoAuthor.person_id == to_id, CoAuthor.idea_id.in_(own)))


def _hand_over_supports(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """The counter goes down by one where both were counted, and only there.

    Where one of the two was counted, the one that is left is: what it asks has been proved.
    """
    kept = {row.idea_id: row.counted for row in _supports_held(to_id)}
    for row in _supports_held(from_id):
        if row.idea_id in kept:
            _merge(row, to_id, both=row.counted and kept[row.idea_id])
    left = update(Support).where(Support.person_id == from_id)
    _run(left.values(person_id=to_id))


def _hand_over_follows(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """Of two choices about one idea, that of the account stands."""
    chosen = select(IdeaFollow.idea_id).where(IdeaFollow.person_id == to_id)
    theirs = IdeaFollow.person_id == from_id
    _run(delete(IdeaFollow).where(theirs, IdeaFollow.idea_id.in_(chosen)))
    _run(update(IdeaFollow).where(theirs).values(person_id=to_id))


def _merge(row: Any, to_id: uuid.UUID, *, both: bool) -> None:
    _run(delete(Support).where(_is(row.idea_id, row.person_id)))
    if both:
        move_counter(row.idea_id, -1)
    elif row.counted:
        _run(update(Support).where(_is(row.idea_id, to_id)).values(counted=True))


def _is(idea_id: uuid.UUID, person_id: uuid.UUID) -> Any:
    return (Support.idea_id == idea_id) & (Support.person_id == person_id)


def _supports_held(person_id: uuid.UUID) -> Sequence[Any]:
    """Held to the end of the transaction, in the order of ideas: two hand-overs never cross."""
    columns = select(Support.idea_id, Support.person_id, Support.counted)
    query = columns.where(Support.person_id == person_id).order_by(Support.idea_id)
    return db.session().execute(query.with_for_update()).all()


def _ideas(person_id: uuid.UUID) -> list[Trace]:
    wanted = select(*CARD).where(is_behind(person_id), Idea.visibility != Visibility.REMOVED)
    found = [(card, state(card)) for card in cards(db.session().execute(wanted).all())]
    return [
        Trace(
            "idea", card.id, IDEA, card.title, f"{card.url}/suivi",
            seen.label, seen.tone, seen.icon, card.submitted_at,
        )
        for card, seen in found
    ]  # fmt: skip


def _drafts(person_id: uuid.UUID) -> list[Trace]:
    """What they began: nothing is lost of it for want of finding it again."""
    return [
        Trace(
            "draft", one.id, DRAFT, one.title or str(UNTITLED), one.resume_url,
            *_UNSENT, one.updated_at,
        )
        for one in drafts_of(person_id)
    ]  # fmt: skip


def _supports(person_id: uuid.UUID) -> list[Trace]:
    """An idea that is public no more is not named to those who supported it."""
    wanted = (
        select(Support.idea_id, Support.supported_at, Support.counted, Idea.title)
        .join(Idea, Idea.id == Support.idea_id)
        .where(Support.person_id == person_id, Idea.visibility == Visibility.PUBLISHED)
    )
    return [
        Trace(
            "support", row.idea_id, SUPPORT, row.title, f"/idees/{row.idea_id}#soutien",
            *(_COUNTED if row.counted else _KEPT), row.supported_at,
        )
        for row in db.session().execute(wanted)
    ]  # fmt: skip


def _comments(person_id: uuid.UUID) -> list[Trace]:
    theirs = select(Comment).where(
        Comment.author_id == person_id, Comment.visibility != Visibility.REMOVED
    )
    return [
        Trace(
            "comment", row.id, COMMENT, excerpt(row.body, TITLE_SIGNS),
            comment_path(row.idea_id, row.id),
            VISIBILITIES[row.visibility], *LOOKS.get(row.visibility, ("moss", "check")),
            row.written_at,
        )
        for row in db.session().scalars(theirs)
    ]  # fmt: skip


def _run(statement: Any) -> None:
    db.session().execute(statement.execution_options(synchronize_session=False))
