"""Blocks: decided where it happened, told with reasons, appealed to another, over by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core import policy
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import now
from beffroi.core.problems import Blocked, Forbidden, Invalid
from beffroi.identity.models import Block, Person
from beffroi.identity.problems.blocks import (
    AppealClosed,
    AppealedAlready,
    BlockedAlready,
    BlockUnknown,
    NotToBeBlocked,
    NotYoursToAnswer,
)
from beffroi.identity.services import appeals, blocks
from beffroi.identity.services.blocks import Place, Sentence
from beffroi.identity.services.office_terms import end_term
from beffroi.identity.services.sessions import load_actor, open_session_of, standing_of
from beffroi.notifications.models import Message
from tests.factories import grant_role, make_moderator, make_person
from tests.offices_factories import make_administrator, make_block, make_office, make_term
from tests.support.actors import actor_of

MODERATOR = "moderator"
LENS = Place("lens-lievin", "cite-des-brebis")
FACTS = "Trois commentaires insultants en deux jours, malgré deux rappels."


def for_days(days: float, reason: str = "attacks") -> Sentence:
    return Sentence(reason, FACTS, now() + timedelta(days=days))


def told(session: DbSession, person: Person) -> list[str]:
    return list(session.scalars(select(Message.kind).filter_by(person_id=person.id)))


def seen(person: Person) -> Actor:
    actor = standing_of(person.id)
    assert actor is not None
    return actor


def test_a_blocked_person_may_not_act_and_is_written_to_with_the_reasons(
    db_session: DbSession, drain: Callable[[], int], mails: Callable[[], list[EmailMessage]]
) -> None:
    person, moderator = make_person(), actor_of(make_moderator(), MODERATOR)
    made = blocks.block(moderator, person.id, for_days(7), LENS)
    drain()
    assert seen(person).blocked_until == made.ends_at
    [mail] = mails()
    body = mail.get_body(("plain",))
    assert mail["To"] == person.email
    assert body is not None
    text = " ".join(body.get_content().split())
    for part in (FACTS, "La charte ne permet ni insultes", "/moi/suspension", "Une autre personne"):
        assert part in text


def test_every_act_is_refused_to_a_blocked_person_and_nothing_else(db_session: DbSession) -> None:
    person = make_person()
    for role in ("relay", "moderator", "staff", "administrator"):
        grant_role(person, role, "platform", "*")
    free = seen(person)
    make_block(person)
    held = seen(person)
    acts = policy._acts
    assert {"idea.submit", "idea.support", "idea.comment", "person.block"} <= acts
    for permission in policy.declared():
        was = policy.held_somewhere(free, permission)
        assert policy.held_somewhere(held, permission) is (was and permission not in acts)
        if permission in acts:
            with pytest.raises(Blocked):
                policy.require(held, permission, owner=person.id)


def test_it_ends_by_itself(db_session: DbSession, clock: datetime) -> None:
    person = make_person()
    blocks.block(SYSTEM, person.id, for_days(7))
    with core_clock.at(clock + timedelta(days=7) - timedelta(seconds=1)):
        assert seen(person).blocked_until is not None
    with core_clock.at(clock + timedelta(days=7)):
        assert seen(person).blocked_until is None


def test_a_guest_may_be_blocked_too(db_session: DbSession) -> None:
    guest = make_person(kind="guest", email=None)
    _session, secret = open_session_of(guest, way="code", is_guest=True)
    blocks.block(SYSTEM, guest.id, for_days(7))
    actor = load_actor(secret)
    assert actor is not None
    with pytest.raises(Blocked):
        policy.require(actor, "idea.support")
    assert policy.allows(actor, "block.appeal")


@pytest.mark.parametrize("days", [0.5, -1, 367])
def test_a_term_out_of_bounds_is_refused(db_session: DbSession, days: float) -> None:
    with pytest.raises(Invalid):
        blocks.block(SYSTEM, make_person().id, for_days(days))


def test_a_moderator_of_another_place_does_not_block(db_session: DbSession) -> None:
    calais = actor_of(make_moderator(), MODERATOR, place="calais")
    with pytest.raises(Forbidden):
        blocks.block(calais, make_person().id, for_days(7), LENS)


def test_a_local_moderator_does_not_block_without_a_place(db_session: DbSession) -> None:
    with pytest.raises(Forbidden):
        blocks.block(actor_of(make_moderator(), MODERATOR), make_person().id, for_days(7))


def test_nobody_blocks_themselves_nor_an_administrator_from_below(db_session: DbSession) -> None:
    person = make_moderator()
    moderator = actor_of(person, MODERATOR)
    for target in (person, make_administrator()):
        with pytest.raises(NotToBeBlocked):
            blocks.block(moderator, target.id, for_days(7), LENS)
    admin = actor_of(make_administrator(), "administrator", "platform", "*")
    assert blocks.block(admin, make_administrator().id, for_days(7))


def test_one_block_at_a_time(db_session: DbSession, clock: datetime) -> None:
    person = make_person()
    blocks.block(SYSTEM, person.id, for_days(1))
    with pytest.raises(BlockedAlready):
        blocks.block(SYSTEM, person.id, for_days(7))
    with core_clock.at(clock + timedelta(days=2)):
        assert blocks.block(SYSTEM, person.id, for_days(7))


def test_whoever_decided_does_not_answer_the_appeal(
    db_session: DbSession, drain: Callable[[], int]
) -> None:
    person, first = make_person(), make_moderator()
    second = make_moderator()
    made = blocks.block(actor_of(first, MODERATOR), person.id, for_days(7), LENS)
    drain()
    appeals.appeal(seen(person), made.id, "Je n’ai rien écrit de tel.")
    drain()
    assert (told(db_session, first), told(db_session, second)) == ([], ["block_appealed"])
    with pytest.raises(NotYoursToAnswer):
        appeals.answer_appeal(actor_of(first, MODERATOR), made.id, "upheld", "Je maintiens tout.")
    appeals.answer_appeal(actor_of(second, MODERATOR), made.id, "lifted", "Ce n’était pas elle.")
    drain()
    assert seen(person).blocked_until is None
    assert told(db_session, person) == ["block_decided", "block_lifted"]


def test_an_upheld_block_goes_on_to_its_end(
    db_session: DbSession, drain: Callable[[], int]
) -> None:
    person = make_person()
    made = make_block(person, appeal="Ce n’est pas moi.", appealed_at=now())
    appeals.answer_appeal(actor_of(make_moderator(), MODERATOR), made.id, "upheld", "Relu, exact.")
    drain()
    assert seen(person).blocked_until == made.ends_at
    assert told(db_session, person) == ["block_upheld"]
    with pytest.raises(AppealClosed):
        appeals.answer_appeal(actor_of(make_moderator(), MODERATOR), made.id, "lifted", "Non.")


def test_one_appeals_once_one_s_own_block_and_while_it_lasts(
    db_session: DbSession, clock: datetime
) -> None:
    person = make_person()
    made = make_block(person)
    with pytest.raises(BlockUnknown):
        appeals.appeal(actor_of(make_person()), made.id, "Pour un ami.")
    with core_clock.at(clock + timedelta(days=8)), pytest.raises(AppealClosed):
        appeals.appeal(actor_of(person), made.id, "Trop tard.")
    appeals.appeal(actor_of(person), made.id, "Ce n’est pas moi.")
    with pytest.raises(AppealedAlready):
        appeals.appeal(actor_of(person), made.id, "Encore.")


def test_to_a_moderator_of_another_place_a_block_does_not_exist(db_session: DbSession) -> None:
    made = make_block(make_person(), appeal="Non.", appealed_at=now())
    calais = actor_of(make_moderator(), MODERATOR, place="calais")
    with pytest.raises(BlockUnknown):
        blocks.block_to_read(calais, made.id)
    with pytest.raises(BlockUnknown):
        appeals.answer_appeal(calais, made.id, "lifted", "Je lève.")
    assert blocks.blocks_in(calais).items == []
    lens = actor_of(make_moderator(), MODERATOR)
    assert [one.id for one in blocks.blocks_in(lens).items] == [made.id]


def test_a_suspended_moderator_answers_no_appeal(db_session: DbSession) -> None:
    moderator = make_moderator()
    made = make_block(make_person(), appeal="Non.", appealed_at=now())
    make_block(moderator)
    with pytest.raises(Blocked):
        appeals.answer_appeal(seen(moderator), made.id, "lifted", "Je lève.")


def test_an_appeal_reaches_whoever_holds_the_office_on_the_day_it_is_delivered(
    db_session: DbSession, clock: datetime, drain: Callable[[], int]
) -> None:
    before, after = make_person(), make_person()
    office = make_office("lens-lievin-chef-de-projet")
    term = make_term(office, before)
    make_term(office, after, starts_on=clock.date() + timedelta(days=1))
    person = make_person()
    made = make_block(person)
    appeals.appeal(actor_of(person), made.id, "Ce n’est pas moi.")
    end_term(SYSTEM, term.id, clock.date())
    with core_clock.at(clock + timedelta(days=1)):
        drain()
        assert "block_appealed" not in told(db_session, before)
        assert told(db_session, after) == ["block_appealed"]
        assert [one.id for one in blocks.blocks_in(seen(after)).items] == [made.id]
        appeals.answer_appeal(seen(after), made.id, "lifted", "Relu avec attention.")
        with pytest.raises(BlockUnknown):
            appeals.answer_appeal(seen(before), made.id, "lifted", "Relu avec attention.")


def test_events_carry_no_words(db_session: DbSession) -> None:
    from beffroi.core.events import StoredEvent

    person = make_person()
    made = blocks.block(SYSTEM, person.id, for_days(7))
    appeals.appeal(actor_of(person), made.id, "Mots de la personne.")
    db_session.flush()
    payloads = str(list(db_session.scalars(select(StoredEvent.payload))))
    assert FACTS not in payloads
    assert "Mots de la personne" not in payloads
    assert db_session.scalars(select(Block.appeal)).one() == "Mots de la personne."
