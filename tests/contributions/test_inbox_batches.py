"""One act on many ideas: shown first, done once, on what was shown, all or nothing."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beffroi.contributions import services as contributions
from beffroi.contributions.inbox import services
from beffroi.contributions.inbox.problems import BatchUnknown, SelectionChanged
from beffroi.contributions.inbox.proposals import BatchAsked, InboxFilters
from beffroi.contributions.inbox.views import BatchView
from beffroi.contributions.models import Idea
from beffroi.contributions.rules.inbox import Act, BulkAct
from beffroi.core import db
from beffroi.core.actor import Actor
from beffroi.core.events import StoredEvent
from beffroi.core.problems import Invalid, NotFound
from beffroi.notifications.models import Message
from tests.factories import make_idea, make_person, make_staff
from tests.support.actors import actor_of
from tests.support.people import SignIn
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def staff(app: Flask) -> Actor:
    """Somebody of the staff of Lens-Liévin."""
    return actor_of(make_staff(), "staff")


def prepared(actor: Actor, *ideas: Idea, **act: Any) -> BatchView:
    asked = BatchAsked(act=BulkAct(**act), idea_ids=tuple(idea.id for idea in ideas))
    return services.read_batch(actor, services.prepare_batch(actor, asked).id)


def events(name: str) -> int:
    db.session().flush()
    return db.session().scalar(select(func.count()).where(StoredEvent.name == name)) or 0


def test_the_preview_says_what_changes_what_does_not_and_why(staff: Actor) -> None:
    fresh, done = make_idea(title="Neuve"), make_idea(title="Faite", stage="done", answer="Voilà.")
    hidden = make_idea(title="En attente", visibility="waiting")
    view = prepared(staff, fresh, done, hidden, act=Act.MOVE, stage="kept", answer="En mai.")
    assert [idea.title for idea in view.changes] == ["Neuve"]
    assert {idea.title: idea.obstacle for idea in view.left} == {
        "Faite": "impossible",
        "En attente": "not_public",
    }
    assert view.message is not None
    assert "Neuve" in view.message.happened
    assert (view.message.quote, view.told) == ("En mai.", 1)
    assert (fresh.stage, events("IdeaMoved")) == ("open", 0)


def test_it_is_done_once_each_idea_as_if_alone(staff: Actor) -> None:
    ideas = [make_idea() for _ in range(3)]
    view = prepared(staff, *ideas, act=Act.MOVE, stage="kept", answer="En mai.")
    for _ in range(2):
        services.apply_batch(staff, view.id, view.digest)
    assert {(idea.stage, idea.answer) for idea in ideas} == {("kept", "En mai.")}
    assert (events("IdeaMoved"), events("InboxBatchApplied")) == (3, 1)
    after = services.read_batch(staff, view.id)
    assert (after.changed_count, after.applied_at is not None) == (3, True)


def test_it_is_refused_when_something_changed_meanwhile(staff: Actor) -> None:
    one, other = make_idea(), make_idea()
    view = prepared(staff, one, other, act=Act.MOVE, stage="studied")
    contributions.move_idea(staff, other.id, "kept", "Déjà décidé.")
    with pytest.raises(SelectionChanged):
        services.apply_batch(staff, view.id, view.digest)
    assert (one.stage, other.stage) == ("open", "kept")
    again = services.read_batch(staff, view.id)
    assert again.digest != view.digest
    services.apply_batch(staff, again.id, again.digest)
    assert (one.stage, other.stage) == ("studied", "kept")


def test_all_that_pass_the_filters_are_taken_up_to_a_bound(
    staff: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_idea(title=f"Banc {number}")
    make_idea(title="Abri", body="À l’ombre.", stage="studied")
    act = BulkAct(act=Act.TAG, tag="Mobilier")
    asked = BatchAsked(act=act, whole=True, filters=InboxFilters(state="open"))
    view = services.read_batch(staff, services.prepare_batch(staff, asked).id)
    assert len(view.changes) == 3
    monkeypatch.setattr("beffroi.contributions.inbox.services.batches.MAX_BATCH", 2)
    with pytest.raises(Invalid):
        services.prepare_batch(staff, asked)


def test_ideas_of_another_territory_are_not_there(staff: Actor) -> None:
    place = "fort-nieulay-cailloux-saint-pierre"
    there = make_idea(contract_slug="calais", neighbourhood_slug=place)
    with pytest.raises(NotFound):
        prepared(staff, there, act=Act.TAG, tag="Voirie")


def test_the_preview_of_another_person_is_not_there(staff: Actor) -> None:
    view = prepared(staff, make_idea(), act=Act.TAG, tag="Voirie")
    with pytest.raises(BatchUnknown):
        services.read_batch(actor_of(make_staff(), "staff"), view.id)


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ({"act": Act.TAG}, "tag"),
        ({"act": Act.TAG, "tag": "!"}, "tag"),
        ({"act": Act.MOVE}, "stage"),
        ({"act": Act.MOVE, "stage": "kept"}, "answer"),
        ({"act": Act.MOVE, "stage": "oriented", "answer": "Allez-y."}, "structure"),
    ],
)
def test_an_act_that_lacks_something_is_said_before_the_preview(
    staff: Actor, act: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as found:
        prepared(staff, make_idea(), **act)
    assert set(found.value.errors) == {field}


def test_many_ideas_given_to_somebody_are_one_message(
    staff: Actor, drain: Callable[[], int]
) -> None:
    colleague, ideas = make_staff(), [make_idea() for _ in range(3)]
    view = prepared(staff, *ideas, act=Act.ASSIGN, person_id=colleague.id)
    services.apply_batch(staff, view.id, view.digest)
    db.session().commit()
    drain()
    told = db.session().scalars(select(Message).where(Message.person_id == colleague.id)).all()
    assert [(message.kind, message.params) for message in told] == [("ideas_given", {"count": "3"})]


def test_tags_are_put_and_taken_away(staff: Actor) -> None:
    one, other = make_idea(), make_idea()
    services.tag_idea(staff, one.id, "Voirie")
    added = prepared(staff, one, other, act=Act.TAG, tag="voiries")
    assert [idea.id for idea in added.changes] == [other.id]
    services.apply_batch(staff, added.id, added.digest)
    taken = prepared(staff, one, other, act=Act.UNTAG, tag="Voirie")
    services.apply_batch(staff, taken.id, taken.digest)
    assert services.list_tags(staff)[0].count == 0


def test_a_preview_costs_as_much_for_many_as_for_one(staff: Actor) -> None:
    ideas = [make_idea() for _ in range(12)]
    costs = []
    for chosen in (ideas[:1], ideas):
        view = prepared(staff, *chosen, act=Act.MOVE, stage="studied")
        db.session().commit()
        with statements() as sent:
            services.read_batch(staff, view.id)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 5


def test_the_pages_choose_show_and_do_it(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_staff())
    idea = make_idea(title="Un banc à la gare")
    db.session().commit()
    assert "Un banc à la gare" in client.get("/administration/idees").text
    nothing = client.post("/administration/idees/lots", data={"act": "tag", "tag": "Gare"})
    assert nothing.status_code == 422
    assert "Cochez au moins une idée" in nothing.text
    sent = {"act": "move", "stage": "kept", "answer": "En mai.", "ideas": [str(idea.id)]}
    answer = client.post("/administration/idees/lots", data=sent)
    assert answer.status_code == 303
    preview = client.get(answer.location).text
    assert "Votre idée est retenue" in preview
    stale = client.post(answer.location, data={"digest": "0" * 64})
    assert stale.status_code == 409
    assert "Rien n’a été fait" in stale.text
    digest = preview.split('name="digest" value="')[1][:64]
    assert client.post(answer.location, data={"digest": digest}).status_code == 303
    assert "C’est fait" in client.get(answer.location).text
    db.session().expire_all()
    assert db.session().get_one(Idea, idea.id).stage == "kept"


def test_the_api_prepares_reads_and_confirms(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_staff())
    make_idea()
    db.session().commit()
    body = {"act": "tag", "tag": "Voirie", "filters": {"state": "open"}}
    made = client.post("/api/v1/inbox/batches", json=body)
    assert made.status_code == 201
    batch = client.get(made.headers["Location"]).get_json()
    assert [idea["obstacle"] for idea in batch["ideas"]] == [None]
    path = f"{made.headers['Location']}/confirmation"
    assert client.put(path, json={"digest": "f" * 64}).status_code == 409
    done = client.put(path, json={"digest": batch["digest"]}).get_json()
    assert done["changed_count"] == 1
    assert client.get(f"/api/v1/inbox/batches/{uuid.uuid4()}").status_code == 404


def test_a_resident_has_no_inbox(app: Flask, sign_in: SignIn) -> None:
    assert sign_in(make_person()).get("/administration/idees").status_code == 403
