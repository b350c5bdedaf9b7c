"""Following what a guest did by its code, and making it part of one's account."""

import uuid
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now, today
from beffroi.core.policy import require
from beffroi.core.problems import Invalid
from beffroi.core.seals import SealBroken, seal, unseal
from beffroi.identity import belongings
from beffroi.identity.belongings import Trace
from beffroi.identity.models import Claim, Person
from beffroi.identity.policies import MAKE_CLAIM, READ_CLAIM, TAKE_CLAIM
from beffroi.identity.problems.claims import (
    NOT_A_CODE,
    ClaimAttached,
    NothingToClaim,
    TicketGone,
)
from beffroi.identity.services.claims import claim_behind, make_claim, told_again
from beffroi.identity.services.codes import Opened
from beffroi.identity.services.links import request_link
from beffroi.identity.services.sessions import open_session_of
from beffroi.identity.services.takeover import take_over

HOME = "/suivi"
TICKET = "claim-ticket"
TICKET_LIFE = timedelta(hours=1)  # a link of a quarter of an hour, asked for twice


def my_traces(actor: Actor) -> list[Trace]:
    """What the actor did, the last first."""
    require(actor, MAKE_CLAIM)
    return [] if actor.person_id is None else belongings.traces_of(actor.person_id)


def my_code(actor: Actor) -> str:
    """The follow code of what this guest did; asked for again, it is the same."""
    require(actor, MAKE_CLAIM)
    return told_again(_claim_of(_guest(actor)))


def my_code_again(actor: Actor) -> str:
    """The code made before, to be shown; "" when there is none."""
    require(actor, MAKE_CLAIM)
    claim = _standing_claim(_guest(actor).id)
    return "" if claim is None else told_again(claim)


def traces_behind(actor: Actor, typed: str) -> list[Trace]:
    """What was done under a code. Invalid when it does not serve, ClaimAttached once it is taken.

    Nothing more of the person is told: the holder of the code may be a relay, or a finder.
    """
    require(actor, READ_CLAIM)
    return belongings.traces_of(_free(typed).person_id)


def come_with_claim(typed: str, device: str = "") -> Opened:
    """Come back as the guest of a code, to follow and to go on."""
    guest = db.session().get_one(Person, _free(typed).person_id)
    session, secret = open_session_of(guest, device, "code", is_guest=True)
    return Opened(guest, session, secret, HOME)


def take_claim(actor: Actor, typed: str) -> bool:
    """Make what was done under a code part of one's account; said twice, it is done once.

    True when something changed hands now. ClaimAttached when it is another account's.
    """
    require(actor, TAKE_CLAIM)
    return _take(actor, _known(typed))


def ask_account(actor: Actor, email: str, language: str) -> None:
    """Send a link that opens an account, known or new, and leads to where this guest joins it."""
    require(actor, MAKE_CLAIM)
    guest = _guest(actor)
    back = f"{HOME}/rattacher?ticket={quote(_ticket(_claim_of(guest)), safe='')}"
    request_link(email, back, language, guest.display_name)


def take_ticket(actor: Actor, ticket: str) -> bool:
    """The same as `take_claim` for whoever came by that link."""
    require(actor, TAKE_CLAIM)
    return _take(actor, _claim_of_ticket(ticket))


def traces_of_ticket(actor: Actor, ticket: str) -> list[Trace]:
    """What would join one's account; nothing once it has."""
    require(actor, TAKE_CLAIM)
    claim = _claim_of_ticket(ticket)
    return [] if claim.claimed_at is not None else belongings.traces_of(claim.person_id)


def _take(actor: Actor, claim: Claim) -> bool:
    """Whoever took it a moment ago is looked up again: it may have been this very account."""
    assert actor.person_id is not None
    if claim.person_id == actor.person_id:
        return False
    if take_over(actor, claim.person_id, actor.person_id):
        return True
    standing = db.session().get(Claim, claim.id, populate_existing=True)
    if standing is None or standing.person_id != actor.person_id:
        raise ClaimAttached
    return False


def _known(typed: str) -> Claim:
    claim = claim_behind(typed)
    if claim is None:
        raise Invalid(errors={"code": [NOT_A_CODE]})
    return claim


def _free(typed: str) -> Claim:
    claim = _known(typed)
    if claim.claimed_at is not None:
        raise ClaimAttached
    return claim


def _guest(actor: Actor) -> Person:
    """The guest who acts: a guest's session of somebody with an account claims nothing."""
    person = db.session().get(Person, actor.person_id) if actor.person_id else None
    if person is None or person.kind != "guest":
        raise NothingToClaim
    return person


def _claim_of(guest: Person) -> Claim:
    """The claim whose code can be told again, made now when there is none."""
    claim = _standing_claim(guest.id) or claim_behind(make_claim(guest.id))
    assert claim is not None
    return claim


def _standing_claim(person_id: uuid.UUID) -> Claim | None:
    day = today()
    wanted = select(Claim).where(Claim.person_id == person_id, Claim.ends_on >= day)
    found = db.session().scalars(wanted.order_by(Claim.made_at, Claim.id))
    return next((claim for claim in found if told_again(claim)), None)


def _ticket(claim: Claim) -> str:
    return seal(TICKET, f"{claim.id.hex} {(now() + TICKET_LIFE).isoformat()}")


def _claim_of_ticket(ticket: str) -> Claim:
    try:
        claim_id, _, until = unseal(TICKET, ticket).partition(" ")
    except SealBroken:
        raise TicketGone from None
    claim = db.session().get(Claim, uuid.UUID(hex=claim_id))
    if claim is None or datetime.fromisoformat(until) < now():
        raise TicketGone
    return claim
