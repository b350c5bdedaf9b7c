"""Who comes in, said again without the code that decides it; and what an answer tells of it."""

from collections.abc import Iterator

from werkzeug.test import TestResponse

from beffroi.core.policy import PUBLIC
from tests.contracts.conftest import Settled
from tests.contracts.matrix.exceptions import (
    ACTS,
    NOT_THERE,
    OF_NO_PLACE,
    OF_THE_PLATFORM,
    SAID_OTHERWISE,
)
from tests.contracts.matrix.requests import Asked, requests_on
from tests.contracts.matrix.visitors import ROLES, Visitor
from tests.contracts.village import CALAIS, LENS

DOORS = ("/connexion?suite=", "/connexion/code?suite=", "/participer?suite=")
NOT_TAKEN = {401, 403, 404}


def every_request(settled: Settled) -> Iterator[tuple[bool, Asked]]:
    """Reading before writing; on the other territory, only what points at a thing of it."""
    for where in (LENS, CALAIS):
        asked = requests_on(settled.app, settled.villages[where.contract], where)
        for one in sorted(asked, key=lambda one: one.route.method != "GET"):
            if where is LENS or one.names_a_thing:
                yield where is LENS, one


def may(visitor: Visitor, asked: Asked, *, here: bool) -> bool:
    """What the table of permissions says, said again without the code that decides it."""
    route = asked.route
    if route.permission == PUBLIC:
        return True
    if not _within_token(visitor, route.permission, here=here):
        return False
    if visitor.is_blocked and route.permission in ACTS:
        return False
    if asked.of and not (here and visitor.known_as == asked.of):
        return False
    return bool(set(route.holders) & _held(visitor, asked, here=here))


def _held(visitor: Visitor, asked: Asked, *, here: bool) -> frozenset[str]:
    """What the visitor holds on what is asked: of a thing of one's own, one is the owner."""
    held = visitor.holders(here=here or asked.route.path in OF_NO_PLACE) | {"anyone"}
    if asked.names_a_thing and not visitor.hears:
        held -= {"office"}
    if "takes_part" in held and (asked.of or not asked.names_a_thing):
        held |= {"owner"}
    if asked.route.path in OF_THE_PLATFORM and not visitor.everywhere:
        held -= ROLES
    return held


def _within_token(visitor: Visitor, permission: str, *, here: bool) -> bool:
    return visitor.names is None or (here and permission in visitor.names)


def is_refused(answer: TestResponse, asked: Asked) -> bool:
    """Turned away, or told so by the form itself."""
    said = SAID_OTHERWISE.get(f"{asked.route.method} {asked.route.path}")
    return answer.status_code in NOT_TAKEN | {said} or _leads_to_door(answer)


def _leads_to_door(answer: TestResponse) -> bool:
    return answer.status_code == 303 and (answer.location or "").startswith(DOORS)


def is_let_in(answer: TestResponse, asked: Asked) -> bool:
    """What comes after the door may refuse for other reasons: a state, a field, a limit."""
    if answer.status_code == 404 and asked.route.path in NOT_THERE:
        return True
    if answer.status_code in NOT_TAKEN or answer.status_code >= 500:
        return False
    return not _leads_to_door(answer) or asked.url.startswith("/connexion")


def told(asked: Asked, *, here: bool) -> str:
    return f"{asked.route.method} {asked.route.path} ({'own' if here else 'other'})"
