"""What people type, and every secret handed out, stays out of the logs and of the journal."""

import io
import json
import uuid
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
from tests.contracts.bodies.kinds import Form
from tests.contracts.bodies.table import WRITES
from tests.contracts.forms.table import FORMS, UPLOADS
from tests.contracts.matrix.requests import reference_values
from tests.contracts.papers import BORN, FAMILY, GIVEN, POSTED_TO
from tests.contracts.told import secrets_told
from tests.contracts.village import LENS, SECRETS, Village, build
from tests.proof_factories import everything

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
SHORTEST = 5
# What goes wrong is quoted more often than what goes well: each field is sent with this in it too.
MARK = "Confidence"
PHONE = "+33639981234"  # the one of the tables, as it is kept
FAULTS = (f"{MARK}\x00e", MARK * 400, MARK)
ASKED = ("q", "suite", "apres", "cursor", "email", "state", "error_description")
LAST = {"/deconnexion", "/moi/effacer"}  # after them there is nobody any more
OPEN_ANSWERS = {"proposing.similar"}  # 200 with public ideas: nothing to copy
# Forms whose answer, or the page it leads to, shows a secret. Those of `status=200` show what is
# never shown again; a program that keeps no secret is shown none.
SHOWING: dict[str, dict[str, str]] = {
    name: {}
    for name, form in FORMS.items()
    if form.status == 200 and not form.path.startswith("/oauth/") and name not in OPEN_ANSWERS
} | {
    "co_authors.invite": {"email": ""},
    "following.make_code": {},
    "programs.register": {"kind": "site"},
    "proofs.make_code": {},
    "relay_opinions.note_support": {},
    "second_key.start": {},
}
LETTERS = "/administration/courriers"


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
    handed_out = {secret for answer in _answers(client, village) for secret in secrets_told(answer)}
    assert len(handed_out) > 10
    drain()
    said = _said(capfd)
    assert {value for value in typed | handed_out | {MARK} if value in said} == set()
    assert _kept_anywhere(handed_out) == set()


def test_what_pages_show_once_is_nowhere_else(
    client: FlaskClient,
    village: Village,
    drain: Callable[[], int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    shown = {name: _shown_after(client, village, name) for name in SHOWING}
    _sign_in(client, village, "staff")
    shown["letters"] = secrets_told(client.get(LETTERS))
    assert {name for name, secrets in shown.items() if not secrets} == set()
    drain()
    secrets = {secret for found in shown.values() for secret in found}
    said = _said(capfd)
    assert {secret for secret in secrets if secret in said} == set()
    assert _kept_anywhere(secrets) == set()


def _shown_after(client: FlaskClient, village: Village, name: str) -> set[str]:
    """What somebody reads who sends this form and goes where it leads."""
    form = FORMS[name]
    _sign_in(client, village, form.who)
    values = village.filled(form.values | SHOWING[name])
    path = form.path.format_map(village.ids)
    answer = client.post(path, data=form.sent(values), headers=SAME_SITE)
    if answer.status_code == 303:
        answer = client.get(answer.location)
    return secrets_told(answer)


def _sign_in(client: FlaskClient, village: Village, who: str) -> None:
    client.delete_cookie("beffroi_session")
    if who:
        client.set_cookie("beffroi_session", village.tokens[who])


def _said(capfd: pytest.CaptureFixture[str]) -> str:
    """The logs, which were really heard, and the journal."""
    said = "".join(capfd.readouterr())
    assert "status=" in said or '"status"' in said
    return said + _journal()


def _kept_anywhere(secrets: set[str]) -> set[str]:
    """Those that the database holds in clear, in any table: answers kept for a replay, too."""
    kept = everything(db.session())
    return {secret for secret in secrets if secret in kept}


def _answers(client: FlaskClient, village: Village) -> Iterator[TestResponse]:
    """Each operation with each field wrong, then as it should be."""
    for write in WRITES:
        url = write.path.format_map(village.ids)
        headers = village.headers(write.who) | write.headers
        body = village.filled(write.body)
        for sent in (*_faulty(body), body):
            once = {"Idempotency-Key": uuid.uuid4().hex} if write.method == "POST" else {}
            yield client.open(url, method=write.method, json=sent, headers=once | headers)
    _read_everything(client, village)
    for form in sorted((FORMS | UPLOADS).values(), key=lambda form: form.path in LAST):
        _sign_in(client, village, form.who)
        values = village.filled(form.values)
        for sent in (*_faulty(values), values):
            path = form.path.format_map(village.ids)
            yield client.post(path, data=sent | _files(form), headers=SAME_SITE)


def _files(form: Form) -> dict[str, tuple[io.BytesIO, str]]:
    """The files of the form, under the names that people give to theirs."""
    return {name: (io.BytesIO(file), f"{MARK}.jpg") for name, file in form.files.items()}


def _read_everything(client: FlaskClient, village: Village) -> None:
    """Each page and each list, searched for something, by a browser that says whence it comes."""
    routes = client.application.url_map.iter_rules()
    read = (rule for rule in routes if "GET" in (rule.methods or ()))
    paths = sorted(rule.rule for rule in read if not rule.arguments)
    headers = {"Referer": f"http://localhost/idees?q={MARK}", "User-Agent": MARK}
    for who in ("", "staff", "administrator"):
        _sign_in(client, village, who)
        for path in paths:
            client.get(path, query_string=dict.fromkeys(ASKED, MARK), headers=headers)


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
            yield from value.strip().split("\n")


def _journal() -> str:
    rows = db.session().scalars(select(StoredEvent.payload))
    letters = db.session().scalars(select(DeadLetter.error))
    return json.dumps([*rows], ensure_ascii=False) + " ".join(letters)
