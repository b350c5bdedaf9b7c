"""Who speaks for whom when a call is concluded: for the institution, or for the group."""

import uuid

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call, CallSpeaker
from beffroi.contributions.policies import CONCLUDE, SPEAK
from beffroi.contributions.rules import Side
from beffroi.core import db
from beffroi.core.actor import Actor, Scope
from beffroi.core.policy import allows, require
from beffroi.territories import services as territories


def side_of(actor: Actor, call: Call) -> Side | None:
    """Who the actor speaks for: the institution comes first, for whoever could be both."""
    if allows(actor, CONCLUDE, scope=_scope(call)):
        return Side.INSTITUTION
    return Side.GROUP if allows(actor, SPEAK, owner=_speaker(actor, call)) else None


def require_side(actor: Actor, call: Call, side: Side) -> None:
    """Whoever could conclude for the institution does not speak for the group as well."""
    if side == Side.INSTITUTION:
        require(actor, CONCLUDE, scope=_scope(call))
        return
    require(actor, SPEAK, owner=_speaker(actor, call))
    if side_of(actor, call) != side:
        raise problems.OnePersonOneSide


def _scope(call: Call) -> Scope:
    scope = territories.scope_of(call.contract_slug)
    return scope | {("office", call.deciding_office)} if call.deciding_office else scope


def _speaker(actor: Actor, call: Call) -> uuid.UUID | None:
    """The actor's own id if they were named to speak for the group."""
    if actor.person_id is None or not rules.LEVELS[call.level].is_joint:
        return None
    speaker = db.session().get(CallSpeaker, (call.id, actor.person_id))
    return speaker.person_id if speaker else None
