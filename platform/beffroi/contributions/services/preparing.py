"""A call being prepared by staff: begun, filled in, published once nothing is missing."""

import itertools
import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, select

from beffroi.contributions import problems, rules
from beffroi.contributions.events import (
    CallDrafted,
    CallPrepared,
    CallPublished,
    CallSpeakerNamed,
    CallWithdrawn,
)
from beffroi.contributions.labels import LACKS
from beffroi.contributions.models import Call, CallSpeaker
from beffroi.contributions.policies import ANNOUNCE_CALL
from beffroi.contributions.proposals import WRITABLE
from beffroi.contributions.rules import Period
from beffroi.contributions.services import announcing
from beffroi.contributions.services.calls import all_places
from beffroi.contributions.services.phases import phases_of
from beffroi.contributions.services.texts import sheet_text
from beffroi.contributions.services.visibility import visible_calls
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.ids import new_id
from beffroi.core.policy import require
from beffroi.core.problems import NotFound
from beffroi.identity import services as identity
from beffroi.identity.services import offices
from beffroi.territories import services as territories

RESERVED = frozenset({"nouveau"})  # an address of the desk


def start_call(actor: Actor, contract_slug: str, title: str) -> Call:
    """Begin a draft that staff of the place sees."""
    if contract_slug not in territories.contracts():
        problems.invalid(contract=problems.UNKNOWN_CONTRACT)
    require(actor, ANNOUNCE_CALL, scope=territories.scope_of(contract_slug))
    call = Call(id=new_id(), contract_slug=contract_slug, state="draft", slug=_free_slug(title))
    for name in rules.PROSE:
        setattr(call, name, "")
    call.title = sheet_text("title", title)
    call.answer_days = announcing.usual_answer_days()
    db.session().add(call)
    record(CallDrafted(call.id), by=actor)
    db.session().flush()
    return call


def change_call(actor: Actor, slug: str, given: Mapping[str, Any]) -> Call:
    """Fill in what is given, and leave the rest; until the first contribution."""
    call = changeable_call(actor, slug)
    _check_band(call, given)
    _check_office(call, given.get("deciding_office"))
    for name in WRITABLE & given.keys():
        value = sheet_text(name, given[name]) if name in rules.PROSE else given[name]
        setattr(call, name, value)
    if "neighbourhoods" in given:
        _write_places(call, given["neighbourhoods"])
    _keep_whole(call)
    record(CallPrepared(call.id, tuple(sorted(given))), by=actor)
    if call.state == "published" and "decided_by" in given:
        announcing.schedule(actor, call)
    return call


def set_phases(actor: Actor, slug: str, phases: Sequence[Period]) -> Call:
    """Give the call these phases, in the order of their openings; until the first contribution."""
    call = changeable_call(actor, slug)
    problems.invalid(
        phases=problems.TOO_MANY_PHASES
        if len(phases) > rules.MAX_PHASES
        else (None if all(map(rules.is_whole, phases)) else problems.BAD_PHASE)
    )
    announcing.write_phases(call, tuple(sorted(phases, key=lambda one: one.opens_at)))
    _keep_whole(call)
    record(CallPrepared(call.id, ("phases",)), by=actor)
    if call.state == "published":
        announcing.schedule(actor, call)
    return call


def publish_call(actor: Actor, slug: str) -> Call:
    """Make it public; SheetIncomplete names each thing that is missing. Again changes nothing."""
    call = locked_call(actor, slug)
    if call.state == "published":
        return call
    missing = lacks(call)
    if missing:
        raise problems.SheetIncomplete(errors={name: [text] for name, text in missing.items()})
    call.state = "published"
    record(CallPublished(call.id), by=actor)
    announcing.schedule(actor, call)
    return call


def withdraw_call(actor: Actor, slug: str) -> None:
    """Take a draft away; what was published stays."""
    call = locked_call(actor, slug)
    if call.state == "published":
        raise problems.AlreadyPublished
    record(CallWithdrawn(call.id), by=actor)
    db.session().delete(call)
    db.session().flush()


def name_speaker(actor: Actor, slug: str, email: str) -> Call:
    """Somebody speaks for the group in a codecision; an account is made for a new address."""
    call = changeable_call(actor, slug)
    person = identity.find_or_make_person(email)
    known = set(db.session().scalars(_speakers(call.id)))
    full = len(known | {person.id}) > rules.MAX_SPEAKERS
    problems.invalid(email=problems.TOO_MANY_SPEAKERS if full else None)
    if person.id not in known:
        db.session().add(CallSpeaker(call_id=call.id, person_id=person.id))
        record(CallSpeakerNamed(call.id, person.id), by=actor)
    return call


def unname_speaker(actor: Actor, slug: str, person_id: uuid.UUID) -> Call:
    """This person speaks for the group no more; of a published codecision one is left."""
    call = changeable_call(actor, slug)
    mine = (CallSpeaker.call_id == call.id) & (CallSpeaker.person_id == person_id)
    db.session().execute(delete(CallSpeaker).where(mine))
    _keep_whole(call)
    record(CallPrepared(call.id, ("speakers",)), by=actor)
    return call


def lacks(call: Call) -> dict[str, Any]:
    """What keeps it from being published, in words, by field; nothing when it is ready."""
    sheet = {name: getattr(call, name) for name in (*rules.PROSE, "level", "decided_by")}
    sheet["speakers"] = len(db.session().scalars(_speakers(call.id)).all())
    found = rules.lacking(sheet, phases_of(call.id), now())
    return {name: LACKS[name, code] for name, code in found.items()}


def locked_call(actor: Actor, slug: str) -> Call:
    """The row, held until the end of the transaction, for whoever opens calls there."""
    wanted = select(Call).where(Call.slug == slug, visible_calls(actor, prepared=True))
    held = wanted.with_for_update(of=Call).execution_options(populate_existing=True)
    call = db.session().scalars(held).one_or_none() if rules.is_slug(slug) else None
    if call is None:
        raise NotFound(problems.UNKNOWN_CALL)
    require(actor, ANNOUNCE_CALL, scope=territories.scope_of(call.contract_slug))
    return call


def changeable_call(actor: Actor, slug: str) -> Call:
    """The same while nobody has given anything; CallFrozen afterwards."""
    call = locked_call(actor, slug)
    if call.frozen_at is not None:
        raise problems.CallFrozen
    return call


def _keep_whole(call: Call) -> None:
    """What is published is never without something of its sheet."""
    db.session().flush()
    missing = lacks(call) if call.state == "published" else {}
    if missing:
        raise problems.SheetIncomplete(errors={name: [text] for name, text in missing.items()})


def _check_band(call: Call, given: Mapping[str, Any]) -> None:
    """Before anything of it is written: the database would refuse it without a word."""
    low, high = (given.get(name, getattr(call, name)) for name in ("min_age", "max_age"))
    tone = given.get("tone", call.tone or "usual")
    problems.invalid(
        max_age=None if rules.is_band(low, high) else problems.BAD_BAND,
        tone=None if rules.is_tone(tone, high) else problems.BAD_TONE,
    )


def _check_office(call: Call, slug: str | None) -> None:
    here = call.contract_slug
    known = {one.slug for one in offices.public_offices() if one.contract_slug == here}
    unknown = slug is not None and slug not in known
    problems.invalid(deciding_office=problems.UNKNOWN_OFFICE if unknown else None)


def _write_places(call: Call, slugs: Sequence[str]) -> None:
    strangers = set(slugs) - set(all_places(call.contract_slug))
    problems.invalid(neighbourhoods=problems.OUTSIDE_CALL if strangers else None)
    announcing.write_places(call, tuple(slugs))


def _speakers(call_id: uuid.UUID) -> Select[Any]:
    return select(CallSpeaker.person_id).where(CallSpeaker.call_id == call_id)


def _free_slug(title: str) -> str:
    """A name for its address, from its title; a number when it is taken."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[: rules.MAX_SLUG - 6].strip("-") or "appel"
    like = (Call.slug == stem) | Call.slug.like(f"{stem}-%")
    taken = {*RESERVED, *db.session().scalars(select(Call.slug).where(like))}
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)
