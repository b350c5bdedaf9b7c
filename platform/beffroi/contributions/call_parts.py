"""What else a call offers beside ideas: whoever adds something to calls registers it here."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from beffroi.core.actor import Actor


@dataclass(frozen=True)
class CallPart:
    """A link on the page of a call; `is_open` while people are awaited there."""

    url: str
    title: str
    text: str
    icon: str
    meta: tuple[str, ...] = ()
    is_open: bool = False


Provider = Callable[[Actor, uuid.UUID], list[CallPart]]


@dataclass
class _Registry:
    providers: dict[str, Provider] = field(default_factory=dict)


_registry = _Registry()


def offer(name: str, provider: Provider) -> None:
    """Make it known; offering the same name again replaces it."""
    _registry.providers[name] = provider


def parts_of(actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    """What there is for this actor on the page of this call."""
    found = (provider(actor, call_id) for provider in _registry.providers.values())
    return [part for parts in found for part in parts]
