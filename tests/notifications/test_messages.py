"""A person is told once, reads in the application, and what they read is theirs alone."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import clock as core_clock
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.events import record
from beffroi.core.problems import Invalid
from beffroi.identity.models import Person
from beffroi.moderation.events import CaseDeadlineReached
from beffroi.notifications import services
from beffroi.notifications.models import Delivery, Message
from beffroi.notifications.problems import MessageUnknown
from tests.factories import make_person

FACTS = {"title": "Un banc près de l’école"}


def _actor(person: Person) -> Actor:
    return Actor("person", person.id, None, person.display_name, person.locale)


def _told(person: Person, event_id: uuid.UUID | None = None) -> Message:
    message = services.tell(person.id, "idea_published", FACTS, "/idees/1", event_id)
    assert message is not None
    return message


def test_a_message_stands_in_the_application_and_goes_out_by_mail(db_session: DbSession) -> None:
    person = make_person()
    message = _told(person)
    [seen] = services.messages_of(_actor(person)).items
    assert (seen.id, seen.is_unread, seen.link) == (message.id, True, "/idees/1")
    assert "Un banc près de l’école" in seen.words.happened
    assert db_session.scalars(select(Delivery.channel)).all() == ["email"]


def test_one_event_tells_a_person_once(db_session: DbSession) -> None:
    person = make_person()
    event_id = record(CaseDeadlineReached(uuid.uuid4()), by=SYSTEM)
    _told(person, event_id)
    assert services.tell(person.id, "idea_published", FACTS, "/idees/1", event_id) is None
    assert db_session.scalar(select(func.count()).select_from(Message)) == 1


def test_nobody_is_told_who_is_no_more(db_session: DbSession) -> None:
    assert services.tell(uuid.uuid4(), "idea_published", FACTS, "/idees/1") is None


def test_who_has_no_address_is_told_in_the_application_only(db_session: DbSession) -> None:
    person = make_person(email=None)
    _told(person)
    assert services.unread_count(_actor(person)) == 1
    assert db_session.scalars(select(Delivery)).all() == []


def test_a_kind_without_words_is_a_mistake_of_ours(db_session: DbSession) -> None:
    with pytest.raises(ValueError, match="without words"):
        services.tell(make_person().id, "surprise", {}, "/")


def test_reading_counts_the_first_time(db_session: DbSession, clock: datetime) -> None:
    person = make_person()
    message = _told(person)
    assert services.mark_read(_actor(person), message.id).read_at == clock
    with core_clock.at(clock + timedelta(hours=1)):
        assert services.mark_read(_actor(person), message.id).read_at == clock
    assert services.unread_count(_actor(person)) == 0


def test_all_are_read_at_once_and_nobody_elses(db_session: DbSession) -> None:
    mine, theirs = make_person(), make_person()
    for person in (mine, mine, theirs):
        _told(person)
    services.mark_all_read(_actor(mine))
    assert services.unread_count(_actor(mine)) == 0
    assert services.unread_count(_actor(theirs)) == 1


def test_somebody_elses_message_does_not_exist(db_session: DbSession) -> None:
    message = _told(make_person())
    for message_id in (message.id, uuid.uuid4()):
        with pytest.raises(MessageUnknown):
            services.mark_read(_actor(make_person()), message_id)


def test_messages_come_latest_first_page_after_page(db_session: DbSession) -> None:
    person = make_person()
    told = [_told(person).id for _ in range(5)]
    first = services.messages_of(_actor(person), limit=3)
    rest = services.messages_of(_actor(person), first.next_cursor, limit=3)
    assert [message.id for message in first.items + rest.items] == told[::-1]
    assert (first.total, rest.next_cursor) == (5, None)


def test_a_cursor_that_is_none_of_ours_is_refused(db_session: DbSession) -> None:
    with pytest.raises(Invalid):
        services.messages_of(_actor(make_person()), "not-a-cursor")
