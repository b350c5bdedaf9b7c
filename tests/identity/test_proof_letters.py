"""A code sent by post: from the demand to the proof, and the address that goes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.identity.models import PostalCode
from beffroi.identity.problems.proofs import (
    LetterPending,
    LetterUnknown,
    WrongLetterCode,
)
from beffroi.identity.services import letter_printing, mailed_codes
from tests.factories import make_person, make_staff
from tests.place_factories import BREBIS
from tests.proof_factories import everything
from tests.support.actors import actor_of

Mails = Callable[[], list[EmailMessage]]

pytestmark = pytest.mark.usefixtures("app", "clock")


def ask(actor: Actor, place: str = BREBIS) -> PostalCode:
    return mailed_codes.ask_letter(actor, "Mme Lefebvre", "12 rue Cachée\n62670 Mazingarbe", place)


@pytest.fixture
def staff() -> Actor:
    return actor_of(make_staff(), "staff")


def test_a_letter_goes_from_the_demand_to_the_proof(staff: Actor, db_session: DbSession) -> None:
    me = actor_of(make_person())
    ask(me)
    letter = letter_printing.letters_to_print(staff)[0]
    assert letter.lines == ("Mme Lefebvre", "12 rue Cachée", "62670 Mazingarbe")
    assert letter_printing.mark_printed(staff, [letter.id]) == 1
    proof = mailed_codes.use_letter(me, letter.code.lower())
    assert (proof.place_id, proof.way) == (BREBIS, "post")
    assert mailed_codes.open_letter(me) is None


def test_the_address_of_a_letter_is_never_readable_and_goes_with_the_printing(
    staff: Actor, db_session: DbSession
) -> None:
    ask(actor_of(make_person()))
    assert "Cachée" not in everything(db_session)
    letter = letter_printing.letters_to_print(staff)[0]
    assert letter.code.replace("-", "") not in everything(db_session)
    letter_printing.mark_printed(staff, [letter.id])
    db_session.flush()
    assert db_session.scalar(select(PostalCode.sealed_address)) is None
    assert letter_printing.letters_to_print(staff) == []


def test_one_letter_at_a_time() -> None:
    me = actor_of(make_person())
    ask(me)
    with pytest.raises(LetterPending):
        ask(me)


def test_five_wrong_codes_end_a_letter_even_for_the_right_one(
    staff: Actor, db_session: DbSession
) -> None:
    me = actor_of(make_person())
    ask(me)
    code = letter_printing.letters_to_print(staff)[0].code
    for _ in range(5):
        with pytest.raises(WrongLetterCode):
            mailed_codes.use_letter(me, "AAAA-AAAA")
    with pytest.raises(WrongLetterCode):
        mailed_codes.use_letter(me, code)
    assert ask(me).id is not None


def test_a_letter_code_serves_its_owner_alone_thirty_days_and_once(
    staff: Actor, clock: datetime
) -> None:
    me, other = actor_of(make_person()), actor_of(make_person())
    ask(me)
    code = letter_printing.letters_to_print(staff)[0].code
    with pytest.raises(WrongLetterCode):
        mailed_codes.use_letter(other, code)
    with core_clock.at(clock + timedelta(days=30, seconds=1)):
        with pytest.raises(WrongLetterCode):
            mailed_codes.use_letter(me, code)
        assert mailed_codes.drop_addresses() == 1
    mailed_codes.use_letter(me, code)
    with pytest.raises(WrongLetterCode):
        mailed_codes.use_letter(me, code)


def test_letters_are_printed_within_ones_territory_only(db_session: DbSession) -> None:
    ask(actor_of(make_person()))
    elsewhere = actor_of(make_staff(scope_id="calais"), "staff", place="calais")
    assert letter_printing.letters_to_print(elsewhere) == []
    letter_id = db_session.scalars(select(PostalCode.id)).one()
    assert letter_printing.mark_printed(elsewhere, [letter_id]) == 0
    with pytest.raises(LetterUnknown):
        letter_printing.set_aside(elsewhere, letter_id, "outside")


def test_a_letter_set_aside_leaves_nothing(staff: Actor, db_session: DbSession) -> None:
    letter = ask(actor_of(make_person()))
    letter_printing.set_aside(staff, letter.id, "outside")
    assert db_session.scalar(select(func.count()).select_from(PostalCode)) == 0


@pytest.mark.parametrize(
    ("reason", "said"),
    [("outside", "n’est pas dans ce quartier"), ("incomplete", "ne suffit pas")],
)
def test_who_asked_for_a_letter_set_aside_is_told_why_and_what_to_do(
    staff: Actor, drain: Callable[[], int], mails: Mails, reason: str, said: str
) -> None:
    person = make_person()
    letter_printing.set_aside(staff, ask(actor_of(person)).id, reason)
    db.session().commit()
    drain()
    [mail] = mails()
    assert mail["To"] == person.email
    text = words_of(mail)
    for part in ("Cité des Brebis", said, "une autre façon", "/moi/preuves"):
        assert part in text
    assert "Cachée" not in text
    assert mailed_codes.open_letter(actor_of(person)) is None


def test_who_asked_for_a_letter_that_nobody_printed_is_told_so_once(
    clock: datetime, drain: Callable[[], int], mails: Mails
) -> None:
    person = make_person()
    ask(actor_of(person))
    with core_clock.at(clock + timedelta(days=31)):
        assert (mailed_codes.drop_addresses(), mailed_codes.drop_addresses()) == (1, 0)
        db.session().commit()
        drain()
    [mail] = mails()
    assert (mail["To"], "en 30 jours" in words_of(mail)) == (person.email, True)


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())
