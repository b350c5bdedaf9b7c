"""Roles and lost keys by the command: the first administrator, and a telephone in the canal."""

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from beffroi.cli import main
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.identity.models import Person, RoleGrant, Session, Totp
from tests.conftest import SECRET
from tests.factories import make_person
from tests.support.people import SignIn


@pytest.fixture(autouse=True)
def _environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    monkeypatch.setenv("BEFFROI_DATABASE_URL", database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)


def people(*arguments: str) -> Result:
    answer = CliRunner().invoke(main, ["people", *arguments])
    db.session().rollback()
    return answer


def roles_of(address: str) -> list[tuple[str, str, str]]:
    query = select(RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_id)
    held = query.join(Person, Person.id == RoleGrant.person_id).where(Person.email == address)
    return [(role, kind, place) for role, kind, place in db.session().execute(held)]


def test_the_first_administrator_is_named_by_the_command(app: Flask) -> None:
    answer = people("grant", "Mairie@Exemple.fr", "administrator")
    assert answer.exit_code == 0, answer.output
    assert roles_of("mairie@exemple.fr") == [("administrator", "platform", "")]


def test_a_role_given_twice_is_held_once(app: Flask) -> None:
    for _time in range(2):
        people("grant", "relais@exemple.fr", "relay", "--where", "neighbourhood:cite-des-brebis")
    assert roles_of("relais@exemple.fr") == [("relay", "neighbourhood", "cite-des-brebis")]


@pytest.mark.parametrize("where", ["contract:nulle-part", "planet:mars", "contract", "platform:x"])
def test_a_place_that_is_not_known_is_refused(app: Flask, where: str) -> None:
    answer = people("grant", "relais@exemple.fr", "relay", "--where", where)
    assert answer.exit_code == 1
    assert roles_of("relais@exemple.fr") == []


def test_a_lost_key_is_taken_away_with_every_session_and_told(
    app: Flask,
    sign_in: SignIn,
    drain: Callable[[], int],
    mails: Callable[[], list[EmailMessage]],
) -> None:
    zohra = make_person(email="zohra@example.org")
    client = sign_in(zohra)
    db.session().add(Totp(person_id=zohra.id, sealed="x", made_at=now(), confirmed_at=now()))
    db.session().commit()
    answer = people("forget-second-key", "zohra@example.org", "--yes")
    assert answer.exit_code == 0, answer.output
    db.session().expire_all()
    assert db.session().get(Totp, zohra.id) is None
    open_ones = select(Session.id).where(Session.revoked_at.is_(None))
    assert db.session().scalars(open_ones).all() == []
    assert client.get("/moi").status_code == 303
    drain()
    assert "zohra@example.org" in {mail["To"] for mail in mails()}


def test_nobody_s_key_is_not_taken_away(app: Flask) -> None:
    make_person(email="zohra@example.org")
    db.session().commit()
    assert people("forget-second-key", "zohra@example.org", "--yes").exit_code == 1
