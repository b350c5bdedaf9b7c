"""Lists of residents: kept without a name, answered by who is on them."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core.actor import Actor
from beffroi.core.clock import today
from beffroi.core.problems import Forbidden, Invalid, NotFound, TooMany
from beffroi.identity.models import RollEntry
from beffroi.identity.problems.proofs import (
    NotOnTheRoll,
)
from beffroi.identity.services import rolls
from tests.factories import make_person, make_staff
from tests.place_factories import BREBIS
from tests.proof_factories import everything, facts
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")

CSV = (
    "nom;prenom;naissance\n"
    "Dupont;Marie Claire;01/02/1980\n"
    "D’HONDT;Éloïse;2011-03-04\n"
    "Dupont;Marie;01/02/1980\n"
    "Sans date;Paul;\n"
).encode()


@pytest.fixture
def staff() -> Actor:
    return actor_of(make_staff(), "staff")


def new_roll(place: str = BREBIS, kind: str = "neighbourhood", days: int = 90) -> rolls.NewRoll:
    return rolls.NewRoll("Bailleur", kind, place, today() + timedelta(days=days))


def test_a_list_is_kept_as_digests_without_a_name(staff: Actor, db_session: DbSession) -> None:
    report = rolls.import_roll(staff, CSV, new_roll())
    assert (report.kept, report.twice, report.wrong) == (2, 1, 1)
    kept = everything(db_session)
    assert [name for name in ("Dupont", "dupont", "HONDT", "hondt", "1980") if name in kept] == []


@pytest.mark.parametrize(
    ("family", "given", "born"),
    [("dupont", "MARIE", "1980-02-01"), ("Dupont", "Marie-Claire", "1980-02-01")],
)
def test_whoever_is_on_the_list_proves_the_place_and_the_age(
    staff: Actor, family: str, given: str, born: str
) -> None:
    rolls.import_roll(staff, CSV, new_roll())
    who = make_person()
    rolls.answer_roll(actor_of(who), family, given, date.fromisoformat(born))
    assert facts(who.id) == [("age", "18", "roll"), ("residence", BREBIS, "roll")]


def test_a_child_of_the_list_proves_no_age_they_have_not(staff: Actor) -> None:
    rolls.import_roll(staff, CSV, new_roll())
    who = make_person()
    rolls.answer_roll(actor_of(who), "d'Hondt", "Eloise", date(2011, 3, 4))
    assert facts(who.id) == [("age", "15", "roll"), ("residence", BREBIS, "roll")]


def test_a_line_serves_one_person_and_says_nothing_to_another(
    staff: Actor, db_session: DbSession
) -> None:
    rolls.import_roll(staff, CSV, new_roll())
    first, second = make_person(), make_person()
    for _ in range(2):
        rolls.answer_roll(actor_of(first), "Dupont", "Marie", date(1980, 2, 1))
    with pytest.raises(NotOnTheRoll) as taken:
        rolls.answer_roll(actor_of(second), "Dupont", "Marie", date(1980, 2, 1))
    with pytest.raises(NotOnTheRoll) as unknown:
        rolls.answer_roll(actor_of(second), "Durand", "Marie", date(1980, 2, 1))
    assert str(taken.value.detail) == str(unknown.value.detail)
    assert facts(second.id) == []
    answered = select(func.count()).where(RollEntry.person_id.is_not(None))
    assert db_session.scalar(answered) == 1


def test_guessing_at_a_list_is_soon_closed_even_to_the_right_answer(staff: Actor) -> None:
    rolls.import_roll(staff, CSV, new_roll())
    me = actor_of(make_person())
    for year in range(5):
        with pytest.raises(NotOnTheRoll):
            rolls.answer_roll(me, "Dupont", "Marie", date(1990 + year, 2, 1))
    with pytest.raises(TooMany):
        rolls.answer_roll(me, "Dupont", "Marie", date(1980, 2, 1))


def test_a_list_past_its_end_answers_nobody(staff: Actor, clock: datetime) -> None:
    rolls.import_roll(staff, CSV, new_roll(days=10))
    assert rolls.rolls_in_force()
    with core_clock.at(clock + timedelta(days=11)):
        assert not rolls.rolls_in_force()
        with pytest.raises(NotOnTheRoll):
            rolls.answer_roll(actor_of(make_person()), "Dupont", "Marie", date(1980, 2, 1))


@pytest.mark.parametrize(
    ("content", "field"),
    [(b"a;b\n1;2\n", "file"), (b"\xff\xfe\x81\x8d", "file"), (b"nom;prenom;naissance\n", "file")],
)
def test_a_file_that_is_no_list_is_refused(staff: Actor, content: bytes, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rolls.import_roll(staff, content, new_roll())
    assert set(refused.value.errors) == {field}


@pytest.mark.parametrize(
    ("days", "kind"), [(-1, "neighbourhood"), (800, "neighbourhood"), (9, "x")]
)
def test_a_list_without_a_place_or_a_believable_end_is_refused(
    staff: Actor, days: int, kind: str
) -> None:
    with pytest.raises(Invalid):
        rolls.import_roll(staff, CSV, new_roll(kind=kind, days=days))


def test_a_list_is_brought_in_and_seen_within_ones_territory(staff: Actor) -> None:
    elsewhere = actor_of(make_staff(scope_id="calais"), "staff", place="calais")
    with pytest.raises(Forbidden):
        rolls.import_roll(elsewhere, CSV, new_roll())
    report = rolls.import_roll(staff, CSV, new_roll())
    assert rolls.rolls_of(elsewhere) == []
    assert [(roll.size, roll.answered) for roll in rolls.rolls_of(staff)] == [(2, 0)]
    with pytest.raises(NotFound):
        rolls.drop_roll(elsewhere, report.roll_id)
    rolls.drop_roll(staff, report.roll_id)
    assert rolls.rolls_of(staff) == []
