"""Who acts: nobody in particular, a person with what they were granted, or the system."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from flask import g, has_request_context

ScopeKind = Literal["platform", "contract", "commune", "neighbourhood", "body"]
Scope = frozenset[tuple[str, str]]
EVERYWHERE: Scope = frozenset()


class Role(StrEnum):
    """What a person may be granted, somewhere and for a time."""

    RELAY = "relay"
    MODERATOR = "moderator"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Grant:
    """A role and where it holds."""

    role: Role
    scope_kind: str
    scope_id: str

    def covers(self, scope: Scope) -> bool:
        """A grant on the whole platform covers all; another covers the places it names."""
        return self.scope_kind == "platform" or (self.scope_kind, self.scope_id) in scope


@dataclass(frozen=True)
class Actor:
    """The one who acts; services get it, they never look at the request."""

    kind: Literal["anonymous", "person", "system"]
    person_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    display_name: str = ""
    locale: str = "fr"
    grants: tuple[Grant, ...] = ()

    @property
    def is_signed_in(self) -> bool:
        return self.kind == "person"

    def roles(self) -> frozenset[Role]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: str) -> bool:
        """Whether this permission is held somewhere: what menus ask."""
        from beffroi.core import policy  # noqa: PLC0415 (policy reads actors; menus ask the reverse)

        return policy.held_somewhere(self, permission)


ANONYMOUS = Actor("anonymous")
SYSTEM = Actor("system")


def current_actor() -> Actor:
    """The one who sent this request."""
    actor = g.get("actor") if has_request_context() else None
    return actor if isinstance(actor, Actor) else ANONYMOUS
