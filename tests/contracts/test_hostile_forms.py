"""Every form of the pages with what no browser sends: the page says so, and nothing is written."""

from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.contracts.bodies.kinds import Form
from tests.contracts.conftest import Settled
from tests.contracts.counting import counts
from tests.contracts.forms.table import FORMS
from tests.contracts.village import CALL, LENS, Village

BAD_TEXTS = {
    "null byte": "Un\x00banc",
    "control": "Un\x1bbanc",
    "right-to-left override": "Un \u202ebanc",
    "10,000 signs": "b" * 10_000,
    "invisible": "\u200b\u2060",
}
SCRIPT = "<script>alert(1)</script>"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


CHECKED = {name: form for name, form in FORMS.items() if form.checked}
LAST = ("/deconnexion", "/moi/effacer")  # nothing can be tried after them
IN_ORDER = sorted(FORMS.values(), key=lambda form: form.path in LAST)
ADDRESSES = (
    "/idees?q=%00&quartier=%FF&theme=%00&tri=x&apres=%00", "/idees?apres=WyJ4Il0",
    "/idees?statut=x", "/quartiers?q=%00%FF", "/quartiers/%00", "/idees/%00", "/appels/%FF",
    f"/appels/{CALL}/proposer?brouillon=x&quartier=%00", "/connexion?suite=//evil.example",
    "/connexion/lien/%00", "/courrier/..%2F..%2Fetc%2Fpasswd", "/static/x/..%2F..%2Fsettings",
    "/moderation?quartier=%00&type=%FF&retard=x&apres=%00", "/?lang=%00", "/" + "a" * 9_000,
)  # fmt: skip
EVERY_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@pytest.fixture
def village(settled: Settled) -> Village:
    """Rows for every path, one of the people being there to try the demonstration."""
    return settled.villages[LENS.contract]


@pytest.fixture
def client(settled: Settled) -> FlaskClient:
    """Somebody without a session."""
    return settled.app.test_client()


def test_every_form_of_the_site_is_tried(app: Flask) -> None:
    forms = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }
    assert forms == set(FORMS)


@EVERY_FORM
def test_the_form_as_a_browser_sends_it_is_taken(
    client: FlaskClient, village: Village, form: Form
) -> None:
    assert _send(client, village, form, form.values) == form.status


def test_a_field_that_cannot_be_taken_brings_the_form_back(
    client: FlaskClient, village: Village
) -> None:
    before, taken = counts(), []
    for endpoint, form in CHECKED.items():
        for name, (what, bad) in product(form.checked, BAD_TEXTS.items()):
            if what == "invisible" and name in form.optional:
                continue
            status = _send(client, village, form, form.values | {name: bad})
            if status not in {404, 422}:
                taken.append(f"{endpoint}: {name}, {what}: {status}")
    assert taken == []
    assert counts() == before


def test_what_only_steers_breaks_nothing(client: FlaskClient, village: Village) -> None:
    for form in IN_ORDER:
        for bad in (*BAD_TEXTS.values(), SCRIPT, "//evil.example", "javascript:alert(1)"):
            for name in (*form.carried, "csrf_token", "intruder"):
                status = _send(client, village, form, form.values | {name: bad})
                assert status < 500, f"{form.path}: {name}"


def test_bytes_that_are_no_form_break_nothing(client: FlaskClient, village: Village) -> None:
    many = "&".join(f"x{number}=1" for number in range(2_000)).encode()
    for form in IN_ORDER:
        broken = "&".join(f"{name}=%FF%FE%C3%28" for name in form.values).encode()
        for body in (broken, many, b"\xff\xfe=\x00", b"=&&=;", b"b" * 300_000):
            for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
                assert _send_raw(client, village, form, body, kind) < 500, f"{form.path}: {kind}"


def test_a_form_of_another_site_is_refused(client: FlaskClient, village: Village) -> None:
    before = counts()
    for form in FORMS.values():
        status = _send(client, village, form, form.values, {"Sec-Fetch-Site": "cross-site"})
        assert status == 403, form.path
    assert counts() == before


def test_an_address_that_makes_no_sense_breaks_nothing(
    client: FlaskClient, village: Village
) -> None:
    for path in ADDRESSES:
        _enter(client, village, Form(path, "moderator" if path.startswith("/moderation") else ""))
        answer = client.get(path)
        assert answer.status_code < 500, path
        assert "evil.example" not in answer.headers.get("Location", "")


def _send(
    client: FlaskClient,
    village: Village,
    form: Form,
    values: dict[str, str],
    headers: dict[str, str] = SAME_SITE,
) -> int:
    _enter(client, village, form)
    path, data = form.path.format_map(village.ids), form.sent(village.filled(values))
    return client.post(path, data=data, headers=headers).status_code


def _send_raw(client: FlaskClient, village: Village, form: Form, body: bytes, kind: str) -> int:
    _enter(client, village, form)
    path = form.path.format_map(village.ids)
    return client.post(path, data=body, content_type=kind, headers=SAME_SITE).status_code


def _enter(client: FlaskClient, village: Village, form: Form) -> None:
    """The cookies as a browser keeps them; a form may have ended the last session."""
    client.delete_cookie("beffroi_session")
    if form.who:
        client.set_cookie("beffroi_session", village.tokens[form.who])
    for name, value in village.filled(form.cookies).items():
        client.set_cookie(name, value)
