"""Printed codes: each is one person's, made once, counted, stopped; posted ones prove residence."""

import threading
import uuid
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.problems import Forbidden, Invalid
from beffroi.identity.models import Invitation, InvitationBatch, Person, Proof
from beffroi.identity.problems.codes import BatchUnknown, InvitationTaken
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services import invitations
from beffroi.identity.services.invitations import NewBatch
from tests.factories import make_moderator, make_person, make_staff
from tests.guest_factories import in_days, make_invitations
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")


def new_batch(**given: object) -> NewBatch:
    values: dict[str, object] = {
        "label": "Fête des voisins",
        "contract_slug": "lens-lievin",
        "size": 3,
        "ends_on": in_days(30),
    }
    return NewBatch(**values | given)  # type: ignore[arg-type]


def come(code: str) -> Person:
    opened = invitations.use_invitation(ANONYMOUS, code)
    assert opened is not None
    return opened.person


def test_a_batch_tells_its_codes_once_and_keeps_digests() -> None:
    codes = make_invitations(20)
    assert len(set(codes)) == 20
    kept = set(db.session().scalars(select(Invitation.code_digest)))
    assert len(kept) == 20
    assert kept & set(codes) == set()


def test_a_code_makes_one_guest_and_finds_them_again(clock: datetime) -> None:
    [code] = make_invitations()
    first = come(in_groups(code).lower())
    assert first.kind == "guest"
    with core_clock.at(clock + timedelta(days=20)):
        assert come(code).id == first.id


def test_each_code_is_another_person() -> None:
    one, two = (come(code) for code in make_invitations(2))
    assert one.id != two.id


def test_a_posted_code_proves_residence_and_another_does_not() -> None:
    [posted] = make_invitations(proves_residence=True)
    [handed] = make_invitations()
    resident, other = come(posted), come(handed)
    proof = db.session().scalars(select(Proof)).one()
    assert (proof.person_id, proof.way) == (resident.id, "invitation")
    assert (proof.place_kind, proof.place_id) == ("neighbourhood", "cite-des-brebis")
    assert other.id != resident.id


def test_somebody_with_an_account_brings_the_code_to_it() -> None:
    [code] = make_invitations(proves_residence=True)
    person = make_person()
    assert invitations.use_invitation(actor_of(person), code) is None
    assert db.session().scalars(select(Proof.person_id)).one() == person.id
    with pytest.raises(InvitationTaken):
        invitations.use_invitation(actor_of(make_person()), code)


@pytest.mark.parametrize("typed", ["", "KKKK-KKKK-KKKK", "pas un code", "0000", "K" * 200])
def test_what_was_never_printed_opens_nothing(typed: str) -> None:
    make_invitations()
    with pytest.raises(Invalid):
        invitations.use_invitation(ANONYMOUS, typed)


def test_a_code_ends_with_its_batch(clock: datetime) -> None:
    [code] = make_invitations()
    with core_clock.at(clock + timedelta(days=30)):
        assert come(code)
    with core_clock.at(clock + timedelta(days=31)), pytest.raises(Invalid):
        invitations.use_invitation(ANONYMOUS, code)


def test_a_stopped_batch_keeps_those_who_came_and_lets_nobody_new_in() -> None:
    used, unused = make_invitations(2)
    guest = come(used)
    [batch_id] = db.session().scalars(select(InvitationBatch.id))
    invitations.revoke_batch(SYSTEM, batch_id)
    db.session().flush()
    assert come(used).id == guest.id
    with pytest.raises(Invalid):
        invitations.use_invitation(ANONYMOUS, unused)


def test_two_first_uses_at_once_make_one_guest(app: Flask) -> None:
    [code] = make_invitations()
    db.session().commit()
    met: list[uuid.UUID] = []

    def enter() -> None:
        with app.app_context(), db.transaction():
            met.append(come(code).id)

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(met) == 4
    assert len(set(met)) == 1
    guests = select(func.count()).select_from(Person).where(Person.kind == "guest")
    assert db.session().scalar(guests) == 1


def test_staff_invite_in_their_own_places_only() -> None:
    staff = actor_of(make_staff(), "staff")
    invitations.make_batch(staff, new_batch())
    invitations.make_batch(staff, new_batch(neighbourhood_slug="cite-des-brebis"))
    with pytest.raises(Forbidden):
        invitations.make_batch(staff, new_batch(contract_slug="calais"))
    with pytest.raises(Forbidden):
        invitations.make_batch(actor_of(make_moderator(), "moderator"), new_batch())
    of_calais = actor_of(make_staff(), "staff", place="calais")
    assert invitations.batches(of_calais) == []
    first = invitations.batches(staff)[0]
    with pytest.raises(BatchUnknown):
        invitations.revoke_batch(of_calais, first.id)


def test_the_list_says_how_many_codes_have_served() -> None:
    for code in make_invitations(5)[:2]:
        come(code)
    [line] = invitations.batches(SYSTEM)
    assert (line.used, line.size, line.serves) == (2, 5, True)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("contract", {"contract_slug": "nulle-part"}),
        ("neighbourhood", {"neighbourhood_slug": "fort-nieulay-cailloux-saint-pierre"}),
        ("neighbourhood", {"proves_residence": True}),
        ("ends_on", {"ends_on": datetime(2026, 11, 19).date()}),  # noqa: DTZ001 (a day)
        ("ends_on", {"ends_on": datetime(2028, 1, 1).date()}),  # noqa: DTZ001 (a day)
    ],
)
def test_a_batch_that_makes_no_sense_says_why(field: str, given: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        invitations.make_batch(SYSTEM, new_batch(**given))
    assert list(refusal.value.errors) == [field]


def test_the_sheet_is_shown_once_with_a_drawing_for_each_code(sign_in: SignIn) -> None:
    client = sign_in(make_staff())
    form = {
        "label": "Fête des voisins",
        "neighbourhood": "cite-des-brebis",
        "size": "2",
        "ends_on": in_days(30).isoformat(),
        "proves_residence": "true",
    }
    sheet = client.post("/administration/invitations", data=form)
    assert sheet.status_code == 200
    assert sheet.text.count("<svg") >= 2
    assert sheet.text.count('class="code-big"') == 2
    assert "no-store" in sheet.headers["Cache-Control"]
    desk = client.get("/administration/invitations")
    assert "Fête des voisins" in desk.text
    assert "code-big" not in desk.text


def test_a_form_that_is_wrong_keeps_what_was_typed(sign_in: SignIn) -> None:
    client = sign_in(make_staff())
    answer = client.post(
        "/administration/invitations", data={"label": "Ma série", "size": "501", "contract": ""}
    )
    assert answer.status_code == 422
    assert "Ma série" in answer.text
    assert "#f-size" in answer.text


def test_a_scanned_code_is_filled_in_and_used_by_a_tap(client: FlaskClient) -> None:
    [code] = make_invitations()
    db.session().commit()
    for _ in range(2):
        page = client.get(f"/i/{code}")
        assert in_groups(code) in page.text
    used = select(func.count()).select_from(Invitation).where(Invitation.used_at.is_not(None))
    assert db.session().scalar(used) == 0
    entered = client.post(
        "/participer/invitation", data={"code": in_groups(code), "suite": "/idees"}
    )
    assert (entered.status_code, entered.location) == (303, "/idees")
    assert client.get("/suivi").status_code == 200


def test_an_invitation_used_by_a_program_opens_a_session(client: FlaskClient) -> None:
    [code] = make_invitations()
    db.session().commit()
    opened = client.post("/api/v1/guest-sessions", json={"code": code})
    assert opened.status_code == 201
    assert opened.get_json()["token"]
    refused = client.post("/api/v1/guest-sessions", json={"code": "K" * 12})
    assert refused.status_code == 422


def test_batches_are_made_listed_and_stopped_by_a_program(sign_in: SignIn) -> None:
    client = sign_in(make_staff())
    body = {"label": "API", "contract": "lens-lievin", "size": 2, "ends_on": in_days(9).isoformat()}
    made = client.post("/api/v1/invitation-batches", json=body)
    assert made.status_code == 201
    assert len(made.get_json()["codes"]) == 2
    [line] = client.get("/api/v1/invitation-batches").get_json()["items"]
    assert (line["id"], line["used"], line["size"]) == (made.get_json()["id"], 0, 2)
    assert client.delete(f"/api/v1/invitation-batches/{line['id']}").status_code == 204
    [line] = client.get("/api/v1/invitation-batches").get_json()["items"]
    assert line["is_revoked"]
