"""Who is told what, when ideas, comments and cases move."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import events as contributions
from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.core import clock as core_clock
from beffroi.core.actor import SYSTEM
from beffroi.core.events import Event, record
from beffroi.moderation.events import CaseDeadlineReached
from beffroi.moderation.models import Case, Decision
from beffroi.notifications.models import Message
from tests.factories import make_call, make_comment, make_idea, make_moderator, make_person
from tests.support.orientation import make_structure

Drain = Callable[[], int]


def _messages(db_session: DbSession) -> list[Message]:
    return list(db_session.scalars(select(Message).order_by(Message.id)))


def _told(db_session: DbSession, drain: Drain, fact: Event) -> list[Message]:
    record(fact, by=SYSTEM)
    drain()
    return _messages(db_session)


def _case(subject: Any, kind: str, decided: bool = True, **decision: Any) -> Case:
    from beffroi.core import db

    moment = core_clock.now()
    case = Case(
        subject_kind=kind,
        subject_id=subject.id,
        subject_version=1,
        contract_slug="lens-lievin",
        neighbourhood_slug="cite-des-brebis",
        opened_at=moment - timedelta(days=2),
        due_at=moment,
        outcome="refuse" if decided else None,
        decided_at=moment if decided else None,
    )
    db.session().add(case)
    db.session().flush()
    if decided:
        facts = {"outcome": "refuse", "decided_at": moment} | decision
        db.session().add(Decision(case_id=case.id, **facts))
        db.session().flush()
    return case


@pytest.fixture
def waiting(db_session: DbSession) -> Idea:
    """An idea that waits, of somebody who is signed in."""
    idea: Idea = make_idea(visibility="waiting")
    return idea


def test_an_idea_that_waits_is_acknowledged_with_its_delay(
    db_session: DbSession, clock: datetime, waiting: Idea, drain: Drain
) -> None:
    fact = contributions.IdeaSubmitted(waiting.id, waiting.call_id, 1)
    [message] = _told(db_session, drain, fact)
    assert (message.kind, message.person_id) == ("idea_received", waiting.author_id)
    assert message.params["due_at"] == (clock + timedelta(hours=48)).isoformat()
    assert message.link == f"/idees/{waiting.id}/suivi"


def test_who_gave_an_address_to_confirm_has_that_mail_and_no_second_one(
    db_session: DbSession, drain: Drain
) -> None:
    idea = make_idea(visibility="waiting", author_confirmed=False)
    assert _told(db_session, drain, contributions.IdeaSubmitted(idea.id, idea.call_id, 1)) == []


def test_an_idea_that_appears_at_once_is_announced_once(
    db_session: DbSession, drain: Drain
) -> None:
    idea = make_idea(make_call(moderation="after"))
    record(contributions.IdeaSubmitted(idea.id, idea.call_id, 1), by=SYSTEM)
    [message] = _told(db_session, drain, contributions.IdeaPublished(idea.id))
    assert message.kind == "idea_published"


def test_a_refusal_carries_reason_words_and_orientation(
    db_session: DbSession, waiting: Idea, drain: Drain
) -> None:
    slug = make_structure().slug
    _case(waiting, "idea", reason_code="advertising", words="Merci.", structure_slug=slug)
    [message] = _told(db_session, drain, contributions.IdeaRefused(waiting.id, "advertising"))
    assert message.kind == "idea_refused"
    assert message.params["reason"]["fr"] == "le texte fait de la publicité"
    assert set(message.params["reason"]) == {"fr", "en"}
    assert (message.params["words"], message.params["structure_slug"]) == ("Merci.", slug)


def test_a_change_that_is_asked_leads_to_the_form(
    db_session: DbSession, waiting: Idea, drain: Drain
) -> None:
    [message] = _told(db_session, drain, contributions.IdeaChangesAsked(waiting.id, "unclear"))
    assert (message.kind, message.link) == ("idea_changes_asked", f"/idees/{waiting.id}/modifier")


def test_an_answer_goes_with_the_stage(db_session: DbSession, drain: Drain) -> None:
    idea = make_idea()
    services.move_idea(SYSTEM, idea.id, "kept", "Le banc sera posé en mars.")
    drain()
    [message] = _messages(db_session)
    assert message.params["answer"] == "Le banc sera posé en mars."
    assert message.params["stage"] == "kept"


def test_an_author_without_address_is_not_looked_for(db_session: DbSession, drain: Drain) -> None:
    idea = make_idea()
    idea.author_id = None
    assert _told(db_session, drain, contributions.IdeaPublished(idea.id)) == []


def test_an_idea_that_is_no_more_tells_nobody(db_session: DbSession, drain: Drain) -> None:
    facts = [
        contributions.IdeaPublished(uuid.uuid4()),
        contributions.IdeaMoved(uuid.uuid4(), "kept"),
        contributions.CommentRefused(uuid.uuid4(), uuid.uuid4(), "attack"),
        CaseDeadlineReached(uuid.uuid4()),
    ]
    for fact in facts:
        assert _told(db_session, drain, fact) == []


def test_a_comment_that_had_waited_is_announced_and_another_is_not(
    db_session: DbSession, drain: Drain
) -> None:
    idea = make_idea()
    at_once, waited = make_comment(idea), make_comment(idea)
    _case(waited, "comment", outcome="publish")
    record(contributions.CommentPublished(at_once.id, idea.id), by=SYSTEM)
    told = _told(db_session, drain, contributions.CommentPublished(waited.id, idea.id))
    [message] = [one for one in told if one.person_id != idea.author_id]
    assert message.person_id == waited.author_id
    assert message.link == f"/idees/{idea.id}/commentaires/{waited.id}"


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (contributions.CommentRefused, "comment_refused"),
        (contributions.CommentChangesAsked, "comment_changes_asked"),
    ],
)
def test_the_author_of_a_comment_learns_why_it_is_not_shown(
    db_session: DbSession, drain: Drain, event: Any, kind: str
) -> None:
    idea = make_idea()
    comment = make_comment(idea, visibility="waiting")
    _case(comment, "comment", reason_code="attack", words="Sans blesser, merci.")
    [message] = _told(db_session, drain, event(comment.id, idea.id, "attack"))
    assert (message.kind, message.person_id) == (kind, comment.author_id)
    assert message.params["words"] == "Sans blesser, merci."


def test_the_moderators_of_the_place_learn_that_a_decision_is_overdue(
    db_session: DbSession, waiting: Idea, drain: Drain
) -> None:
    here, of_all = make_moderator(), make_moderator(scope_kind="platform", scope_id="*")
    make_moderator(scope_id="calais")
    make_person()
    case = _case(waiting, "idea", decided=False)
    messages = _told(db_session, drain, CaseDeadlineReached(case.id))
    assert {message.person_id for message in messages} == {here.id, of_all.id}
    assert {message.link for message in messages} == {f"/moderation/{case.id}"}
    assert messages[0].params["title"] == waiting.title


def test_a_case_decided_in_time_disturbs_nobody(
    db_session: DbSession, waiting: Idea, drain: Drain
) -> None:
    make_moderator()
    case = _case(waiting, "idea")
    assert _told(db_session, drain, CaseDeadlineReached(case.id)) == []
