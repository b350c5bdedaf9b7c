"""What an office answers, for whom it holds, and what an answer does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.correspondence import services
from beffroi.correspondence.models import Answer, Request
from beffroi.correspondence.problems import RequestSettled
from beffroi.correspondence.proposals import Reply
from beffroi.notifications.models import Message
from tests.factories import make_idea, make_person
from tests.offices_factories import make_office, make_term
from tests.request_factories import holder_of, in_days, make_request
from tests.support.actors import actor_of
from tests.support.orientation import SLUG, make_structure

pytestmark = pytest.mark.usefixtures("app", "clock")


def reply(effect: str = "kept", **given: Any) -> Reply:
    return Reply(**{"effect": effect, "words": "Le banc sera posé en mai."} | given)


def answers(request: Request) -> int:
    counted = select(func.count()).where(Answer.request_id == request.id)
    return db.session().scalar(counted) or 0


def test_the_holder_answers_and_the_idea_comes_to_its_stage() -> None:
    office, idea = make_office(), make_idea()
    request = make_request(office, idea)
    answer = services.answer_request(holder_of(office), request.id, reply())
    assert (answer.outcome, request.state, request.days_taken) == ("followed", "answered", 0)
    assert (idea.stage, idea.answer) == ("kept", "Le banc sera posé en mai.")


def test_a_stand_in_answers_as_well() -> None:
    office = make_office()
    request = make_request(office)
    services.answer_request(holder_of(office, kind="stand_in"), request.id, reply())
    assert request.state == "answered"


def test_nobody_else_answers_for_an_office() -> None:
    request = make_request()
    staff = actor_of(make_person(), "staff")
    for actor in (holder_of(make_office()), staff, actor_of(make_person())):
        with pytest.raises(Forbidden):
            services.answer_request(actor, request.id, reply())
    assert answers(request) == 0


def test_the_same_words_again_change_nothing() -> None:
    office = make_office()
    request, actor = make_request(office), holder_of(office)
    for _ in range(2):
        services.answer_request(actor, request.id, reply())
    assert answers(request) == 1


def test_an_answer_put_right_stands_beside_the_first_and_counts_once() -> None:
    office, idea = make_office(), make_idea()
    request, actor = make_request(office, idea), holder_of(office)
    services.answer_request(actor, request.id, reply())
    with core_clock.at(core_clock.now() + timedelta(days=90)):
        services.answer_request(actor, request.id, reply(words="En juin, finalement."))
    seen = services.request_page(request.id)
    assert [one.words for one in seen.answers] == [
        "Le banc sera posé en mai.",
        "En juin, finalement.",
    ]
    assert (request.days_taken, idea.answer) == (0, "En juin, finalement.")


def test_to_say_that_it_is_studied_leaves_it_as_due_as_it_was() -> None:
    office, idea = make_office(), make_idea()
    request = make_request(office, idea, due_on=in_days(3))
    step = {"next_step": "Visite sur place.", "next_step_on": in_days(20)}
    services.answer_request(holder_of(office), request.id, reply("studied", **step))
    assert (request.state, request.settled_at, idea.stage) == ("acknowledged", None, "studied")
    with core_clock.at(core_clock.now() + timedelta(days=4)):
        assert services.overdue_count() == 1


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"effect": "done"}, {"effect"}),
        ({"effect": "kept", "words": " "}, {"words"}),
        ({"effect": "not_kept"}, {"structure"}),
        ({"effect": "oriented", "structure": "nowhere"}, {"structure"}),
        ({"effect": "studied"}, {"next_step", "next_step_on"}),
        ({"effect": "kept", "next_step": "Visite.", "next_step_on": 0}, {"next_step_on"}),
        ({"effect": "kept", "next_step_on": 5}, {"next_step"}),
    ],
)
def test_what_an_answer_lacks_is_said_beside_its_field(
    given: dict[str, Any], wrong: set[str]
) -> None:
    office = make_office()
    if "next_step_on" in given:
        given = given | {"next_step_on": in_days(given["next_step_on"])}
    request = make_request(office)
    with pytest.raises(Invalid) as refused:
        services.answer_request(holder_of(office), request.id, reply(**given))
    assert set(refused.value.errors) == wrong
    assert (answers(request), request.state) == (0, "asked")


def test_what_is_not_done_leads_to_somebody() -> None:
    make_structure()
    office, idea = make_office(), make_idea()
    request = make_request(office, idea)
    services.answer_request(holder_of(office), request.id, reply("not_kept", structure=SLUG))
    assert (idea.stage, idea.structure_slug) == ("not_kept", SLUG)


def test_kept_in_part_is_said_as_such() -> None:
    office, idea = make_office(), make_idea()
    request = make_request(office, idea)
    answer = services.answer_request(holder_of(office), request.id, reply("kept_partly"))
    assert (answer.outcome, idea.stage) == ("partly", "kept")


def test_to_acknowledge_again_changes_nothing() -> None:
    office = make_office()
    request, actor = make_request(office), holder_of(office)
    for _ in range(2):
        assert services.acknowledge(actor, request.id).state == "acknowledged"


def test_nothing_is_answered_once_it_is_passed_on_or_withdrawn() -> None:
    office = make_office()
    request, actor = make_request(office), holder_of(office)
    services.transfer_request(actor, request.id, make_office().slug, "C’est leur rue.")
    with pytest.raises(RequestSettled):
        services.answer_request(actor, request.id, reply())


def test_nothing_is_answered_about_what_is_no_longer_public() -> None:
    office = make_office()
    idea = make_idea()
    request = make_request(office, idea)
    idea.visibility, idea.published_at = "changes_asked", None
    with pytest.raises(NotFound):
        services.answer_request(holder_of(office), request.id, reply())
    seen = services.request_page(request.id)
    assert (seen.title, seen.url, seen.reason, seen.subject_id) == ("", "", "", None)


def test_who_asked_is_told_of_the_answer(drain: Callable[[], int]) -> None:
    office, asker = make_office(), make_person()
    request = make_request(office, asked_by_id=asker.id)
    services.answer_request(holder_of(office), request.id, reply())
    drain()
    kinds = db.session().scalars(select(Message.kind).filter_by(person_id=asker.id)).all()
    assert kinds == ["request_answered"]


def test_passed_on_it_goes_on_elsewhere_and_its_way_is_kept(drain: Callable[[], int]) -> None:
    first, second = make_office(), make_office()
    holder = make_person()
    make_term(second, holder)
    request = make_request(first, due_on=in_days(40))
    onward = services.transfer_request(holder_of(first), request.id, second.slug, "Leur rue.")
    drain()
    assert (request.state, onward.due_on) == ("transferred", in_days(40))
    seen = services.request_page(onward.id)
    assert [link.office.slug for link in seen.chain] == [first.slug, second.slug]
    assert seen.chain == services.request_page(request.id).chain
    assert seen.chain[0].settled_reason == "Leur rue."
    kinds = db.session().scalars(select(Message.kind).filter_by(person_id=holder.id)).all()
    assert kinds == ["request_asked"]


def test_passed_on_late_it_leaves_the_next_office_fifteen_days() -> None:
    first, second = make_office(), make_office()
    request = make_request(first, due_on=in_days(-10))
    onward = services.transfer_request(holder_of(first), request.id, second.slug, "Leur rue.")
    assert onward.due_on == in_days(15)


def test_it_is_not_passed_on_to_oneself() -> None:
    office = make_office()
    request = make_request(office)
    with pytest.raises(Invalid) as refused:
        services.transfer_request(holder_of(office), request.id, office.slug, "Non.")
    assert set(refused.value.errors) == {"office"}
