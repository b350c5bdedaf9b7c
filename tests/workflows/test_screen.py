"""From a text that was sent to a case on the desk, and from a decision back to the text."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Idea
from beffroi.contributions.proposals import NewComment, NewIdea
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor
from beffroi.moderation import services as moderation
from beffroi.moderation.models import Case, Finding
from beffroi.moderation.views import QueueFilters, Verdict
from tests.factories import make_call, make_idea, make_person

Drain = Callable[[], int]


@pytest.fixture
def author(app: Flask, clock: datetime) -> Actor:
    """Somebody signed in."""
    person = make_person()
    return Actor("person", person_id=person.id, display_name=person.display_name)


def send(actor: Actor, moderation_mode: str = "before", body: str = "Il en faut un.") -> Idea:
    call = make_call(moderation=moderation_mode)
    idea = contributions.submit_idea(
        actor,
        NewIdea(
            call_slug=call.slug,
            title="Un banc près de l’école",
            body=body,
            neighbourhood_slug="cite-des-brebis",
            author_name="Zohra",
        ),
    )
    db.session().commit()
    return idea


def open_cases(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.decided_at.is_(None))))


def test_an_idea_that_waits_comes_to_the_desk(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    idea = send(author)

    drain()

    [case] = open_cases(db_session)
    assert (case.subject_kind, case.subject_id, case.subject_version) == ("idea", idea.id, 1)
    [line] = moderation.queue(SYSTEM, QueueFilters()).items
    assert line.heading == "Un banc près de l’école"


def test_an_idea_that_shows_a_telephone_comes_with_its_finding(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    send(author, moderation_mode="after", body="Appelez-moi au 06 12 34 56 78.")

    drain()

    [found] = db_session.scalars(select(Finding))
    assert (found.part, found.label) == ("body", "phone")


def test_an_idea_that_appears_at_once_and_shows_nothing_needs_nobody(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    send(author, moderation_mode="after")

    drain()

    assert open_cases(db_session) == []


def test_an_idea_sent_a_second_time_is_marked_as_already_received(
    clock: datetime, drain: Drain, db_session: Session
) -> None:
    send(ANONYMOUS)
    send(ANONYMOUS)

    drain()

    labels = [found.label for found in db_session.scalars(select(Finding))]
    assert labels == ["repeated"]


def test_a_published_idea_is_public_from_the_decision_on(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    idea = send(author)
    drain()
    [case] = open_cases(db_session)

    moderation.decide(SYSTEM, case.id, Verdict("publish", seen_version=1))

    assert idea.visibility == "published"


def test_a_changed_idea_comes_back_to_the_desk_as_a_new_case(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    idea = send(author)
    drain()
    [first] = open_cases(db_session)
    asked = Verdict("ask_change", 1, reason_code="unclear", words="Précisez où.")
    moderation.decide(SYSTEM, first.id, asked)
    contributions.revise_idea(author, idea.id, "Un banc", "Rue Basse, à l’ombre.", seen_version=1)

    drain()

    [second] = open_cases(db_session)
    assert second.subject_version == 2
    assert len(moderation.case_file(SYSTEM, second.id).before) == 1


def test_a_comment_that_waits_comes_to_the_desk(
    author: Actor, drain: Drain, db_session: Session
) -> None:
    idea = make_idea()
    comment = contributions.comment_on(
        author, idea.id, NewComment(body="Bonne idée, mon fils y va aussi.")
    )

    drain()

    [case] = open_cases(db_session)
    assert (case.subject_kind, case.subject_id) == ("comment", comment.id)
