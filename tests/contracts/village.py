"""Rows for every path of the API and of the forms, and people to ask for them."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services as contributions
from beffroi.contributions.models import CoAuthor, Idea
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.services import co_authors
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.identity import services as identity
from beffroi.identity.models import Person
from beffroi.identity.services.sessions import open_session_of
from beffroi.moderation.models import Case
from beffroi.notifications import services as notifications
from beffroi.territories import services as territories
from tests.conftest import give_second_factor
from tests.contracts import asked as offices
from tests.contracts import doors, ending, inbox, notebook, papers, pictured, powers, questions
from tests.contracts.keyed import make_keyed, make_starting
from tests.factories import (
    make_call,
    make_comment,
    make_idea,
    make_moderator,
    make_person,
    make_staff,
)
from tests.support.actors import actor_of
from tests.support.orientation import SLUG, make_structure
from tests.ways_in_factories import code_at

CALL = "mon-quartier-demain"
PLACE = "cite-des-brebis"
STRUCTURE = SLUG


@dataclass(frozen=True)
class Territory:
    """Where a village lies, and the call that is open there."""

    contract: str
    place: str
    call: str


LENS = Territory("lens-lievin", PLACE, CALL)
CALAIS = Territory("calais", "fort-nieulay-cailloux-saint-pierre", "calais-demain")

# What each thing of the village is called in the paths of the API and of the pages.
PARAMETERS = {
    "public_idea": "idea_id",
    "asked_idea": "idea_id",
    "public_comment": "comment_id",
    "asked_comment": "comment_id",
    "asked_co_author": "co_author_id",
    "way_in": "invitation_id",
    "case": "case_id",
    "draft": "draft_id",
    "message": "message_id",
    "session": "session_id",
    "token": "token",
} | (
    doors.PARAMETERS
    | inbox.PARAMETERS
    | ending.PARAMETERS
    | offices.PARAMETERS
    | notebook.PARAMETERS
    | papers.PARAMETERS
    | pictured.PARAMETERS
    | powers.PARAMETERS
    | questions.PARAMETERS
)
SECRETS = ("token", "code", "way_in_key", *doors.SECRETS, *papers.SECRETS)


@dataclass(frozen=True)
class Village:
    """What stands there, by name, and the session of each person: "" is nobody."""

    ids: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)

    def headers(self, who: str) -> dict[str, str]:
        """The session, as a program sends it."""
        return {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}

    def fill(self, value: Any) -> Any:
        """What stands for a thing of the village, as that thing: "{digits}" as its six digits."""
        if isinstance(value, list):
            return [self.fill(one) for one in value]
        if isinstance(value, str) and value.startswith("{"):
            return self.ids.get(value[1:-1], value)
        return value

    def filled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A body or a form with the things of this village in it."""
        return {name: self.fill(value) for name, value in values.items()}

    def known(self, parameter: str) -> list[str]:
        """What a parameter of a path may be: `idea_id` is each idea, `slug` each slug."""
        kind = parameter.removesuffix("_id")
        return [value for name, value in self.ids.items() if name.endswith(kind)]


def build(app: Flask, drain: Callable[[], int], where: Territory = LENS) -> Village:
    """A public idea and one to be changed, comments, a case, a message, sessions to be closed."""
    if STRUCTURE not in territories.structures():
        make_structure()
    people = {
        "resident": make_person(display_name="Zohra"),
        "moderator": make_moderator(scope_id=where.contract),
        "staff": make_staff(scope_id=where.contract),
        "keyed": make_keyed(where.contract),
        "starting": make_starting(),
        "speaker": make_person(display_name="Parle pour le groupe"),
    } | powers.people_with_powers()
    call = make_call(
        slug=where.call,
        contract_slug=where.contract,
        phases=questions.phases_with_answers(),
        deciding_office=ending.office_of(where.contract),
    )
    public = make_idea(call, neighbourhood_slug=where.place)
    asked = make_idea(
        call, people["resident"], neighbourhood_slug=where.place, visibility="changes_asked"
    )
    unasked = make_idea(call, neighbourhood_slug=where.place)
    theirs = make_comment(public)
    ours = make_comment(public, people["resident"], visibility="changes_asked")
    draft = contributions.start_draft(
        actor_of(people["resident"]), where.call, {"title": "Un banc", "body": "À l’ombre."}
    )
    db.session().commit()
    ids = {
        "public_idea": public.id,
        "asked_idea": asked.id,
        "public_comment": theirs.id,
        "asked_comment": ours.id,
        "case": _case_of(_submit(people["resident"], where, drain)),
        "draft": draft.id,
        **_written_together(asked.id, public),
        "version": 1,
        "message": _told(people["resident"]),
        "session": _open(people["resident"])[0],
        "person": people["resident"].id,
        "code": code_at(now()),
        "call_slug": where.call,
        "place_slug": where.place,
        "person_email": people["resident"].email,
    } | powers.furnish(people, where.contract)
    ids |= ending.end_calls(people, call)
    ids |= offices.ask_offices(people, public, unasked)
    ids |= inbox.sort_ideas(people, call, public)
    ids |= doors.open_doors(people, public, where.contract, where.place)
    ids |= papers.put_papers(people, where.contract, where.place)
    ids |= pictured.lay_photos(public, asked, draft.id)
    ids |= pictured.tell_ideas(public, call, where.place)
    ids |= notebook.note_acts(people, public, where.contract, where.place)
    ids |= questions.put_questions(call)
    tokens = {who: _session(person) for who, person in people.items()}
    ids["token"] = identity.sign_in_token_for(people["resident"].id)
    db.session().commit()
    for person in people.values():
        give_second_factor(person)
    known = {who: person.id for who, person in people.items()}
    return Village({name: str(value) for name, value in ids.items()}, tokens, known)


def _told(person: Person) -> object:
    facts = {"title": "Un banc près de l’école"}
    message = notifications.tell(person.id, "idea_published", facts, "/moi/idees")
    assert message is not None
    return message.id


def _open(person: Person) -> tuple[object, str]:
    token = identity.sign_in_token_for(person.id)
    _person, session, secret = identity.open_session(token, "Programme")
    return session.id, secret


def _session(person: Person) -> str:
    """A guest comes by a code, others by a link."""
    if person.kind == "guest":
        return open_session_of(person, "", "code", is_guest=True)[1]
    return _open(person)[1]


def _submit(author: Person, where: Territory, drain: Callable[[], int]) -> uuid.UUID:
    """A text with a telephone number, screened."""
    body = "Appelez-moi au 06 12 34 56 78."
    new = NewIdea(call_slug=where.call, title="Un abri", body=body, neighbourhood_slug=where.place)
    idea = contributions.submit_idea(actor_of(author), new)
    db.session().commit()
    drain()
    return idea.id


def _written_together(own: uuid.UUID, other: Idea) -> dict[str, Any]:
    """A co-author of an idea, and an invitation by link to write another along."""
    joined = CoAuthor(idea_id=own, person_id=make_person().id, name="Ali", signs=True)
    joined.joined_at = now()
    db.session().add(joined)
    author = db.session().get_one(Person, other.author_id)
    made, key = co_authors.invite_co_author(actor_of(author), other.id)
    db.session().commit()
    return {"asked_co_author": joined.id, "way_in": made.id, "way_in_key": key}


def _case_of(idea_id: uuid.UUID) -> uuid.UUID:
    return db.session().scalars(select(Case.id).where(Case.subject_id == idea_id)).one()
