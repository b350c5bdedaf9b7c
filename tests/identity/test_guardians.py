"""Children under 15: a parent answers, and nothing tells a stranger who has an account."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Idea, Support
from beffroi.contributions.proposals import NewIdea
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Invalid, TooMany
from beffroi.identity.models import GuardianRequest, Person
from beffroi.identity.problems.proofs import GuardianLinkGone
from beffroi.identity.services import guardians
from tests.factories import make_call, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
Drain = Callable[[], int]
Mails = Callable[[], list[EmailMessage]]
CHILD, PARENT = "lea@example.org", "maman@example.org"


def asked(child: str = CHILD, parent: str = PARENT) -> Person:
    guardians.ask_guardian(ANONYMOUS, child, parent, "fr")
    db.session().commit()
    return db.session().scalars(select(Person).where(Person.email == child)).one()


def link_in(mails: Mails) -> str:
    """The secret of the last link sent to the parent."""
    letters = [mail for mail in mails() if mail["To"] == PARENT]
    body = letters[-1].get_body(("plain",))
    assert body is not None
    found = re.search(r"/accord/(\w+)", body.get_content())
    assert found is not None
    return found[1]


def guardian(person: Person) -> str:
    db.session().refresh(person)
    return person.guardian


def test_a_child_and_a_parent_each_get_a_mail_and_the_address_is_forgotten(
    drain: Drain, mails: Mails, db_session: DbSession
) -> None:
    child = asked()
    drain()
    assert sorted(mail["To"] for mail in mails()) == [CHILD, PARENT]
    assert guardian(child) == "awaited"
    assert db_session.scalar(select(GuardianRequest.sealed_contact)) is None


def test_what_a_child_did_counts_when_the_parent_says_yes(
    drain: Drain, mails: Mails, db_session: DbSession
) -> None:
    child, idea = asked(), make_idea()
    contributions.support_idea(actor_of(child), idea.id, True)
    db_session.commit()
    drain()
    guardians.answer_as_guardian(ANONYMOUS, link_in(mails), agreed=True)
    db_session.commit()
    drain()
    assert guardian(child) == "confirmed"
    assert db_session.scalar(select(Idea.support_count).where(Idea.id == idea.id)) == 1


def test_when_the_parent_says_no_the_child_is_told_then_all_goes(
    drain: Drain, mails: Mails, db_session: DbSession, clock: datetime
) -> None:
    child, call = asked(), make_call()
    child.email_confirmed_at = clock
    idea = contributions.submit_idea(
        actor_of(child), NewIdea(call_slug=call.slug, title="Un skate parc", body="Pour nous.")
    )
    contributions.support_idea(actor_of(child), make_idea(call).id, True)
    db_session.commit()
    drain()
    guardians.answer_as_guardian(ANONYMOUS, link_in(mails), agreed=False)
    db_session.commit()
    drain()
    assert [mail["Subject"] for mail in mails() if mail["To"] == CHILD][-1].startswith("Votre comp")
    assert guardians.tend_children() == 0
    child_id, idea_id = child.id, idea.id
    with core_clock.at(clock + timedelta(days=1, minutes=1)):
        assert guardians.tend_children() == 1
        db_session.commit()
        drain()
    db_session.expire_all()
    assert db_session.get(Person, child_id) is None
    assert db_session.scalar(select(func.count()).where(Support.person_id == child_id)) == 0
    gone = db_session.get(Idea, idea_id)
    assert gone is None or "skate" not in gone.title


def test_a_parent_takes_the_yes_back_with_the_same_link(
    drain: Drain, mails: Mails, db_session: DbSession, clock: datetime
) -> None:
    child = asked()
    drain()
    token = link_in(mails)
    guardians.answer_as_guardian(ANONYMOUS, token, agreed=True)
    with core_clock.at(clock + timedelta(days=200)):
        assert guardians.request_behind(token).agreed is True
        guardians.answer_as_guardian(ANONYMOUS, token, agreed=False)
        assert guardian(child) == "refused"


def test_a_month_without_an_answer_is_a_no_that_can_still_be_put_right(
    drain: Drain, mails: Mails, db_session: DbSession, clock: datetime
) -> None:
    child = asked()
    drain()
    token = link_in(mails)
    with core_clock.at(clock + timedelta(days=29)):
        assert guardians.tend_children() == 0
    with core_clock.at(clock + timedelta(days=31)):
        with pytest.raises(GuardianLinkGone):
            guardians.request_behind(token)
        assert guardians.tend_children() == 1
        db_session.commit()
        drain()
        assert guardian(child) == "refused"
        assert [mail["To"] for mail in mails()][-1] == CHILD
        guardians.answer_as_guardian(ANONYMOUS, token, agreed=True)
        assert guardian(child) == "confirmed"
    with core_clock.at(clock + timedelta(days=33)):
        assert guardians.tend_children() == 0


def test_a_stranger_cannot_put_an_account_on_hold_nor_learn_that_there_is_one(
    drain: Drain, mails: Mails, db_session: DbSession
) -> None:
    adult = make_person(email=CHILD)
    asked()
    drain()
    assert guardian(adult) == "not_needed"
    assert sorted(mail["To"] for mail in mails()) == [CHILD, PARENT]
    guardians.answer_as_guardian(ANONYMOUS, link_in(mails), agreed=False)
    assert guardian(adult) == "not_needed"


def test_the_page_answers_the_same_for_an_account_and_for_a_new_address(
    client: FlaskClient, db_session: DbSession
) -> None:
    make_person(email="adulte@example.org")
    db_session.commit()
    answers = {
        (answer.status_code, answer.location)
        for child in ("adulte@example.org", "nouveau@example.org")
        for answer in [
            client.post("/connexion/moins-de-15-ans", data={"email": child, "parent_email": PARENT})
        ]
    }
    assert answers == {(303, "/connexion/moins-de-15-ans/envoye")}


def test_the_owner_of_the_address_undoes_what_a_stranger_said(
    sign_in: SignIn, db_session: DbSession
) -> None:
    child = asked()
    mine = sign_in(child)
    assert "j’ai 15 ans ou plus" in mine.get("/moi/preuves").get_data(as_text=True)
    assert mine.post("/moi/preuves/quinze-ans").status_code == 303
    assert guardian(child) == "not_needed"


def test_what_a_parent_refused_is_not_undone_by_the_child(db_session: DbSession) -> None:
    child = make_person(guardian="refused")
    guardians.declare_old_enough(actor_of(child))
    assert guardian(child) == "refused"


def test_somebody_signed_in_says_that_they_are_under_15(
    sign_in: SignIn, db_session: DbSession
) -> None:
    child = make_person()
    answer = sign_in(child).post("/connexion/moins-de-15-ans", data={"parent_email": PARENT})
    assert answer.status_code == 303
    assert guardian(child) == "awaited"


def test_a_child_is_not_their_own_parent(client: FlaskClient) -> None:
    with pytest.raises(Invalid):
        guardians.ask_guardian(ANONYMOUS, CHILD, CHILD.upper(), "fr")
    data = {"email": CHILD, "parent_email": CHILD}
    assert client.post("/connexion/moins-de-15-ans", data=data).status_code == 422


def test_a_parent_is_not_flooded_with_mail() -> None:
    for number in range(3):
        asked(f"enfant{number}@example.org")
    with pytest.raises(TooMany):
        asked("enfant4@example.org")


def test_looking_at_the_link_answers_nothing_and_a_tap_does(
    client: FlaskClient, drain: Drain, mails: Mails
) -> None:
    child = asked()
    drain()
    path = f"/accord/{link_in(mails)}"
    page = client.get(path)
    assert page.status_code == 200
    assert CHILD in page.get_data(as_text=True)
    assert guardian(child) == "awaited"
    assert client.post(path, data={"accord": "oui"}).status_code == 303
    assert guardian(child) == "confirmed"
    assert "Retirer mon accord" in client.get(path).get_data(as_text=True)


def test_a_link_that_never_was_is_gone(client: FlaskClient) -> None:
    assert client.get("/accord/perdu").status_code == 410
    assert client.post("/accord/perdu", data={"accord": "oui"}).status_code == 410


def test_a_program_registers_a_child_too(client: FlaskClient, drain: Drain, mails: Mails) -> None:
    body = {"email": CHILD, "parent_email": PARENT}
    answer = client.post("/api/v1/guardian-requests", json=body)
    assert (answer.status_code, answer.get_json()) == (202, {"status": "sent"})
    drain()
    assert sorted(mail["To"] for mail in mails()) == [CHILD, PARENT]


def test_a_parent_answers_by_a_program_and_takes_it_back(
    client: FlaskClient, drain: Drain, mails: Mails
) -> None:
    child = asked()
    drain()
    token = link_in(mails)
    for agreed, state in ((True, "confirmed"), (False, "refused")):
        answer = client.post("/api/v1/guardian-answers", json={"token": token, "agreed": agreed})
        assert (answer.status_code, answer.get_json()["agreed"]) == (200, agreed)
        assert guardian(child) == state
    lost = client.post("/api/v1/guardian-answers", json={"token": "perdu", "agreed": True})
    assert lost.status_code == 410


def test_somebody_signed_in_says_by_a_program_that_they_are_under_15_and_undoes_it(
    client: FlaskClient, sign_in: SignIn, db_session: DbSession
) -> None:
    child = make_person()
    mine = sign_in(child)
    said = mine.put("/api/v1/me/guardian", json={"parent_email": PARENT})
    assert (said.status_code, said.get_json()) == (200, {"guardian": "awaited"})
    assert guardian(child) == "awaited"
    assert mine.delete("/api/v1/me/guardian").get_json() == {"guardian": "not_needed"}
    assert guardian(child) == "not_needed"
    assert client.put("/api/v1/me/guardian", json={"parent_email": PARENT}).status_code == 401
