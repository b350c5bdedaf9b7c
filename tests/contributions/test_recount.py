"""Counting again: what drifted is found, said and put right; what did not is left alone."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, update

from beffroi.cli import main
from beffroi.contributions import services
from beffroi.contributions.models import Comment, Idea
from beffroi.contributions.proposals import NewComment
from beffroi.contributions.services import recounting
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from tests.conftest import SECRET
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of
from tests.support.at_once import all_at_once, failures_of

pytestmark = pytest.mark.usefixtures("app", "clock")
FIGURES = ("support_count", "comment_count", "for_count", "against_count", "question_count")


def lived_in() -> tuple[Idea, Comment]:
    """An idea with each of what is counted, and the comment that was answered."""
    idea = make_idea()
    for _ in range(3):
        services.support_idea(actor_of(make_person()), idea.id, True)
    root = make_comment(idea, position="for")
    make_comment(idea, position="against")
    make_comment(idea, position="question", visibility="refused")
    for _ in range(2):
        make_comment(idea, above=root)
    make_comment(idea, above=root, visibility="waiting")
    db.session().commit()
    return idea, root


def figures(idea: Idea) -> list[int]:
    db.session().expire_all()
    return [getattr(idea, name) for name in FIGURES]


def bend(idea: Idea, root: Comment) -> None:
    """By hand, as no service would."""
    wrong = update(Idea).where(Idea.id == idea.id)
    db.session().execute(wrong.values(dict.fromkeys(FIGURES, 40)))
    db.session().execute(update(Comment).where(Comment.id == root.id).values(reply_count=0))
    db.session().commit()


def repairs() -> list[dict[str, object]]:
    wanted = select(StoredEvent.payload).where(StoredEvent.name == "CountsRepaired")
    return list(db.session().scalars(wanted))


def test_nothing_is_found_where_nothing_drifted() -> None:
    idea, root = lived_in()
    assert figures(idea) == [3, 4, 1, 1, 0]
    assert root.reply_count == 2
    assert not recounting.drift()
    db.session().rollback()
    assert recounting.tend_counts() == 0
    assert repairs() == []


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_that_drifted_is_found_and_put_right(name: str) -> None:
    idea, _root = lived_in()
    idea_id, before = idea.id, figures(idea)
    db.session().execute(update(Idea).where(Idea.id == idea_id).values({name: 9}))
    db.session().commit()
    found = recounting.recount_all()
    assert (found.ideas, found.threads, figures(idea)) == ([idea_id], [], before)
    assert repairs() == [{"ideas": 1, "threads": 0}]


def test_the_answers_of_a_comment_are_counted_again() -> None:
    idea, root = lived_in()
    make_idea()
    bend(idea, root)
    found = recounting.recount_all()
    assert (found.ideas, found.threads) == ([idea.id], [root.id])
    assert (figures(idea), root.reply_count) == ([3, 4, 1, 1, 0], 2)
    assert not recounting.drift()


def test_the_close_of_a_call_counts_its_own_ideas_only(clock: datetime) -> None:
    (idea, root), (other, above) = lived_in(), lived_in()
    bend(idea, root)
    bend(other, above)
    with core_clock.at(clock + timedelta(days=31)):
        services.settle_call(idea.call_id)
    assert (figures(idea), root.reply_count) == ([3, 4, 1, 1, 0], 2)
    assert figures(other) == [40] * 5


def test_a_command_says_what_is_wrong_then_puts_it_right(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea, root = lived_in()
    idea_id = idea.id
    bend(idea, root)
    monkeypatch.setenv("BEFFROI_DATABASE_URL", database_url)
    monkeypatch.setenv("BEFFROI_SECRET_KEY", SECRET)
    monkeypatch.setenv("BEFFROI_DATA", str(tmp_path))
    said = "Ideas: 1, comments: 1"
    run = CliRunner()
    looked = run.invoke(main, ["recount", "--dry-run"])
    assert (looked.exit_code, said in looked.output) == (1, True)
    assert f"idea {idea_id}" in looked.output
    mended = run.invoke(main, ["recount"])
    assert (mended.exit_code, said in mended.output) == (0, True)
    assert run.invoke(main, ["recount", "--dry-run"]).exit_code == 0


def test_figures_are_exact_after_people_act_crash_and_are_counted_all_at_once(app: Flask) -> None:
    """Some fall over before their commit, and a wrong figure is put right meanwhile."""
    idea, root = lived_in()
    other = make_idea(make_call(moderation="after"))
    above = make_comment(other)
    people = [actor_of(make_person()) for _ in range(5)]
    ids = idea.id, other.id, above.id
    bend(idea, root)
    bend(other, above)
    acts: list[Callable[[], None]] = [
        *(lambda actor=actor: _waver(actor, ids[0]) for actor in people for _ in (1, 2)),
        *(lambda actor=actor: _answer(actor, ids[1], ids[2]) for actor in people),
        *(_count for _ in (1, 2)),
    ]
    assert failures_of(all_at_once(app, acts)) == []
    recounting.recount_all()
    assert not recounting.drift()
    assert figures(idea)[0] == 3 + len(people)
    assert figures(other)[1] == 1 + len(people)
    assert above.reply_count == len(people)


class Fell(Exception):
    """As if the process had ended there."""


def _waver(actor: Actor, idea_id: uuid.UUID) -> None:
    """Yes and no from two devices, and falls in between; the last word of both is yes."""
    for supports in (True, False, True, False, True):
        try:
            with db.transaction():
                services.support_idea(actor, idea_id, not supports)
                raise Fell
        except Fell:
            pass
        with db.transaction():
            services.support_idea(actor, idea_id, supports)


def _answer(actor: Actor, idea_id: uuid.UUID, comment_id: uuid.UUID) -> None:
    new = NewComment(body="Moi aussi.", parent_id=comment_id)
    try:
        with db.transaction():
            services.comment_on(actor, idea_id, new)
            db.session().flush()
            raise Fell
    except Fell:
        pass
    with db.transaction():
        services.comment_on(actor, idea_id, new)


def _count() -> None:
    for _ in range(4):
        recounting.recount_all()
