"""Rows to start a test from, each believable by default."""

import itertools
from datetime import date, timedelta
from typing import Any, TypeVar

from beffroi.contributions.models import (
    Call,
    CallNeighbourhood,
    CallPhase,
    Comment,
    Idea,
    IdeaVersion,
)
from beffroi.contributions.rules import USUAL_ACTS, Period, bounds
from beffroi.core import db, search
from beffroi.core.clock import now
from beffroi.core.folding import fingerprint
from beffroi.identity.models import Person, RoleGrant

Row = TypeVar("Row", bound=db.Base)

_numbers = itertools.count(1)


def make_person(**given: Any) -> Person:
    """Somebody whose address is confirmed."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "email": f"habitante{number}@example.org",
        "email_confirmed_at": now(),
        "display_name": f"Habitante {number}",
        "locale": "fr",
        "created_at": now(),
    }
    return _kept(Person(**values | given))


def grant_role(
    person: Person, role: str, scope_kind: str = "contract", scope_id: str = "lens-lievin"
) -> RoleGrant:
    """A role that began yesterday and has no end."""
    return _kept(
        RoleGrant(
            person_id=person.id,
            role=role,
            scope_kind=scope_kind,
            scope_id=scope_id,
            starts_on=now().date() - timedelta(days=1),
            ends_on=None,
        )
    )


def make_moderator(**scope: str) -> Person:
    """Somebody who moderates the contract of Lens-Liévin, or the place given."""
    person = make_person(display_name="Nadia, modératrice")
    grant_role(person, "moderator", **scope)
    return person


def make_staff(**scope: str) -> Person:
    """Somebody of the staff of Lens-Liévin, or of the place given."""
    person = make_person(display_name="Karim, chef de projet")
    grant_role(person, "staff", **scope)
    return person


def make_call(
    neighbourhoods: tuple[str, ...] = (), phases: tuple[Period, ...] = (), **given: Any
) -> Call:
    """An open call of Lens-Liévin that waits for a moderator's decision; one phase by default."""
    if phases:
        given["opens_at"], given["closes_at"] = bounds(phases)
    number = next(_numbers)
    values: dict[str, Any] = {
        "slug": f"appel-{number}",
        "contract_slug": "lens-lievin",
        "title": f"Appel {number}",
        "question": "Qu’est-ce qui rendrait la vie meilleure ici ?",
        "summary": "Dites ce qui manque dans votre quartier.",
        "easy": "Vous habitez ici. Donnez vos idées.",
        "for_whom": "Toutes les personnes qui habitent le quartier.",
        "level": "concertation",
        "information": "Le plan du quartier est à la mairie.",
        "what_happens": "Chaque idée est lue et reçoit une réponse.",
        "who_decides": "Le comité de pilotage.",
        "decided_by": now() + timedelta(days=60),
        "opens_at": now() - timedelta(days=5),
        "closes_at": now() + timedelta(days=30),
        "moderation": "before",
        "decision_hours": 48,
    }
    call = _kept(Call(**values | given))
    for position, one in enumerate(phases or (Period(call.opens_at, call.closes_at, USUAL_ACTS),)):
        _kept(
            CallPhase(
                call_id=call.id,
                position=position,
                title=one.title,
                opens_at=one.opens_at,
                closes_at=one.closes_at,
                acts=sorted(one.acts),
            )
        )
    for slug in neighbourhoods:
        _kept(CallNeighbourhood(call_id=call.id, neighbourhood_slug=slug))
    return call


def make_idea(call: Call | None = None, author: Person | None = None, **given: Any) -> Idea:
    """A published idea, indexed for the search; other states by `visibility=`."""
    call = call or make_call()
    author = author or make_person()
    values: dict[str, Any] = {
        "call_id": call.id,
        "contract_slug": call.contract_slug,
        "neighbourhood_slug": "cite-des-brebis",
        "author_id": author.id,
        "author_confirmed": True,
        "author_name": author.display_name,
        "title": "Un banc près de l’école",
        "body": "Les grands-parents attendent debout à la sortie. Un banc suffirait.",
        "visibility": "published",
        "submitted_at": now(),
    } | given
    if values["visibility"] == "published":
        values.setdefault("published_at", now())
    values.setdefault("fingerprint", fingerprint(f"{values['title']} {values['body']}"))
    idea = _kept(Idea(**values))
    _kept(
        IdeaVersion(
            idea_id=idea.id,
            version=1,
            title=idea.title,
            body=idea.body,
            written_at=idea.submitted_at,
            shown=idea.visibility == "published",
        )
    )
    if idea.visibility == "published":
        search.index("idea", idea.id, idea.title, idea.body, realm=idea.contract_slug)
        db.session().flush()
    return idea


def make_comment(
    idea: Idea, author: Person | None = None, above: Comment | None = None, **given: Any
) -> Comment:
    """A published comment, counted; with `above` an answer to that one."""
    author = author or make_person()
    values: dict[str, Any] = {
        "idea_id": idea.id,
        "parent_id": above.id if above else None,
        "author_id": author.id,
        "author_name": author.display_name,
        "body": "Bonne idée, mon fils y va aussi.",
        "visibility": "published",
        "written_at": now(),
    } | given
    values.setdefault("fingerprint", fingerprint(values["body"]))
    comment = _kept(Comment(**values))
    if comment.visibility == "published":
        _count(comment, idea, above)
    return comment


def _count(comment: Comment, idea: Idea, above: Comment | None) -> None:
    idea.comment_count += 1
    if comment.position is not None:
        name = f"{comment.position}_count"
        setattr(idea, name, getattr(idea, name) + 1)
    if above is not None:
        above.reply_count += 1
    db.session().flush()


def today() -> date:
    """The day of the test's clock."""
    return now().date()


def _kept(row: Row) -> Row:
    db.session().add(row)
    db.session().flush()
    return row
