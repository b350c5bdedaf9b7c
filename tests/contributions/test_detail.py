"""An idea on its page: who sees it, and what each may do with it."""

from datetime import datetime, timedelta

import pytest

from beffroi.contributions import services
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.problems import Forbidden, NotFound, SignInRequired
from beffroi.moderation.models import Case, Decision
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.mark.parametrize("visibility", ["waiting", "changes_asked", "refused"])
def test_what_is_not_public_is_seen_by_its_author_only(visibility: str) -> None:
    me = make_person()
    idea = make_idea(author=me, visibility=visibility)
    assert services.idea_page(actor_of(me), idea.id).is_mine
    assert services.idea_page(SYSTEM, idea.id).id == idea.id
    for actor in (ANONYMOUS, actor_of(make_person()), actor_of(make_person(), "moderator")):
        with pytest.raises(NotFound):
            services.idea_page(actor, idea.id)


def test_an_idea_without_an_author_is_nobodys() -> None:
    idea = make_idea(author_id=None)
    assert not services.idea_page(ANONYMOUS, idea.id).is_mine


def test_a_reader_is_told_whether_they_support_it() -> None:
    idea, me = make_idea(), actor_of(make_person())
    services.support_idea(me, idea.id, True)
    assert services.idea_page(me, idea.id).is_supported
    assert not services.idea_page(ANONYMOUS, idea.id).is_supported


def test_supports_and_comments_are_offered_while_the_call_is_open(clock: datetime) -> None:
    idea = make_idea(make_call())
    may = services.idea_page(ANONYMOUS, idea.id).may
    assert (may.support, may.comment, may.revise) == (True, True, False)
    with core_clock.at(clock + timedelta(days=31)):
        may = services.idea_page(ANONYMOUS, idea.id).may
    assert (may.support, may.comment) == (False, False)


def test_an_author_is_offered_to_revise_until_somebody_takes_it_up() -> None:
    me = make_person()
    idea = make_idea(author=me)
    assert services.idea_page(actor_of(me), idea.id).may.revise
    make_comment(idea)
    assert not services.idea_page(actor_of(me), idea.id).may.revise


def test_staff_of_the_place_is_offered_the_next_stages() -> None:
    idea = make_idea(stage="kept")
    here = actor_of(make_person(), "staff")
    elsewhere = actor_of(make_person(), "staff", "contract", "calais")
    expected = ("under_way", "done", "not_kept", "oriented")
    assert services.idea_page(here, idea.id).may.stages == expected
    assert services.idea_page(elsewhere, idea.id).may.stages == ()


def test_the_author_follows_it_with_what_was_decided() -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="changes_asked")
    case = Case(
        subject_kind="idea",
        subject_id=idea.id,
        subject_version=1,
        contract_slug="lens-lievin",
        opened_at=core_clock.now(),
        due_at=core_clock.now(),
        outcome="ask_change",
        decided_at=core_clock.now(),
    )
    db.session().add(case)
    db.session().flush()
    db.session().add(
        Decision(
            case_id=case.id,
            outcome="ask_change",
            reason_code="personal_data",
            words="Retirez le numéro.",
            decided_at=core_clock.now(),
        )
    )
    db.session().flush()
    decision = services.tracked_idea(actor_of(me), idea.id).decision
    assert decision is not None
    assert (decision.outcome, decision.words) == ("ask_change", "Retirez le numéro.")


def test_nobody_else_follows_it() -> None:
    idea = make_idea()
    with pytest.raises(Forbidden):
        services.tracked_idea(actor_of(make_person()), idea.id)
    with pytest.raises(SignInRequired):
        services.tracked_idea(ANONYMOUS, idea.id)
