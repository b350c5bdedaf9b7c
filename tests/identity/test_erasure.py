"""Erasing somebody leaves nothing they typed, whatever they did, and the figures stay exact."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions import services as contributions
from beffroi.contributions.models import Comment, Idea, IdeaVersion, Support
from beffroi.core import db, search
from beffroi.core.actor import SYSTEM
from beffroi.core.events import StoredEvent
from beffroi.core.idempotency import IdempotencyKey
from beffroi.core.register import Choice
from beffroi.identity.events import PersonErased
from beffroi.identity.models import Farewell, Person
from beffroi.identity.problems.grants import LastAdministrator
from beffroi.identity.problems.signing import PersonUnknown
from beffroi.identity.services import erasure
from beffroi.moderation.models import Case, Decision, Finding
from beffroi.notifications.models import Message
from tests.factories import grant_role, make_comment, make_idea, make_person
from tests.rights_factories import (
    EMAIL,
    PUBLIC,
    QUOTED,
    TYPED,
    Life,
    kept_files,
    kept_values,
    live,
)
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")

Drain = Callable[[], int]
HEADLESS = 3  # an index writes a word after the letters it shares with the one before


@pytest.fixture
def life(sign_in: SignIn, client: FlaskClient, drain: Drain) -> Life:
    return live(sign_in, client, drain)


def erased(life: Life, choice: Choice, drain: Drain) -> None:
    erasure.erase(SYSTEM, life.person.id, choice)
    db.session().commit()
    drain()


def found(words: set[str]) -> set[tuple[str, str]]:
    """Which of these words stand where, in any table or index; folded as the search does too."""
    sought = {word.lower(): word for word in words}
    return {
        (word, where)
        for where, value in kept_values(journal=True)
        for low, word in sought.items()
        if low in value.lower() or (where.startswith("search_") and low[HEADLESS:] in value.lower())
    }


def counters_are_exact() -> bool:
    """Each figure is that of the rows behind it."""
    supports = select(func.count()).where(Support.idea_id == Idea.id, Support.counted)
    comments = select(func.count()).where(
        Comment.idea_id == Idea.id, Comment.visibility == "published"
    )
    wrong = select(Idea.id).where(
        (Idea.support_count != supports.scalar_subquery())
        | (Idea.comment_count != comments.scalar_subquery())
    )
    return db.session().execute(wrong).all() == []


def test_the_tests_would_see_what_is_left(life: Life) -> None:
    """The journeys above do leave each of these somewhere: else finding none would say nothing."""
    words = set(TYPED.values()) | set(QUOTED.values())
    assert {word for word, _where in found(words)} == words


def test_what_is_taken_away_is_nowhere(life: Life, drain: Drain) -> None:
    erased(life, Choice.REMOVE, drain)
    assert found(set(TYPED.values()) | set(QUOTED.values())) == set()


def test_of_what_is_anonymised_only_the_public_texts_stay(life: Life, drain: Drain) -> None:
    erased(life, Choice.ANONYMISE, drain)
    kept = {TYPED[name] for name in PUBLIC} | {QUOTED["official answer"]}
    assert found(set(TYPED.values()) - kept | {QUOTED["moderator"]}) == set()
    assert {word for word, _where in found(kept)} == kept
    signed = select(Idea.author_id, Idea.author_name).where(Idea.id.in_(life.ideas.values()))
    assert set(db.session().execute(signed).all()) == {(None, "")}


@pytest.mark.parametrize("choice", list(Choice))
def test_no_row_but_the_journal_bears_their_number(
    life: Life, choice: Choice, drain: Drain
) -> None:
    number = life.person.id
    erased(life, choice, drain)
    left = {where for where, value in kept_values() if str(number) in value or number.hex in value}
    assert left == set()


@pytest.mark.parametrize("choice", list(Choice))
def test_what_was_sent_to_them_or_about_it_is_in_no_file(
    app: Flask, life: Life, choice: Choice, drain: Drain
) -> None:
    folder = app.extensions["beffroi_settings"].data
    names = set(TYPED) - (PUBLIC if choice == Choice.ANONYMISE else set())
    words = {TYPED[name] for name in names} | {QUOTED["moderator"]}
    before = {w for w in words for _, text in kept_files(folder, but="farewell-") if w in text}
    assert before
    erased(life, choice, drain)
    assert {
        (word, name)
        for word in words
        for name, text in kept_files(folder, but="farewell-")
        if word in text
    } == set()


@pytest.mark.parametrize("choice", list(Choice))
def test_the_figures_are_those_of_the_rows(life: Life, choice: Choice, drain: Drain) -> None:
    assert counters_are_exact()
    erased(life, choice, drain)
    assert counters_are_exact()
    assert db.session().get_one(Idea, life.others_idea).support_count == 0


def test_a_text_taken_away_answers_that_it_was(
    life: Life, client: FlaskClient, drain: Drain
) -> None:
    idea_id = life.ideas["published"]
    erased(life, Choice.REMOVE, drain)
    page = client.get(f"/idees/{idea_id}")
    assert page.status_code == 410
    assert "Texte retiré par son auteur ou son autrice" in page.get_data(as_text=True)
    for path in (f"/ideas/{idea_id}", f"/ideas/{idea_id}/text", f"/ideas/{idea_id}/comments"):
        answer = client.get(f"/api/v1{path}")
        assert (answer.status_code, answer.get_json()["code"]) == (410, "text_removed")


def test_the_comments_of_others_below_it_are_not_read_any_more(
    life: Life, client: FlaskClient, drain: Drain
) -> None:
    of_other = select(Comment.id, Comment.idea_id).where(Comment.author_id == life.other.id)
    comment_id, idea_id = db.session().execute(of_other).one()
    erased(life, Choice.REMOVE, drain)
    assert db.session().get_one(Comment, comment_id).body == "Je suis d’accord."
    assert client.get(f"/api/v1/ideas/{idea_id}/comments").status_code == 410
    assert client.get(f"/api/v1/comments/{comment_id}").status_code == 410


def test_it_is_found_no_more(life: Life, drain: Drain) -> None:
    wanted = search.matching("idea", TYPED["published title"])
    assert db.session().scalars(wanted).all() == [life.ideas["published"]]
    erased(life, Choice.REMOVE, drain)
    assert db.session().scalars(wanted).all() == []
    assert search.near("idea", TYPED["published title"]) == []


def test_decisions_stay_without_their_words(life: Life, drain: Drain) -> None:
    before = db.session().scalar(select(func.count()).select_from(Decision))
    erased(life, Choice.REMOVE, drain)
    decisions = db.session().scalars(select(Decision)).all()
    assert len(decisions) == before
    assert {made.words for made in decisions} == {""}
    assert db.session().scalars(select(Case).where(Case.decided_at.is_(None))).all() == []
    assert db.session().scalars(select(Finding)).all() == []


def test_nobody_but_them_loses_a_message(life: Life, drain: Drain) -> None:
    theirs = select(func.count()).where(Message.person_id == life.person.id)
    others = select(func.count()).where(
        Message.person_id != life.person.id, Message.link.startswith("/idees/")
    )
    assert db.session().scalar(theirs)
    before = db.session().scalar(others)
    erased(life, Choice.REMOVE, drain)
    assert (db.session().scalar(theirs), db.session().scalar(others)) == (0, before)


def test_the_answers_kept_for_a_replay_go(life: Life, drain: Drain) -> None:
    assert db.session().scalars(select(IdempotencyKey)).all()
    erased(life, Choice.ANONYMISE, drain)
    assert db.session().scalars(select(IdempotencyKey)).all() == []


def test_it_is_confirmed_by_one_last_mail(
    life: Life, drain: Drain, mails: Callable[[], list[EmailMessage]]
) -> None:
    erased(life, Choice.REMOVE, drain)
    theirs = [mail for mail in mails() if mail["To"] == EMAIL]
    assert [mail["Subject"] for mail in theirs] == ["Votre compte est effacé"]
    assert db.session().scalars(select(Farewell)).all() == []


def test_an_address_nobody_confirmed_is_not_written_to(
    drain: Drain, mails: Callable[[], list[EmailMessage]]
) -> None:
    person = make_person(email_confirmed_at=None)
    erasure.erase(SYSTEM, person.id, Choice.ANONYMISE)
    drain()
    assert mails() == []
    assert db.session().scalars(select(Farewell)).all() == []


def test_the_journal_says_that_somebody_went_and_no_more(life: Life, drain: Drain) -> None:
    number = str(life.person.id)
    erased(life, Choice.REMOVE, drain)
    wanted = select(StoredEvent).where(StoredEvent.name == PersonErased.__name__)
    payload: dict[str, Any] = db.session().scalars(wanted).one().payload
    assert set(payload) == {"person_id", "choice", "farewell_id"}
    assert (payload["person_id"], payload["choice"]) == (number, "remove")


def test_earlier_versions_go_with_the_name(app: Flask) -> None:
    person = make_person()
    idea = make_idea(author=person, version=2)
    db.session().add(
        IdeaVersion(idea_id=idea.id, version=2, title="B", body="B", written_at=idea.submitted_at)
    )
    erasure.erase(SYSTEM, person.id, Choice.ANONYMISE)
    kept = select(IdeaVersion.version).where(IdeaVersion.idea_id == idea.id)
    assert db.session().scalars(kept).all() == [2]


@pytest.mark.parametrize("visibility", ["unproven", "changes_asked", "refused"])
def test_what_nobody_else_can_do_anything_with_goes_anyway(app: Flask, visibility: str) -> None:
    person = make_person()
    idea = make_idea(author=person, visibility=visibility)
    comment = make_comment(make_idea(), person, visibility=visibility)
    erasure.erase(SYSTEM, person.id, Choice.ANONYMISE)
    assert (idea.visibility, idea.title, idea.body) == ("removed", "", "")
    assert (comment.visibility, comment.body) == ("removed", "")


def test_supports_of_others_go_with_the_text(app: Flask) -> None:
    person, other = make_person(), make_person()
    idea = make_idea(author=person)
    contributions.support_idea(actor_of(other), idea.id, True)
    erasure.erase(SYSTEM, person.id, Choice.REMOVE)
    assert idea.support_count == 0
    assert db.session().scalars(select(Support)).all() == []


def test_the_last_administrator_stays_until_there_is_another(app: Flask) -> None:
    first = make_person()
    grant_role(first, "administrator", "platform", "")
    with pytest.raises(LastAdministrator):
        erasure.erase(SYSTEM, first.id, Choice.ANONYMISE)
    db.session().rollback()


def test_an_administrator_may_leave_another_behind(app: Flask) -> None:
    first, second = make_person(), make_person()
    for person in (first, second):
        grant_role(person, "administrator", "platform", "")
    number = first.id
    erasure.erase(SYSTEM, number, Choice.ANONYMISE)
    assert db.session().get(Person, number) is None


def test_erasing_twice_says_that_there_is_nobody(app: Flask) -> None:
    person = make_person()
    number = person.id
    erasure.erase(SYSTEM, number, Choice.ANONYMISE)
    with pytest.raises(PersonUnknown):
        erasure.erase(SYSTEM, number, Choice.ANONYMISE)


def test_what_they_decided_for_an_institution_stays_without_their_name(app: Flask) -> None:
    moderator = make_person(display_name="Nadège")
    idea = make_idea()
    case = Case(
        subject_kind="idea", subject_id=idea.id, subject_version=1, contract_slug="lens-lievin",
        opened_at=idea.submitted_at, due_at=idea.submitted_at, outcome="publish",
        decided_at=idea.submitted_at,
    )  # fmt: skip
    db.session().add(case)
    db.session().flush()
    decision = Decision(
        case_id=case.id, moderator_id=moderator.id, outcome="publish", words="Merci.",
        decided_at=idea.submitted_at,
    )  # fmt: skip
    db.session().add(decision)
    db.session().flush()
    erasure.erase(SYSTEM, moderator.id, Choice.REMOVE)
    db.session().expire_all()
    assert (decision.moderator_id, decision.words) == (None, "Merci.")
