"""A resident who has done everything that leaves something behind, and where to look for it."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import inspect, select, text, update

from beffroi.contributions import services as contributions
from beffroi.core import clock, db
from beffroi.core.clock import now
from beffroi.core.seals import seal
from beffroi.identity.models import (
    AssistedAct,
    Block,
    Claim,
    GuardianRequest,
    KnownDevice,
    OneTimeCode,
    Password,
    Person,
    PostalCode,
    Proof,
    Receipt,
    Session,
    UniqueMark,
)
from beffroi.identity.services import request_link
from beffroi.moderation import services as moderation
from beffroi.moderation.models import Case
from beffroi.moderation.views import Verdict
from beffroi.territories.models import Structure
from beffroi.territories.services import forget_cache
from tests.factories import (
    make_call,
    make_comment,
    make_idea,
    make_moderator,
    make_person,
    make_staff,
    today,
)
from tests.support.actors import actor_of
from tests.support.people import SignIn

EMAIL = "qwervaline@exemple-vrax.org"
NAME = "Zéphyrandre Moulbec"
# No word of these is in the product nor in any other text of the tests.
TYPED = {
    "name": "Zéphyrandre",
    "surname": "Moulbec",
    "address": "qwervaline",
    "host": "exemple-vrax",
    "published title": "Kiosquembre",
    "published body": "farandolisque",
    "waiting title": "Ombrellicule",
    "refused body": "grimpolette",
    "first version": "Vergolindre",
    "second version": "Taxofantin",
    "anonymous title": "Bougralune",
    "comment": "chantemoulin",
    "draft": "Plumevigne",
    "path": "vorlimande",
    "appeal": "injustoflante",
    "objection": "contrevoldit",
    "device": "Fennectrolle",
}
# What others wrote of it or to them: it goes with the text when that is taken away.
QUOTED = {"official answer": "Repondissage", "moderator": "Cherlecture"}
PUBLIC = {"published title", "published body", "waiting title", "second version",
          "anonymous title", "comment"}  # fmt: skip


@dataclass
class Life:
    """What the tests look for afterwards."""

    person: Person
    client: FlaskClient
    other: Person
    others_idea: uuid.UUID
    ideas: dict[str, uuid.UUID] = field(default_factory=dict)


def live(sign_in: SignIn, visitor: FlaskClient, drain: Callable[[], int]) -> Life:
    """Ideas in every state, comments, supports, a draft, messages, and what identity keeps."""
    _structure()
    person = make_person(email=EMAIL, display_name="Provisoire")
    other = make_person(display_name="Octavie", email="octavie@example.org")
    moderator, staff = make_moderator(), make_staff()
    call = make_call()
    others = make_idea(call, other, title="Une fontaine")
    db.session().commit()
    client = sign_in(person)
    life = Life(person, client, other, others.id)
    _call(client, "PUT", "/me", {"display_name": NAME, "locale": "fr"})
    for name, title, body in (
        ("published", TYPED["published title"], TYPED["published body"]),
        ("waiting", TYPED["waiting title"], "Il pleut."),
        ("refused", "Une idée", TYPED["refused body"]),
        ("revised", TYPED["first version"], "Encore."),
    ):
        life.ideas[name] = _submit(client, call.slug, title, body)
    life.ideas["anonymous"] = _submit(
        visitor, call.slug, TYPED["anonymous title"], "Sans compte.", author_name=NAME, email=EMAIL
    )
    drain()
    _decide(life.ideas["published"], moderator, Verdict("publish", 1))
    words = f"Cher {QUOTED['moderator']}, relisez {TYPED['refused body']}."
    _decide(life.ideas["refused"], moderator, Verdict("refuse", 1, "off_topic", words, "mairie"))
    _decide(life.ideas["revised"], moderator, Verdict("ask_change", 1, "personal_data", words))
    contributions.move_idea(
        actor_of(staff, "staff"),
        life.ideas["published"],
        "kept",
        f"{QUOTED['official answer']} : {TYPED['published body']} en mai.",
    )
    db.session().commit()
    drain()
    text_of = {"title": TYPED["second version"], "body": "Mieux."}
    _call(client, "PUT", f"/ideas/{life.ideas['revised']}/text", text_of, **{"If-Match": '"1"'})
    _call(client, "POST", f"/ideas/{others.id}/comments", {"body": TYPED["comment"]}, key="c-1")
    _call(client, "PUT", f"/ideas/{others.id}/support", {"support": True})
    _draft(client, call.slug)
    own = db.session().get_one(type(others), life.ideas["published"])
    make_comment(own, other, body="Je suis d’accord.")
    _support(life.ideas["published"], other)
    request_link(EMAIL, f"/idees?q={TYPED['path']}", "fr")
    _rows_of(person, moderator)
    db.session().commit()
    drain()
    with clock.at(now() + timedelta(days=3)):  # the waiting idea is overdue: moderators are told
        drain()
    return life


def kept_values(*, journal: bool = False) -> Iterator[tuple[str, str]]:
    """Every value of every table, those of the search indexes too, as (where, what).

    The journal of events keeps ids, and only those: it is left out where ids are looked for.
    """
    session = db.session()
    session.rollback()
    names = inspect(session.connection()).get_table_names()
    for name in sorted(set(names) - ({"event"} if not journal else set())):
        quoted = name.replace('"', "")
        for row in session.execute(text(f'SELECT * FROM "{quoted}"')):
            yield from ((f"{name}", _said(value)) for value in row if value is not None)


def kept_files(folder: Path, *, but: str) -> Iterator[tuple[str, str]]:
    """Every mail and text message that the embedded mode has kept, decoded; `but` is left out."""
    for path in [*folder.glob("mail/*"), *folder.glob("sms/*")]:
        if not path.name.startswith(but):
            yield path.name, path.read_bytes().decode("utf-8", "replace").replace("=\r\n", "")


def _said(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _submit(client: FlaskClient, call: str, title: str, body: str, **given: str) -> uuid.UUID:
    sent = {"call": call, "title": title, "body": body} | given
    answer = _call(client, "POST", "/ideas", sent, key=title)
    return uuid.UUID(answer.get_json()["id"])


def _call(
    client: FlaskClient, method: str, path: str, body: Any, key: str = "", **headers: str
) -> Any:
    db.session().commit()
    keyed = {"Idempotency-Key": key.encode("ascii", "ignore").decode()} if key else {}
    answer = client.open(f"/api/v1{path}", method=method, json=body, headers=headers | keyed)
    assert answer.status_code < 300, answer.get_data(as_text=True)
    return answer


def _draft(client: FlaskClient, call: str) -> None:
    answer = client.post(
        f"/appels/{call}/proposer", data={"title": TYPED["draft"], "body": "Pas fini."}
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)


def _decide(idea_id: uuid.UUID, moderator: Person, verdict: Verdict) -> None:
    wanted = select(Case.id).where(Case.subject_id == idea_id, Case.decided_at.is_(None))
    moderation.decide(actor_of(moderator, "moderator"), db.session().scalars(wanted).one(), verdict)


def _support(idea_id: uuid.UUID, person: Person) -> None:
    contributions.support_idea(actor_of(person), idea_id, True)


def _structure() -> None:
    if db.session().get(Structure, "mairie") is None:
        db.session().add(Structure(slug="mairie", name="M", kind="commune", what="x", how="y"))
        db.session().flush()
        forget_cache()


def _rows_of(person: Person, moderator: Person) -> None:
    """What identity keeps by ways that have tests of their own."""
    moment, digest = now(), uuid.uuid4().hex * 2
    act = AssistedAct(
        relay_id=moderator.id, person_id=person.id, kind="idea", subject_id=uuid.uuid4(),
        consent_version="2026-11", place="Marché", acted_on=today(), recorded_at=moment,
        contested_at=moment, objection=f"C’est {TYPED['objection']}.",
    )  # fmt: skip
    later = moment + timedelta(days=20)
    day = later.date()
    db.session().add_all(
        [
            act,
            Block(
                person_id=person.id, reason_code="insults", justification="Trop fort, trop loin.",
                by_id=moderator.id, starts_at=moment, ends_at=moment + timedelta(days=1),
                lifted_at=moment, appeal=f"C’est {TYPED['appeal']}.", appealed_at=moment,
            ),
            Claim(code_digest=digest, person_id=person.id, made_at=moment, ends_on=day),
            KnownDevice(
                person_id=person.id, device_digest=digest, first_seen_at=moment, last_seen_at=moment
            ),
            OneTimeCode(
                channel="email", contact_digest=digest, code_digest=digest, person_id=person.id,
                sealed_contact=seal("code", EMAIL), created_at=moment, expires_at=later,
                next_path=f"/idees?q={TYPED['path']}",
            ),
            Password(person_id=person.id, argon2_hash="$argon2id$v=19$x", changed_at=moment),
            PostalCode(
                person_id=person.id, neighbourhood_slug="cite-des-brebis", code_digest=digest,
                sealed_address=seal("address", NAME), asked_at=moment, expires_at=later,
            ),
            Proof(
                person_id=person.id, kind="age", threshold=16, way="declared", proved_on=today(),
                ends_on=day,
            ),
            UniqueMark(
                kind="email", mark_digest=digest, person_id=person.id, made_on=today(), ends_on=day
            ),
            GuardianRequest(
                person_id=person.id, token_digest=digest, contact_digest=digest,
                sealed_contact=seal("guardian", EMAIL),
                created_at=moment, expires_at=later,
            ),
        ]
    )  # fmt: skip
    db.session().flush()
    devices = update(Session).where(Session.person_id == person.id)
    db.session().execute(devices.values(device=TYPED["device"]))
    db.session().add(
        Receipt(act_id=act.id, channel="email", sealed_contact=seal("x", EMAIL), asked_at=moment)
    )
