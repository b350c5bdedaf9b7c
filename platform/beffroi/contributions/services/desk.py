"""Calls as the desk of staff reads them: drafts and published ones of their places."""

from typing import Any

from sqlalchemy import select

from beffroi.contributions import problems, rules
from beffroi.contributions.models import Call, CallSpeaker
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.services.calls import listed_places
from beffroi.contributions.services.phases import phases_of
from beffroi.contributions.services.preparing import lacks
from beffroi.contributions.services.visibility import visible_calls
from beffroi.contributions.views import PreparedCall, PreparedCard, PreparedList, SpeakerView
from beffroi.core import db, keyset
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.policy import allows, require
from beffroi.core.problems import NotFound
from beffroi.identity.models import Person
from beffroi.territories import services as territories
from beffroi.territories.views import ContractView

_CARD = (
    Call.slug,
    Call.title,
    Call.state,
    Call.level,
    Call.contract_slug,
    Call.opens_at,
    Call.closes_at,
)


def prepared_call(actor: Actor, slug: str) -> PreparedCall:
    """A draft or a published call, for whoever opens calls there."""
    wanted = select(Call).where(Call.slug == slug, visible_calls(actor, prepared=True))
    call = db.session().scalars(wanted).one_or_none() if rules.is_slug(slug) else None
    if call is None:
        raise NotFound(problems.UNKNOWN_CALL)
    require(actor, ANNOUNCE_CALL, scope=territories.scope_of(call.contract_slug))
    return prepared_view(call)


def published_call(actor: Actor, slug: str) -> PreparedCall:
    """The same once it is public; NotFound for a draft."""
    call = prepared_call(actor, slug)
    if call.is_draft:
        raise NotFound(problems.UNKNOWN_CALL)
    return call


def prepared_view(call: Call) -> PreparedCall:
    """The same of a row that is held already."""
    names = PreparedCall.__dataclass_fields__.keys() & {c.key for c in Call.__table__.columns}
    return PreparedCall(
        **{name: getattr(call, name) for name in names},
        phases=phases_of(call.id),
        moment=now(),
        neighbourhoods=tuple(listed_places(call.id)),
        speakers=_speakers(call),
        lacks=lacks(call) if call.state == "draft" else {},
    )


def calls_to_prepare(
    actor: Actor, cursor: str | None = None, limit: int = keyset.LIMIT
) -> PreparedList:
    """The calls of the places where the actor opens calls, the last begun first."""
    mine = [contract.slug for contract in contracts_to_open(actor)]
    query: Any = select(Call.id, *_CARD).where(Call.contract_slug.in_(mine))
    seen = query.where(visible_calls(actor, prepared=True))
    page = keyset.page(db.session(), seen, (Call.id,), cursor, limit)
    return PreparedList([PreparedCard(*row[1:]) for row in page.rows], page.next_cursor)


def contracts_to_open(actor: Actor) -> list[ContractView]:
    """Where the actor may open a call; Forbidden when nowhere."""
    if not actor.may(ANNOUNCE_CALL):
        require(actor, ANNOUNCE_CALL)
    return [
        contract
        for slug, contract in territories.contracts().items()
        if allows(actor, ANNOUNCE_CALL, scope=territories.scope_of(slug))
    ]


def _speakers(call: Call) -> tuple[SpeakerView, ...]:
    named = select(Person.id, Person.display_name).join(
        CallSpeaker, CallSpeaker.person_id == Person.id
    )
    rows = db.session().execute(named.where(CallSpeaker.call_id == call.id).order_by(Person.id))
    return tuple(SpeakerView(*row) for row in rows)
