"""Who may do what: permissions as data, declared by each slice, required by each route."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Flask

from beffroi.core.actor import EVERYWHERE, Actor, Role, Scope, current_actor
from beffroi.core.problems import (
    Blocked,
    Forbidden,
    OutsideToken,
    ProofRequired,
    SecondFactorRequired,
    SignInRequired,
)

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
TAKES_PART = Holder(
    "takes_part", lambda actor: actor.takes_part, lambda actor, _scope, _owner: actor.takes_part
)
IN_SESSION = Holder(
    "in_session",
    lambda actor: actor.is_in_session,
    lambda actor, _scope, _owner: actor.is_in_session,
)
OWNER = Holder(
    "owner",
    lambda actor: actor.takes_part,
    lambda actor, _scope, owner: owner is not None and actor.person_id == owner,
)
OFFICE = Holder(
    "office",
    lambda actor: bool(actor.offices),
    lambda actor, scope, _owner: any(("office", slug) in scope for slug in actor.offices),
)


def role(wanted: Role) -> Holder:
    """Whoever was granted the role, where the grant covers the thing.

    A program without a person holds what its token names: `allows` has looked at it before.
    """
    return Holder(
        wanted.value,
        lambda actor: actor.kind == "program" or wanted in actor.roles(),
        lambda actor, scope, _owner: (
            actor.kind == "program"
            or any(grant.role == wanted and grant.covers(scope) for grant in actor.grants)
        ),
    )


_holders: dict[str, tuple[Holder, ...]] = {}
_acts: set[str] = set()


def declare(permission: str, *holders: Holder, act: bool = False) -> str:
    """Say who holds a permission; nobody else does. Returns its name, to be kept as a constant.

    An `act` (to write, to support, to vote) is what a block suspends; reading is not.
    """
    if permission in _holders:
        raise RuntimeError(f"permission declared twice: {permission}")
    _holders[permission] = holders
    if act:
        _acts.add(permission)
    return permission


def holders_of(permission: str) -> tuple[str, ...]:
    """The names of those who hold it."""
    return tuple(holder.name for holder in _holders[permission])


def declared() -> tuple[str, ...]:
    """Every permission of the loaded slices, by name."""
    return tuple(sorted(_holders))


def acts() -> tuple[str, ...]:
    """What a block suspends, by name."""
    return tuple(sorted(_acts))


def held_somewhere(actor: Actor, permission: str) -> bool:
    """Whether the actor could hold it on some thing; the system holds all."""
    if actor.kind == "system":
        return True
    if _is_suspended(actor, permission) or not _within_token(actor, permission, EVERYWHERE):
        return False
    return any(holder.anywhere(actor) for holder in _holders[permission])


def allows(
    actor: Actor, permission: str, *, scope: Scope = EVERYWHERE, owner: uuid.UUID | None = None
) -> bool:
    """Whether the actor holds the permission on a thing that lies in `scope` and is of `owner`."""
    if actor.kind == "system":
        return True
    if _is_suspended(actor, permission) or not _within_token(actor, permission, scope):
        return False
    return any(holder.here(actor, scope, owner) for holder in _holders[permission])


def require(
    actor: Actor, permission: str, *, scope: Scope = EVERYWHERE, owner: uuid.UUID | None = None
) -> None:
    """Raise what `allows` refuses, said so that the person knows what to do."""
    if not allows(actor, permission, scope=scope, owner=owner):
        raise _refusal(actor, permission)


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
        raise _refusal(current_actor(), permission)


def _is_suspended(actor: Actor, permission: str) -> bool:
    return actor.blocked_until is not None and permission in _acts


def _within_token(actor: Actor, permission: str, scope: Scope) -> bool:
    """A token opens what it names, where it is given; what anybody may read, it does not close.

    A thing whose place is not known is judged by the permission alone; its service asks again
    once the place is known.
    """
    if actor.token is None or permission == PUBLIC:
        return True
    inside = scope == EVERYWHERE or actor.token.covers(scope)
    return permission in actor.token.permissions and inside


def _refusal(actor: Actor, permission: str) -> Exception:
    if actor.token is not None:
        return OutsideToken()
    if actor.awaited_id is not None:
        return SecondFactorRequired()
    if not actor.is_known:
        return ProofRequired() if TAKES_PART in _holders[permission] else SignInRequired()
    if _is_suspended(actor, permission):
        return Blocked()
    if actor.withheld and held_somewhere(_with_all(actor), permission):
        return SecondFactorRequired()
    return SignInRequired() if actor.is_guest else Forbidden()


def _with_all(actor: Actor) -> Actor:
    return replace(actor, grants=actor.grants + actor.withheld, withheld=())


PUBLIC = declare("public.read", ANYONE)
