"""Ideas that resemble the one being written: better supported together than repeated apart."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select

from beffroi.contributions.models import Call, Idea, Support
from beffroi.contributions.rules import Act
from beffroi.contributions.rules.likeness import LIKE_ENOUGH, Wording, likeness, wording
from beffroi.contributions.services.calls import called
from beffroi.contributions.services.cards import CARD, cards
from beffroi.contributions.services.phases import calls_open_to
from beffroi.contributions.services.publication import KIND
from beffroi.contributions.services.visibility import visible_ideas
from beffroi.contributions.views import SimilarIdea
from beffroi.core import db, search
from beffroi.core.actor import ANONYMOUS, Actor

SHOWN = 3
ENOUGH_WORDS = 2  # a title that tells fewer leaves it to the text to say what it is about


def similar_ideas(
    actor: Actor, call_slug: str, title: str, body: str = "", limit: int = SHOWN
) -> list[SimilarIdea]:
    """The public ideas of the call's contract nearest to this text, the nearest first.

    Four statements; accents, plurals and typing errors do not matter.
    """
    realm, ours = called(call_slug).contract_slug, wording(title, body)
    asked = title if len(ours.title) >= ENOUGH_WORDS else f"{title} {body}"
    near = {
        found.subject_id: likeness(ours, Wording(_split(found.heading), _split(found.folded)))
        for found in search.alike(KIND, realm, asked)
    }
    kept = sorted((i for i in near if near[i] >= LIKE_ENOUGH), key=lambda i: (-near[i], i.hex))
    rows = {row.id: row for row in _rows(actor, kept[:limit])}
    return [_view(rows[i], near[i]) for i in kept[:limit] if i in rows]


def _split(folded: str) -> frozenset[str]:
    return frozenset(folded.split())


def _rows(actor: Actor, ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    if not ids:
        return ()
    mine = exists().where(Support.idea_id == Idea.id, Support.person_id == actor.person_id)
    may = calls_open_to(Act.SUPPORT)
    wanted = (
        select(*CARD, may.label("may_support"), mine.label("is_supported"))
        .join(Call, Call.id == Idea.call_id)
        .where(Idea.id.in_(ids), visible_ideas(ANONYMOUS))
    )
    return db.session().execute(wanted).all()


def _view(row: Any, near: float) -> SimilarIdea:
    return SimilarIdea(cards([row])[0], near, bool(row.may_support), row.is_supported)
