"""Kinds of acts of relays that a part of contributions brings: their titles, and taking them back.

The rest of contributions does not know these parts; they make themselves known at the start.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from beffroi.core.actor import Actor


@dataclass(frozen=True)
class ActKind:
    """`titles` by the id of what acts are about; `take_back` in the name of the person."""

    titles: Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, str]]
    take_back: Callable[[Actor, uuid.UUID], None]


_OFFERED: dict[str, ActKind] = {}


def offer(name: str, kind: ActKind) -> None:
    """Make a kind known; again changes nothing."""
    _OFFERED[name] = kind


def offered() -> Mapping[str, ActKind]:
    """Those that are known, by their names."""
    return _OFFERED
