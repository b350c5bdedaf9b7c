"""Acting for somebody who has no device or no ease in writing: who entered, for whom, on what yes.

`assist` gives the actor of the person helped, with which the services of other slices are called;
`note_act` then writes down that it was a relay's hand. Both stand in one transaction.
"""

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import func, select

from beffroi.core import db
from beffroi.core.actor import EVERYWHERE, Actor, Scope
from beffroi.core.clock import PARIS, now, today
from beffroi.core.events import record
from beffroi.core.i18n import LANGUAGES, _
from beffroi.core.policy import allows, require
from beffroi.core.problems import Forbidden, Invalid
from beffroi.core.seals import keyed_digest
from beffroi.identity import consent
from beffroi.identity.models import AssistedAct, Claim, Person
from beffroi.identity.policies import RECORD_FOR_OTHERS
from beffroi.identity.problems import assistance as problems
from beffroi.identity.problems.claims import NOT_A_CODE
from beffroi.identity.relay_events import ActRecorded
from beffroi.identity.rules import assistance as rules
from beffroi.identity.rules.codes import is_claim_code, typed_letters
from beffroi.identity.services import claims
from beffroi.identity.services.proofs import hold_person
from beffroi.identity.services.sessions import standing_of
from beffroi.settings import Settings
from beffroi.territories import services as territories
from beffroi.territories.views import NeighbourhoodView

NOTEBOOK_PURPOSE = "relay-notebook"
NOTEBOOK_LENGTH = 16
_DATE_FAULTS = {"future": problems.FUTURE, "too_old": problems.TOO_OLD}


@dataclass(frozen=True, kw_only=True)
class Assistance:
    """How somebody was helped. `name` is what they sign with, if they want to.

    `new_code` was made by the relay's device, `follow_code` stands on an older receipt; with
    neither the server makes one. `entry_key` is what makes a second sending the same entry.
    """

    neighbourhood_slug: str
    place: str
    consent_version: str
    acted_on: date
    name: str = ""
    new_code: str = ""
    follow_code: str = ""
    entry_key: str = ""
    language: str = "fr"
    about: consent.About = consent.About.WORDS


def assist(relay: Actor, given: Assistance) -> Actor:
    """Check the relay's right, the yes of the person and the cap; the actor of the person helped.

    Raises Forbidden outside the relay's territory, Invalid by field, RelayCapReached.
    """
    place = territories.neighbourhoods().get(given.neighbourhood_slug)
    require_yes(relay, given)
    return _known_by_code(given.follow_code) if given.follow_code else _new_guest(given, place)


def require_yes(relay: Actor, given: Assistance) -> None:
    """The same checks, for somebody who is known already."""
    _require_facts(given, territories.neighbourhoods().get(given.neighbourhood_slug))
    require(relay, RECORD_FOR_OTHERS, scope=scope_at(given.neighbourhood_slug))
    _hold_cap(relay)


def note_act(
    relay: Actor,
    guest: Actor,
    given: Assistance,
    kind: str,
    subject_id: uuid.UUID,
    *,
    hands_code: bool = True,
) -> AssistedAct:
    """Write who recorded what for whom; the same thing noted twice for a person is one act.

    Without `hands_code`, no follow code is made: they have their own way back in. Answers are an
    act each time: what a second paper says may not be what was there.
    """
    assert relay.person_id is not None
    assert guest.person_id is not None
    is_once = given.about is consent.About.WORDS
    found = act_about(guest.person_id, kind, subject_id) if is_once else None
    if found is not None:
        return found
    act = AssistedAct(
        relay_id=relay.person_id,
        person_id=guest.person_id,
        kind=kind,
        subject_id=subject_id,
        consent_version=given.consent_version,
        place=given.place,
        neighbourhood_slug=given.neighbourhood_slug,
        acted_on=given.acted_on,
        recorded_at=now(),
        entry_digest=_entry_digest(relay, given.entry_key) if given.entry_key else None,
    )
    db.session().add(act)
    db.session().flush()
    if given.new_code:
        claims.keep_claim(guest.person_id, typed_letters(given.new_code))
    elif hands_code and not given.follow_code:
        claims.make_claim(guest.person_id)
    record(ActRecorded(act.id, relay.person_id, guest.person_id, kind, subject_id), by=relay)
    return act


def act_of_entry(relay: Actor, entry_key: str) -> AssistedAct | None:
    """What this relay's entry became, when it was sent before.

    The relay's row is held: of two sendings at once, the second finds what the first did.
    """
    if not entry_key or relay.person_id is None:
        return None
    hold_person(relay.person_id)
    digest = _entry_digest(relay, entry_key)
    return db.session().scalars(select(AssistedAct).filter_by(entry_digest=digest)).one_or_none()


def act_about(person_id: uuid.UUID, kind: str, subject_id: uuid.UUID) -> AssistedAct | None:
    """The act by which a relay recorded this for this person."""
    same = select(AssistedAct).filter_by(person_id=person_id, kind=kind, subject_id=subject_id)
    return db.session().scalars(same.order_by(AssistedAct.id).limit(1)).one_or_none()


def code_to_hand_over(relay: Actor, act: AssistedAct) -> str:
    """The code the server made with this act, on the day and for its relay; else "".

    It is made again from its claim, like the secret of a sign-in link: it is stored nowhere.
    """
    is_theirs = act.relay_id is not None and act.relay_id == relay.person_id
    if not is_theirs or now() - act.recorded_at > rules.CODE_SHOWN_FOR:
        return ""
    made = (act.recorded_at, act.recorded_at + rules.CODE_MADE_WITHIN)
    wanted = select(Claim).where(
        Claim.person_id == act.person_id, Claim.claimed_at.is_(None), Claim.made_at.between(*made)
    )
    return next((code for c in db.session().scalars(wanted) if (code := claims.told_again(c))), "")


def recorded_today(relay: Actor) -> int:
    """How many acts the relay recorded since midnight in Paris."""
    midnight = datetime.combine(today(), time(), PARIS)
    counted = select(func.count()).where(
        AssistedAct.relay_id == relay.person_id, AssistedAct.recorded_at >= midnight
    )
    return db.session().scalar(counted) or 0


def left_today(relay: Actor) -> int:
    """How many more the relay may record today."""
    return rules.left_today(daily_cap(), recorded_today(relay))


def daily_cap() -> int:
    """How many acts a relay records in a day at most, as the town has set it."""
    settings: Settings = current_app.extensions["beffroi_settings"]
    return settings.relay_daily_cap


def neighbourhoods_of(relay: Actor) -> list[NeighbourhoodView]:
    """Where the relay may record, by name."""
    return [
        place
        for place in territories.neighbourhoods().values()
        if allows(relay, RECORD_FOR_OTHERS, scope=scope_at(place.slug))
    ]


def scope_at(neighbourhood_slug: str) -> Scope:
    """The places that an act in this neighbourhood lies in; none for one that is no more."""
    place = territories.neighbourhoods().get(neighbourhood_slug)
    if place is None:
        return EVERYWHERE
    return territories.scope_of(place.contract_slug, neighbourhood_slug)


def notebook_of(relay: Actor) -> str:
    """The mark of a relay's notebook: one device may hold those of several relays, apart."""
    return keyed_digest(NOTEBOOK_PURPOSE, str(relay.person_id))[:NOTEBOOK_LENGTH]


def _require_facts(given: Assistance, place: NeighbourhoodView | None) -> None:
    fault = rules.date_fault(given.acted_on, today())
    code = typed_letters(given.new_code)
    said_yes = consent.is_yes(given.consent_version, given.about)
    errors = {
        "neighbourhood": problems.UNKNOWN_PLACE if place is None else None,
        "consent": None if said_yes else problems.NO_CONSENT,
        "acted_on": _DATE_FAULTS[fault] if fault else None,
        "new_code": NOT_A_CODE if given.new_code and not is_claim_code(code) else None,
        "follow_code": problems.TWO_CODES if given.new_code and given.follow_code else None,
    }
    wrong = {name: [message] for name, message in errors.items() if message is not None}
    if wrong:
        raise Invalid(errors=wrong)


def _hold_cap(relay: Actor) -> None:
    """Two entries at once are counted one after the other: the relay's row is held."""
    if relay.person_id is None:
        raise Forbidden
    hold_person(relay.person_id)
    if left_today(relay) <= 0:
        tomorrow = datetime.combine(today() + timedelta(days=1), time(), PARIS)
        seconds = int((tomorrow - now()).total_seconds())
        raise problems.RelayCapReached(headers={"Retry-After": str(seconds)})


def _known_by_code(follow_code: str) -> Actor:
    """Whoever gave the code of an older receipt, with an account since or not; without roles."""
    claim = claims.claim_behind(follow_code)
    person_id = claim and (claim.claimed_by_id or claim.person_id)
    known = standing_of(person_id) if person_id else None
    if known is None:
        raise Invalid(errors={"follow_code": [NOT_A_CODE]})
    return replace(known, grants=(), offices=(), is_guest=True)


def _new_guest(given: Assistance, place: NeighbourhoodView | None) -> Actor:
    language = given.language if given.language in LANGUAGES else "fr"
    name = given.name or _unnamed(place, language)
    guest = Person(display_name=name, locale=language, kind="guest", created_at=now())
    db.session().add(guest)
    db.session().flush()
    return Actor("person", guest.id, display_name=name, locale=language, is_guest=True)


def _unnamed(place: NeighbourhoodView | None, language: str) -> str:
    with force_locale(language):
        name = place.name if place is not None else ""
        return rules.shortened(_("Une habitante ou un habitant, %(place)s", place=name))


def _entry_digest(relay: Actor, entry_key: str) -> str:
    return hashlib.sha256(f"{relay.person_id}\n{entry_key}".encode()).hexdigest()
