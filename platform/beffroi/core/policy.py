"""Who may do what: permissions as data, declared by each slice, required by each route."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from beffroi.core.actor import EVERYWHERE, Actor, Role, Scope, current_actor
from beffroi.core.problems import Forbidden, SignInRequired

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Holder:
    """One way to hold a permission; a permission is held by any of its holders."""

    name: str
    anywhere: Callable[[Actor], bool]
    here: Callable[[Actor, Scope, uuid.UUID | None], bool]


ANYONE = Holder("anyone", lambda _actor: True, lambda _actor, _scope, _owner: True)
SIGNED_IN = Holder(
    "signed_in", lambda actor: actor.is_signed_in, lambda actor, _scope, _owner: actor.is_signed_in
)
OWNER = Holder(
    "owner",
    lambda actor: actor.is_signed_in,
    lambda actor, _scope, owner: owner is not None and actor.person_id == owner,
)


def role(wanted: Role) -> Holder:
    """Whoever was granted the role, where the grant covers the thing."""
    return Holder(
        wanted.value,
        lambda actor: wanted in actor.roles(),
        lambda actor, scope, _owner: any(
            grant.role == wanted and grant.covers(scope) for grant in actor.grants
        ),
    )


_holders: dict[str, tuple[Holder, ...]] = {}


def declare(permission: str, *holders: Holder) -> str:
    """Say who holds a permission; nobody else does. Returns its name, to be kept as a constant."""
    if permission in _holders:
        raise RuntimeError(f"permission declared twice: {permission}")
    _holders[permission] = holders
    return permission


def holders_of(permission: str) -> tuple[str, ...]:
    """The names of those who hold it."""
    return tuple(holder.name for holder in _holders[permission])


def held_somewhere(actor: Actor, permission: str) -> bool:
    """Whether the actor could hold it on some thing; the system holds all."""
    return actor.kind == "system" or any(h.anywhere(actor) for h in _holders[permission])


def allows(
    actor: Actor, permission: str, *, scope: Scope = EVERYWHERE, owner: uuid.UUID | None = None
) -> bool:
    """Whether the actor holds the permission on a thing that lies in `scope` and is of `owner`."""
    if actor.kind == "system":
        return True
    return any(holder.here(actor, scope, owner) for holder in _holders[permission])


def require(
    actor: Actor, permission: str, *, scope: Scope = EVERYWHERE, owner: uuid.UUID | None = None
) -> None:
    """Raise SignInRequired or Forbidden unless `allows`."""
    if not allows(actor, permission, scope=scope, owner=owner):
        raise _refusal(actor)


def guarded(permission: str) -> Callable[[View], View]:
    """Tie a view to its permission; who could hold it nowhere is turned away at the door."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(app: Flask, endpoint: str) -> str | None:
    """The permission a route declares: on the function, or on the method's function of a class."""
    return getattr(app.view_functions[endpoint], "permission", None)


def check_routes(app: Flask) -> None:
    """Refuse to start with a route that declares no permission, or one nobody declared."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        if permission not in _holders:
            raise RuntimeError(f"route without a declared policy: {rule.rule} ({rule.endpoint})")


def guard_request(app: Flask, endpoint: str | None) -> None:
    """Before any view: turn away who holds its permission nowhere."""
    permission = permission_of(app, endpoint) if endpoint in app.view_functions else None
    if permission is not None and not held_somewhere(current_actor(), permission):
        raise _refusal(current_actor())


def _refusal(actor: Actor) -> Exception:
    return Forbidden() if actor.is_signed_in else SignInRequired()


PUBLIC = declare("public.read", ANYONE)
