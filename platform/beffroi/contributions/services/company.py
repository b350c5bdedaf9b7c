"""What an idea joined, what joined it, what it became: steps of its history that name others."""

from typing import Any

from sqlalchemy import literal

from beffroi.contributions.models import IdeaMerge, IdeaPart, IdeaSplit
from beffroi.contributions.rules.merges import Company

Step = tuple[dict[str, Any], tuple[Any, ...]]


def company_of(seen: Any) -> list[Step]:
    """The columns of each kind of step with its conditions, for the ideas of this statement."""
    return [*_joined(seen), *_left(seen), _split(seen), _made(seen)]


def _joined(seen: Any) -> list[Step]:
    """Both ideas tell of it, each naming the other."""
    told = {"at": IdeaMerge.merged_at, "answer": IdeaMerge.reason}
    return [
        (_about(Company.JOINED, IdeaMerge.target_id) | told, (IdeaMerge.source_id.in_(seen),)),
        (_about(Company.WAS_JOINED, IdeaMerge.source_id) | told, (IdeaMerge.target_id.in_(seen),)),
    ]


def _left(seen: Any) -> list[Step]:
    told = {"at": IdeaMerge.undone_at, "answer": IdeaMerge.undone_reason}
    over = IdeaMerge.undone_at.is_not(None)
    here, there = IdeaMerge.source_id.in_(seen), IdeaMerge.target_id.in_(seen)
    return [
        (_about(Company.LEFT, IdeaMerge.target_id) | told, (here, over)),
        (_about(Company.WAS_LEFT, IdeaMerge.source_id) | told, (there, over)),
    ]


def _split(seen: Any) -> Step:
    """A row for each of the ideas it became."""
    told = {"at": IdeaSplit.split_at, "answer": IdeaSplit.reason}
    parts = IdeaPart.source_id == IdeaSplit.source_id
    return _about(Company.SPLIT, IdeaPart.idea_id) | told, (parts, IdeaSplit.source_id.in_(seen))


def _made(seen: Any) -> Step:
    told = {"at": IdeaSplit.split_at, "answer": IdeaSplit.reason}
    whole = IdeaPart.source_id == IdeaSplit.source_id
    return _about(Company.MADE_OF, IdeaPart.source_id) | told, (whole, IdeaPart.idea_id.in_(seen))


def _about(company: Company, other: Any) -> dict[str, Any]:
    return {"company": literal(company.value), "other_id": other}
