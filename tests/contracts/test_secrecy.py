"""What people type, and every secret handed out, stays out of the logs and of the journal."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from beffroi.core import db
from beffroi.core.events import StoredEvent
from beffroi.core.outbox import DeadLetter
from tests.contracts.bodies.table import WRITES
from tests.contracts.forms.table import FORMS
from tests.contracts.matrix.requests import reference_values
from tests.contracts.papers import BORN, FAMILY, GIVEN, POSTED_TO
from tests.contracts.village import LENS, SECRETS, Village, build

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
SHORTEST = 5
# What goes wrong is quoted more often than what goes well: each field is sent with this in it too.
MARK = "Confidence"
PHONE = "+33639981234"  # the one of the tables, as it is kept
FAULTS = (f"{MARK}\x00e", MARK * 400, MARK)
HANDED_OUT = {
    "access_token", "code", "codes", "recovery_codes", "refresh_token", "secret", "token", "uri",
}  # fmt: skip
LAST = {"/deconnexion", "/moi/effacer"}  # after them there is nobody any more


@pytest.fixture
def village(app: Flask, drain: Callable[[], int]) -> Village:
    """Rows for every path."""
    return build(app, drain, LENS)


def test_nothing_typed_reaches_the_logs_or_the_journal(
    client: FlaskClient,
    village: Village,
    drain: Callable[[], int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    typed = set(_typed(village))
    assert len(typed) > 55
    handed_out = {secret for answer in _answers(client, village) for secret in _secrets(answer)}
    assert len(handed_out) > 10
    drain()
    said = "".join(capfd.readouterr()) + _journal()
    assert "status=" in said or '"status"' in said  # the logs were really heard
    assert {value for value in typed | handed_out | {MARK} if value in said} == set()


def _answers(client: FlaskClient, village: Village) -> Iterator[TestResponse]:
    """Each operation with each field wrong, then as it should be."""
    for write in WRITES:
        url = write.path.format_map(village.ids)
        headers = village.headers(write.who) | write.headers
        body = village.filled(write.body)
        for sent in (*_faulty(body), body):
            yield client.open(url, method=write.method, json=sent, headers=headers)
    for form in sorted(FORMS.values(), key=lambda form: form.path in LAST):
        client.delete_cookie("beffroi_session")
        if form.who:
            client.set_cookie("beffroi_session", village.tokens[form.who])
        values = village.filled(form.values)
        for sent in (*_faulty(values), values):
            path = form.path.format_map(village.ids)
            yield client.post(path, data=form.sent(sent), headers=SAME_SITE)


def _faulty(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, value in body.items():
        if isinstance(value, str):
            yield from (dict(body) | {name: fault} for fault in FAULTS)


def _typed(village: Village) -> Iterator[str]:
    """Every value that only a person, or our own dice, could have chosen."""
    yield from village.tokens.values()
    yield from (village.ids[name] for name in SECRETS)
    yield from (FAMILY, GIVEN, BORN, PHONE, *POSTED_TO.split("\n"))
    bodies = [write.body for write in WRITES] + [form.checked for form in FORMS.values()]
    known = reference_values()
    for value in (value for body in bodies for value in body.values()):
        if isinstance(value, str) and len(value) >= SHORTEST and value not in known:
            yield from value.split("\n")


def _secrets(answer: TestResponse) -> Iterator[str]:
    """What an answer of the API tells once."""
    told = answer.get_json(silent=True) if answer.is_json and answer.status_code < 300 else None
    if not isinstance(told, dict):
        return
    for name in HANDED_OUT & told.keys():
        yield from told[name] if isinstance(told[name], list) else filter(None, [told[name]])


def _journal() -> str:
    rows = db.session().scalars(select(StoredEvent.payload))
    letters = db.session().scalars(select(DeadLetter.error))
    return json.dumps([*rows], ensure_ascii=False) + " ".join(letters)
