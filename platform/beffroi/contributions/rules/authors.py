"""Groups that sign, and how the people behind an idea are named."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

MAX_GROUP = 120
MAX_CO_AUTHORS = 10
MAX_OPEN_INVITATIONS = 20
INVITATION_LIFE = timedelta(days=14)


class GroupKind(StrEnum):
    """What kind of group signs; one of its people speaks for it."""

    ASSOCIATION = "association"
    COLLECTIVE = "collective"
    CLASS = "class"
    NEIGHBOURS = "neighbours"


def signatures(author: str, co_authors: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Who is named: the author first, then those who wish it; a name stands once."""
    wished = sorted(name for name, signs in co_authors if signs and name)
    return tuple(dict.fromkeys(name for name in (author, *wished) if name))
