"""How calls end: by the decision alone, after each answer, or by a text both sides agreed to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import problems, services
from beffroi.contributions.models import Call, CallAgreement, CallConclusion
from beffroi.contributions.proposals import NewConclusion
from beffroi.contributions.rules import Side
from beffroi.contributions.services import announcing, concluding, conclusions
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM, Actor
from beffroi.core.clock import now, today
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound, SignInRequired
from beffroi.notifications.models import Message
from tests.call_factories import make_speaker
from tests.factories import make_call, make_comment, make_idea, make_person, make_staff
from tests.offices_factories import make_office
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def staff(place: str = "lens-lievin") -> Actor:
    return actor_of(make_person(), "staff", "contract", place)


def closed(level: str, **given: Any) -> Call:
    """A call that closed yesterday and is to be decided in a week."""
    dates: dict[str, Any] = {
        "opens_at": now() - timedelta(days=30),
        "closes_at": now() - timedelta(days=1),
    }
    return make_call(level=level, decided_by=now() + timedelta(days=7), **dates, **given)


def words(**given: Any) -> NewConclusion:
    values: dict[str, Any] = {
        "decision": "La place sera piétonne.",
        "reasons": "Tout le monde y marche.",
        "taken": "Les bancs et les arbres.",
        "decided_on": today(),
    }
    return NewConclusion(**values | given)


def joint() -> tuple[Call, Actor, Actor]:
    """A codecision with its text proposed, the institution and the group."""
    call, zohra = closed("codecision"), make_person()
    make_speaker(call, zohra)
    institution, group = staff(), actor_of(zohra)
    concluding.conclude(institution, call.slug, words(), Side.INSTITUTION)
    return call, institution, group


def names() -> list[str]:
    return list(db.session().scalars(select(StoredEvent.name)))


def test_a_consultation_ends_when_the_decision_and_the_weight_of_opinions_are_published() -> None:
    call = closed("consultation")
    make_idea(call)
    with pytest.raises(NotFound):
        conclusions.conclusion_of(ANONYMOUS, call.slug)
    concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)
    found = conclusions.conclusion_of(ANONYMOUS, call.slug)
    assert (found.is_final, found.taken) == (True, "Les bancs et les arbres.")
    assert services.call_page(call.slug).is_concluded
    assert names().count("CallConcluded") == 1


def test_saying_the_same_again_changes_nothing_and_saying_something_else_is_refused() -> None:
    call, team = closed("consultation"), staff()
    concluding.conclude(team, call.slug, words(), Side.INSTITUTION)
    concluding.conclude(team, call.slug, words(), Side.INSTITUTION)
    assert names().count("CallConcluded") == 1
    with pytest.raises(problems.AlreadyConcluded):
        concluding.conclude(team, call.slug, words(decision="Non."), Side.INSTITUTION)


def test_nothing_is_decided_before_the_close() -> None:
    call = make_call(level="consultation")
    with pytest.raises(problems.CallStillOpen):
        concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)


@pytest.mark.parametrize("days", [-2, 1])
def test_the_day_of_the_decision_is_after_the_close_and_has_come(days: int) -> None:
    call, day = closed("consultation"), today() + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        concluding.conclude(staff(), call.slug, words(decided_on=day), Side.INSTITUTION)
    assert set(refused.value.errors) == {"decided_on"}


@pytest.mark.parametrize("name", ["decision", "reasons", "taken"])
def test_a_decision_without_its_reasons_is_none(name: str) -> None:
    call = closed("consultation")
    with pytest.raises(Invalid) as refused:
        concluding.conclude(staff(), call.slug, words(**{name: " "}), Side.INSTITUTION)
    assert set(refused.value.errors) == {name}


@pytest.mark.parametrize(
    ("given", "is_owed"),
    [
        ({"stage": "open"}, True),
        ({"stage": "studied"}, True),
        ({"visibility": "waiting"}, True),
        ({"stage": "kept", "answer": "Oui."}, False),
        ({"visibility": "refused"}, False),
    ],
)
def test_a_concertation_waits_until_each_proposal_has_its_answer(
    given: dict[str, Any], is_owed: bool
) -> None:
    call = closed("concertation")
    idea = make_idea(call, **given)
    assert conclusions.unanswered_count(call.id) == int(is_owed)
    assert [one.id for one in conclusions.unanswered_ideas(call.id)] == [idea.id] * is_owed
    if is_owed:
        with pytest.raises(problems.IdeasUnanswered):
            concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)
    else:
        concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)
        assert services.call_page(call.slug).is_concluded


def test_the_decision_comes_back_once_to_each_who_gave_something(
    drain: Callable[[], int],
) -> None:
    call, author, friend = closed("consultation"), make_person(), make_person()
    idea = make_idea(call, author)
    make_idea(call, author)
    make_comment(idea, friend)
    concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)
    db.session().commit()
    drain()
    told = db.session().scalars(select(Message).filter_by(kind="call_concluded")).all()
    assert sorted(one.person_id for one in told) == sorted([author.id, friend.id])
    assert "Tout le monde y marche." in str(told[0].params["words"])


def test_a_joint_text_is_final_only_once_both_sides_agreed_to_the_same_words() -> None:
    call, institution, group = joint()
    concluding.agree(institution, call.slug, 1, Side.INSTITUTION)
    assert not services.call_page(call.slug).is_concluded
    with pytest.raises(NotFound):
        conclusions.conclusion_of(ANONYMOUS, call.slug)
    assert concluding.agree(group, call.slug, 1, Side.GROUP).state == "final"
    assert conclusions.conclusion_of(ANONYMOUS, call.slug).is_final
    assert names().count("CallConcluded") == 1


def test_any_change_of_the_words_voids_what_was_agreed() -> None:
    call, institution, group = joint()
    concluding.agree(institution, call.slug, 1, Side.INSTITUTION)
    concluding.conclude(group, call.slug, words(decision="Autre.", seen_version=1), Side.GROUP)
    assert conclusions.conclusion_of(group, call.slug).agreements == ()
    with pytest.raises(problems.StaleText):
        concluding.agree(group, call.slug, 1, Side.GROUP)
    assert concluding.agree(group, call.slug, 2, Side.GROUP).state == "proposed"
    assert concluding.agree(institution, call.slug, 2, Side.INSTITUTION).state == "final"


def test_words_that_changed_meanwhile_are_not_overwritten() -> None:
    call, institution, _group = joint()
    with pytest.raises(problems.StaleText):
        concluding.conclude(institution, call.slug, words(decision="Autre."), Side.INSTITUTION)


def test_saying_yes_again_is_one_yes() -> None:
    call, institution, _group = joint()
    for _time in range(2):
        concluding.agree(institution, call.slug, 1, Side.INSTITUTION)
    assert names().count("CallTextAgreed") == 1


def test_one_person_does_not_speak_for_both_sides() -> None:
    call, institution, _group = joint()
    assert institution.person_id is not None
    person = make_person()
    make_speaker(call, person)
    both = actor_of(person, "staff")
    with pytest.raises(problems.OnePersonOneSide):
        concluding.agree(both, call.slug, 1, Side.GROUP)
    concluding.agree(both, call.slug, 1, Side.INSTITUTION)
    with pytest.raises(problems.OnePersonOneSide):
        concluding.agree(actor_of(person), call.slug, 1, Side.GROUP)


def test_the_database_keeps_no_two_sides_by_one_person() -> None:
    call, _institution, group = joint()
    for side in Side:
        yes = CallAgreement(
            call_id=call.id, side=side.value, person_id=group.person_id, version=1, agreed_at=now()
        )
        db.session().add(yes)
    with pytest.raises(IntegrityError):
        db.session().flush()
    db.session().rollback()


@pytest.mark.parametrize("side", Side)
def test_whoever_is_of_neither_side_decides_nothing(side: Side) -> None:
    call, _institution, _group = joint()
    for actor in (actor_of(make_person()), staff("calais")):
        with pytest.raises(Forbidden):
            concluding.conclude(actor, call.slug, words(seen_version=1), side)
        with pytest.raises(Forbidden):
            concluding.agree(actor, call.slug, 1, side)
        with pytest.raises(NotFound):
            conclusions.conclusion_of(actor, call.slug)
    with pytest.raises(SignInRequired if side == Side.INSTITUTION else Exception):
        concluding.agree(ANONYMOUS, call.slug, 1, side)


def test_the_office_that_the_call_names_concludes_and_another_does_not() -> None:
    named, other = make_office(contract="lens-lievin"), make_office(contract="lens-lievin")
    call = closed("consultation", deciding_office=named.slug)
    person = make_person()
    holder = Actor("person", person_id=person.id, offices=(named.slug,))
    stranger = Actor("person", person_id=person.id, offices=(other.slug,))
    with pytest.raises(Forbidden):
        concluding.conclude(stranger, call.slug, words(), Side.INSTITUTION)
    concluding.conclude(holder, call.slug, words(), Side.INSTITUTION)
    assert db.session().get_one(CallConclusion, call.id).state == "final"


def test_both_sides_are_told_of_a_text_that_waits_for_their_yes(drain: Callable[[], int]) -> None:
    team = make_staff()
    _call, _institution, group = joint()
    db.session().commit()
    drain()
    told = db.session().scalars(select(Message).filter_by(kind="call_text_to_agree"))
    links: dict[Any, str] = {one.person_id: one.link for one in told}
    assert links[group.person_id].endswith("/texte-commun")
    assert links[team.id].endswith("/conclusion")


def test_a_decision_that_is_late_is_said_to_everybody_and_to_the_staff_once(
    app: Flask, drain: Callable[[], int]
) -> None:
    call, team = closed("consultation"), make_staff()
    announcing.schedule(SYSTEM, call)
    db.session().commit()
    client = app.test_client()
    assert "Décision en retard" not in client.get(f"/appels/{call.slug}").text
    with core_clock.at(call.decided_by + timedelta(seconds=1)):
        drain()
        assert services.call_page(call.slug).is_overdue
        assert "Décision en retard" in client.get(f"/appels/{call.slug}").text
        kinds = [m.kind for m in db.session().scalars(select(Message).filter_by(person_id=team.id))]
        assert kinds == ["call_overdue"]
        concluding.conclude(staff(), call.slug, words(), Side.INSTITUTION)
        db.session().commit()
        page = client.get(f"/appels/{call.slug}").text
    assert "Ce qui a été décidé" in page
    assert "Décision en retard" not in page


def test_an_imported_call_is_never_late() -> None:
    call = closed("consultation", imported=True)
    with core_clock.at(call.decided_by + timedelta(days=1)):
        assert not services.call_page(call.slug).is_overdue
