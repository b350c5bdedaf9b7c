"""Ideas put together and made into several, read: what joined which, and what became of them."""

import uuid
from typing import Any

from sqlalchemy import literal, or_, select

from beffroi.contributions.labels import SOMEBODY
from beffroi.contributions.models import Idea, IdeaMerge, IdeaPart, IdeaSplit
from beffroi.contributions.rules import Visibility
from beffroi.contributions.rules.splits import SplitState
from beffroi.contributions.services.authorship import authors_of
from beffroi.contributions.services.visibility import named_ideas
from beffroi.contributions.views import IdeaRef, Joined, Successor
from beffroi.core import db

STANDS = IdeaMerge.undone_at.is_(None)


def standing_merge(source_id: uuid.UUID) -> IdeaMerge | None:
    """The merge by which an idea stands alone no more."""
    wanted = select(IdeaMerge).where(IdeaMerge.source_id == source_id, STANDS)
    fresh = wanted.execution_options(populate_existing=True)
    return db.session().scalars(fresh).one_or_none()


def standing_split(source_id: uuid.UUID) -> IdeaSplit | None:
    """The split by which an idea stands alone no more, or that waits for a yes."""
    stands = IdeaSplit.state.in_((SplitState.PROPOSED, SplitState.MADE))
    wanted = select(IdeaSplit).where(IdeaSplit.source_id == source_id, stands)
    fresh = wanted.execution_options(populate_existing=True)
    return db.session().scalars(fresh).one_or_none()


def is_piece_of(idea_id: uuid.UUID, whole_id: uuid.UUID) -> bool:
    """Whether an idea is made of the words of the other."""
    part = db.session().get(IdeaPart, idea_id)
    return part is not None and part.source_id == whole_id


def merged_directly(target_id: uuid.UUID) -> list[Idea]:
    """The ideas that joined this one, the first first."""
    joined = select(Idea).join(IdeaMerge, IdeaMerge.source_id == Idea.id)
    here = joined.where(IdeaMerge.target_id == target_id, STANDS)
    return list(db.session().scalars(here.order_by(IdeaMerge.id)))


def ever_merged_with(idea_id: uuid.UUID) -> list[uuid.UUID]:
    """The ideas that this one joined, and those that joined it, whatever became of it since."""
    here = or_(IdeaMerge.source_id == idea_id, IdeaMerge.target_id == idea_id)
    pairs = db.session().execute(select(IdeaMerge.source_id, IdeaMerge.target_id).where(here))
    return sorted({one for pair in pairs for one in pair} - {idea_id})


def beneath(idea_id: uuid.UUID) -> list[uuid.UUID]:
    """All that joined an idea, directly or through another."""
    joined = select(IdeaMerge.source_id).where(IdeaMerge.target_id == idea_id, STANDS)
    tree = joined.cte("beneath", recursive=True)
    further = select(IdeaMerge.source_id).join(tree, IdeaMerge.target_id == tree.c.source_id)
    whole = tree.union(further.where(STANDS))
    return list(db.session().scalars(select(whole.c.source_id)))


def final_idea(idea_id: uuid.UUID) -> uuid.UUID:
    """The idea to read now: the end of the chain, itself when it joined none."""
    found: uuid.UUID | None = db.session().scalar(_chain(idea_id, Idea.id))
    return found or idea_id


def people_behind(idea_id: uuid.UUID) -> list[uuid.UUID]:
    """Those who wrote it, and those who wrote what joined it; each once."""
    found = [*authors_of(idea_id)]
    for joined in beneath(idea_id):
        found += authors_of(joined)
    return list(dict.fromkeys(found))


def joined_to(idea_id: uuid.UUID) -> tuple[Joined, ...]:
    """What joined an idea, and what had joined it and was taken apart; the first first.

    An idea that its author took away since is not named, nor are pieces of this one.
    """
    columns = (Idea.id, Idea.title, Idea.author_name, IdeaMerge)
    wanted = select(*columns).join(IdeaMerge, IdeaMerge.source_id == Idea.id)
    named = Idea.visibility.in_([Visibility.MERGED, Visibility.PUBLISHED])
    pieces = select(IdeaPart.idea_id).where(IdeaPart.source_id == idea_id)
    here = wanted.where(IdeaMerge.target_id == idea_id, named, Idea.id.not_in(pieces))
    here = here.order_by(IdeaMerge.id)
    return tuple(_joined(row) for row in db.session().execute(here))


def part_of(idea_id: uuid.UUID) -> IdeaRef | None:
    """The idea whose words this one is made of."""
    wanted = select(Idea.id, Idea.title).join(IdeaPart, IdeaPart.source_id == Idea.id)
    here = wanted.where(IdeaPart.idea_id == idea_id, Idea.visibility == Visibility.SPLIT)
    row = db.session().execute(here).one_or_none()
    return IdeaRef(row.id, row.title) if row else None


def successor_of(idea_id: uuid.UUID, visibility: str) -> Successor | None:
    """What became of an idea that stands alone no more: the public idea it joined, or its parts."""
    if visibility == Visibility.MERGED:
        merge = standing_merge(idea_id)
        chain = _chain(idea_id, Idea.id, Idea.title).add_columns(named_ideas().label("is_public"))
        last = db.session().execute(chain).one_or_none()
        ideas = (IdeaRef(last.id, last.title),) if last and last.is_public else ()
        if merge is None:
            return None
        return Successor("merged", ideas, merge.reason if ideas else "", merge.merged_at)
    split = standing_split(idea_id) if visibility == Visibility.SPLIT else None
    if split is None or split.split_at is None:
        return None
    return Successor("split", _parts(split.id), split.reason, split.split_at)


def _parts(split_id: uuid.UUID) -> tuple[IdeaRef, ...]:
    wanted = select(Idea.id, Idea.title).join(IdeaPart, IdeaPart.idea_id == Idea.id)
    seen = wanted.where(IdeaPart.split_id == split_id, named_ideas())
    rows = db.session().execute(seen.order_by(Idea.id))
    return tuple(IdeaRef(row.id, row.title) for row in rows)


def _chain(idea_id: uuid.UUID, *columns: Any) -> Any:
    """The ideas that one joined, directly or through others; the last of them."""
    first = select(IdeaMerge.target_id, literal(1).label("depth"))
    chain = first.where(IdeaMerge.source_id == idea_id, STANDS).cte("chain", recursive=True)
    following = select(IdeaMerge.target_id, chain.c.depth + 1)
    following = following.join(chain, IdeaMerge.source_id == chain.c.target_id).where(STANDS)
    whole = chain.union_all(following)
    ideas = select(*columns).join(whole, whole.c.target_id == Idea.id)
    return ideas.order_by(whole.c.depth.desc()).limit(1)


def _joined(row: Any) -> Joined:
    merge = row.IdeaMerge
    return Joined(
        idea=IdeaRef(row.id, row.title),
        author_name=row.author_name or str(SOMEBODY),
        reason=merge.reason,
        merged_at=merge.merged_at,
        undone_at=merge.undone_at,
        undone_reason=merge.undone_reason,
    )
