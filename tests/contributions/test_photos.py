"""Pictures of an idea: kept with its draft, looked at by a person, seen by who sees the idea."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services
from beffroi.contributions.models import Draft, Idea, IdeaVersion, Photo
from beffroi.contributions.problems import TextRemoved, TextSettled
from beffroi.contributions.proposals import DraftContact
from beffroi.contributions.services.erasure import leave_ideas
from beffroi.contributions.services.photos.receiving import Received
from beffroi.core import db, files, pictures
from beffroi.core.actor import ANONYMOUS
from beffroi.core.clock import at, now
from beffroi.core.files import FileMissing, sweeping
from beffroi.core.problems import Invalid, NotFound
from beffroi.core.register import Choice, Leaving
from beffroi.identity.models import Person
from beffroi.moderation.models import Case, Finding
from tests.factories import make_call, make_comment, make_idea, make_moderator, make_person
from tests.photo_factories import make_photo, make_received
from tests.support.actors import actor_of
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")
TEXT = {"title": "Un banc", "body": "Près de l’école."}


def started(moderation: str = "after") -> uuid.UUID:
    actor = actor_of(make_person())
    view = services.start_draft(actor, make_call(moderation=moderation).slug, TEXT)
    db.session().commit()
    return view.id


def sent(draft_id: uuid.UUID) -> Idea:
    author_id = db.session().get_one(Draft, draft_id).author_id
    assert author_id is not None
    actor = actor_of(db.session().get_one(Person, author_id))
    idea = services.submit_draft(actor, draft_id, DraftContact())
    db.session().commit()
    return idea


def is_there(key: str) -> bool:
    try:
        files.store().get(key)
    except FileMissing:
        return False
    return True


def all_there(stem: str) -> list[bool]:
    return [is_there(f"{stem}-{side}") for side in pictures.SIDES]


def test_a_picture_laid_with_a_draft_goes_with_the_idea_it_becomes() -> None:
    draft_id = started()
    services.add_draft_photo(draft_id, make_received(), "  Un banc\ncassé. ")
    idea = sent(draft_id)
    (photo,) = services.idea_page(actor_of(author_of(idea)), idea.id).photos
    assert (photo.alternative, photo.width, photo.height) == ("Un banc cassé.", 400, 300)
    assert photo.url == f"/idees/{idea.id}/photos/{photo.id}"


def test_an_idea_with_a_picture_waits_even_where_texts_appear_at_once() -> None:
    with_words = sent(started())
    draft_id = started()
    services.add_draft_photo(draft_id, make_received(), "")
    assert (with_words.visibility, sent(draft_id).visibility) == ("published", "waiting")


def test_the_same_picture_sent_twice_is_there_once() -> None:
    draft_id = started()
    first = services.add_draft_photo(draft_id, make_received(), "Un banc")
    again = make_received()
    assert services.add_draft_photo(draft_id, again, "").id == first.id
    db.session().commit()
    assert not is_there(f"{again.file_stem}-320")
    assert all_there(first.file_stem) == [True] * 3


def test_a_fourth_picture_is_refused() -> None:
    draft_id = started()
    for width in (401, 402, 403):
        services.add_draft_photo(draft_id, make_received(width), "")
    with pytest.raises(Invalid) as refused:
        services.add_draft_photo(draft_id, make_received(404), "")
    assert list(refused.value.errors) == ["photo"]


@pytest.mark.parametrize("words", ["x" * 301, "Un \u202ebanc", "Un\x00banc"])
def test_words_that_cannot_be_kept_are_refused(words: str) -> None:
    with pytest.raises(Invalid):
        services.add_draft_photo(started(), make_received(), words)


def test_a_draft_that_was_sent_takes_no_more_pictures() -> None:
    draft_id = started()
    sent(draft_id)
    with pytest.raises(NotFound):
        services.add_draft_photo(draft_id, make_received(), "")


def test_pictures_of_one_draft_are_not_reached_through_another() -> None:
    draft_id, other_id = started(), started()
    photo = services.add_draft_photo(draft_id, make_received(), "")
    for attempt in (
        lambda: services.describe_draft_photo(other_id, photo.id, "x"),
        lambda: services.remove_draft_photo(other_id, photo.id),
        lambda: services.draft_picture(other_id, photo.id, 320),
        lambda: services.draft_picture(draft_id, photo.id, 321),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_what_is_said_of_a_picture_is_screened_with_the_text(drain: Callable[[], int]) -> None:
    draft_id = started()
    services.add_draft_photo(draft_id, make_received(), "Appelez le 06 12 34 56 78.")
    idea = sent(draft_id)
    drain()
    case = db.session().scalars(select(Case).filter_by(subject_id=idea.id)).one()
    found = db.session().scalars(select(Finding).filter_by(case_id=case.id)).one()
    assert (found.part, found.label) == ("photo-1", "phone")


def test_a_new_picture_sends_a_public_idea_back_to_wait(drain: Callable[[], int]) -> None:
    author = make_person()
    idea = make_idea(make_call(moderation="after"), author)
    services.add_idea_photo(actor_of(author), idea.id, make_received(), "")
    db.session().commit()
    assert (idea.visibility, idea.version) == ("waiting", 2)
    drain()
    assert db.session().scalar(select(Case.subject_version).filter_by(subject_id=idea.id)) == 2


def test_a_picture_less_leaves_a_public_idea_public() -> None:
    author = make_person()
    idea = make_idea(author=author)
    photo = make_photo(idea)
    stem = photo.file_stem
    services.remove_idea_photo(actor_of(author), idea.id, photo.id)
    db.session().commit()
    assert (idea.visibility, idea.version) == ("published", 2)
    assert all_there(stem) == [False] * 3


def test_a_picture_taken_out_answers_a_request_for_a_change() -> None:
    author = make_person()
    idea = make_idea(author=author, visibility="changes_asked")
    photo = make_photo(idea)
    services.remove_idea_photo(actor_of(author), idea.id, photo.id)
    assert idea.visibility == "waiting"


def test_saying_the_same_again_is_no_new_version() -> None:
    author = make_person()
    idea = make_idea(author=author)
    photo = make_photo(idea, "Un banc cassé.")
    services.describe_idea_photo(actor_of(author), idea.id, photo.id, " Un banc  cassé. ")
    assert (idea.version, idea.visibility) == (1, "published")
    services.describe_idea_photo(actor_of(author), idea.id, photo.id, "Un autre banc.")
    assert (idea.version, idea.visibility) == (2, "waiting")
    versions = select(func.count()).select_from(IdeaVersion).filter_by(idea_id=idea.id)
    assert db.session().scalar(versions) == 2


def test_the_pictures_of_an_idea_others_took_up_stay() -> None:
    author = make_person()
    idea = make_idea(author=author)
    photo = make_photo(idea)
    make_comment(idea)
    with pytest.raises(TextSettled):
        services.remove_idea_photo(actor_of(author), idea.id, photo.id)


@pytest.mark.parametrize("visibility", ["waiting", "changes_asked", "refused", "unproven"])
def test_a_picture_is_seen_with_its_idea_by_its_author_and_by_who_examines_it(
    visibility: str,
) -> None:
    author = make_person()
    idea = make_idea(author=author, visibility=visibility)
    photo = make_photo(idea)
    examiner, elsewhere = make_moderator(), make_moderator(scope_id="calais")
    case = Case(
        subject_kind="idea", subject_id=idea.id, subject_version=1, contract_slug="lens-lievin",
        opened_at=now(), due_at=now(),
    )  # fmt: skip
    db.session().add(case)
    db.session().commit()
    idea_id, photo_id = idea.id, photo.id
    for who in (actor_of(author), actor_of(examiner, "moderator")):
        shown = services.idea_picture(who, idea_id, photo_id, 320)
        assert (shown.content, shown.is_public) == (b"1 320", False)
    far = actor_of(elsewhere, "moderator", place="calais")
    for other in (ANONYMOUS, actor_of(make_person()), actor_of(examiner), far):
        with pytest.raises(NotFound):
            services.idea_picture(other, idea_id, photo_id, 320)


def test_everybody_sees_the_picture_of_a_public_idea() -> None:
    idea = make_idea()
    photo = make_photo(idea)
    shown = services.idea_picture(ANONYMOUS, idea.id, photo.id, 1600)
    assert (shown.content, shown.is_public) == (b"1 1600", True)
    with pytest.raises(NotFound):
        services.idea_picture(ANONYMOUS, make_idea().id, photo.id, 1600)


@pytest.mark.parametrize("choice", list(Choice))
def test_pictures_go_with_who_leaves_files_included(choice: Choice) -> None:
    author = make_person()
    idea = make_idea(author=author)
    photo = make_photo(idea)
    idea_id, photo_id, stem = idea.id, photo.id, photo.file_stem
    leave_ideas(Leaving(author.id, choice, actor_of(author)))
    db.session().commit()
    assert db.session().scalar(select(func.count()).select_from(Photo)) == 0
    assert all_there(stem) == [False] * 3
    if choice == Choice.REMOVE:
        with pytest.raises(TextRemoved):
            services.idea_picture(ANONYMOUS, idea_id, photo_id, 320)


def test_an_erasure_that_is_undone_keeps_the_files() -> None:
    author = make_person()
    stem = make_photo(make_idea(author=author)).file_stem
    db.session().commit()
    leave_ideas(Leaving(author.id, Choice.REMOVE, actor_of(author)))
    db.session().rollback()
    assert all_there(stem) == [True] * 3


def test_the_files_of_a_draft_nobody_sent_are_swept(app: Flask) -> None:
    draft_id = started()
    stem = services.add_draft_photo(draft_id, make_received(), "").file_stem
    db.session().commit()
    db.session().delete(db.session().get_one(Draft, draft_id))
    db.session().commit()
    assert db.session().scalar(select(func.count()).select_from(Photo)) == 0
    with at(now() + timedelta(days=400)):
        assert sweeping.drop_orphans() == 3
    assert all_there(stem) == [False] * 3


def test_files_that_rows_name_are_not_swept() -> None:
    stem = make_photo(make_idea()).file_stem
    db.session().commit()
    with at(now() + timedelta(days=400)):
        assert sweeping.drop_orphans() == 0
    assert all_there(stem) == [True] * 3
    files.store().delete(f"{stem}-800")
    assert sweeping.missing() == [f"{stem}-800"]


def test_three_pictures_cost_one_statement_more_than_none() -> None:
    bare, pictured = make_idea(), make_idea()
    for number in (1, 2, 3):
        make_photo(pictured, number=number)
    db.session().commit()
    costs, ids = [], [bare.id, pictured.id]
    services.idea_page(ANONYMOUS, ids[0])  # places and themes are read once
    for idea_id in ids:
        with statements() as sent:
            services.idea_page(ANONYMOUS, idea_id)
        costs.append(len(sent))
    assert costs[1] - costs[0] == 1


def test_two_that_add_at_once_never_pass_three(app: Flask) -> None:
    draft_id = started()
    received = [make_received(width) for width in range(401, 407)]

    def lay(one: Received) -> bool:
        with app.app_context():
            try:
                with db.transaction():
                    services.add_draft_photo(draft_id, one, "")
            except Invalid:
                return False
            finally:
                db.session().close()
            return True

    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lay, received))
    assert sum(taken) == 3
    laid = select(func.count()).select_from(Photo).filter_by(draft_id=draft_id)
    assert db.session().scalar(laid) == 3


def author_of(idea: Idea) -> Person:
    return db.session().get_one(Person, idea.author_id)
