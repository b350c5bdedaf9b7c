"""What else a call offers beside ideas: whoever adds something to calls registers it here."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from beffroi.core.actor import Actor


@dataclass(frozen=True)
class CallPart:
    """A link on the page of a call, or at its desk; `is_open` while people are awaited there."""

    url: str
    title: str
    text: str
    icon: str
    meta: tuple[str, ...] = ()
    is_open: bool = False


Provider = Callable[[Actor, uuid.UUID], list[CallPart]]


@dataclass
class _Registry:
    on_page: dict[str, Provider] = field(default_factory=dict)
    at_desk: dict[str, Provider] = field(default_factory=dict)


_registry = _Registry()


def offer(name: str, on_page: Provider, at_desk: Provider) -> None:
    """Make it known to people and to staff; offering the same name again replaces it."""
    _registry.on_page[name] = on_page
    _registry.at_desk[name] = at_desk


def parts_of(actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    """What there is for this actor on the page of this call."""
    return _gathered(_registry.on_page, actor, call_id)


def desk_parts_of(actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    """What staff builds for this call, public or not yet."""
    return _gathered(_registry.at_desk, actor, call_id)


def _gathered(providers: dict[str, Provider], actor: Actor, call_id: uuid.UUID) -> list[CallPart]:
    found = (provider(actor, call_id) for provider in providers.values())
    return [part for parts in found for part in parts]
