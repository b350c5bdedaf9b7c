"""Rows for every path of the API and of the forms, and people to ask for them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services as contributions
from beffroi.contributions.proposals import NewIdea
from beffroi.core import db
from beffroi.identity import services as identity
from beffroi.identity.models import Person
from beffroi.moderation.models import Case
from beffroi.notifications import services as notifications
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

CALL = "mon-quartier-demain"
PLACE = "cite-des-brebis"
STRUCTURE = SLUG


@dataclass(frozen=True)
class Village:
    """What stands there, by name, and the session of each person: "" is nobody."""

    ids: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    def headers(self, who: str) -> dict[str, str]:
        """The session, as a program sends it."""
        return {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}

    def known(self, parameter: str) -> list[str]:
        """What a parameter of a path may be: `idea_id` is each idea, `slug` each slug."""
        kind = parameter.removesuffix("_id")
        return [value for name, value in self.ids.items() if name.endswith(kind)]


def build(app: Flask, drain: Callable[[], int]) -> Village:
    """A public idea and one to be changed, comments, a case, a message, sessions to be closed."""
    make_structure()
    people = {
        "resident": make_person(display_name="Zohra"),
        "moderator": make_moderator(),
        "staff": make_staff(),
    }
    call = make_call(slug=CALL)
    public = make_idea(call)
    asked = make_idea(call, people["resident"], visibility="changes_asked")
    theirs = make_comment(public)
    ours = make_comment(public, people["resident"], visibility="changes_asked")
    draft = contributions.start_draft(
        actor_of(people["resident"]), CALL, {"title": "Un banc", "body": "À l’ombre."}
    )
    db.session().commit()
    _submit(people["resident"], drain)
    ids = {
        "public_idea": public.id,
        "asked_idea": asked.id,
        "public_comment": theirs.id,
        "asked_comment": ours.id,
        "case": db.session().scalars(select(Case.id)).one(),
        "draft": draft.id,
        "message": _told(people["resident"]),
        "session": _open(people["resident"])[0],
        "person": people["resident"].id,
        "call_slug": CALL,
        "place_slug": PLACE,
    }
    tokens = {who: _open(person)[1] for who, person in people.items()}
    ids["token"] = identity.sign_in_token_for(people["resident"].id)
    db.session().commit()
    return Village({name: str(value) for name, value in ids.items()}, tokens)


def _told(person: Person) -> object:
    facts = {"title": "Un banc près de l’école"}
    message = notifications.tell(person.id, "idea_published", facts, "/moi/idees")
    assert message is not None
    return message.id


def _open(person: Person) -> tuple[object, str]:
    token = identity.sign_in_token_for(person.id)
    _person, session, secret = identity.open_session(token, "Programme")
    return session.id, secret


def _submit(author: Person, drain: Callable[[], int]) -> None:
    """A text with a telephone number, screened."""
    body = "Appelez-moi au 06 12 34 56 78."
    contributions.submit_idea(actor_of(author), NewIdea(call_slug=CALL, title="Un abri", body=body))
    db.session().commit()
    drain()
