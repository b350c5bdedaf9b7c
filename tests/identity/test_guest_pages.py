"""Taking part without an account on pages and by the API: proof, act, follow code, account."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from beffroi.contributions.models import Comment, Idea, Support
from beffroi.core import clock as core_clock
from beffroi.core import db, sms
from beffroi.core.clock import now
from beffroi.identity.models import OneTimeCode, Person, Session
from tests.factories import make_call, make_idea, make_person
from tests.guest_factories import Mails, ask_code, digits_of, guest_client
from tests.support.people import SignIn

CODE_BIG = re.compile(r'class="code-big">([A-Z0-9-]+)<')
LINK = re.compile(r"http://localhost(/connexion/lien/[\w-]+)")
EVIL = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


def supports(idea_id: str) -> int:
    counter = select(Idea.support_count).where(Idea.id == uuid.UUID(idea_id))
    return db.session().scalar(counter) or 0


def kept_idea() -> str:
    idea = make_idea()
    db.session().commit()
    return str(idea.id)


def test_a_support_by_nobody_leads_to_the_proof_and_back_to_the_idea(
    browser: FlaskClient, drain: Callable[[], int], mails: Mails
) -> None:
    idea_id = kept_idea()
    page = f"http://localhost/idees/{idea_id}"
    sent = browser.post(
        f"/idees/{idea_id}/soutien", data={"soutien": "oui"}, headers={"Referer": page}
    )
    assert (sent.status_code, sent.location) == (303, f"/participer?suite=/idees/{idea_id}")
    ways = browser.get(sent.location)
    assert "Comment voulez-vous montrer que vous êtes une personne" in ways.text
    asked = browser.post(
        "/participer", data={"email": "amina@example.org", "suite": f"/idees/{idea_id}"}
    )
    assert asked.location.startswith("/participer/code?demande=")
    form = browser.get(asked.location)
    assert 'autocomplete="one-time-code"' in form.text
    assert 'inputmode="numeric"' in form.text
    drain()
    code = {"demande": asked.location.partition("=")[2], "code": digits_of(mails()[0])}
    entered = browser.post("/participer/code", data=code)
    assert (entered.status_code, entered.location) == (303, f"/idees/{idea_id}")
    browser.post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"})
    assert supports(idea_id) == 1
    assert "Vous soutenez cette idée" in browser.get(f"/idees/{idea_id}").text


def test_a_guest_has_no_page_of_an_account(browser: FlaskClient) -> None:
    guest_client(browser)
    for path in ("/moi", "/moi/sessions", "/moi/messages", "/moderation"):
        assert browser.get(path).location == f"/connexion?suite={path}"
    assert browser.get("/api/v1/me").status_code == 401


def test_a_guest_comments_under_the_name_they_say(browser: FlaskClient) -> None:
    idea_id = kept_idea()
    guest_client(browser)
    assert 'name="author_name"' in browser.get(f"/idees/{idea_id}").text
    form = {"body": "Bonne idée, et près de l’arrêt aussi.", "author_name": "Zoé"}
    assert browser.post(f"/idees/{idea_id}/commentaires", data=form).status_code == 303
    assert db.session().scalars(select(Comment.author_name)).one() == "Zoé"
    assert 'name="author_name"' not in browser.get(f"/idees/{idea_id}").text
    browser.post(f"/idees/{idea_id}/commentaires", data={"body": "Une deuxième remarque."})
    assert set(db.session().scalars(select(Comment.author_name))) == {"Zoé"}


def test_a_guest_sends_an_idea_and_follows_it(browser: FlaskClient) -> None:
    call = make_call()
    db.session().commit()
    guest_client(browser)
    path = f"/appels/{call.slug}/proposer"
    where = browser.post(path, data={"title": "Un banc", "body": "Près de l’école."}).location
    contact = browser.post(where, data={}).location
    assert 'name="email"' not in browser.get(contact).text
    done = browser.post(contact, data={"author_name": "Zoé"})
    assert done.status_code == 303, done.text
    assert 'href="/suivi"' in browser.get(done.location).text
    idea = db.session().scalars(select(Idea)).one()
    assert (idea.author_name, idea.author_confirmed) == ("Zoé", True)
    assert "Un banc" in browser.get("/suivi").text
    assert browser.get(f"/idees/{idea.id}/suivi").status_code == 200


def test_the_follow_code_brings_back_from_another_device(app: Flask, browser: FlaskClient) -> None:
    idea_id = kept_idea()
    guest_client(browser).post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"})
    made = browser.post("/suivi/code")
    assert (made.status_code, made.location) == (303, "/suivi/code")
    shown = CODE_BIG.search(browser.get("/suivi/code").text)
    assert shown is not None
    other = app.test_client()
    entered = other.post("/suivi", data={"code": shown[1].lower()})
    assert (entered.status_code, entered.location) == (303, "/suivi")
    assert "Un banc près de l’école" in other.get("/suivi").text
    wrong = app.test_client().post("/suivi", data={"code": "K7QM-2XRA-9DTE-HJ4C"})
    assert wrong.status_code == 422


def test_a_guest_keeps_an_account_by_the_link_of_a_mail(
    app: Flask, browser: FlaskClient, drain: Callable[[], int], mails: Mails
) -> None:
    idea_id = kept_idea()
    guest_client(browser).post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"})
    drain()
    asked = browser.post("/suivi/compte", data={"email": "compte@example.org"})
    assert asked.location == "/connexion/envoye"
    drain()
    link = _link(mails()[-1])
    elsewhere = app.test_client()
    elsewhere.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    entered = elsewhere.post(link)
    assert entered.location.startswith("/suivi/rattacher?ticket=")
    page = elsewhere.get(entered.location)
    assert "Un banc près de l’école" in page.text
    assert supports(idea_id) == 1
    ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert ticket is not None
    for _ in range(2):
        assert elsewhere.post("/suivi/rattacher", data={"ticket": ticket[1]}).location == "/moi"
    owner = db.session().scalars(select(Support.person_id)).one()
    assert db.session().get_one(Person, owner).email == "compte@example.org"
    assert supports(idea_id) == 1
    assert browser.get("/suivi").text.count("Code de suivi") > 0  # the guest's session is gone


def test_an_account_takes_what_was_done_under_a_code(
    app: Flask, browser: FlaskClient, sign_in: SignIn
) -> None:
    idea_id = kept_idea()
    guest_client(browser).post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"})
    code = guest_code(browser)
    owner = sign_in(make_person())
    page = owner.post("/suivi", data={"code": code})
    assert page.status_code == 200
    assert "Un banc près de l’école" in page.text
    assert owner.post("/suivi/rattacher", data={"code": code}).location == "/moi"
    other = sign_in(make_person())
    assert other.post("/suivi", data={"code": code}).status_code == 409
    assert other.post("/suivi/rattacher", data={"code": code}).status_code == 409


def test_a_wrong_code_is_counted_although_it_is_refused(browser: FlaskClient) -> None:
    code_id, digits = ask_code()
    db.session().commit()
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    form = {"demande": str(code_id), "code": wrong}
    answers = [browser.post("/participer/code", data=form) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [410]
    assert "Il reste 4 essais" in answers[0].text
    last = browser.post("/participer/code", data=form | {"code": digits})
    assert last.status_code in {410, 429}
    assert db.session().scalar(select(func.count()).select_from(Session)) == 0


def test_a_known_address_and_an_unknown_one_are_answered_alike(browser: FlaskClient) -> None:
    make_person(email="connue@example.org")
    db.session().commit()
    answers = [
        browser.post("/participer", data={"email": f"{name}@example.org", "suite": "/"})
        for name in ("connue", "inconnue")
    ]
    assert {(a.status_code, a.location.partition("=")[0]) for a in answers} == {
        (303, "/participer/code?demande")
    }
    pages = [
        browser.get(a.location).text.replace(a.location.partition("=")[2], "") for a in answers
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("evil", EVIL)
def test_the_way_back_never_leaves_the_site(browser: FlaskClient, evil: str) -> None:
    asked = browser.post("/participer", data={"email": "amina@example.org", "suite": evil})
    code_id = asked.location.partition("=")[2]
    assert db.session().scalars(select(OneTimeCode.next_path)).one() == "/"
    from beffroi.identity.services import codes

    owed = codes.code_to_send(db.session().scalars(select(OneTimeCode.id)).one())
    assert owed is not None
    entered = browser.post("/participer/code", data={"demande": code_id, "code": owed.digits})
    assert entered.location == "/"
    assert browser.get("/participer", query_string={"suite": evil}).location == "/"


def test_a_new_session_replaces_the_one_the_browser_had(browser: FlaskClient) -> None:
    guest_client(browser, "premiere@example.org")
    first = db.session().scalars(select(Session)).one()
    guest_client(browser, "deuxieme@example.org")
    db.session().refresh(first)
    assert first.revoked_at is not None


def test_the_cookie_of_a_guest_lasts_two_hours_out_of_reach_of_scripts(
    browser: FlaskClient,
) -> None:
    code_id, digits = ask_code()
    db.session().commit()
    answer = browser.post("/participer/code", data={"demande": str(code_id), "code": digits})
    cookies = answer.headers.getlist("Set-Cookie")
    [cookie] = [one for one in cookies if one.startswith("beffroi_session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=7200" in cookie


def test_a_guest_is_nobody_after_two_hours(browser: FlaskClient) -> None:
    idea_id = kept_idea()
    guest_client(browser)
    with core_clock.at(now() + timedelta(hours=2, minutes=1)):
        answer = browser.post(f"/idees/{idea_id}/soutien", data={"soutien": "oui"})
    assert answer.location.startswith("/participer?suite=")


def test_a_form_of_another_site_opens_nothing(client: FlaskClient) -> None:
    code_id, digits = ask_code()
    db.session().commit()
    form = {"demande": str(code_id), "code": digits}
    answer = client.post("/participer/code", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_an_sms_holds_the_code_in_its_own_alphabet_and_the_line_telephones_read(
    app: Flask, browser: FlaskClient, drain: Callable[[], int]
) -> None:
    asked = browser.post("/participer/sms", data={"telephone": "06 12 34 56 78", "suite": "/idees"})
    assert asked.status_code == 303, asked.text
    drain()
    folder = sms.sms_folder(app.extensions["beffroi_settings"])
    [kept] = [json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.json")]
    assert kept["to"] == "+33612345678"
    said, _, last = kept["text"].rpartition("\n")
    assert re.fullmatch(r"@localhost #[0-9]{6}", last)
    assert said.startswith(last[-6:])
    assert len(kept["text"]) <= 160
    assert set(kept["text"]) <= GSM
    assert last[-6:] in browser.get("/courrier").text
    form = {"demande": asked.location.partition("=")[2], "code": last[-6:]}
    assert browser.post("/participer/code", data=form).location == "/idees"


def test_without_a_gateway_the_way_by_sms_is_not_offered(
    app: Flask, browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, sms.EXTENSION, sms.NoSender())
    assert "/participer/sms" not in browser.get("/participer").text
    assert 'name="telephone"' not in browser.get("/participer/sms").text
    refused = browser.post("/participer/sms", data={"telephone": "0612345678"})
    assert refused.status_code == 503


def test_a_mail_is_written_in_the_language_of_the_page(
    browser: FlaskClient, drain: Callable[[], int], mails: Mails
) -> None:
    browser.post("/participer?lang=en", data={"email": "amina@example.org", "suite": "/"})
    drain()
    assert mails()[0]["Content-Language"] == "en"


def guest_code(browser: FlaskClient) -> str:
    browser.post("/suivi/code")
    shown = CODE_BIG.search(browser.get("/suivi/code").text)
    assert shown is not None
    return shown[1]


def _link(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found is not None
    return found[1]


# GSM 03.38, basic set: one of these signs is one of the 160 of a message.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
