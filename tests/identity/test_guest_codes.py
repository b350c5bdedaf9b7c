"""One-time codes: six digits, ten minutes, five tries, one use; the contact is forgotten."""

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Problem
from beffroi.identity import services as identity
from beffroi.identity.models import OneTimeCode, Person, UniqueMark
from beffroi.identity.problems.attempts import TooManyAttempts
from beffroi.identity.problems.codes import CodeGone, SmsShut, TooManyCodes, WrongCode
from beffroi.identity.services import codes
from tests.factories import grant_role, make_idea, make_person
from tests.guest_factories import ask_code, come_with_code, digits_of, guest_actor

pytestmark = pytest.mark.usefixtures("app", "clock")


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


def row(code_id: uuid.UUID) -> OneTimeCode:
    return db.session().get_one(OneTimeCode, code_id, populate_existing=True)


def test_the_digits_open_a_session_of_two_hours_for_a_guest(clock: datetime) -> None:
    code_id, digits = ask_code()
    opened = codes.use_code(code_id, digits, "Firefox")
    assert opened.person.kind == "guest"
    assert opened.person.email is None
    assert opened.next_path == "/idees"
    assert opened.session.expires_at == clock + timedelta(hours=2)
    actor = identity.load_actor(opened.secret)
    assert actor is not None
    assert (actor.is_guest, actor.is_signed_in, actor.takes_part) == (True, False, True)


def test_the_same_contact_gives_the_same_guest_for_a_year(clock: datetime) -> None:
    first = come_with_code("Amina@Example.org")
    with core_clock.at(clock + timedelta(days=360)):
        again = come_with_code("amina@example.org")
    with core_clock.at(clock + timedelta(days=720)):
        renewed = come_with_code("amina@example.org")
    with core_clock.at(clock + timedelta(days=720 + 366)):
        later = come_with_code("amina@example.org")
    assert first.id == again.id == renewed.id
    assert later.id != first.id


def test_a_phone_and_an_address_are_two_contacts() -> None:
    assert come_with_code("+33612345678", "sms").id != come_with_code().id
    assert come_with_code("+33612345678", "sms").id == come_with_code("+33612345678", "sms").id


def test_an_address_with_an_account_opens_it_for_taking_part_and_nothing_else() -> None:
    person = make_person(email="nadia@example.org")
    grant_role(person, "moderator")
    code_id, digits = ask_code("nadia@example.org")
    opened = codes.use_code(code_id, digits)
    actor = identity.load_actor(opened.secret)
    assert actor is not None
    assert (actor.person_id, actor.is_guest) == (person.id, True)
    assert (actor.grants, actor.withheld, actor.is_signed_in) == ((), (), False)


def test_what_was_done_as_a_guest_joins_the_account_made_since_with_the_address() -> None:
    guest = come_with_code("amina@example.org")
    idea = make_idea(author=guest)
    account = make_person(email="amina@example.org")
    assert come_with_code("amina@example.org").id == account.id
    assert db.session().get(Person, guest.id, populate_existing=True) is None
    db.session().refresh(idea)
    assert idea.author_id == account.id


def test_a_link_to_the_same_address_gathers_what_its_guest_did() -> None:
    guest = come_with_code("amina@example.org")
    idea = make_idea(author=guest)
    account = identity.find_or_make_person("amina@example.org")
    db.session().flush()
    person, _session, _secret = identity.open_session(identity.sign_in_token_for(account.id))
    assert person.id == account.id
    db.session().refresh(idea)
    assert idea.author_id == account.id


def test_a_code_serves_once() -> None:
    code_id, digits = ask_code()
    codes.use_code(code_id, digits)
    with pytest.raises(CodeGone):
        codes.use_code(code_id, digits)


def test_a_code_is_too_old_after_ten_minutes(clock: datetime) -> None:
    code_id, digits = ask_code()
    with core_clock.at(clock + timedelta(minutes=10)), pytest.raises(CodeGone):
        codes.use_code(code_id, digits)


def test_five_wrong_tries_end_a_code_whatever_is_typed_next(clock: datetime) -> None:
    code_id, digits = ask_code()
    said = []
    for _ in range(5):
        with pytest.raises(Problem) as refusal:
            codes.use_code(code_id, wrong(digits))
        said.append(refusal.value)
    assert [type(one) for one in said] == [WrongCode] * 4 + [CodeGone]
    assert "4 essais" in str(said[0].errors["code"][0])
    assert "un essai" in str(said[3].errors["code"][0])
    with core_clock.at(clock + timedelta(minutes=9)), pytest.raises(CodeGone):
        codes.use_code(code_id, digits)


def test_guessing_at_a_contact_is_slowed_down_from_code_to_code() -> None:
    first, digits = ask_code()
    for _ in range(5):
        with pytest.raises(Problem):
            codes.use_code(first, wrong(digits))
    second, right = ask_code()
    with pytest.raises(TooManyAttempts):
        codes.use_code(second, right)


def test_a_code_that_never_was_is_refused_like_one_that_is_over() -> None:
    with pytest.raises(CodeGone):
        codes.use_code(uuid.uuid4(), "123456")


def test_the_digits_of_one_request_do_not_open_another() -> None:
    _mine, digits = ask_code("moi@example.org")
    theirs, other = ask_code("autre@example.org")
    assert digits != other
    with pytest.raises(WrongCode):
        codes.use_code(theirs, digits)


def test_a_contact_gets_three_codes_in_a_quarter_of_an_hour(clock: datetime) -> None:
    for _ in range(3):
        ask_code()
    with pytest.raises(TooManyCodes):
        codes.request_code("email", "amina@example.org")
    ask_code("autre@example.org")
    with core_clock.at(clock + timedelta(minutes=16)):
        ask_code()


def test_a_day_has_its_limit_of_sms(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = app.extensions["beffroi_settings"]
    object.__setattr__(settings, "sms_daily_cap", 2)
    for number in range(2):
        ask_code(f"+3361234567{number}", "sms")
    with pytest.raises(SmsShut):
        codes.request_code("sms", "+33612345679")


def test_the_address_is_forgotten_once_the_code_is_sent(
    drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    code_id, digits = ask_code()
    db.session().commit()
    drain()
    [mail] = mails()
    assert mail["To"] == "amina@example.org"
    assert digits_of(mail) == digits
    assert row(code_id).sealed_contact is None
    assert codes.use_code(code_id, digits).person.kind == "guest"


def test_a_code_that_comes_too_late_is_not_sent_and_its_address_is_forgotten(
    clock: datetime, drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    code_id, _digits = ask_code()
    db.session().commit()
    with core_clock.at(clock + timedelta(minutes=11)):
        drain()
    assert mails() == []
    assert row(code_id).sealed_contact is None


def test_no_contact_stands_anywhere_in_clear() -> None:
    code_id, digits = ask_code()
    kept = row(code_id)
    values = [str(getattr(kept, column.key)) for column in OneTimeCode.__table__.columns]
    events = [str(payload) for payload in db.session().scalars(select(StoredEvent.payload))]
    marks = [mark.mark_digest for mark in db.session().scalars(select(UniqueMark))]
    for text in [*values, *events, *marks]:
        assert "amina" not in text
        assert text != digits


def test_a_known_address_and_an_unknown_one_leave_the_same_traces() -> None:
    make_person(email="connue@example.org")
    for contact in ("connue@example.org", "inconnue@example.org"):
        before = db.session().scalar(select(func.count()).select_from(StoredEvent)) or 0
        codes.request_code("email", contact)
        db.session().flush()
        after = db.session().scalar(select(func.count()).select_from(StoredEvent)) or 0
        assert after - before == 1
    people = db.session().scalar(select(func.count()).select_from(Person))
    assert people == 1


def test_two_uses_of_a_code_at_once_open_one_session(app: Flask) -> None:
    code_id, digits = ask_code()
    db.session().commit()
    outcomes: list[str] = []

    def enter() -> None:
        with app.app_context():
            try:
                with db.transaction():
                    codes.use_code(code_id, digits)
                outcomes.append("in")
            except CodeGone:
                outcomes.append("gone")

    run_together(enter, 4)
    assert sorted(outcomes) == ["gone", "gone", "gone", "in"]


def test_two_first_proofs_of_one_contact_at_once_make_one_guest(app: Flask) -> None:
    waiting = [ask_code() for _ in range(3)]
    db.session().commit()
    met: list[uuid.UUID] = []

    def enter() -> None:
        with app.app_context(), db.transaction():
            code_id, digits = waiting.pop()
            met.append(codes.use_code(code_id, digits).person.id)

    run_together(enter, 3)
    assert len(met) == 3
    assert len(set(met)) == 1


def test_a_guest_signs_with_the_name_they_say() -> None:
    guest = come_with_code()
    actor = guest_actor(guest)
    from beffroi.identity.services.guests import name_guest

    assert name_guest(actor, "") == ""
    assert name_guest(actor, "Zoé") == "Zoé"
    assert name_guest(actor, "") == "Zoé"
    account = make_person(display_name="Nadia")
    assert name_guest(guest_actor(account), "Quelqu’un d’autre") == "Nadia"


def run_together(call: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=call) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
