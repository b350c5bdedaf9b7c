"""Whoever reads in English meets no French of ours: pages, errors, refused forms, mails, API."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from beffroi.core.problems import Problem, answer
from beffroi.moderation.labels import _WORDS as FOUND
from beffroi.moderation.labels import words_of
from beffroi.moderation.reasons import REASONS
from beffroi.settings import Settings
from tests.contracts import english_town
from tests.contracts.english_town import Town
from tests.contracts.forms.table import FORMS
from tests.support import leftovers
from tests.support.people import SignIn

ENGLISH = {"Accept-Language": "en"}
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
NOT_PAGES = {
    "assets.serve",
    "consent.metadata",
    "mail_room.one_mail",  # the mails have their own test
    "operations.health",
    "operations.metrics",
    "portal.gallery",  # shows the macros to whoever writes templates
    "notebook.worker",
    "draft_photos.look",
    "heard.hear",
    "telling.listen",
    "writing_down.listen",
    "idea_photos.show",
    "reference.openapi",
    "rights.take_archive",  # a file, in the language of its reader
}
OTHER_STATES = (
    ("/quartiers?q=nowhere", ""),
    ("/idees?q=bench&quartier=cite-des-brebis&tri=soutiens&statut=open", ""),
    ("/idees?q=nowhere", ""),
    ("/idees/{stage not_kept}", "staff"),
    ("/idees/{idea_id}?tri=discutes&position=pour", "resident"),
    ("/idees/{idea_id}?tri=discutes", ""),
    ("/idees/{idea_id}/commentaires/{comment_id}", "resident"),
    ("/idees/{waiting}", "resident"),
    ("/idees/{asked}/suivi", "resident"),
    ("/idees/{refused}/suivi", "resident"),
    ("/idees/{asked}/modifier", "resident"),
    ("/idees/{asked}/retirer", "resident"),
    ("/appels/{call}/proposer/{draft_id}/contact", ""),
    ("/appels/{call}/proposer/{sent}/merci", "resident"),
    ("/reponses-attendues/{office}", ""),
    ("/a-repondre/{request_id}", "holder"),
    ("/a-repondre", "holder"),
    ("/moderation/{decided}", "moderator"),
    ("/moderation?retard=oui", "moderator"),
    ("/administration/appels/{draft_call}", "staff"),
    ("/administration/appels/{draft_call}/calendrier", "staff"),
    ("/moi/idees", "newcomer"),
    ("/moi/messages", "newcomer"),
    ("/moderation", "resident"),
    ("/idees/{case_id}", ""),
    ("/nulle-part", "resident"),
    ("/connexion/lien/perdu", ""),
)


@pytest.fixture
def database_url(one_database: str) -> str:
    """Words do not depend on the database."""
    return one_database


@pytest.fixture
def town(app: Flask, clock: datetime, drain: Callable[[], int]) -> Town:
    return english_town.build(drain)


@pytest.fixture
def names(app: Flask, settings: Settings) -> frozenset[str]:
    return english_town.names(settings)


@pytest.fixture
def readers(app: Flask, town: Town, sign_in: SignIn) -> dict[str, FlaskClient]:
    """Everybody, and "" who has no session but a browser in English."""
    people = {name: sign_in(person) for name, person in town.people.items()}
    for client in people.values():
        client.get("/")  # takes the welcome, said in the language of the browser that came
    return {"": app.test_client(), **people}


def left_in(client: FlaskClient, path: str, names: frozenset[str]) -> list[str]:
    answer = client.get(path, headers=ENGLISH, follow_redirects=True)
    html = answer.get_data(as_text=True)
    assert '<html lang="en"' in html, f"{path}: {answer.status_code}"
    return [f"{path}: {text}" for text in leftovers.in_page(html, names)]


def addresses(app: Flask, town: Town) -> Iterator[str]:
    """Every page of the application once, with things of the town in its address."""
    for endpoint, rule in english_town.page_rules(app).items():
        if endpoint not in NOT_PAGES:
            path = rule.replace("/appels/<slug:slug>", f"/appels/{town.fill('call')}")
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: town.fill(found[1]), path)


def test_no_page_is_left_in_french(
    app: Flask, town: Town, readers: dict[str, FlaskClient], names: frozenset[str]
) -> None:
    town.ids["token"] = "gone"
    found = [
        text
        for path in addresses(app, town)
        for who in ("", "guest", "resident", "relay", "moderator", "staff", "administrator")
        for text in left_in(readers[who], path, names)
    ]
    assert not found, "\n".join(found)


def test_no_other_state_of_a_page_is_left_in_french(
    town: Town, readers: dict[str, FlaskClient], names: frozenset[str]
) -> None:
    found = [
        text
        for path, who in OTHER_STATES
        for text in left_in(readers[who], path.format_map(town.ids), names)
    ]
    assert not found, "\n".join(found)


# What each form says when it is sent empty, and when what it holds cannot be.
WRONG = {"title": "", "body": "b" * 9_000, "email": "zoe", "author_name": "\u202e", "themes": "no"}
ENDS_A_SESSION = {"/deconnexion", "/moi/effacer"}
PATHS = {"public_idea": "idea_id", "asked_idea": "asked", "case": "case_id", "draft": "draft_id"}


class Places(dict[str, object]):
    """What the town has; a thing it has not is looked for in vain."""

    def __missing__(self, name: str) -> str:
        return english_town.NOWHERE


@pytest.mark.parametrize("sent", [{}, WRONG], ids=["empty", "wrong"])
def test_no_refused_form_is_left_in_french(
    town: Town, readers: dict[str, FlaskClient], names: frozenset[str], sent: dict[str, str]
) -> None:
    places = town.ids | {ours: town.ids[theirs] for ours, theirs in PATHS.items()}
    found = []
    for form in FORMS.values():
        if form.path in ENDS_A_SESSION:
            continue
        path = form.path.replace("mon-quartier-demain", town.fill("call"))
        address = path.format_map(Places(places))
        reader = readers.get(form.who, readers["resident"])
        html = reader.post(address, data=sent, headers=ENGLISH | SAME_SITE).text
        found += [f"{address}: {text}" for text in leftovers.in_page(html, names)]
    assert not found, "\n".join(found)


def every(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every(below)


def test_no_problem_is_left_in_french(app: Flask, names: frozenset[str]) -> None:
    for kind in every(Problem):
        with app.test_request_context("/api/v1/x?lang=en"):
            body = answer(kind()).get_json()
        assert leftovers.in_text(f"{body['title']}. {body['detail']}", names) == [], kind
        with app.test_request_context("/x?lang=en"):
            html = answer(kind()).get_data(as_text=True)
        assert leftovers.in_page(html, names) == [], kind


def test_no_mail_is_left_in_french(
    town: Town,
    readers: dict[str, FlaskClient],
    mails: Callable[[], list[EmailMessage]],
    drain: Callable[[], int],
    names: frozenset[str],
) -> None:
    readers[""].post("/connexion", data={"email": town.people["resident"].email}, headers=SAME_SITE)
    drain()
    letters = mails()
    assert len(letters) > 20
    for mail in letters:
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        assert leftovers.in_text(mail["Subject"], names) == []
        assert leftovers.in_text(text.get_content(), names) == []
        assert leftovers.in_page(html.get_content(), names) == []


def test_every_finding_of_the_screening_has_its_english(app: Flask) -> None:
    with force_locale("en"):
        for label in FOUND:
            words = words_of(label)
            assert leftovers.in_text(f"{words.name}. {words.why}") == []


def test_every_reason_has_its_english(app: Flask) -> None:
    with force_locale("en"):
        for reason in REASONS.values():
            said = (reason.label, reason.plain, reason.ask_change, reason.refuse)
            assert leftovers.in_text(" ".join(str(words) for words in said)) == []
