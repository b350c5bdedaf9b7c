"""Who is told of comments and answers, how often, and never of their own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.proposals import NewComment
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.identity.models import Person
from beffroi.notifications.models import Message
from tests.conftest import NOON
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

Drain = Callable[[], int]
Mails = Callable[[], list[EmailMessage]]
GATHERED = ("idea_commented", "comment_answered")


def say(idea: Idea, who: Person | None = None, above: Comment | None = None) -> Comment:
    new = NewComment(body="Voilà.", parent_id=above.id if above else None)
    comment = services.comment_on(actor_of(who or make_person()), idea.id, new)
    db.session().flush()
    return comment


def debated(author: Person | None = None) -> Idea:
    return make_idea(make_call(moderation="after"), author)


def told(db_session: DbSession, person: Person) -> list[tuple[str, int]]:
    """What they were told of the debate, and how many times in one message."""
    db_session.expire_all()
    theirs = select(Message).filter_by(person_id=person.id).where(Message.kind.in_(GATHERED))
    found = db_session.scalars(theirs.order_by(Message.id))
    return [(message.kind, message.params["count"]) for message in found]


def test_the_author_of_an_idea_is_told_of_comments_in_one_message(
    db_session: DbSession, drain: Drain
) -> None:
    author = make_person()
    idea = debated(author)
    for _ in range(3):
        say(idea)
        db_session.commit()
        drain()
    assert told(db_session, author) == [("idea_commented", 3)]


def test_the_author_of_a_comment_is_told_of_answers_and_that_of_the_idea_too(
    db_session: DbSession, drain: Drain
) -> None:
    author, somebody = make_person(), make_person()
    idea = debated(author)
    root = make_comment(idea, somebody)
    for _ in range(2):
        say(idea, above=root)
    db_session.commit()
    drain()
    assert told(db_session, somebody) == [("comment_answered", 2)]
    assert told(db_session, author) == [("idea_commented", 2)]


def test_who_wrote_the_idea_and_the_comment_is_told_of_an_answer_once(
    db_session: DbSession, drain: Drain
) -> None:
    author = make_person()
    idea = debated(author)
    say(idea, above=make_comment(idea, author))
    db_session.commit()
    drain()
    assert told(db_session, author) == [("comment_answered", 1)]


def test_nobody_is_told_of_their_own_words(db_session: DbSession, drain: Drain) -> None:
    author = make_person()
    idea = debated(author)
    root = say(idea, author)
    say(idea, author, above=root)
    db_session.commit()
    drain()
    assert told(db_session, author) == []


def test_an_address_that_nobody_confirmed_gets_no_letter_of_a_debate(
    db_session: DbSession, drain: Drain
) -> None:
    author = make_person()
    idea = make_idea(make_call(moderation="after"), author, author_confirmed=False)
    say(idea)
    db_session.commit()
    drain()
    assert told(db_session, author) == []


def test_what_was_hidden_before_anybody_was_told_is_not_told(
    db_session: DbSession, drain: Drain
) -> None:
    author = make_person()
    idea = debated(author)
    comment = say(idea)
    comment.visibility = "refused"
    db_session.commit()
    drain()
    assert told(db_session, author) == []


def test_what_was_read_is_not_added_to(db_session: DbSession, drain: Drain) -> None:
    author = make_person()
    idea = debated(author)
    say(idea)
    db_session.commit()
    drain()
    db_session.scalars(select(Message).filter_by(kind="idea_commented")).one().read_at = NOON
    say(idea)
    db_session.commit()
    drain()
    assert told(db_session, author) == [("idea_commented", 1), ("idea_commented", 1)]


def test_a_letter_waits_an_hour_says_how_many_and_the_next_a_day(
    db_session: DbSession, drain: Drain, clock: datetime, mails: Mails
) -> None:
    author = make_person()
    idea = debated(author)

    def at(hours: float, *, speaks: bool) -> int:
        with core_clock.at(clock + timedelta(hours=hours)):
            if speaks:
                say(idea)
            db_session.commit()
            drain()
            return sum("commentaire" in str(mail["Subject"]) for mail in mails())

    assert at(0, speaks=True) == 0
    assert at(0.5, speaks=True) == 0
    assert at(1, speaks=False) == 1
    assert any("2 commentaires sur votre idée" in str(mail["Subject"]) for mail in mails())
    assert at(2, speaks=True) == 1
    assert at(4, speaks=False) == 1
    assert at(25, speaks=False) == 2


def test_what_was_read_in_the_application_is_not_sent_by_mail(
    db_session: DbSession, drain: Drain, clock: datetime, mails: Mails
) -> None:
    author = make_person()
    say(debated(author))
    db_session.commit()
    drain()
    db_session.scalars(select(Message).filter_by(kind="idea_commented")).one().read_at = NOON
    db_session.commit()
    with core_clock.at(clock + timedelta(hours=2)):
        drain()
    assert [mail for mail in mails() if "votre idée" in str(mail["Subject"])] == []


@pytest.fixture(autouse=True)
def held(clock: datetime) -> datetime:
    """The clock stands still unless a test moves it."""
    return clock
