"""What a call asks beside the text of an idea: asked, kept by version, told, moderated, erased."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beffroi.contributions import problems, services
from beffroi.contributions.models import Call, Idea, IdeaFields
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.rules.questions import Definition, Kind, Option, Question
from beffroi.contributions.services import assisted, fields
from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.problems import Forbidden, Invalid
from beffroi.core.register import Choice
from beffroi.identity.services import erasure
from beffroi.moderation import kinds
from beffroi.moderation import services as moderation
from tests.factories import make_call, make_idea, make_person, make_staff
from tests.relay_factories import acting, helped, make_relay
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")

WHO = Question(id="q1", kind=Kind.SHORT, label="Avec qui ?", required=True)
WHEN = Question(
    id="q2",
    kind=Kind.MULTIPLE,
    label="Quand ?",
    options=(Option("a1", "Le matin"), Option("a2", "Le soir")),
)
ASKED = Definition((WHO, WHEN))
GIVEN = {"q1": "L’école", "q2": ["a1", "a2"]}


def staff() -> Actor:
    return actor_of(make_person(), "staff")


def asking_call(**given: Any) -> Call:
    call = make_call(**given)
    fields.change_fields(staff(), call.slug, ASKED, 0)
    return call


def send(call: Call, actor: Actor | None = None, **given: Any) -> Idea:
    values: dict[str, Any] = {"title": "Un banc", "body": "À l’ombre.", "fields": GIVEN}
    new = NewIdea(call_slug=call.slug, **values | given)
    idea = services.submit_idea(actor or actor_of(make_person()), new)
    db.session().flush()
    return idea


def test_answers_are_kept_with_the_version_they_came_with() -> None:
    call, author = asking_call(), actor_of(make_person())
    idea = send(call, author)
    changed = {"q1": "La mairie"}
    services.revise_idea(author, idea.id, "Un banc", "À l’ombre.", 1, changed)
    db.session().flush()
    kept = db.session().execute(select(IdeaFields.version, IdeaFields.answers)).all()
    assert [tuple(row) for row in kept] == [(1, GIVEN), (2, changed)]
    assert [one.text for one in fields.told_fields(idea.id)] == ["La mairie"]


def test_a_revision_that_says_nothing_of_them_leaves_them() -> None:
    call, author = asking_call(), actor_of(make_person())
    idea = send(call, author)
    services.revise_idea(author, idea.id, "Deux bancs", "À l’ombre.", 1)
    told = [(one.label, one.text) for one in fields.told_fields(idea.id)]
    assert told == [("Avec qui ?", "L’école"), ("Quand ?", "Le matin, Le soir")]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "fields.q1"),
        ({"q1": "x", "q2": ["a9"]}, "fields.q2"),
        ({"q1": "x", "q9": 1}, "fields.q9"),
    ],
)
def test_what_cannot_be_taken_is_named(given: dict[str, Any], name: str) -> None:
    call = asking_call()
    with pytest.raises(Invalid) as refused:
        send(call, fields=given)
    assert set(refused.value.errors) == {name}


def test_a_call_that_asks_nothing_takes_no_answer() -> None:
    with pytest.raises(Invalid):
        send(make_call(), fields={"q1": "x"})


def test_a_notebook_and_an_import_could_not_ask() -> None:
    call = asking_call()
    assert send(call, SYSTEM, fields={}).id
    relay = acting(make_relay())
    new = NewIdea(call_slug=call.slug, title="Un banc", body="À l’ombre.")
    assert assisted.record_idea(relay, helped(), new).subject_id
    with pytest.raises(Invalid):
        assisted.record_idea(
            relay, helped(), NewIdea(call_slug=call.slug, title="a", body="b", fields={"q9": 1})
        )


def test_questions_freeze_with_the_first_idea() -> None:
    call = asking_call()
    send(call)
    with pytest.raises(problems.FieldsFrozen):
        fields.change_fields(staff(), call.slug, Definition((WHEN,)), 1)
    assert fields.fields_of(call.slug).is_frozen


def test_questions_that_changed_meanwhile_are_read_again() -> None:
    call = asking_call()
    with pytest.raises(problems.FieldsChanged):
        fields.change_fields(staff(), call.slug, Definition((WHEN,)), 0)
    assert fields.change_fields(staff(), call.slug, ASKED, 1).version == 1


def test_a_form_asks_neither_rankings_nor_under_conditions() -> None:
    ranking = Question(id="q3", kind=Kind.RANKING, label="Quoi ?", options=WHEN.options)
    with pytest.raises(Invalid) as refused:
        fields.change_fields(staff(), make_call().slug, Definition((ranking,)), 0)
    assert set(refused.value.errors) == {"questions.0.kind"}


def test_staff_of_another_contract_changes_no_form_here() -> None:
    stranger, call = actor_of(make_person(), "staff", place="calais"), make_call()
    with pytest.raises(Forbidden):
        fields.change_fields(stranger, call.slug, ASKED, 0)


def test_what_was_written_is_moderated_with_the_text() -> None:
    call = asking_call()
    idea = send(call, fields=GIVEN | {"q1": "Appelez le 06 12 34 56 78"})
    subject = kinds.kind("idea").read(idea.id)
    assert subject is not None
    assert subject.parts["field-q1"] == "Appelez le 06 12 34 56 78"
    assert subject.labels["field-q1"] == "Avec qui ?"
    assert "field-q2" not in subject.parts
    case = moderation.screen_subject("idea", idea.id, 1)
    assert case is not None


@pytest.mark.parametrize("choice", list(Choice))
def test_answers_go_or_stay_with_the_idea(choice: Choice) -> None:
    author = make_person()
    idea = send(asking_call(moderation="after"), actor_of(author))
    erasure.erase(actor_of(author), author.id, choice)
    db.session().flush()
    left = db.session().scalars(select(IdeaFields.answers)).all()
    assert left == ([GIVEN] if choice is Choice.ANONYMISE else [])
    assert len(fields.told_fields(idea.id)) == (2 if choice is Choice.ANONYMISE else 0)


def test_the_form_asks_them_and_the_page_tells_them(app: Flask, sign_in: SignIn) -> None:
    call = asking_call(slug="bancs", moderation="after")
    db.session().commit()
    client, url = sign_in(make_person()), "/appels/bancs/proposer"
    assert "Avec qui ?" in client.get(url).get_data(as_text=True)
    text = {"title": "Un banc", "body": "À l’ombre."}
    wrong = client.post(url, data=text | {"q-q2": ["a1"]})
    page = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    assert 'href="#f-q-q1"' in page
    assert 'value="a1" checked' in page
    where = client.post(url, data=text | {"q-q1": "L’école", "q-q2": ["a1"]}).location
    draft = where.removesuffix("/lieu")
    again = client.get(f"{url}?brouillon={draft.rpartition('/')[2]}").get_data(as_text=True)
    assert "L’école" in again
    client.post(where, data={})
    assert "L’école" in client.get(f"{draft}/contact").get_data(as_text=True)
    assert client.post(f"{draft}/contact", data={}).status_code == 303
    db.session().rollback()
    idea = db.session().scalars(select(Idea).where(Idea.call_id == call.id)).one()
    shown = client.get(f"/idees/{idea.id}").get_data(as_text=True)
    assert "<dt>Avec qui ?</dt><dd>L’école</dd>" in shown
    told = client.get(f"/api/v1/ideas/{idea.id}").get_json()["fields"]
    assert told[0] == {
        "question": "q1", "label": "Avec qui ?", "answer": "L’école", "text": "L’école",
    }  # fmt: skip


def test_one_changes_them_with_ones_text(app: Flask, sign_in: SignIn) -> None:
    author = make_person()
    idea = send(asking_call(), actor_of(author))
    db.session().commit()
    client, url = sign_in(author), f"/idees/{idea.id}/modifier"
    assert "L’école" in client.get(url).get_data(as_text=True)
    sent = {"title": "Un banc", "body": "À l’ombre.", "seen_version": "1", "q-q1": "La mairie"}
    assert client.post(url, data=sent).status_code == 303
    db.session().rollback()
    assert fields.answers_with(idea.id) == {"q1": "La mairie"}


def test_staff_shapes_the_form_without_code(app: Flask, sign_in: SignIn) -> None:
    make_call(slug="bancs")
    db.session().commit()
    client, desk = sign_in(make_staff()), "/administration/appels/bancs/champs"
    page = client.get(desk).get_data(as_text=True)
    assert "Rien d’autre que le texte" in page
    assert '<option value="single">Un choix' in page
    one = {"kind": "single", "label": "Quand ?", "options": "Le matin\nLe soir"}
    two = {"kind": "short", "label": "Avec qui ?", "required": "oui"}
    assert client.get(f"{desk}/nouvelle?sorte=single").status_code == 200
    assert client.post(f"{desk}/nouvelle", data=one | {"seen_version": "0"}).location == desk
    assert client.post(f"{desk}/nouvelle", data=two | {"seen_version": "1"}).location == desk
    client.post(f"{desk}/q2/place", data={"sens": "haut"})
    wrong = client.post(f"{desk}/q1", data=one | {"options": "Le matin", "seen_version": "3"})
    assert "Donnez au moins deux réponses possibles." in wrong.get_data(as_text=True)
    db.session().rollback()
    listed = [one.label for one in fields.fields_of("bancs").definition.questions]
    assert listed == ["Avec qui ?", "Quand ?"]
    make_idea(db.session().scalars(select(Call).filter_by(slug="bancs")).one())
    db.session().commit()
    assert "Elles ne changent plus" in client.get(desk).get_data(as_text=True)
