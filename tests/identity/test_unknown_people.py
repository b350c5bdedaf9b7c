"""Known or not, an address costs the same statements: the time of an answer does not tell which.

`python -m tests.bench --doors 300` compares the times themselves.
"""

from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.core import db
from tests.factories import make_call, make_person
from tests.support.statements import statements
from tests.ways_in_factories import give_password

CALL = "mon-quartier-demain"
KNOWN, UNKNOWN = "amina@example.org", "boris@example.org"
DOORS: dict[str, dict[str, Any]] = {
    "sign-in-links": {"email": ""},
    "sessions/password": {"email": "", "password": "ce n’est pas celle-là"},
    "codes": {"channel": "email", "contact": ""},
    "guardian-requests": {"email": "", "parent_email": "parent@example.org"},
    "ideas": {
        "call": CALL, "title": "Un banc", "body": "À l’ombre.",
        "author_name": "Zoé", "neighbourhood": "cite-des-brebis", "email": "",
    },
}  # fmt: skip


def sent_for(client: FlaskClient, door: str, address: str) -> tuple[int, list[str]]:
    """The status, and the statements without what they carry."""
    body = {name: value or address for name, value in DOORS[door].items()}
    with statements() as sent:
        answer = client.post(f"/api/v1/{door}", json=body)
    assert answer.status_code < 300 or door == "sessions/password", answer.text
    return answer.status_code, sent


@pytest.mark.parametrize("door", DOORS)
def test_an_address_costs_the_same_whether_or_not_somebody_has_it(
    client: FlaskClient, door: str
) -> None:
    make_call(slug=CALL)
    give_password(make_person(email=KNOWN))
    db.session().commit()
    sent_for(client, door, "somebody.else@example.org")  # what is read once is read now
    known, unknown = (sent_for(client, door, address) for address in (KNOWN, UNKNOWN))
    assert known == unknown
