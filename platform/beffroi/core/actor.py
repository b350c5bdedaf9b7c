"""Who acts: nobody in particular, a person with what they were granted, a program, the system."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from flask import g, has_request_context

ScopeKind = Literal["platform", "contract", "commune", "neighbourhood", "body"]
Scope = frozenset[tuple[str, str]]
EVERYWHERE: Scope = frozenset()


class Role(StrEnum):
    """What a person may be granted, somewhere and for a time."""

    RELAY = "relay"
    COUNCIL_MEMBER = "council_member"
    MODERATOR = "moderator"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


NEEDS_SECOND_FACTOR = frozenset({Role.MODERATOR, Role.STAFF, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Grant:
    """A role and where it holds."""

    role: Role
    scope_kind: str
    scope_id: str

    def covers(self, scope: Scope) -> bool:
        """A grant on the whole platform covers all; another covers the places it names."""
        return _covers(self.scope_kind, self.scope_id, scope)


@dataclass(frozen=True)
class Pass:
    """What a token lets a program do: these permissions, in this place, and nothing else."""

    program_id: uuid.UUID
    permissions: frozenset[str]
    scope_kind: str = "platform"
    scope_id: str = ""

    def covers(self, scope: Scope) -> bool:
        """Whether a thing that lies in `scope` is within the token's place."""
        return _covers(self.scope_kind, self.scope_id, scope)


@dataclass(frozen=True)
class Actor:
    """The one who acts; services get it, they never look at the request.

    `withheld` are grants that wait for the second factor of the session; `offices` the slugs of
    those held today; `blocked_until` the end of a block; `token` what limits a program.
    `awaited_id` is the person whose second key this session still owes: until it is given the
    session stands for nobody.
    """

    kind: Literal["anonymous", "person", "program", "system"]
    person_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    display_name: str = ""
    locale: str = "fr"
    grants: tuple[Grant, ...] = ()
    withheld: tuple[Grant, ...] = ()
    offices: tuple[str, ...] = ()
    is_guest: bool = False
    blocked_until: datetime | None = None
    token: Pass | None = None
    awaited_id: uuid.UUID | None = None

    @property
    def is_signed_in(self) -> bool:
        """Somebody with an account, in a session that opens it."""
        return self.kind == "person" and not self.is_guest

    @property
    def takes_part(self) -> bool:
        """Somebody known: with an account, or a guest who gave a one-time proof."""
        return self.kind == "person"

    @property
    def is_known(self) -> bool:
        """Whether the token or cookie that was sent stands for somebody or something."""
        return self.kind in {"person", "program"}

    @property
    def is_in_session(self) -> bool:
        """Whether there is a session to answer for, even one that still owes its second key."""
        return self.is_signed_in or self.awaited_id is not None

    def roles(self) -> frozenset[Role]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: str) -> bool:
        """Whether this permission is held somewhere: what menus ask."""
        from beffroi.core import policy  # noqa: PLC0415 (policy reads actors; menus ask the reverse)

        return policy.held_somewhere(self, permission)


ANONYMOUS = Actor("anonymous")
SYSTEM = Actor("system")


def _covers(kind: str, place: str, scope: Scope) -> bool:
    return kind == "platform" or (kind, place) in scope


def current_actor() -> Actor:
    """The one who sent this request."""
    actor = g.get("actor") if has_request_context() else None
    return actor if isinstance(actor, Actor) else ANONYMOUS
