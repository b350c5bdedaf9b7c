"""Every step of an idea is kept and shown: what was said before, by whom, what follows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from beffroi.contributions import services, story
from beffroi.contributions.models import Idea, IdeaMove
from beffroi.contributions.services import FollowUp, erasure
from beffroi.core import clock as core_clock
from beffroi.core import db
from beffroi.core.actor import ANONYMOUS, SYSTEM
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Forbidden, Invalid, NotFound
from beffroi.core.register import Choice, Leaving
from beffroi.correspondence import services as correspondence
from beffroi.correspondence.proposals import Reply
from beffroi.notifications.models import Message
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.offices_factories import make_office
from tests.request_factories import holder_of, in_days, make_request
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")


def staff() -> Any:
    return actor_of(make_person(), "staff")


def history(idea: Idea) -> list[Any]:
    return services.history_of(ANONYMOUS, idea.id)


def test_each_step_is_kept_with_its_day_and_its_words(clock: datetime) -> None:
    idea, actor = make_idea(), staff()
    services.move_idea(actor, idea.id, "studied", "")
    with core_clock.at(clock + timedelta(days=10)):
        step = FollowUp("Pose du banc", in_days(30))
        services.move_idea(actor, idea.id, "kept", "Oui, en mai.", None, step)
    assert [(one.stage, one.answer, one.at) for one in history(idea)] == [
        ("studied", "", clock),
        ("kept", "Oui, en mai.", clock + timedelta(days=10)),
    ]
    assert (history(idea)[-1].next_step, history(idea)[-1].next_step_on) == (
        "Pose du banc",
        in_days(40),
    )


def test_an_answer_put_right_stays_in_sight_of_all(client: FlaskClient) -> None:
    idea, actor = make_idea(), staff()
    services.move_idea(actor, idea.id, "kept", "En mai.")
    services.move_idea(actor, idea.id, "kept", "En juin, finalement.")
    db.session().commit()
    assert [one.puts_right for one in history(idea)] == [False, True]
    page = client.get(f"/idees/{idea.id}").get_data(as_text=True)
    assert "En mai." in page
    assert "En juin, finalement." in page
    assert "Réponse corrigée" in page
    told = client.get(f"/api/v1/ideas/{idea.id}/history").get_json()
    assert [one["answer"] for one in told] == ["En mai.", "En juin, finalement."]


def test_a_next_step_alone_is_news() -> None:
    idea, actor = make_idea(), staff()
    services.move_idea(actor, idea.id, "kept", "Oui.")
    services.move_idea(actor, idea.id, "kept", "Oui.", None, FollowUp("Visite"))
    services.move_idea(actor, idea.id, "kept", "Oui.", None, FollowUp("Visite"))
    assert len(history(idea)) == 2


def test_a_day_without_a_next_step_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        services.move_idea(staff(), make_idea().id, "studied", "", None, FollowUp("", in_days(3)))
    assert set(refused.value.errors) == {"next_step"}


def test_the_office_that_answered_is_named_and_asked_before(client: FlaskClient) -> None:
    office, idea = make_office(), make_idea()
    request = make_request(office, idea)
    correspondence.answer_request(
        holder_of(office), request.id, Reply(effect="kept", words="Nous le ferons.")
    )
    db.session().commit()
    asked, moved = history(idea)
    assert (asked.kind, moved.kind) == ("asked", "moved")
    assert moved.office is not None
    assert moved.office.slug == office.slug
    page = client.get(f"/idees/{idea.id}").get_data(as_text=True)
    assert f"<strong>{office.name}</strong>" in page
    assert "Réponse demandée" in page


def test_an_idea_is_proposed_once_to_each_and_who_wrote_it_stays_known() -> None:
    idea, actor = make_idea(), staff()
    for _ in range(2):
        services.forward_idea(actor, idea.id, "budget", "Beaucoup de soutiens.")
    services.forward_idea(actor, idea.id, "lab")
    facts = db.session().scalars(select(StoredEvent).where(StoredEvent.name == "IdeaForwarded"))
    payloads = [fact.payload for fact in facts]
    assert [one["destination"] for one in payloads] == ["budget", "lab"]
    assert {one["initiator_id"] for one in payloads} == {str(idea.author_id)}
    assert [one.forwarded_to for one in history(idea)] == ["budget", "lab"]
    assert [name for name, _label in story.destinations(history(idea))] == ["council"]
    assert idea.stage == "open"


def test_only_staff_of_the_place_proposes_it_elsewhere() -> None:
    with pytest.raises(Forbidden):
        services.forward_idea(actor_of(make_person()), make_idea().id, "budget")


def test_what_is_not_public_has_no_history_for_others() -> None:
    idea = make_idea()
    services.move_idea(staff(), idea.id, "kept", "Oui.")
    idea.visibility, idea.published_at = "changes_asked", None
    db.session().flush()
    with pytest.raises(NotFound):
        history(idea)


def test_a_text_taken_away_takes_its_answers_along() -> None:
    idea = make_idea()
    services.move_idea(staff(), idea.id, "kept", "Votre banc, oui.")
    erasure.remove_idea(idea, Leaving(idea.author_id, Choice.REMOVE, SYSTEM))  # type: ignore[arg-type]
    assert db.session().scalars(select(IdeaMove)).all() == []


def test_staff_says_what_follows_from_the_page(sign_in: SignIn) -> None:
    idea = make_idea()
    client = sign_in(make_staff())
    sent = {"stage": "studied", "answer": "Nous regardons.", "next_step": "Visite sur place"}
    later = {"next_step_on": in_days(20).isoformat()}
    assert client.post(f"/idees/{idea.id}/etape", data=sent | later).status_code == 303
    page = client.get(f"/idees/{idea.id}").get_data(as_text=True)
    assert "Visite sur place" in page
    assert "jeudi 10 décembre 2026" in page
    answer = client.post(f"/idees/{idea.id}/proposer", data={"destination": "lab"})
    assert answer.status_code == 303
    assert "Labo de la participation" in client.get(f"/idees/{idea.id}").get_data(as_text=True)


def test_the_page_of_an_idea_costs_five_statements_at_most(client: FlaskClient) -> None:
    idea, actor = make_idea(), staff()
    make_request(make_office(), idea)
    for number in range(4):
        services.move_idea(actor, idea.id, "kept", f"Version {number}.")
    here = f"/idees/{idea.id}"
    db.session().commit()
    client.get(here)
    with statements() as sent:
        assert client.get(here).status_code == 200
    assert len(sent) <= 5, "\n".join(sent)


def test_authors_are_told_what_each_step_said(drain: Callable[[], int]) -> None:
    idea, actor = make_idea(make_call(), make_person()), staff()
    services.move_idea(actor, idea.id, "kept", "En mai.")
    services.move_idea(actor, idea.id, "kept", "En juin.")
    services.forward_idea(actor, idea.id, "budget")
    drain()
    mine = select(Message).filter_by(person_id=idea.author_id).order_by(Message.id)
    told = [(one.kind, one.params["answer"]) for one in db.session().scalars(mine)]
    assert sorted(told) == [
        ("idea_forwarded", ""),
        ("idea_moved", "En juin."),
        ("idea_moved", "En mai."),
    ]
