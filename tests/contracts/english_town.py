"""A small place where everybody writes in English, so that what is French on a page is ours."""

import itertools
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from beffroi.contributions import services as contributions
from beffroi.contributions.labels import STAGES
from beffroi.contributions.models import Call, Comment, Idea
from beffroi.contributions.proposals import DraftContact, NewIdea
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.correspondence import services as correspondence
from beffroi.correspondence.proposals import Reply
from beffroi.identity.models import Person
from beffroi.moderation import services as moderation
from beffroi.moderation.models import Case
from beffroi.moderation.views import Verdict
from beffroi.notifications import services as notifications
from beffroi.notifications.words import KINDS
from beffroi.settings import Settings
from beffroi.territories import services as territories
from tests.call_factories import make_draft
from tests.factories import grant_role, make_call, make_comment, make_idea, make_person
from tests.offices_factories import make_office, make_term
from tests.request_factories import holder_of, in_days, make_answered, make_request
from tests.support.actors import actor_of
from tests.support.orientation import make_structure
from tests.voice_factories import make_asked_voice, make_voice

PLACE = "cite-des-brebis"
NOWHERE = "00000000-0000-7000-8000-000000000000"
SUSPECT = (
    "Call me on 06 12 34 56 78 or write to zoe@example.org, my account is "
    "FR76 3000 6000 0112 3456 7890 189. LOOK AT https://example.org Soooooooo good good good good. "
    "We need a bench. We need a bench. We need a bench."
)
CALL: dict[str, Any] = {
    "slug": "my-street-tomorrow",
    "title": "My street tomorrow",
    "question": "What would make life better here?",
    "summary": "Say what is missing.",
    "easy": "You live here. Give your ideas.",
    "for_whom": "Everybody who lives here.",
    "information": "The map is at the town hall.",
    "what_happens": "Each idea is read and gets an answer.",
    "who_decides": "The steering group.",
}
ROLES: dict[str, dict[str, str]] = {
    "relay": {},
    "moderator": {},
    "staff": {},
    "administrator": {"scope_kind": "platform", "scope_id": ""},
}
_titles = (f"A bench near school number {number}" for number in itertools.count(1))


@dataclass
class Town:
    """What stands there, by name, and who came with a session."""

    ids: dict[str, object]
    people: dict[str, Person]

    def fill(self, parameter: str) -> str:
        """What a parameter of an address may be."""
        return str(self.ids.get(parameter, NOWHERE))


def names(settings: Settings) -> frozenset[str]:
    """Names of places, of the site and of the State's own words: the same in each language."""
    known = [settings.site_name, settings.site_place]
    for contract in territories.contracts().values():
        known += [contract.name, contract.short_name, contract.title]
    for place in territories.neighbourhoods().values():
        known += [place.name, place.place, *(commune.name for commune in place.communes)]
    return frozenset(known)


def build(drain: Callable[[], int]) -> Town:
    """Ideas in every state, decided cases and one that waits, every kind of message."""
    structure = make_structure()
    structure.name, structure.what, structure.how = "Repair shop", "It lends tools.", "Come in."
    call = make_call(**CALL)
    people = _people()
    author, moderator = people["resident"], people["moderator"]
    ideas = _public_ideas(call, author, structure.slug)
    request, office = _ask(people["holder"], ideas)
    drafts = [_draft(author) for _ in range(2)]
    sent = contributions.submit_draft(actor_of(author), drafts[1], DraftContact(language="en"))
    db.session().commit()
    waiting = [_submit(author) for _ in range(4)]
    drain()
    cases = _decide(moderator, waiting, structure.slug)
    drain()
    _tell(author, structure.slug)
    _tell(moderator, structure.slug)
    drain()
    voice = make_asked_voice(drafts[0], PLACE)
    make_voice(idea_id=ideas[0])
    ids = {
        "voice_id": voice.id, "theme": "ideas",
        "slug": PLACE, "call": CALL["slug"], "idea_id": ideas[0], "draft_id": drafts[0],
        "comment_id": _debate(ideas[0]),
        "sent": drafts[1], "sent_idea": sent.id, "case_id": cases[0], "decided": cases[1],
        "request_id": request, "office": office, "waiting": waiting[0], "asked": waiting[1],
        "refused": waiting[2], "draft_call": make_draft("The square").slug,
    } | {f"stage {stage}": idea for stage, idea in zip(STAGES, ideas, strict=True)}  # fmt: skip
    return Town(ids, people)


def _people() -> dict[str, Person]:
    people = {
        name: make_person(display_name=name.title(), locale="en")
        for name in ("resident", "newcomer", "guest", "holder", *ROLES)
    }
    for role, where in ROLES.items():
        grant_role(people[role], role, **where)
    return people


def _public_ideas(call: Call, author: Person, structure: str) -> list[uuid.UUID]:
    """One at each stage, with comments."""
    ideas = []
    for stage in STAGES:
        said = {"answer": "It was studied.", "structure_slug": structure} if stage != "open" else {}
        text = {"title": next(_titles), "body": "Grandparents stand.", "language": "en"}
        idea = make_idea(call, author, stage=stage, outside_supports=3, **text, **said)
        root = make_comment(idea, author, body="I agree.", position="for")
        make_comment(idea, author, above=root, body="So do I.")
        make_comment(idea, author, body="I agree too.", visibility="waiting")
        ideas.append(idea.id)
    return ideas


def _ask(holder: Person, ideas: list[uuid.UUID]) -> tuple[uuid.UUID, str]:
    """An answer is late, and the office said that it studies it."""
    office = make_office()
    office.organisation = "Town of Lens"
    make_term(office, holder)
    idea, answered = (db.session().get_one(Idea, idea_id) for idea_id in ideas[:2])
    request = make_request(office, idea, due_on=in_days(-3), reason="When will it be?")
    actor = holder_of(office, make_person(), kind="stand_in")
    reply = Reply(
        effect="studied", words="It is looked at.", next_step="A visit", next_step_on=in_days(9)
    )
    correspondence.answer_request(actor, request.id, reply)
    make_answered(office, 12, idea=answered)
    return request.id, office.slug


def _debate(idea_id: uuid.UUID) -> uuid.UUID:
    """More comments than a page shows, one of them gone, and the first of them all."""
    idea = db.session().get_one(Idea, idea_id)
    for position in ("for", "against", "question", None) * 3:
        make_comment(idea, body="I wonder.", position=position)
    gone = make_comment(idea, visibility="refused")
    for _ in range(4):
        make_comment(idea, above=gone, body="Let us be kind.")
    first = select(Comment.id).where(Comment.idea_id == idea_id).order_by(Comment.id).limit(1)
    return db.session().execute(first).scalar_one()


def _draft(author: Person) -> uuid.UUID:
    content = {"title": next(_titles), "body": "Grandparents stand at the gate."}
    return contributions.start_draft(actor_of(author), CALL["slug"], content).id


def _submit(author: Person) -> uuid.UUID:
    new = NewIdea(
        call_slug=CALL["slug"],
        neighbourhood_slug=PLACE,
        title=next(_titles),
        body=SUSPECT,
        language="en",
    )
    return contributions.submit_idea(actor_of(author), new).id


def _decide(moderator: Person, ideas: Iterable[uuid.UUID], structure: str) -> list[uuid.UUID]:
    """The first waits; a change is asked for, a refusal, a publication for the others."""
    by_subject = {case.subject_id: case.id for case in db.session().scalars(select(Case))}
    cases = [by_subject[idea] for idea in ideas]
    words = "Stay courteous."
    verdicts = (
        Verdict("ask_change", 1, "attack", words),
        Verdict("refuse", 1, "attack", words, structure),
        Verdict("publish", 1),
    )
    for case, verdict in zip(cases[1:], verdicts, strict=True):
        moderation.decide(actor_of(moderator, "moderator"), case, verdict)
    return cases


def _tell(person: Person, structure: str) -> None:
    """Every kind of message, and every stage of an idea."""
    facts = {
        "title": "A bench",
        "due_at": now().isoformat(),
        "reason": {"fr": "autre", "en": "the text attacks a person"},
        "words": "Stay courteous.",
        "answer": "It was studied.",
        "structure_slug": structure,
        "starts_on": "2026-11-20",
        "last_day": "2026-11-20",
        "office": {"fr": "autre", "en": "Deputy"},
        "due_on": "2026-11-20",
        "next_step": "A visit",
        "next_step_on": "2026-12-20",
        "destination": "",
        "many": "3",
        "since": "2026-08-20",
        "soon": "2",
        "late": "1",
        "days_late": "2",
        "vacant": "",
        "role": {"fr": "autre", "en": "Relay"},
        "place": {"fr": "autre", "en": "everywhere"},
    }
    for kind in KINDS:
        for stage in STAGES if kind.endswith("idea_moved") else ("open",):
            there = {"destination": "budget"} if kind.endswith("forwarded") else {}
            notifications.tell(person.id, kind, facts | {"stage": stage} | there, "/moi/idees")


def page_rules(app: Flask) -> dict[str, str]:
    """Every address of a page, by its endpoint."""
    return {
        rule.endpoint: rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/v1")
    }
