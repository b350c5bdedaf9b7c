"""Programs: registered with what they may ask and where, seen and dismissed by people, revoked."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.clock import now
from beffroi.core.events import record
from beffroi.core.i18n import lazy
from beffroi.core.policy import allows, require
from beffroi.core.problems import Invalid
from beffroi.identity.events import (
    ProgramDismissed,
    ProgramRegistered,
    ProgramRevoked,
    ProgramSecretChanged,
)
from beffroi.identity.models import Authorization, Program, ProgramToken
from beffroi.identity.oauth.scopes import SCOPES
from beffroi.identity.policies import AUTHORIZE_PROGRAM, REGISTER_PROGRAM
from beffroi.identity.problems.programs import ProgramUnknown
from beffroi.identity.rules.programs import CLIENT, CODE, MAX_URIS, is_redirect_uri, permissions_in
from beffroi.identity.services.links import digest
from beffroi.identity.services.places import reach_of
from beffroi.identity.services.program_tokens import end_tokens, is_alive

APP, SITE, PARTNER = "app", "site", "partner"
KINDS = (APP, SITE, PARTNER)
_NO_URI = lazy("Indiquez au moins une adresse de retour, et cinq au plus.")
_BAD_URI = lazy(
    "Une adresse de retour commence par https://, ou par http://127.0.0.1 sur l’appareil."
)
_NO_PERMISSION = lazy("Choisissez au moins une permission de la liste.")
_NOT_ALONE = lazy(
    "Sans une personne qui dit oui, un partenaire ne peut pas avoir cette permission."
)


@dataclass(frozen=True)
class NewProgram:
    """What an administrator registers. `kind`: an app on a device, a site with a server, a partner.

    `place` is (kind, id): nothing outside of it is opened by its tokens.
    """

    name: str
    contact: str
    kind: str
    permissions: tuple[str, ...]
    place: tuple[str, str]
    redirect_uris: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class LentView:
    """A program that a person let act for them."""

    id: uuid.UUID
    name: str
    permissions: tuple[str, ...]
    since: datetime
    until: datetime | None
    place: tuple[str, str]


def live_program(client_id: str) -> Program | None:
    """The program of this client id, if it still has access."""
    try:
        wanted = uuid.UUID(client_id)
    except ValueError:
        return None
    found = db.session().get(Program, wanted)
    return found if found is not None and found.revoked_at is None else None


def kind_of(program: Program) -> str:
    """An app, a site or a partner."""
    if program.grant_type == CLIENT:
        return PARTNER
    return APP if program.secret_digest is None else SITE


def register_program(by: Actor, new: NewProgram) -> tuple[Program, str | None]:
    """Register it; its secret is given this once, and an app on a device has none."""
    require(by, REGISTER_PROGRAM, scope=reach_of(*new.place))
    _check(new)
    secret = None if new.kind == APP else secrets.token_urlsafe(32)
    program = Program(
        name=new.name,
        contact=new.contact,
        secret_digest=digest(secret) if secret else None,
        grant_type=CLIENT if new.kind == PARTNER else CODE,
        permissions=" ".join(new.permissions),
        redirects={"uris": list(new.redirect_uris)},
        scope_kind=new.place[0],
        scope_id=new.place[1],
        made_by_id=by.person_id,
        made_at=now(),
    )
    db.session().add(program)
    db.session().flush()
    record(ProgramRegistered(program.id), by=by)
    return program, secret


def programs_in(by: Actor) -> list[Program]:
    """The programs of the actor's places that have access, by name."""
    if not by.may(REGISTER_PROGRAM):
        require(by, REGISTER_PROGRAM)
    query = select(Program).where(Program.revoked_at.is_(None)).order_by(Program.name, Program.id)
    return [one for one in db.session().scalars(query) if _may_change(by, one)]


def program_to_change(by: Actor, program_id: uuid.UUID) -> Program:
    """A program of the actor's places; to others it does not even exist."""
    found = db.session().get(Program, program_id)
    if found is None or found.revoked_at is not None or not _may_change(by, found):
        raise ProgramUnknown
    return found


def change_secret(by: Actor, program_id: uuid.UUID) -> tuple[Program, str]:
    """A new secret, shown this once; tokens got with the old one die."""
    program = program_to_change(by, program_id)
    if program.secret_digest is None:
        raise ProgramUnknown
    secret = secrets.token_urlsafe(32)
    program.secret_digest = digest(secret)
    end_tokens(ProgramToken.program_id == program.id)
    record(ProgramSecretChanged(program.id), by=by)
    return program, secret


def revoke_program(by: Actor, program_id: uuid.UUID) -> None:
    """No access any more, from this moment."""
    program = program_to_change(by, program_id)
    program.revoked_at = now()
    end_tokens(ProgramToken.program_id == program.id)
    record(ProgramRevoked(program.id), by=by)


def lent_by(actor: Actor) -> list[LentView]:
    """The programs that hold a token of the person, by name."""
    require(actor, AUTHORIZE_PROGRAM)
    query = (
        select(
            Program,
            func.min(ProgramToken.issued_at).label("since"),
            func.max(ProgramToken.refresh_expires_at).label("until"),
            func.aggregate_strings(ProgramToken.permissions, " ").label("permissions"),
        )
        .join(ProgramToken, ProgramToken.program_id == Program.id)
        .where(ProgramToken.person_id == actor.person_id, is_alive())  # type: ignore[arg-type]
        .where(Program.revoked_at.is_(None))
        .group_by(Program.id)
        .order_by(Program.name, Program.id)
    )
    return [
        LentView(
            row.Program.id,
            row.Program.name,
            tuple(sorted(permissions_in(row.permissions))),
            row.since,
            row.until,
            (row.Program.scope_kind, row.Program.scope_id),
        )
        for row in db.session().execute(query)
    ]


def dismiss_program(actor: Actor, program_id: uuid.UUID) -> None:
    """Take back all that was lent to it; a program that holds nothing is unknown."""
    require(actor, AUTHORIZE_PROGRAM)
    theirs = ProgramToken.person_id == actor.person_id
    codes = select(Authorization).where(
        Authorization.program_id == program_id,
        Authorization.person_id == actor.person_id,
        Authorization.used_at.is_(None),
    )
    for code in db.session().scalars(codes):
        code.used_at = now()
    if not end_tokens((ProgramToken.program_id == program_id) & theirs):
        raise ProgramUnknown
    record(ProgramDismissed(program_id, actor.person_id), by=actor)  # type: ignore[arg-type]


def _check(new: NewProgram) -> None:
    faults: dict[str, list[object]] = {}
    if not new.permissions or not set(new.permissions) <= SCOPES.keys():
        faults["permissions"] = [_NO_PERMISSION]
    elif new.kind == PARTNER and not all(SCOPES[name].alone for name in new.permissions):
        faults["permissions"] = [_NOT_ALONE]
    wants = new.kind != PARTNER
    if wants and not 0 < len(new.redirect_uris) <= MAX_URIS:
        faults["redirect_uris"] = [_NO_URI]
    elif wants and not all(is_redirect_uri(uri) for uri in new.redirect_uris):
        faults["redirect_uris"] = [_BAD_URI]
    if faults:
        raise Invalid(errors=faults)


def _may_change(by: Actor, program: Program) -> bool:
    place = reach_of(program.scope_kind, program.scope_id)
    return allows(by, REGISTER_PROGRAM, scope=place)
