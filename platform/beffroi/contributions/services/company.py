"""What an idea joined, what joined it, what it became: steps of its history that name others."""

from typing import Any

from sqlalchemy import exists, literal

from beffroi.contributions.models import IdeaMerge, IdeaPart, IdeaSplit
from beffroi.contributions.rules.merges import Company
from beffroi.contributions.rules.splits import SplitState

Step = tuple[dict[str, Any], tuple[Any, ...]]


def company_of(seen: Any) -> list[Step]:
    """The columns of each kind of step with its conditions, for the ideas of this statement."""
    return [*_joined(seen), *_left(seen), *_split(seen), _made(seen)]


def _joined(seen: Any) -> list[Step]:
    """Both ideas tell of it, each naming the other; one that is whole again says so in one step."""
    told = {"at": IdeaMerge.merged_at, "answer": IdeaMerge.reason}
    here, there = IdeaMerge.source_id.in_(seen), IdeaMerge.target_id.in_(seen)
    piece = exists().where(
        IdeaPart.idea_id == IdeaMerge.source_id, IdeaPart.source_id == IdeaMerge.target_id
    )
    return [
        (_about(Company.JOINED, IdeaMerge.target_id) | told, (here,)),
        (_about(Company.WAS_JOINED, IdeaMerge.source_id) | told, (there, ~piece)),
    ]


def _left(seen: Any) -> list[Step]:
    told = {"at": IdeaMerge.undone_at, "answer": IdeaMerge.undone_reason}
    over = IdeaMerge.undone_at.is_not(None)
    here, there = IdeaMerge.source_id.in_(seen), IdeaMerge.target_id.in_(seen)
    return [
        (_about(Company.LEFT, IdeaMerge.target_id) | told, (here, over)),
        (_about(Company.WAS_LEFT, IdeaMerge.source_id) | told, (there, over)),
    ]


def _split(seen: Any) -> list[Step]:
    """A row for each of the ideas it became; then that it is whole again, if it is."""
    made = {"at": IdeaSplit.split_at, "answer": IdeaSplit.reason}
    over = {"at": IdeaSplit.ended_at, "answer": IdeaSplit.ended_reason}
    parts, here = IdeaPart.split_id == IdeaSplit.id, IdeaSplit.source_id.in_(seen)
    gathered = IdeaSplit.state == SplitState.GATHERED
    return [
        (_about(Company.SPLIT, IdeaPart.idea_id) | made, (parts, here)),
        (_about(Company.GATHERED) | over, (here, gathered)),
    ]


def _made(seen: Any) -> Step:
    told = {"at": IdeaSplit.split_at, "answer": IdeaSplit.reason}
    whole = IdeaPart.split_id == IdeaSplit.id
    return _about(Company.MADE_OF, IdeaPart.source_id) | told, (whole, IdeaPart.idea_id.in_(seen))


def _about(company: Company, other: Any = None) -> dict[str, Any]:
    named = {} if other is None else {"other_id": other}
    return {"company": literal(company.value)} | named
