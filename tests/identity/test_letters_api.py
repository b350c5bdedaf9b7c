"""Letters to print, for a program of the town: what it may read, and what stays sealed."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.identity.models import PostalCode
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services import mailed_codes
from tests.factories import make_person, make_staff
from tests.offices_factories import make_partner
from tests.place_factories import BREBIS
from tests.relay_factories import make_relay
from tests.support import oauth_client as oauth
from tests.support.actors import actor_of
from tests.support.people import SignIn

LETTERS = "/api/v1/letters"
ADDRESS = "12 rue Cachée\n62670 Mazingarbe"

pytestmark = pytest.mark.usefixtures("app", "clock")


def ask() -> str:
    letter = mailed_codes.ask_letter(actor_of(make_person()), "Mme Lefebvre", ADDRESS, BREBIS)
    db.session().commit()
    return str(letter.id)


@pytest.fixture
def relay(sign_in: SignIn) -> FlaskClient:
    return sign_in(make_relay())


def sheet(client: FlaskClient, *letters: str, **options: Any) -> Any:
    return client.post(f"{LETTERS}/sheets", json={"letters": list(letters)}, **options)


def printed(client: FlaskClient, *letters: str, **options: Any) -> Any:
    return client.post(f"{LETTERS}/printed", json={"letters": list(letters)}, **options)


def facts(session: DbSession, name: str) -> list[Any]:
    return [event.payload for event in session.scalars(select(StoredEvent).filter_by(name=name))]


def test_what_waits_is_listed_by_pages_without_an_address_or_a_code(relay: FlaskClient) -> None:
    asked = [ask() for _ in range(3)]
    first = relay.get(f"{LETTERS}?limit=2").get_json()
    assert first["total"] == 3
    rest = relay.get(f"{LETTERS}?limit=2&cursor={first['next_cursor']}").get_json()
    assert rest["next_cursor"] is None
    assert sorted(one["id"] for one in first["items"] + rest["items"]) == sorted(asked)
    assert set(first["items"][0]) == {"id", "neighbourhood", "asked_at", "expires_at"}


def test_a_sheet_gives_the_letters_again_until_they_are_printed(
    relay: FlaskClient, db_session: DbSession
) -> None:
    letter = ask()
    first = sheet(relay, letter)
    [item] = first.get_json()["items"]
    assert item["lines"] == ["Mme Lefebvre", *ADDRESS.split("\n")]
    assert item["code"] == in_groups(mailed_codes.letter_code(uuid.UUID(letter)))
    assert first.get_json()["address"].endswith("/moi/preuves/courrier")
    assert sheet(relay, letter).get_json() == first.get_json()
    assert printed(relay, letter).status_code == 200
    assert sheet(relay, letter).get_json()["code"] == "letter_unknown"
    assert relay.get(LETTERS).get_json()["items"] == []


def test_a_sheet_is_stored_nowhere_and_its_taking_is_in_the_journal(
    relay: FlaskClient, db_session: DbSession
) -> None:
    letter = ask()
    answer = sheet(relay, letter, headers={"Idempotency-Key": "sheet-1"})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "ETag" not in answer.headers
    again = sheet(relay, letter, headers={"Idempotency-Key": "sheet-1"})
    assert "Idempotent-Replayed" not in again.headers
    assert facts(db_session, "LetterSheetTaken") == [{"count": 1}, {"count": 1}]


def test_letters_said_to_be_printed_twice_are_printed_once(
    relay: FlaskClient, db_session: DbSession
) -> None:
    asked = [ask(), ask()]
    first = printed(relay, *asked)
    assert sorted(one["id"] for one in first.get_json()["items"]) == sorted(asked)
    assert printed(relay, *asked).get_json() == first.get_json()
    assert db_session.scalars(select(PostalCode.sealed_address)).all() == [None, None]
    assert facts(db_session, "LettersPrinted") == [{"count": 2}]


def test_a_letter_set_aside_is_gone_and_a_printed_one_stays(
    relay: FlaskClient, db_session: DbSession
) -> None:
    kept, wrong = ask(), ask()
    printed(relay, kept)
    answers = [relay.delete(f"{LETTERS}/{one}").status_code for one in (wrong, wrong, kept)]
    assert answers == [204, 404, 404]
    assert [str(one) for one in db_session.scalars(select(PostalCode.id))] == [kept]
    [fact] = facts(db_session, "LetterSetAside")
    assert (fact["letter_id"], fact["reason"]) == (wrong, "outside")


def test_a_program_says_why_it_sets_a_letter_aside(
    relay: FlaskClient, db_session: DbSession
) -> None:
    letter = ask()
    assert relay.delete(f"{LETTERS}/{letter}?reason=ugly").status_code == 422
    assert relay.delete(f"{LETTERS}/{letter}?reason=incomplete").status_code == 204
    [fact] = facts(db_session, "LetterSetAside")
    assert fact["reason"] == "incomplete"


def test_letters_of_another_territory_do_not_exist(sign_in: SignIn, db_session: DbSession) -> None:
    letter, far = ask(), sign_in(make_staff(scope_id="calais"))
    assert far.get(LETTERS).get_json() == {"items": [], "next_cursor": None, "total": 0}
    assert sheet(far, letter).status_code == printed(far, letter).status_code == 404
    assert far.delete(f"{LETTERS}/{letter}").status_code == 404
    assert db_session.scalar(select(PostalCode.printed_at)) is None


def test_a_sheet_holds_fifty_letters(relay: FlaskClient) -> None:
    many = [str(uuid.uuid4()) for _ in range(51)]
    for answer in (sheet(relay), sheet(relay, *many), printed(relay, *many)):
        assert answer.status_code == 422
        assert "letters" in answer.get_json()["errors"]


@pytest.mark.parametrize(("place", "status"), [("lens-lievin", 200), ("calais", 404)])
def test_a_print_program_prints_in_its_territory_alone(
    client: FlaskClient, place: str, status: int
) -> None:
    letter = ask()
    partner = make_partner("letter.print", scope_kind="contract", scope_id=place)
    db.session().commit()
    got = oauth.token(client, partner, {"grant_type": "client_credentials"})
    assert sheet(client, letter, headers=oauth.as_bearer(got)).status_code == status
