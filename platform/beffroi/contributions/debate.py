"""The debate of an idea as its page shows it: which comments, in which order, and how to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from beffroi.contributions import services
from beffroi.contributions.proposals import DebateFilters, DebateOrder
from beffroi.contributions.views import CommentView, IdeaView
from beffroi.core.actor import current_actor
from beffroi.core.i18n import LazyString, lazy
from beffroi.core.problems import NotFound

SHOWN = 10  # with two answers each, a page that a slow network can carry
FEW = 3  # from so many comments on, one chooses what to read
POSITIONS: dict[str, tuple[str | None, LazyString]] = {
    "": (None, lazy("Tous")),
    "pour": ("for", lazy("Pour")),
    "contre": ("against", lazy("Contre")),
    "questions": ("question", lazy("Questions")),
}
ORDERS: dict[str, tuple[DebateOrder, LazyString]] = {
    "": ("oldest", lazy("Plus anciens")),
    "recents": ("latest", lazy("Plus récents")),
    "discutes": ("answered", lazy("Plus discutés")),
}


@dataclass(frozen=True)
class Choice:
    """A way to read the debate: its name, how many comments, its address, whether it is taken."""

    label: LazyString
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Debate:
    """Some comments, what else there is to choose, and the next page."""

    items: list[CommentView]
    positions: list[Choice]
    orders: list[Choice]
    next_url: str
    first_url: str


def debate_of(idea: IdeaView, asked: Mapping[str, str]) -> Debate:
    """The comments that an address asks for."""
    position, order = asked.get("position", ""), asked.get("tri", "")
    if position not in POSITIONS or order not in ORDERS:
        raise NotFound
    cursor = asked.get("apres") or None
    filters = DebateFilters(POSITIONS[position][0], ORDERS[order][0])
    found = services.comments_of(current_actor(), idea.id, filters, cursor, SHOWN)
    return Debate(
        items=found.items,
        positions=_positions(idea, position, order),
        orders=_orders(idea, position, order),
        next_url=_url(idea, position, order, found.next_cursor) if found.next_cursor else "",
        first_url=_url(idea, position, order) if cursor else "",
    )


def _positions(idea: IdeaView, chosen: str, order: str) -> list[Choice]:
    """Only those that somebody holds; none while nobody does."""
    counts = {
        "": idea.comment_count,
        "pour": idea.for_count,
        "contre": idea.against_count,
        "questions": idea.question_count,
    }
    held = [name for name in POSITIONS if counts[name] or name in {"", chosen}]
    choices = [
        Choice(POSITIONS[name][1], counts[name], _url(idea, name, order), name == chosen)
        for name in held
    ]
    return choices if len(choices) > 1 else []


def _orders(idea: IdeaView, position: str, chosen: str) -> list[Choice]:
    if idea.comment_count < FEW:
        return []
    return [
        Choice(label, 0, _url(idea, position, name), name == chosen)
        for name, (_order, label) in ORDERS.items()
    ]


def _url(idea: IdeaView, position: str, order: str, cursor: str | None = None) -> str:
    given = {"position": position, "tri": order, "apres": cursor or ""}
    kept = urlencode({name: value for name, value in given.items() if value})
    return f"{idea.url}?{kept}#commentaires" if kept else f"{idea.url}#commentaires"
