"""Guests and the codes they come in with."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage

from flask.testing import FlaskClient

from beffroi.core import db
from beffroi.core.actor import SYSTEM, Actor
from beffroi.core.clock import PARIS, now
from beffroi.identity.models import Person
from beffroi.identity.services import codes, guests, invitations
from beffroi.identity.services.invitations import NewBatch

Mails = Callable[[], list[EmailMessage]]
DIGITS = re.compile(r"(?m)^([0-9]{6})\r?$")
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def make_guest() -> Person:
    """Somebody who came by a proof that left nothing."""
    return guests.make_guest("fr")


def guest_actor(person: Person) -> Actor:
    """The guest, in a session of theirs."""
    return Actor("person", person.id, display_name=person.display_name, is_guest=True)


def ask_code(contact: str = "amina@example.org", channel: str = "email") -> tuple[uuid.UUID, str]:
    """A code on its way, and the digits that its message will hold."""
    code_id = codes.request_code(channel, contact, "/idees")
    db.session().flush()
    owed = codes.code_to_send(code_id)
    assert owed is not None
    return code_id, owed.digits


def come_with_code(contact: str = "amina@example.org", channel: str = "email") -> Person:
    """Whoever the code of this contact opens a session for."""
    code_id, digits = ask_code(contact, channel)
    return codes.use_code(code_id, digits).person


def make_invitations(
    size: int = 1, *, proves_residence: bool = False, **given: object
) -> list[str]:
    """Codes of a batch for the Cité des Brebis."""
    values: dict[str, object] = {
        "label": "Forum des associations",
        "contract_slug": "lens-lievin",
        "neighbourhood_slug": "cite-des-brebis",
        "size": size,
        "ends_on": in_days(30),
        "proves_residence": proves_residence,
    }
    _batch, made = invitations.make_batch(SYSTEM, NewBatch(**values | given))  # type: ignore[arg-type]
    db.session().flush()
    return made


def in_days(days: int) -> date:
    """A day to come, in Paris."""
    return now().astimezone(PARIS).date() + timedelta(days=days)


def digits_of(mail: EmailMessage) -> str:
    """The six digits of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = DIGITS.search(body.get_content())
    assert found is not None
    return found[1]


def guest_client(client: FlaskClient, contact: str = "amina@example.org") -> FlaskClient:
    """The browser, once its owner has typed the code that came."""
    code_id, digits = ask_code(contact)
    db.session().commit()
    answer = client.post(
        "/participer/code", data={"demande": str(code_id), "code": digits}, headers=SAME_SITE
    )
    assert answer.status_code == 303, answer.text
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client
