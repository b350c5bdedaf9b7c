"""Comments: they wait or appear as the call says, and only public ones are counted."""

from datetime import datetime, timedelta

import pytest

from beffroi.contributions import services
from beffroi.contributions.models import Idea
from beffroi.contributions.problems import CommentsClosed, StaleText, TextSettled
from beffroi.contributions.proposals import NewComment
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS
from beffroi.core.problems import Forbidden, Invalid, NotFound, SignInRequired
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def comment_count(idea: Idea) -> int:
    db.session().flush()
    db.session().refresh(idea)
    return idea.comment_count


def test_a_comment_waits_where_texts_wait_and_is_not_counted() -> None:
    idea = make_idea(make_call(moderation="before"))
    comment = services.comment_on(actor_of(make_person()), idea.id, NewComment(body="Bonne idée."))
    assert (comment.visibility, comment_count(idea)) == ("waiting", 0)


def test_a_comment_appears_at_once_where_texts_are_read_after() -> None:
    idea = make_idea(make_call(moderation="after"))
    comment = services.comment_on(actor_of(make_person()), idea.id, NewComment(body="Bonne idée."))
    assert (comment.visibility, comment_count(idea)) == ("published", 1)


def test_one_reads_public_comments_oldest_first_and_ones_own_among_them() -> None:
    idea, me = make_idea(), make_person()
    first = make_comment(idea, body="Un")
    mine = make_comment(idea, me, body="Deux", visibility="waiting")
    last = make_comment(idea, body="Trois")
    as_me = services.comments_of(actor_of(me), idea.id).items
    as_anyone = services.comments_of(ANONYMOUS, idea.id).items
    assert [c.id for c in as_me] == [first.id, mine.id, last.id]
    assert [c.is_mine for c in as_me] == [False, True, False]
    assert [c.id for c in as_anyone] == [first.id, last.id]


def test_comments_go_on_page_after_page() -> None:
    idea = make_idea()
    wanted = [make_comment(idea).id for _ in range(5)]
    page = services.comments_of(ANONYMOUS, idea.id, limit=2)
    seen = [c.id for c in page.items]
    while page.next_cursor:
        page = services.comments_of(ANONYMOUS, idea.id, cursor=page.next_cursor, limit=2)
        seen += [c.id for c in page.items]
    assert seen == wanted


def test_comments_of_a_hidden_idea_are_hidden_with_it() -> None:
    author = make_person()
    idea = make_idea(author=author, visibility="waiting")
    make_comment(idea)
    with pytest.raises(NotFound):
        services.comments_of(ANONYMOUS, idea.id)
    assert len(services.comments_of(actor_of(author), idea.id).items) == 1


def test_nobody_comments_without_an_account() -> None:
    with pytest.raises(SignInRequired):
        services.comment_on(ANONYMOUS, make_idea().id, NewComment(body="Bonjour"))


def test_comments_end_with_the_call(clock: datetime) -> None:
    idea, actor = make_idea(make_call()), actor_of(make_person())
    with core_clock.at(clock + timedelta(days=31)), pytest.raises(CommentsClosed):
        services.comment_on(actor, idea.id, NewComment(body="Trop tard"))


def test_a_comment_too_long_is_refused() -> None:
    with pytest.raises(Invalid):
        services.comment_on(actor_of(make_person()), make_idea().id, NewComment(body="x" * 2001))


def test_a_change_that_was_asked_is_made_and_waits_again() -> None:
    me = make_person()
    comment = make_comment(make_idea(), me, visibility="changes_asked")
    changed = services.revise_comment(actor_of(me), comment.id, "Plus doux.", 1)
    assert (changed.visibility, changed.version, changed.body) == ("waiting", 2, "Plus doux.")


@pytest.mark.parametrize(("moderation", "shown"), [("after", "published"), ("before", "waiting")])
def test_a_public_comment_changes_while_nobody_answered(moderation: str, shown: str) -> None:
    me, idea = make_person(), make_idea(make_call(moderation=moderation))
    comment = make_comment(idea, me)
    changed = services.revise_comment(actor_of(me), comment.id, "Plus doux.", 1)
    assert (changed.visibility, changed.body) == (shown, "Plus doux.")
    assert comment_count(idea) == int(shown == "published")


@pytest.mark.parametrize("answer", ["published", "waiting"])
def test_a_public_comment_stays_as_it_was_answered(answer: str) -> None:
    me, idea = make_person(), make_idea()
    comment = make_comment(idea, me)
    make_comment(idea, parent_id=comment.id, visibility=answer)
    with pytest.raises(TextSettled):
        services.revise_comment(actor_of(me), comment.id, "Autre chose", 1)


def test_a_public_comment_stays_once_comments_are_closed(clock: datetime) -> None:
    me = make_person()
    comment = make_comment(make_idea(), me)
    with core_clock.at(clock + timedelta(days=999)), pytest.raises(CommentsClosed):
        services.revise_comment(actor_of(me), comment.id, "Autre chose", 1)


def test_a_comment_that_changed_meanwhile_is_not_overwritten() -> None:
    me = make_person()
    comment = make_comment(make_idea(), me, visibility="changes_asked", version=2)
    with pytest.raises(StaleText):
        services.revise_comment(actor_of(me), comment.id, "Autre chose", 1)


def test_nobody_changes_the_comment_of_another() -> None:
    comment = make_comment(make_idea())
    with pytest.raises(Forbidden):
        services.revise_comment(actor_of(make_person()), comment.id, "Autre chose", 1)


def test_a_comment_without_a_name_is_somebodys_all_the_same() -> None:
    idea = make_idea()
    make_comment(idea, author_name="")
    assert services.comments_of(ANONYMOUS, idea.id).items[0].author_name
