"""The desk: what waits, a case with what was found, a decision, then the next case."""

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from beffroi.core import db
from beffroi.moderation.reasons import REASONS
from tests.factories import make_moderator, make_person
from tests.moderation.notes import Notes
from tests.support.people import SignIn

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
PHONE = "06 12 34 56 78"


@pytest.fixture
def desk(sign_in: SignIn, notes: Notes) -> FlaskClient:
    """A moderator of Lens-Liévin, signed in."""
    return sign_in(make_moderator())


def decide(client: FlaskClient, case_id: uuid.UUID, query: str = "", **form: Any) -> Any:
    sent = {"seen_version": "1", **form}
    return client.post(f"/moderation/{case_id}{query}", data=sent, headers=SAME_SITE)


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


def test_the_queue_says_the_deadline_and_what_was_found_in_words(
    desk: FlaskClient, notes: Notes
) -> None:
    notes.open_case(f"Appelez le {PHONE}.", decision_hours=72)

    text = page(desk, "/moderation")

    assert "dans 36 heures" in text
    assert "numéro de téléphone" in text
    assert "1 texte à examiner" in text


def test_the_count_is_exact_beyond_one_page(desk: FlaskClient, notes: Notes) -> None:
    for _ in range(17):
        notes.open_case()

    first = page(desk, "/moderation")
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)

    assert "17 textes à examiner" in first
    assert page(desk, following).count("data-case") == 2


def test_an_empty_queue_says_so_and_what_to_do(desk: FlaskClient) -> None:
    assert "Tout est examiné" in page(desk, "/moderation")
    assert "Voir toute la file" in page(desk, "/moderation?retard=oui")


def test_filters_follow_from_the_queue_to_the_case(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()

    text = page(desk, "/moderation?quartier=cite-des-brebis")

    assert f"/moderation/{case.id}?quartier=cite-des-brebis" in text


def test_a_filter_nobody_knows_is_no_filter(desk: FlaskClient, notes: Notes) -> None:
    notes.open_case()

    assert "1 texte à examiner" in page(desk, "/moderation?quartier=nulle-part&type=%00")


def test_what_was_found_is_marked_in_the_text_with_its_reason(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case(f"Appelez le {PHONE}, merci.")

    text = page(desk, f"/moderation/{case.id}")

    assert re.search(rf"<mark>{PHONE}.*?numéro de téléphone.*?</mark>", text)
    assert "tout le monde pourrait appeler" in text


def test_markup_written_by_an_author_stays_text(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case("<script>alert(1)</script><img src=x onerror=alert(1)>")

    text = page(desk, f"/moderation/{case.id}")

    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_text_that_repeats_another_leads_to_it(desk: FlaskClient, notes: Notes) -> None:
    first = notes.write(url="/notes/premiere")
    case = notes.open_case(repeats=first.subject_id)

    assert 'href="/notes/premiere"' in page(desk, f"/moderation/{case.id}")


def test_the_reason_the_findings_point_to_is_chosen_and_its_words_are_ready(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case(f"Appelez le {PHONE}.")

    text = page(desk, f"/moderation/{case.id}")

    assert re.search(r'<option value="personal_data"[^>]* selected', text)
    assert re.search(r"<textarea[^>]*>\s*Votre texte donne des informations privées", text)


def test_a_publication_opens_the_next_case_with_the_same_filters(
    desk: FlaskClient, notes: Notes
) -> None:
    first = notes.open_case(decision_hours=12)
    second = notes.open_case(decision_hours=24)

    answer = decide(desk, first.id, "?quartier=cite-des-brebis", outcome="publish")

    assert answer.status_code == 303
    assert answer.location == f"/moderation/{second.id}?quartier=cite-des-brebis"
    assert "C’est publié" in page(desk, answer.location)


def test_after_the_last_case_comes_the_empty_queue(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()

    assert decide(desk, case.id, outcome="publish").location == "/moderation"


def test_words_left_empty_send_the_ready_sentence_of_the_reason(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case()

    decide(desk, case.id, outcome="ask_change", reason_code="unclear", words=" ")

    assert notes.rulings[0].words == str(REASONS["unclear"].ask_change)


def test_what_was_typed_survives_an_error_and_the_error_leads_to_its_field(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case()

    answer = decide(desk, case.id, outcome="refuse", words="Mots à garder.", reason_code="attack")
    text = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "Mots à garder." in text
    assert 'href="#f-structure"' in text
    assert 'id="f-structure"' in text
    assert notes.rulings == []


def test_a_form_without_an_outcome_decides_nothing(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()

    assert decide(desk, case.id).status_code == 422
    assert notes.rulings == []


def test_a_text_that_changed_is_shown_anew_with_the_words_kept(
    desk: FlaskClient, notes: Notes
) -> None:
    case = notes.open_case()
    notes.rewrite(notes.texts[case.subject_id], "Une fontaine.")
    form = {"outcome": "ask_change", "reason_code": "unclear", "words": "Où exactement ?"}

    answer = decide(desk, case.id, **form)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Une fontaine." in text
    assert "Où exactement ?" in text
    assert 'name="seen_version" value="2"' in text


def test_a_case_decided_by_a_colleague_says_who_decided_what(
    desk: FlaskClient, sign_in: SignIn, notes: Notes
) -> None:
    case = notes.open_case()
    colleague = sign_in(make_moderator())
    decide(colleague, case.id, outcome="publish")

    answer = decide(desk, case.id, outcome="publish")
    text = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Une autre personne de l’équipe" in text
    assert "Nadia, modératrice" in text
    assert "Publier ce texte" not in text


def test_a_case_of_another_contract_is_not_found(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case(contract_slug="calais", neighbourhood_slug=None)

    assert desk.get(f"/moderation/{case.id}").status_code == 404
    assert decide(desk, case.id, outcome="publish").status_code == 404


def test_a_text_withdrawn_meanwhile_is_said_to_be_gone(desk: FlaskClient, notes: Notes) -> None:
    case = notes.open_case()
    del notes.texts[case.subject_id]

    assert desk.get(f"/moderation/{case.id}").status_code == 410


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(client: FlaskClient, notes: Notes) -> None:
    answer = client.get("/moderation")

    assert (answer.status_code, answer.location) == (303, "/connexion?suite=/moderation")


def test_a_resident_is_kindly_turned_away(sign_in: SignIn, notes: Notes) -> None:
    assert sign_in(make_person()).get("/moderation").status_code == 403


def test_the_queue_page_takes_at_most_four_statements(
    app: Flask, desk: FlaskClient, notes: Notes
) -> None:
    for _ in range(20):
        notes.open_case(f"Appelez le {PHONE}.")
    page(desk, "/moderation")  # the first page of a process reads the reference as well
    statements: list[str] = []
    event.listen(db.engine(), "after_cursor_execute", lambda *told: statements.append(told[2]))

    page(desk, "/moderation")

    assert len([sql for sql in statements if sql.startswith("SELECT")]) <= 4
