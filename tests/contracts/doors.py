"""How people of a village come in without an account or by a provider: codes, links, claims."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.core.clock import now
from beffroi.core.seals import keyed_digest, seal
from beffroi.identity.models import ExternalIdentity, InvitationBatch, PendingIdentity, Person
from beffroi.identity.rules.codes import in_groups
from beffroi.identity.services import claims, guests
from beffroi.identity.services.links import digest
from beffroi.settings import OpenIdSettings
from tests.factories import make_comment, make_person
from tests.guest_factories import ask_code, make_invitations

PARAMETERS = {"batch": "batch_id", "connection": "connection_id"}
# No network: whoever asks for more than the name of this provider finds its door shut.
FRANCECONNECT = OpenIdSettings("http://127.0.0.1:9/api/v2", "village", "only for the tests")
SECRETS = ("digits", "claim_code", "other_claim_code", "invitation", "link", "browser")


def open_doors(people: dict[str, Person], idea: Idea, contract: str, place: str) -> dict[str, Any]:
    """A code that was sent, invitations, a provider that is tied and one that waits for a yes.

    Two guests wrote a comment: one has a session, the code of the other may be used by anyone.
    """
    people["guest"] = guests.make_guest("fr")
    other = guests.make_guest("fr")
    for guest in (people["guest"], other):
        make_comment(idea, guest, author_name="Amina")
    code_id, digits = ask_code(f"amina-{contract}@example.org")
    batch, codes = _invitations(contract, place)
    return {
        "code_id": code_id,
        "digits": digits,
        "claim_code": in_groups(claims.make_claim(people["guest"].id)),
        "other_claim_code": in_groups(claims.make_claim(other.id)),
        "batch": batch,
        "invitation": in_groups(codes[0]),
        "connection": _tied(people["resident"]).id,
    } | _waiting()


def _invitations(contract: str, place: str) -> tuple[object, list[str]]:
    codes = make_invitations(
        2, label=f"Forum {contract}", contract_slug=contract, neighbourhood_slug=place
    )
    made = select(InvitationBatch.id).filter_by(contract_slug=contract)
    return db.session().scalars(made).one(), codes


def _tied(person: Person) -> ExternalIdentity:
    moment = now()
    tie = ExternalIdentity(
        person_id=person.id,
        provider="franceconnect",
        subject_digest=keyed_digest("openid-subject", str(person.id)),
        linked_at=moment,
        last_used_at=moment,
    )
    db.session().add(tie)
    db.session().flush()
    return tie


def _waiting() -> dict[str, str]:
    """Somebody whom the provider named, and who is asked by mail whether it is them."""
    link, browser, moment = secrets.token_hex(32), secrets.token_urlsafe(32), now()
    row = PendingIdentity(
        token_digest=digest(link),
        person_id=make_person(display_name="Farid").id,
        provider="franceconnect",
        subject_digest=keyed_digest("openid-subject", link),
        browser_digest=digest(browser),
        sealed=seal("pending-identity", '{"age": null, "id_token": "x.y.z"}'),
        created_at=moment,
        expires_at=moment + timedelta(minutes=15),
    )
    db.session().add(row)
    db.session().flush()
    return {"link": link, "browser": browser}
