"""A debate: threads of two levels, positions counted exactly, places kept without words."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import services
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.problems import BreathNeeded
from beffroi.contributions.proposals import DebateFilters, NewComment
from beffroi.contributions.rules import Visibility
from beffroi.contributions.services.publication import move_comment_to
from beffroi.contributions.views import CommentView
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Gone, Invalid, NotFound
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def answered(idea: Idea, above: Comment, body: str = "Moi aussi.") -> Comment:
    new = NewComment(body=body, parent_id=above.id)
    return services.comment_on(actor_of(make_person()), idea.id, new)


def ids(comments: list[CommentView]) -> list[uuid.UUID]:
    return [comment.id for comment in comments]


def read(idea: Idea, **asked: Any) -> list[uuid.UUID]:
    return ids(services.comments_of(ANONYMOUS, idea.id, DebateFilters(**asked)).items)


def test_an_answer_stands_below_the_comment_it_answers() -> None:
    idea = make_idea(make_call(moderation="after"))
    root = make_comment(idea)
    answer = answered(idea, root)
    [thread] = services.comments_of(ANONYMOUS, idea.id).items
    assert (thread.id, thread.reply_count, ids(list(thread.replies))) == (root.id, 1, [answer.id])


def test_nobody_answers_an_answer() -> None:
    idea = make_idea(make_call(moderation="after"))
    answer = answered(idea, make_comment(idea))
    with pytest.raises(Invalid) as refused:
        answered(idea, answer)
    assert list(refused.value.errors) == ["parent"]


@pytest.mark.parametrize("visibility", ["waiting", "changes_asked", "refused", "unproven"])
def test_nobody_answers_what_is_not_public(visibility: str) -> None:
    idea = make_idea(make_call(moderation="after"))
    with pytest.raises(Invalid):
        answered(idea, make_comment(idea, visibility=visibility))


def test_nobody_answers_a_comment_of_another_idea() -> None:
    call = make_call(moderation="after")
    with pytest.raises(Invalid):
        answered(make_idea(call), make_comment(make_idea(call)))


def test_an_answer_takes_no_position() -> None:
    idea = make_idea(make_call(moderation="after"))
    new = NewComment(body="Contre.", position="against", parent_id=make_comment(idea).id)
    with pytest.raises(Invalid) as refused:
        services.comment_on(actor_of(make_person()), idea.id, new)
    assert list(refused.value.errors) == ["position"]


def test_the_database_itself_knows_two_levels_and_no_more() -> None:
    """Whatever a service forgets: an answer to an answer, or across ideas, cannot be written."""
    idea, elsewhere = make_idea(), make_idea()
    root = make_comment(idea)
    answer = make_comment(idea, above=root)
    row = {column.key: getattr(answer, column.key) for column in inspect(Comment).columns} | {
        "reply_count": 0
    }
    broken: list[dict[str, object]] = [
        {"parent_id": answer.id},
        {"parent_id": answer.id, "answers_root": False},
        {"idea_id": elsewhere.id},
        {"is_root": True},
        {"answers_root": None},
        {"position": "for"},
        {"parent_id": uuid.uuid4()},
    ]
    for change in broken:
        refused = insert(Comment).values(**row | {"id": uuid.uuid4()} | change)
        with pytest.raises(IntegrityError):
            _in_savepoint(refused)
    _in_savepoint(insert(Comment).values(**row | {"id": uuid.uuid4()}))


def _in_savepoint(statement: Any) -> None:
    with db.session().begin_nested():
        db.session().execute(statement)


def test_a_list_shows_the_first_answers_and_says_how_many_others_there_are() -> None:
    idea = make_idea()
    root, quiet = make_comment(idea), make_comment(idea)
    answers = [make_comment(idea, above=root).id for _ in range(5)]
    first, second = services.comments_of(ANONYMOUS, idea.id).items
    assert (ids(list(first.replies)), first.others) == (answers[:2], 3)
    assert (second.id, second.replies, second.others) == (quiet.id, (), 0)


def test_only_their_author_sees_an_answer_that_waits() -> None:
    idea, me = make_idea(), make_person()
    root = make_comment(idea)
    mine = make_comment(idea, me, above=root, visibility="waiting")
    [seen] = services.comments_of(actor_of(me), idea.id).items
    [others] = services.comments_of(ANONYMOUS, idea.id).items
    assert (ids(list(seen.replies)), seen.others) == ([mine.id], 0)
    assert (others.replies, others.others) == ((), 0)


def test_comments_are_read_oldest_latest_or_most_answered_first() -> None:
    idea = make_idea()
    one, two, three = (make_comment(idea) for _ in range(3))
    make_comment(idea, above=two)
    make_comment(idea, above=two)
    make_comment(idea, above=three)
    assert read(idea) == [one.id, two.id, three.id]
    assert read(idea, order="latest") == [three.id, two.id, one.id]
    assert read(idea, order="answered") == [two.id, three.id, one.id]


@pytest.mark.parametrize("order", ["oldest", "latest", "answered"])
def test_every_order_goes_on_page_after_page(order: Any) -> None:
    idea = make_idea()
    for number in range(5):
        root = make_comment(idea)
        for _ in range(number % 3):
            make_comment(idea, above=root)
    asked = DebateFilters(order=order)
    page = services.comments_of(ANONYMOUS, idea.id, asked, limit=2)
    seen = ids(page.items)
    while page.next_cursor:
        page = services.comments_of(ANONYMOUS, idea.id, asked, page.next_cursor, 2)
        seen += ids(page.items)
    assert seen == read(idea, order=order)
    assert len(seen) == 5


def test_a_position_is_listed_alone_and_counted() -> None:
    idea = make_idea(make_call(moderation="after"))
    for position in ("for", "for", "against", None):
        new = NewComment(body="Voilà.", position=position)
        services.comment_on(actor_of(make_person()), idea.id, new)
    db.session().flush()
    page = services.idea_page(ANONYMOUS, idea.id)
    assert (page.comment_count, page.for_count, page.against_count) == (4, 2, 1)
    assert page.question_count == 0
    assert [len(read(idea, position=p)) for p in ("for", "against", "question")] == [2, 1, 0]


def test_a_comment_that_goes_leaves_its_place_to_its_answers_and_not_its_words() -> None:
    idea = make_idea()
    root = make_comment(idea, body="Des mots durs.", position="against")
    answer = make_comment(idea, above=root)
    move_comment_to(root, Visibility.REFUSED)
    [seen] = services.comments_of(ANONYMOUS, idea.id).items
    assert (seen.id, seen.is_gone, ids(list(seen.replies))) == (root.id, True, [answer.id])
    assert (seen.body, seen.author_name, seen.position, seen.visibility) == (
        "",
        "",
        None,
        "removed",
    )
    page = services.idea_page(ANONYMOUS, idea.id)
    assert (page.comment_count, page.against_count) == (1, 0)
    assert read(idea, position="against") == []


def test_its_author_still_reads_what_was_hidden() -> None:
    me = make_person()
    idea = make_idea()
    root = make_comment(idea, me, body="Des mots durs.")
    make_comment(idea, above=root)
    move_comment_to(root, Visibility.CHANGES_ASKED)
    [seen] = services.comments_of(actor_of(me), idea.id).items
    assert (seen.is_gone, seen.body) == (False, "Des mots durs.")


def test_the_place_goes_with_the_last_answer() -> None:
    idea = make_idea()
    root = make_comment(idea)
    answer = make_comment(idea, above=root)
    move_comment_to(root, Visibility.REFUSED)
    move_comment_to(answer, Visibility.REFUSED)
    assert read(idea) == []
    with pytest.raises(NotFound):
        services.thread_of(ANONYMOUS, idea.id, root.id)


def test_what_its_author_took_away_is_gone_for_good_once_nobody_answers() -> None:
    idea = make_idea()
    root = make_comment(idea)
    move_comment_to(root, Visibility.REMOVED)
    with pytest.raises(Gone):
        services.thread_of(ANONYMOUS, idea.id, root.id)


def test_the_address_of_an_answer_opens_its_thread_where_it_is() -> None:
    idea = make_idea()
    root = make_comment(idea)
    answers = [make_comment(idea, above=root).id for _ in range(5)]
    thread = services.thread_of(ANONYMOUS, idea.id, answers[3], limit=3)
    assert (thread.root.id, ids(thread.replies)) == (root.id, answers[3:])
    assert (thread.wanted_id, thread.is_whole) == (answers[3], False)


def test_a_thread_goes_on_page_after_page() -> None:
    idea = make_idea()
    root = make_comment(idea)
    answers = [make_comment(idea, above=root).id for _ in range(5)]
    thread = services.thread_of(ANONYMOUS, idea.id, root.id, limit=2)
    seen = ids(thread.replies)
    while thread.next_cursor:
        thread = services.thread_of(ANONYMOUS, idea.id, root.id, thread.next_cursor, 2)
        seen += ids(thread.replies)
    assert seen == answers


def test_a_thread_is_read_under_its_own_idea_only() -> None:
    root = make_comment(make_idea())
    with pytest.raises(NotFound):
        services.thread_of(ANONYMOUS, make_idea().id, root.id)
    with pytest.raises(NotFound):
        services.answers_to(ANONYMOUS, make_idea().id, root.id)


@pytest.mark.parametrize("comments", [3, 60])
def test_a_debate_takes_one_statement_however_long_it_is(comments: int) -> None:
    idea = make_idea()
    for _ in range(comments):
        root = make_comment(idea)
        make_comment(idea, above=root)
    idea_id = idea.id
    db.session().commit()
    with statements() as sent:
        services.comments_of(ANONYMOUS, idea_id)
    assert len(sent) == 1


moves = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["published", "refused", "waiting", "removed"])),
    max_size=20,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves)
def test_every_count_is_that_of_the_rows_whatever_becomes_of_them(
    sequence: list[tuple[int, Visibility]],
) -> None:
    idea = make_idea()
    roots = [make_comment(idea, position=position) for position in ("for", "against", None)]
    everything = [*roots, *(make_comment(idea, above=root) for root in roots)]
    for number, visibility in sequence:
        move_comment_to(everything[number], Visibility(visibility))
        db.session().flush()
        db.session().expire_all()
        assert counted(idea) == rows(idea)
        for root in roots:
            public = select(func.count()).where(
                Comment.parent_id == root.id, Comment.visibility == "published"
            )
            assert root.reply_count == db.session().scalar(public)


def counted(idea: Idea) -> tuple[int, ...]:
    return (idea.comment_count, idea.for_count, idea.against_count, idea.question_count)


def rows(idea: Idea) -> tuple[int, ...]:
    public = select(func.count()).where(
        Comment.idea_id == idea.id, Comment.visibility == "published"
    )
    held = (public.where(Comment.position == p) for p in ("for", "against", "question"))
    return tuple(db.session().scalar(query) or 0 for query in (public, *held))


def test_a_third_comment_within_a_minute_waits_until_the_minute_is_over(clock: datetime) -> None:
    idea, me = make_idea(), actor_of(make_person())
    for after in (0, 20):
        with core_clock.at(clock + timedelta(seconds=after)):
            services.comment_on(me, idea.id, NewComment(body=f"Mot {after}."))
    with core_clock.at(clock + timedelta(seconds=45)), pytest.raises(BreathNeeded) as held:
        services.comment_on(me, idea.id, NewComment(body="Un troisième."))
    assert (held.value.seconds, held.value.headers) == (15, {"Retry-After": "15"})
    with core_clock.at(clock + timedelta(seconds=60)):
        services.comment_on(me, make_idea().id, NewComment(body="Un troisième."))


def test_others_write_meanwhile(clock: datetime) -> None:
    idea = make_idea()
    for _ in range(5):
        services.comment_on(actor_of(make_person()), idea.id, NewComment(body="Un mot."))
