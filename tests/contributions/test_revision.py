"""Revising an idea: by its author, on the version they read, while nobody relies on it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from beffroi.contributions import services
from beffroi.contributions.models import Idea, IdeaVersion
from beffroi.contributions.problems import StaleText, TextSettled
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.problems import Forbidden, NotFound
from beffroi.core.search import matching
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def revise(actor: Actor, idea: Idea, body: str = "Deux bancs, plutôt.", seen: int = 1) -> Idea:
    return services.revise_idea(actor, idea.id, "Deux bancs près de l’école", body, seen)


@pytest.mark.parametrize("visibility", ["waiting", "changes_asked"])
def test_a_text_not_yet_public_is_revised_and_waits(visibility: str) -> None:
    me = make_person()
    idea = make_idea(make_call(moderation="after"), me, visibility=visibility)
    assert revise(actor_of(me), idea).visibility == "waiting"
    kept = db.session().scalars(select(IdeaVersion).filter_by(idea_id=idea.id, version=2)).one()
    assert kept.title == "Deux bancs près de l’école"


def test_a_public_text_nobody_took_up_waits_again_where_texts_wait() -> None:
    me = make_person()
    idea = revise(actor_of(me), make_idea(make_call(moderation="before"), me))
    db.session().flush()
    assert (idea.visibility, idea.published_at) == ("waiting", None)
    assert db.session().scalars(matching("idea", "bancs")).all() == []


def test_a_public_text_stays_public_where_texts_are_read_after() -> None:
    me = make_person()
    idea = make_idea(make_call(moderation="after"), me)
    published_at = idea.published_at
    revise(actor_of(me), idea, "Un abri de bus")
    db.session().flush()
    assert (idea.visibility, idea.published_at) == ("published", published_at)
    assert db.session().scalars(matching("idea", "abri")).all() == [idea.id]


def test_a_text_that_others_support_stays_as_it_is() -> None:
    me = make_person()
    idea = make_idea(author=me)
    services.support_idea(actor_of(make_person()), idea.id, True)
    with pytest.raises(TextSettled):
        revise(actor_of(me), idea)


def test_ones_own_support_does_not_bind() -> None:
    me = make_person()
    idea = make_idea(author=me)
    services.support_idea(actor_of(me), idea.id, True)
    assert revise(actor_of(me), idea).version == 2


def test_a_text_that_was_commented_or_refused_stays_as_it_is() -> None:
    me = make_person()
    commented, refused = make_idea(author=me), make_idea(author=me, visibility="refused")
    make_comment(commented)
    for idea in (commented, refused):
        with pytest.raises(TextSettled):
            revise(actor_of(me), idea)


def test_a_text_that_changed_meanwhile_is_not_overwritten() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting", version=3)
    with pytest.raises(StaleText):
        revise(actor_of(me), idea, seen=2)


def test_the_same_text_again_is_no_new_version() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting")
    assert services.revise_idea(actor_of(me), idea.id, idea.title, idea.body, 1).version == 1


def test_a_change_that_was_asked_may_be_made_after_the_close(clock: datetime) -> None:
    me = make_person()
    idea = make_idea(make_call(), me, visibility="changes_asked")
    with core_clock.at(clock + timedelta(days=40)):
        assert revise(actor_of(me), idea).version == 2


def test_another_persons_idea_is_not_revised_and_a_hidden_one_not_seen() -> None:
    stranger = actor_of(make_person())
    with pytest.raises(Forbidden):
        revise(stranger, make_idea())
    with pytest.raises(NotFound):
        revise(stranger, make_idea(visibility="waiting"))


def test_the_person_who_got_the_link_says_that_the_idea_is_theirs() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting", author_confirmed=False)
    assert services.confirm_author(actor_of(me), idea.id).author_confirmed
    with pytest.raises(NotFound):
        services.confirm_author(actor_of(make_person()), idea.id)
