"""The links of one's own space and of the desks: each slice offers its own, pages show them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from beffroi.core.actor import Actor

Group = Literal["mine", "account", "rights", "work", "administration"]


@dataclass(frozen=True)
class Entry:
    """A page worth a link, for whoever holds its permission somewhere, `when` it serves them."""

    group: Group
    url: str
    label: Any
    hint: Any
    icon: str
    permission: str
    when: Callable[[Actor], object] = lambda _actor: True


_entries: dict[str, Entry] = {}


def offer(*entries: Entry) -> None:
    """Add links, in the order of their pages; an address is offered once."""
    _entries.update({entry.url: entry for entry in entries})


def entries(group: Group, actor: Actor) -> list[Entry]:
    """The links of a group that serve this actor, in the order they were offered."""
    offered = (entry for entry in _entries.values() if entry.group == group)
    return [entry for entry in offered if actor.may(entry.permission) and entry.when(actor)]
