"""An account that has not served for years: its owner is told, a month later it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions.models import Idea
from beffroi.core import clock as core_clock
from beffroi.core import db, purging
from beffroi.core.clock import now
from beffroi.identity.models import DormancyNotice, Person
from beffroi.identity.services import dormancy, erasure
from beffroi.identity.services.links import sign_in_token_for
from beffroi.identity.services.sessions import open_session
from tests.conftest import NOON
from tests.factories import grant_role, make_comment, make_idea, make_person
from tests.offices_factories import make_administrator, make_office, make_term
from tests.support.people import SignIn
from workflows.clock import Clock
from workflows.schedule import DUTIES

pytestmark = pytest.mark.usefixtures("app", "clock")

DAY = timedelta(days=1)
YEARS = 3 * 365 * DAY
WARNED = NOON + YEARS - 29 * DAY
GONE = WARNED + 31 * DAY
Drain = Callable[[], int]
Mails = Callable[[], list[EmailMessage]]


@dataclass
class Nights:
    """What is warned, sent and purged in a night; `mails` are those of the warnings so far.

    The purge drops files of mails by the time of the disk: they are read before it.
    """

    drain: Drain
    read: Mails
    mails: list[EmailMessage] = field(default_factory=list)

    def __call__(self, moment: datetime) -> dict[str, int]:
        db.session().commit()
        with core_clock.at(moment):
            dormancy.warn_dormant()
            self.drain()
            self.mails += self.read()
            due = purging.preview()
            purging.purge()
            report = purging.latest(1)[0]
        assert report.counts == due, "the preview says what the purge does"
        db.session().rollback()
        return dict(report.counts)


@pytest.fixture
def night(drain: Drain, mails: Mails) -> Nights:
    return Nights(drain, mails)


def is_there(number: object) -> bool:
    db.session().rollback()
    return db.session().scalar(select(Person.id).where(Person.id == number)) is not None


def notices() -> list[DormancyNotice]:
    db.session().rollback()
    return list(db.session().scalars(select(DormancyNotice)))


def test_its_owner_is_told_in_their_language_a_month_before(night: Nights) -> None:
    person = make_person(locale="en", email="dormeuse@example.org")
    number = person.id
    assert "dormant_account" not in night(WARNED - 2 * DAY)
    assert night.mails == []
    night(WARNED)
    [mail] = night.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert mail["To"] == "dormeuse@example.org"
    assert mail["Subject"] == "Your account will be erased, unless you come back"
    assert f"{(WARNED + 30 * DAY).day}" in text
    assert "http://localhost/connexion" in text
    night(WARNED + DAY)
    assert len(night.mails) == 1, "told once"
    assert "dormant_account" not in night(WARNED + 29 * DAY)
    assert is_there(number)


def test_a_month_later_it_goes_and_its_public_texts_stay_unsigned(night: Nights) -> None:
    person = make_person()
    idea = make_idea(author=person)
    number, idea_id = person.id, idea.id
    night(WARNED)
    counts = night(GONE)
    assert counts["dormant_account"] == 1
    assert not is_there(number)
    kept = db.session().get_one(Idea, idea_id)
    assert (kept.author_id, kept.author_name, kept.visibility) == (None, "", "published")
    with core_clock.at(GONE):
        night.drain()
    assert [mail["Subject"] for mail in night.read()] == ["Votre compte est effacé"]
    assert notices() == []


def test_who_signs_in_after_the_mail_keeps_the_account(night: Nights) -> None:
    person = make_person()
    number = person.id
    night(WARNED)
    with core_clock.at(WARNED + 5 * DAY):
        open_session(sign_in_token_for(number))
    assert "dormant_account" not in night(GONE)
    assert "dormant_account" not in night(WARNED + 5 * DAY + YEARS - 40 * DAY)
    assert is_there(number)


def test_and_is_told_anew_years_later(night: Nights) -> None:
    person = make_person()
    number = person.id
    night(WARNED)
    back = WARNED + 5 * DAY
    with core_clock.at(back):
        open_session(sign_in_token_for(number))
    night(back + 100 * DAY)
    assert notices() == []
    before = len(night.mails)
    assert "dormant_account" not in night(back + YEARS + DAY)
    assert len(night.mails) == before + 1
    assert night(back + YEARS + 32 * DAY)["dormant_account"] == 1


@pytest.mark.parametrize("act", ["idea", "comment"])
def test_an_act_without_a_sign_in_counts_as_a_visit(act: str, night: Nights) -> None:
    """By a program, or noted by a relay."""
    person, idea = make_person(), make_idea()
    number = person.id
    with core_clock.at(NOON + YEARS - 100 * DAY):
        if act == "idea":
            make_idea(author=person)
        else:
            make_comment(idea, person)
    night(WARNED)
    assert number not in {notice.person_id for notice in notices()}
    night(GONE)
    assert is_there(number)


@pytest.fixture(params=["role", "future role", "office"])
def holder(request: pytest.FixtureRequest) -> Person:
    person = make_person(display_name="Tenante")
    if request.param == "office":
        make_term(make_office(), person)
    else:
        grant = grant_role(person, "relay")
        grant.starts_on += (GONE - NOON + 10 * DAY) * (request.param == "future role")
        db.session().flush()
    return person


def test_who_holds_a_role_or_an_office_stays_and_is_reported(holder: Person, night: Nights) -> None:
    number = holder.id
    night(WARNED)
    night(GONE)
    assert is_there(number)
    assert night.mails == []
    assert purging.latest(1)[0].kept == {"dormant_account": 1}


def test_who_was_given_a_role_after_the_mail_stays(night: Nights) -> None:
    person = make_person()
    number = person.id
    night(WARNED)
    grant_role(person, "relay")
    night(GONE)
    assert is_there(number)


def test_the_page_and_the_api_name_those_who_stay_and_what_keeps_them(
    sign_in: SignIn, night: Nights
) -> None:
    holder, boss = make_person(display_name="Tenante"), make_administrator()
    over = grant_role(holder, "staff")
    over.ends_on = date(2027, 1, 31)
    grant_role(holder, "relay")
    office = make_office("maison-du-projet")
    make_term(office, holder)
    number = str(holder.id)
    night(GONE)
    with core_clock.at(GONE):
        client = sign_in(boss)
        page = client.get("/administration/purges").get_data(as_text=True)
        assert f"/administration/personnes/{number}" in page
        assert "Tenante" in page
        assert "gardés parce que quelqu’un doit décider" in page
        assert office.name in page
        assert "Relais" in page
        told = client.get("/api/v1/purges").get_json()
    [item], kept = told["items"], told["kept_accounts"]
    [theirs] = [one for one in kept["items"] if one["id"] == number]
    assert [one["role"] for one in theirs["roles"]] == ["relay"]
    assert (theirs["offices"], kept["total"]) == (["maison-du-projet"], 1)
    assert item["kept"] == {"dormant_account": 2}, "the administrator had not come either"


def test_a_role_that_is_over_keeps_nobody(night: Nights) -> None:
    person = make_person()
    grant = grant_role(person, "relay")
    grant.ends_on = date(2027, 1, 31)
    number = person.id
    night(WARNED)
    night(GONE)
    assert not is_there(number)


def test_an_address_nobody_confirmed_is_not_written_to_and_goes_all_the_same(night: Nights) -> None:
    person = make_person(email_confirmed_at=None)
    make_idea(author=person)  # what was written keeps it from going after thirty days
    number = person.id
    night(WARNED)
    assert night.mails == []
    assert night(GONE)["dormant_account"] == 1
    assert not is_there(number)


def test_nobody_goes_whose_mail_has_not_left(night: Nights) -> None:
    number = make_person().id
    db.session().commit()
    with core_clock.at(WARNED):
        assert dormancy.warn_dormant() == 1
    with core_clock.at(GONE):
        assert dormancy.erase_dormant() == 0
        night.drain()  # the workers are back
        assert dormancy.erase_dormant() == 0
    with core_clock.at(GONE + 30 * DAY):
        assert dormancy.erase_dormant() == 1
    assert not is_there(number)


def test_a_mail_that_never_left_is_asked_again(night: Nights) -> None:
    make_person()
    db.session().commit()
    with core_clock.at(WARNED):
        dormancy.warn_dormant()
    night(WARNED + 91 * DAY)
    night(WARNED + 92 * DAY)
    assert len(night.mails) >= 1
    assert all(notice.sent_at for notice in notices())


def test_one_that_cannot_go_keeps_no_other(night: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_person().id, make_person().id
    night(WARNED)
    erase = erasure.erase

    def failing(by: object, person_id: object, choice: object) -> None:
        if person_id == first:
            raise RuntimeError("broken")
        erase(by, person_id, choice)  # type: ignore[arg-type]

    monkeypatch.setattr(dormancy, "erase", failing)
    with core_clock.at(GONE):
        assert dormancy.erase_dormant() == 1
    assert (is_there(first), is_there(second)) == (True, False)


def test_it_goes_in_steps(night: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dormancy, "BATCH", 2)
    for _ in range(5):
        make_person()
    db.session().commit()
    with core_clock.at(WARNED):
        assert dormancy.warn_dormant() == 5
        assert dormancy.warn_dormant() == 0
        night.drain()
    with core_clock.at(GONE):
        assert dormancy.erase_dormant() == 5
    assert db.session().scalars(select(Person.id)).all() == []


def test_a_guest_is_not_concerned(night: Nights) -> None:
    make_person(kind="guest", email=None)
    assert night(NOON + YEARS).get("dormant_account") is None
    assert notices() == []


def test_the_night_warns(app: Flask, night: Nights) -> None:
    make_person()
    db.session().commit()
    loop = Clock(app, DUTIES)
    loop.pass_once()
    with core_clock.at(WARNED):
        assert "warn_dormant" in loop.pass_once()
    assert len(notices()) == 1


def test_the_years_are_those_of_the_installation_and_the_privacy_page_says_them(
    app: Flask, night: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.extensions["beffroi_settings"]
    page = app.test_client().get("/donnees-personnelles").get_data(as_text=True)
    assert "après 3 ans sans connexion" in page
    monkeypatch.setitem(app.extensions, "beffroi_settings", replace(settings, dormant_years=1))
    number = make_person().id
    night(NOON + 336 * DAY)
    night(NOON + 367 * DAY)
    assert not is_there(number)


def test_signing_in_is_noted() -> None:
    person = make_person()
    assert person.last_seen_at is None
    open_session(sign_in_token_for(person.id))
    assert person.last_seen_at == now()
