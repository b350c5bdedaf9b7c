"""A call is prepared by staff, seen by nobody else, published once whole, frozen once answered."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import services
from beffroi.contributions.models import Call, CallPhase
from beffroi.contributions.problems import AlreadyPublished, CallFrozen, PhaseOver, SheetIncomplete
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.questionnaires.proposals import Description
from beffroi.contributions.questionnaires.services import answering, building, reading
from beffroi.contributions.rules import Act, Period
from beffroi.contributions.services import changing, desk, fields, preparing
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, Actor
from beffroi.core.clock import now
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.notifications.models import Message
from tests.call_factories import make_draft, make_speaker, make_whole_draft
from tests.factories import make_comment, make_idea, make_person
from tests.support.actors import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def staff(place: str = "lens-lievin") -> Actor:
    return actor_of(make_person(), "staff", "contract", place)


def published() -> Call:
    return preparing.publish_call(staff(), make_whole_draft().slug)


def submitted(call: Call) -> None:
    sent = NewIdea(call_slug=call.slug, title="Un banc", body="À l’ombre.")
    services.submit_idea(actor_of(make_person()), sent)
    db.session().flush()


def names() -> list[str]:
    return list(db.session().scalars(select(StoredEvent.name)))


def test_a_draft_is_seen_by_the_staff_of_its_place_and_by_nobody_else() -> None:
    call = make_whole_draft()
    assert desk.prepared_call(staff(), call.slug).is_draft
    assert [one.slug for one in desk.calls_to_prepare(staff()).items] == [call.slug]
    assert desk.calls_to_prepare(staff("calais")).items == []
    for actor in (ANONYMOUS, actor_of(make_person()), staff("calais")):
        with pytest.raises(NotFound):
            desk.prepared_call(actor, call.slug)
    with pytest.raises(NotFound):
        services.call_page(call.slug)
    assert services.list_calls().items == []
    assert services.open_calls() == []
    assert services.call_titles() == []


def test_nobody_gives_anything_to_a_draft() -> None:
    call = make_whole_draft()
    with pytest.raises(Invalid):
        submitted(call)
    with pytest.raises(NotFound):
        services.start_draft(actor_of(make_person()), call.slug, {"title": "a", "body": "b"})


def test_publishing_names_each_thing_that_is_missing() -> None:
    call = make_draft()
    with pytest.raises(SheetIncomplete) as refused:
        preparing.publish_call(staff(), call.slug)
    assert set(refused.value.errors) == {
        "question", "summary", "easy", "for_whom", "information", "what_happens", "who_decides",
        "level", "decided_on", "phases",
    }  # fmt: skip
    assert call.state == "draft"


def test_a_whole_draft_is_published_once_with_its_openings_to_come() -> None:
    call = published()
    before = names()
    assert {"CallPublished", "CallOpened", "CallPhaseClosed", "CallDecisionDue"} <= set(before)
    preparing.publish_call(staff(), call.slug)
    assert names() == before
    assert services.call_page(call.slug).open_acts
    assert services.open_calls()[0].id == call.id


def test_a_codecision_waits_for_somebody_who_speaks_for_the_group() -> None:
    call = make_whole_draft(level="codecision")
    with pytest.raises(SheetIncomplete) as refused:
        preparing.publish_call(staff(), call.slug)
    assert set(refused.value.errors) == {"speakers"}
    preparing.name_speaker(staff(), call.slug, "zohra@example.org")
    assert preparing.publish_call(staff(), call.slug).state == "published"


def test_a_published_call_changes_until_the_first_contribution_but_stays_whole() -> None:
    call = published()
    preparing.change_call(staff(), call.slug, {"level": "consultation"})
    assert services.call_page(call.slug).level == "consultation"
    with pytest.raises(SheetIncomplete):
        preparing.change_call(staff(), call.slug, {"easy": " "})


def test_the_first_contribution_freezes_the_rules() -> None:
    call = published()
    submitted(call)
    assert names().count("CallFrozen") == 1
    submitted(call)
    assert names().count("CallFrozen") == 1
    changes: list[Callable[[], object]] = [
        lambda: preparing.change_call(staff(), call.slug, {"level": "consultation"}),
        lambda: preparing.set_phases(staff(), call.slug, []),
        lambda: preparing.name_speaker(staff(), call.slug, "a@example.org"),
    ]
    for change in changes:
        with pytest.raises(CallFrozen):
            change()


def test_a_draft_is_taken_away_and_what_was_published_is_not() -> None:
    call = make_whole_draft()
    preparing.withdraw_call(staff(), call.slug)
    assert db.session().scalars(select(CallPhase)).all() == []
    with pytest.raises(NotFound):
        desk.prepared_call(staff(), call.slug)
    with pytest.raises(AlreadyPublished):
        preparing.withdraw_call(staff(), published().slug)


def test_whoever_is_not_of_the_place_prepares_nothing_there() -> None:
    call = published()
    for actor in (actor_of(make_person()), staff("calais")):
        with pytest.raises(Forbidden):
            preparing.start_call(actor, "lens-lievin", "Un appel")
        with pytest.raises(Forbidden):
            preparing.change_call(actor, call.slug, {"title": "Autre"})


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Où va la rue d’Artois ?", "ou-va-la-rue-d-artois"),
        ("★", "appel"),
        ("Nouveau", "nouveau-2"),
    ],
)
def test_the_address_of_a_call_comes_from_its_title(title: str, slug: str) -> None:
    assert make_draft(title).slug == slug
    assert make_draft(title).slug not in {slug, "nouveau"}


def test_the_database_keeps_no_published_call_without_level_or_dates() -> None:
    call = make_draft()
    call.state = "published"
    with pytest.raises(IntegrityError):
        db.session().flush()
    db.session().rollback()


def test_a_phase_is_prolonged_with_a_public_reason_and_those_who_took_part_are_told_once(
    clock: datetime, drain: Callable[[], int]
) -> None:
    call = published()
    author, friend = make_person(), make_person()
    idea = make_idea(call, author)
    make_comment(idea, author)
    services.support_idea(actor_of(friend), idea.id, True)
    later = call.closes_at + timedelta(days=7)
    changing.prolong_phase(staff(), call.slug, 0, later, "La réunion est reportée.")
    db.session().commit()
    drain()
    assert services.call_page(call.slug).phases[0].closes_at == later == call.closes_at
    assert services.changes_of(call.id)[0].reason == "La réunion est reportée."
    told = db.session().scalars(select(Message).filter_by(kind="call_prolonged")).all()
    assert {message.person_id for message in told} == {author.id, friend.id}
    assert len(told) == 2


def test_a_phase_is_not_prolonged_once_over_nor_past_the_day_of_the_decision(
    clock: datetime,
) -> None:
    call = published()
    for closes_at in (call.closes_at, call.decided_by):
        with pytest.raises(Invalid) as refused:
            changing.prolong_phase(staff(), call.slug, 0, closes_at, "Parce que.")
        assert set(refused.value.errors) == {"closes_on"}
    with core_clock.at(call.closes_at), pytest.raises(PhaseOver):
        changing.prolong_phase(staff(), call.slug, 0, call.decided_by, "Parce que.")
    with pytest.raises(NotFound):
        changing.prolong_phase(staff(), call.slug, 5, call.decided_by, "Parce que.")


def test_the_figures_are_not_settled_by_a_close_that_was_moved(drain: Callable[[], int]) -> None:
    call = published()
    idea, close = make_idea(call, support_count=41), call.closes_at
    changing.prolong_phase(staff(), call.slug, 0, close + timedelta(days=7), "Encore un peu.")
    db.session().commit()
    with core_clock.at(close):
        drain()
    db.session().refresh(idea)
    assert idea.support_count == 41


def test_a_misprint_is_corrected_and_the_text_before_stays_readable() -> None:
    call = published()
    submitted(call)
    changing.correct_call(staff(), call.slug, "summary", "La place sera refaite.", "Faute.")
    assert services.call_page(call.slug).summary == "La place sera refaite."
    (change,) = services.changes_of(call.id)
    assert (change.what, change.before) == ("summary", "La place va être refaite.")


@pytest.mark.parametrize(
    ("text", "reason", "field"),
    [("La place va être refaite.", "Faute.", "text"), ("Autre.", " ", "reason"), ("", "x", "text")],
)
def test_a_correction_says_something_else_and_why(text: str, reason: str, field: str) -> None:
    call = published()
    with pytest.raises(Invalid) as refused:
        changing.correct_call(staff(), call.slug, "summary", text, reason)
    assert set(refused.value.errors) == {field}


def test_those_who_speak_for_the_group_are_told_when_the_call_is_public(
    drain: Callable[[], int],
) -> None:
    call, zohra, late = make_whole_draft(level="codecision"), make_person(), make_person()
    make_speaker(call, zohra)
    db.session().commit()
    drain()
    assert db.session().scalars(select(Message)).all() == []
    preparing.publish_call(staff(), call.slug)
    preparing.name_speaker(staff(), call.slug, late.email or "")
    db.session().commit()
    drain()
    told = [message.person_id for message in db.session().scalars(select(Message))]
    assert {zohra.id, late.id} == set(told)


def test_phases_are_kept_in_the_order_of_their_openings(clock: datetime) -> None:
    call = make_draft()
    late = Period(now() + timedelta(days=9), now() + timedelta(days=12), frozenset({Act.SUPPORT}))
    early = Period(now(), now() + timedelta(days=9), frozenset({Act.SUBMIT}))
    preparing.set_phases(staff(), call.slug, [late, early])
    assert desk.prepared_call(staff(), call.slug).phases == (early, late)
    assert (call.opens_at, call.closes_at) == (early.opens_at, late.closes_at)


def test_the_questionnaire_of_a_draft_is_built_by_staff_and_seen_by_nobody_else() -> None:
    call, team = make_whole_draft(), staff()
    row = building.add_questionnaire(team, call.slug, Description(title="Vos rues"))
    row.published_at = now()
    db.session().flush()
    assert [one.id for one in reading.questionnaires_of(team, call.slug)] == [row.id]
    for actor in (ANONYMOUS, actor_of(make_person()), staff("calais")):
        with pytest.raises(NotFound):
            reading.read_questionnaire(actor, row.id)
        with pytest.raises(NotFound):
            reading.questionnaires_of(actor, call.slug)
    with pytest.raises(NotFound):
        answering.answer(actor_of(make_person()), row.id, {}, 1)


def test_the_form_of_a_draft_is_prepared_by_its_staff_only(client: FlaskClient) -> None:
    call, team = make_draft(), staff()
    assert fields.fields_of(call.slug, team).definition.questions == ()
    assert services.call_page(call.slug, team).title == "La place de demain"
    with pytest.raises(NotFound):
        fields.fields_of(call.slug)
    assert client.get(f"/api/v1/calls/{call.slug}/fields").status_code == 404
