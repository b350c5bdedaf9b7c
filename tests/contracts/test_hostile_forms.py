"""Every form of the pages with what no browser sends: the page says so, and nothing is written."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.identity import services as identity
from tests.contracts.counting import counts
from tests.contracts.village import CALL, PLACE, STRUCTURE, Village, build

BAD_TEXTS = {
    "null byte": "Un\x00banc",
    "control": "Un\x1bbanc",
    "right-to-left override": "Un \u202ebanc",
    "10,000 signs": "b" * 10_000,
    "invisible": "\u200b\u2060",
}
SCRIPT = "<script>alert(1)</script>"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Form:
    """A form as a page sends it; what is in `checked` must be right, the rest is steering."""

    path: str
    who: str = ""
    checked: dict[str, str] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, str]:
        return self.checked | self.carried


STEP = f"/appels/{CALL}/proposer/{{draft}}"
FORMS = {
    "proposing.keep_what": Form(
        f"/appels/{CALL}/proposer", "",
        {"title": "Un banc", "body": "À l’ombre."}, {"brouillon": "", "quartier": PLACE},
    ),
    "proposing.keep_where": Form(
        f"{STEP}/lieu", "", {"neighbourhood": PLACE, "themes": "cadre-de-vie"}
    ),
    "proposing.send": Form(
        f"{STEP}/contact", "", {"author_name": "Zoé", "email": "zoe@example.org"},
        {"idempotency_key": "x"}, frozenset({"author_name"}),
    ),
    "acting.support": Form("/idees/{public_idea}/soutien", "resident", {}, {"soutien": "oui"}),
    "acting.comment": Form("/idees/{public_idea}/commentaires", "resident", {"body": "D’accord."}),
    "acting.confirm": Form("/idees/{asked_idea}/suivi", "resident"),
    "acting.revise": Form(
        "/idees/{asked_idea}/modifier", "resident",
        {"title": "Un banc", "body": "À l’ombre.", "seen_version": "1"},
    ),
    "acting.move": Form(
        "/idees/{public_idea}/etape", "staff",
        {"stage": "not_kept", "answer": "Trop cher.", "structure": STRUCTURE}, {},
        frozenset({"answer"}),
    ),
    "identity.ask_link": Form("/connexion", "", {"email": "zoe@example.org"}, {"suite": "/moi"}),
    "identity.use_link": Form("/connexion/lien/{token}"),
    "identity.use_demo_account": Form(
        "/connexion/demo", "", {"person_id": "{person}"}, {"suite": "/moi"}
    ),
    "identity.sign_out": Form("/deconnexion", "resident"),
    "account.change_myself": Form(
        "/moi", "resident", {"display_name": "Zohra", "locale": "fr"}
    ),
    "account.close_session": Form("/moi/sessions/{session}/fermer", "resident"),
    "account.choose_language": Form("/langue", "", {"langue": "fr"}, {"retour": "/"}),
    "notifications.open_message": Form("/moi/messages/{message}/ouvrir", "resident"),
    "notifications.read_all": Form("/moi/messages/lus", "resident"),
    "moderation.decide_case": Form(
        "/moderation/{case}", "moderator",
        {
            "outcome": "refuse", "seen_version": "1", "reason_code": "attack",
            "words": "Restez courtois.", "structure": STRUCTURE,
        },
        {}, frozenset({"words"}),
    ),
}  # fmt: skip
CHECKED = {name: form for name, form in FORMS.items() if form.checked}
IN_ORDER = sorted(FORMS.values(), key=lambda form: form.path == "/deconnexion")  # the last one
ADDRESSES = (
    "/idees?q=%00&quartier=%FF&theme=%00&tri=x&apres=%00", "/idees?apres=WyJ4Il0",
    "/idees?statut=x", "/quartiers?q=%00%FF", "/quartiers/%00", "/idees/%00", "/appels/%FF",
    f"/appels/{CALL}/proposer?brouillon=x&quartier=%00", "/connexion?suite=//evil.example",
    "/connexion/lien/%00", "/courrier/..%2F..%2Fetc%2Fpasswd", "/static/x/..%2F..%2Fsettings",
    "/moderation?quartier=%00&type=%FF&retard=x&apres=%00", "/?lang=%00", "/" + "a" * 9_000,
)  # fmt: skip
EVERY_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
EVERY_CHECKED_FORM = pytest.mark.parametrize("form", CHECKED.values(), ids=CHECKED)


@pytest.fixture
def village(app: Flask, drain: Callable[[], int]) -> Village:
    """Rows for every path, one of the people being there to try the demonstration."""
    made = build(app, drain)
    person = identity.person(uuid.UUID(made.ids["person"]))
    assert person is not None
    identity.offer_demo_accounts(app, (person.email or "",))
    return made


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
    assert _send(client, village, form, form.values) == 303


@EVERY_CHECKED_FORM
def test_a_field_that_cannot_be_taken_brings_the_form_back(
    client: FlaskClient, village: Village, form: Form
) -> None:
    before = counts()
    for name in form.checked:
        for what, bad in BAD_TEXTS.items():
            if what == "invisible" and name in form.optional:
                continue
            status = _send(client, village, form, form.values | {name: bad})
            assert status in {404, 422}, f"{name}, {what}"
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
        _enter(client, village, "moderator" if path.startswith("/moderation") else "")
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
    known = {
        name: village.ids["person"] if value == "{person}" else value
        for name, value in values.items()
    }
    _enter(client, village, form.who)
    path = form.path.format_map(village.ids)
    return client.post(path, data=known, headers=headers).status_code


def _send_raw(client: FlaskClient, village: Village, form: Form, body: bytes, kind: str) -> int:
    _enter(client, village, form.who)
    path = form.path.format_map(village.ids)
    return client.post(path, data=body, content_type=kind, headers=SAME_SITE).status_code


def _enter(client: FlaskClient, village: Village, who: str) -> None:
    """The session as a browser keeps it; a form may have ended the last one."""
    client.delete_cookie("beffroi_session")
    if who:
        client.set_cookie("beffroi_session", village.tokens[who])
