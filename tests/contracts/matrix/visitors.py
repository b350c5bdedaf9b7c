"""Everybody who could come to a door: what they hold, where, and what they send to say who."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.ids import random_id
from beffroi.identity.models import Office, Person, ProgramToken
from beffroi.identity.oauth.scopes import SCOPES
from beffroi.identity.reference import HEARS_APPEALS
from beffroi.identity.services import guests, program_tokens
from beffroi.identity.services.links import digest
from beffroi.identity.services.sessions import open_session_of
from tests.conftest import give_second_factor
from tests.contracts.village import LENS, Village
from tests.factories import grant_role, make_person
from tests.offices_factories import make_block, make_office, make_program, make_term

ACCOUNT = frozenset({"takes_part", "signed_in", "in_session"})
ROLES = frozenset({"relay", "council_member", "moderator", "staff", "administrator"})
LENT = frozenset(SCOPES)
ALONE = frozenset(name for name, scope in SCOPES.items() if scope.alone)
Enter = Callable[[Flask, Village], FlaskClient]


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door. `holds`: names of holders; `names`: what their token names, if any.

    `known_as`: who of the village they are, its things of theirs being theirs; `everywhere`: their
    role has no territory; `is_blocked`: they are suspended; `hears`: their office hears appeals.
    """

    name: str
    enter: Enter
    holds: frozenset[str] = frozenset()
    known_as: str = ""
    everywhere: bool = False
    names: frozenset[str] | None = None
    is_program: bool = False
    is_blocked: bool = False
    hears: bool = False

    def holders(self, *, here: bool) -> frozenset[str]:
        """What they hold on the things of this territory, or of the other."""
        held = self.holds | (ROLES if self.is_program else frozenset())
        return held if here or self.everywhere else held - ROLES - {"office"}


def visitors() -> tuple[Visitor, ...]:
    """Every role the issue of rights names, and an API client with and without scopes."""
    local = [Visitor(role, _granted(role), ACCOUNT | {role}) for role in sorted(ROLES)]
    suspended = [
        Visitor(f"blocked {role}", _suspended(role), ACCOUNT | {role}, is_blocked=True)
        for role in ("moderator", "administrator")
    ]
    platform = _granted("administrator", kind="platform", place="*")
    return (
        Visitor("anonymous", _anonymous),
        Visitor("guest", _guest, frozenset({"takes_part"})),
        Visitor("resident", _granted(), ACCOUNT),
        Visitor("owner", _of_village("resident"), ACCOUNT, known_as="resident"),
        Visitor("blocked resident", _of_village("blocked"), ACCOUNT, "blocked", is_blocked=True),
        *local,
        *suspended,
        Visitor("platform administrator", platform, ACCOUNT | {"administrator"}, everywhere=True),
        Visitor("office holder", _of_village("holder"), ACCOUNT | {"office"}, "holder"),
        Visitor("who hears appeals", _hears_appeals, ACCOUNT | {"office"}, hears=True),
        Visitor("relay of the village", _of_village("relay"), ACCOUNT | {"relay"}, "relay"),
        Visitor("app with scopes", _app(LENT), ACCOUNT, "resident", names=LENT),
        Visitor("app without", _app(frozenset()), ACCOUNT, "resident", names=frozenset()),
        Visitor("program with scopes", _program(ALONE), names=ALONE, is_program=True),
        Visitor("program without", _program(frozenset()), names=frozenset(), is_program=True),
    )


def _browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def _session(app: Flask, person: Person) -> FlaskClient:
    is_guest = person.kind == "guest"
    _opened, secret = open_session_of(person, "", "code" if is_guest else "link", is_guest=is_guest)
    db.session().commit()
    if not is_guest:
        give_second_factor(person)
    client = _browser(app)
    client.set_cookie("beffroi_session", secret)
    return client


def _anonymous(app: Flask, _village: Village) -> FlaskClient:
    return _browser(app)


def _guest(app: Flask, _village: Village) -> FlaskClient:
    return _session(app, guests.make_guest("fr"))


def _of_village(who: str) -> Enter:
    def enter(app: Flask, village: Village) -> FlaskClient:
        return _session(app, db.session().get_one(Person, village.people[who]))

    return enter


def _granted(*roles: str, kind: str = "contract", place: str = LENS.contract) -> Enter:
    def enter(app: Flask, _village: Village) -> FlaskClient:
        return _session(app, _with_roles(roles, kind, place))

    return enter


def _suspended(role: str) -> Enter:
    def enter(app: Flask, _village: Village) -> FlaskClient:
        person = _with_roles((role,), "contract", LENS.contract)
        make_block(person)
        return _session(app, person)

    return enter


def _with_roles(roles: tuple[str, ...], kind: str, place: str) -> Person:
    person = make_person()
    for role in roles:
        grant_role(person, role, kind, place)
    return person


def _hears_appeals(app: Flask, _village: Village) -> FlaskClient:
    """Of the office to which suspensions of the contract are appealed."""
    slug, person = f"{LENS.contract}-{HEARS_APPEALS}", make_person()
    office = db.session().get(Office, slug) or make_office(slug, LENS.contract)
    make_term(office, person, kind="stand_in")
    return _session(app, person)


def _app(permissions: frozenset[str]) -> Enter:
    def enter(app: Flask, village: Village) -> FlaskClient:
        return _bearer(app, permissions, db.session().get_one(Person, village.people["resident"]))

    return enter


def _program(permissions: frozenset[str]) -> Enter:
    return lambda app, _village: _bearer(app, permissions, None)


def _bearer(app: Flask, permissions: frozenset[str], person: Person | None) -> FlaskClient:
    """A token of a program whose place is the contract."""
    named = " ".join(sorted(permissions))
    program = make_program(named, scope_kind="contract", scope_id=LENS.contract)
    secret, moment = program_tokens.new_access(), now()
    db.session().add(
        ProgramToken(
            family_id=random_id(),
            program_id=program.id,
            person_id=person.id if person else None,
            access_digest=digest(secret),
            permissions=named,
            issued_at=moment,
            expires_at=moment + timedelta(hours=1),
        )
    )
    db.session().commit()
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client
