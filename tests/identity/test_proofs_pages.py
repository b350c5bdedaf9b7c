"""Proofs on pages and by the API: the whole way for people, relays and staff."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.contributions import services as contributions
from beffroi.core.actor import ANONYMOUS
from beffroi.identity.models import Attempts, PostalCode, Proof, Roll, RollEntry
from beffroi.identity.services import desk, letter_printing, rolls
from beffroi.identity.services.sessions import open_session_of
from tests.factories import grant_role, make_idea, make_person, make_staff
from tests.place_factories import BREBIS, MAZINGARBE, draw_places
from tests.proof_factories import make_strict_call, prove_age
from tests.support.actors import actor_of
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("app", "clock")
CSV = b"nom,prenom,naissance\nDupont,Marie,01/02/1980\n"
ADDRESS = {"commune": MAZINGARBE, "number": "12", "street": "rue du Moulin"}


def words(answer: object) -> str:
    return answer.get_data(as_text=True)  # type: ignore[attr-defined,no-any-return]


def how_many(session: DbSession, table: type) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_page_says_what_is_proved_and_offers_only_the_ways_that_are_open(
    sign_in: SignIn, db_session: DbSession
) -> None:
    mine = sign_in(make_person())
    page = words(mine.get("/moi/preuves"))
    assert "/moi/preuves/guichet" in page
    closed = ("/moi/preuves/adresse", "/moi/preuves/courrier", "/moi/preuves/liste")
    assert [way for way in closed if way in page] == []
    draw_places()
    staff = make_staff()
    rolls.import_roll(actor_of(staff, "staff"), CSV, new_roll())
    db_session.commit()
    page = words(mine.get("/moi/preuves"))
    assert [way for way in closed if way not in page] == []


def new_roll() -> rolls.NewRoll:
    return rolls.NewRoll("Bailleur", "neighbourhood", BREBIS, date(2027, 1, 31))


def test_an_address_is_placed_by_a_post_and_never_stands_in_an_address_of_ours(
    sign_in: SignIn, db_session: DbSession
) -> None:
    draw_places()
    mine = sign_in(make_person())
    answer = mine.post("/moi/preuves/adresse", data=ADDRESS)
    assert (answer.status_code, answer.location) == (303, "/moi/preuves")
    page = words(mine.get("/moi/preuves"))
    assert "Cité des Brebis" in page
    assert "Moulin" not in page


def test_an_address_with_a_slip_is_shown_again_with_what_may_have_been_meant(
    sign_in: SignIn,
) -> None:
    draw_places()
    mine = sign_in(make_person())
    answer = mine.post("/moi/preuves/adresse", data=ADDRESS | {"street": "rue du Mouln"})
    assert answer.status_code == 422
    page = words(answer)
    assert 'value="rue du Mouln"' in page
    assert "12 Rue du Moulin" in page
    assert "#f-street" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [({"commune": "x"}, "commune"), ({"number": "rue"}, "number"), ({"street": ""}, "street")],
)
def test_what_is_wrong_with_an_address_is_said_at_its_field(
    sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    draw_places()
    answer = sign_in(make_person()).post("/moi/preuves/adresse", data=ADDRESS | change)
    assert answer.status_code == 422
    assert f"#f-{field}" in words(answer)


def test_a_letter_is_asked_printed_and_used_on_pages(
    sign_in: SignIn, db_session: DbSession
) -> None:
    mine, staff_member = sign_in(make_person()), make_staff()
    staff = sign_in(staff_member)
    data = {"name": "Mme L.", "address": "12 rue Cachée\n62670 Mazingarbe", "neighbourhood": BREBIS}
    assert mine.post("/moi/preuves/courrier", data=data).status_code == 303
    sheet = words(staff.get("/administration/courriers"))
    assert "12 rue Cachée" in sheet
    letter = letter_printing.letters_to_print(actor_of(staff_member, "staff"))[0]
    assert letter.code in sheet
    staff.post("/administration/courriers", data={"letter": [str(letter.id), "x"]})
    assert "Cachée" not in words(staff.get("/administration/courriers"))
    wrong = mine.post("/moi/preuves/courrier/code", data={"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    db_session.expire_all()
    assert db_session.scalar(select(PostalCode.failures)) == 1
    assert mine.post("/moi/preuves/courrier/code", data={"code": letter.code}).status_code == 303
    assert how_many(db_session, Proof) == 1


def test_a_wrong_answer_to_a_list_is_counted_although_it_is_refused(
    sign_in: SignIn, db_session: DbSession
) -> None:
    mine = sign_in(make_person())
    data = {"family_name": "Dupont", "given_name": "Marie", "born_on": "1/2/1980"}
    for _ in range(5):
        assert mine.post("/moi/preuves/liste", data=data).status_code == 422
    assert mine.post("/moi/preuves/liste", data=data).status_code == 429
    assert how_many(db_session, Attempts) == 1


def test_a_list_is_confided_and_dropped_on_a_page_of_the_staff(
    sign_in: SignIn, db_session: DbSession
) -> None:
    staff = sign_in(make_staff())
    data = {"label": "Bailleur", "place": f"neighbourhood:{BREBIS}", "ends_on": "2027-01-31"}
    sent = data | {"file": (io.BytesIO(CSV), "liste.csv")}
    answer = staff.post("/administration/listes", data=sent)
    assert answer.status_code == 303, words(answer)
    assert how_many(db_session, RollEntry) == 1
    page = words(staff.get("/administration/listes"))
    assert "Bailleur" in page
    assert "Dupont" not in page
    roll_id = db_session.scalars(select(Roll.id)).one()
    assert staff.post(f"/administration/listes/{roll_id}/effacer").status_code == 303
    assert (how_many(db_session, Roll), how_many(db_session, RollEntry)) == (0, 0)


@pytest.mark.parametrize("content", [b"", b"x" * 200_001, b"a,b\n1,2\n"])
def test_a_file_that_is_absent_too_long_or_no_list_is_refused_with_words(
    sign_in: SignIn, content: bytes
) -> None:
    staff = sign_in(make_staff())
    data = {"label": "Bailleur", "place": f"neighbourhood:{BREBIS}", "ends_on": "2027-01-31"}
    answer = staff.post(
        "/administration/listes", data=data | {"file": (io.BytesIO(content), "liste.csv")}
    )
    assert answer.status_code == 422
    assert "#f-file" in words(answer)


def test_a_relay_checks_a_paper_on_a_page(sign_in: SignIn, db_session: DbSession) -> None:
    person, relay = make_person(), make_person()
    grant_role(relay, "relay", "neighbourhood", BREBIS)
    mine, theirs = sign_in(person), sign_in(relay)
    assert mine.post("/moi/preuves/guichet").status_code == 303
    shown = desk.desk_code_of(actor_of(person))
    assert shown is not None
    assert shown[0] in words(mine.get("/moi/preuves/guichet"))
    assert "3 Cités" not in words(theirs.get("/relais/verifier"))
    data = {"code": shown[0], "threshold": "16", "neighbourhood": BREBIS}
    assert theirs.post("/relais/verifier", data=data).status_code == 303
    assert how_many(db_session, Proof) == 2
    assert theirs.post("/relais/verifier", data=data).status_code == 422
    assert theirs.post("/relais/verifier", data={"code": "AAAA-AAAA"}).status_code == 422


def test_a_declared_age_leads_back_to_where_one_was(sign_in: SignIn, db_session: DbSession) -> None:
    mine = sign_in(make_person())
    data = {"threshold": "16", "suite": "/idees"}
    assert mine.post("/moi/preuves/age", data=data).location == "/idees"
    hostile = data | {"suite": "//ailleurs.example"}
    assert mine.post("/moi/preuves/age", data=hostile).location == "/moi/preuves"
    assert mine.post("/moi/preuves/age", data={"threshold": "abc"}).status_code == 422


def test_a_mistaken_age_is_corrected_on_a_page_that_says_what_it_changes(
    sign_in: SignIn, db_session: DbSession
) -> None:
    me = make_person()
    mistake = prove_age(me, 18)
    db_session.commit()
    mine, here = sign_in(me), f"/moi/preuves/{mistake.id}/corriger"
    page = words(mine.get("/moi/preuves"))
    assert f'href="{here}"' in page
    assert "/connexion/moins-de-15-ans" not in page
    page = words(mine.get(here))
    assert "Vous avez 18 ans ou plus" in page
    assert "Ce qui a déjà été compté reste compté." in page
    assert how_many(db_session, Proof) == 1
    assert mine.post(here).location == "/moi/preuves"
    assert how_many(db_session, Proof) == 0
    page = words(mine.get("/moi/preuves"))
    assert "C’est corrigé" in page
    assert "/connexion/moins-de-15-ans" in page
    assert mine.get(here).status_code == mine.post(here).status_code == 404


def test_programs_take_a_declared_age_back_and_no_other(
    sign_in: SignIn, db_session: DbSession
) -> None:
    me, other = make_person(), make_person()
    said, shown, theirs = prove_age(me, 18), prove_age(me, 16, "desk"), prove_age(other, 18)
    db_session.commit()
    mine = sign_in(me)
    kept = mine.delete(f"/api/v1/me/proofs/{said.id}").get_json()["items"]
    assert [(one["threshold"], one["way"]) for one in kept] == [(16, "desk")]
    refused = mine.delete(f"/api/v1/me/proofs/{shown.id}")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not_declared")
    for gone in (said, theirs):
        assert mine.delete(f"/api/v1/me/proofs/{gone.id}").status_code == 404


def test_a_support_is_kept_said_so_and_counted_with_the_proof(
    sign_in: SignIn, db_session: DbSession, drain: Callable[[], int]
) -> None:
    draw_places()
    idea = make_idea(make_strict_call())
    db_session.commit()
    mine = sign_in(make_person())
    page = words(mine.get(f"/idees/{idea.id}"))
    assert "Il faut habiter un quartier de cet appel." in page
    mine.post(f"/idees/{idea.id}/soutien", data={"soutien": "oui"})
    page = words(mine.get(f"/idees/{idea.id}"))
    assert "Votre soutien est gardé" in page
    assert "votre lieu d’habitation, à prouver" in page
    mine.post("/moi/preuves/adresse", data=ADDRESS)
    drain()
    assert "Votre soutien est gardé" not in words(mine.get(f"/idees/{idea.id}"))
    assert contributions.idea_page(ANONYMOUS, idea.id).support_count == 1


def test_the_clarity_sheet_of_a_call_says_what_to_prove(
    client: FlaskClient, db_session: DbSession
) -> None:
    call = make_strict_call(min_age=16)
    db_session.commit()
    page = words(client.get(f"/appels/{call.slug}"))
    assert "Il faut avoir 16 ans ou plus" in page
    assert "prouvez-le quand vous voulez" in page
    shown = client.get(f"/api/v1/calls/{call.slug}").get_json()
    asked = (shown["min_age"], shown["age_way"], shown["residence"])
    assert asked == (16, "declared", "neighbourhood")


def test_programs_prove_and_read_the_same(sign_in: SignIn, db_session: DbSession) -> None:
    draw_places()
    mine = sign_in(make_person())
    answer = mine.post("/api/v1/me/proofs/declared-age", json={"threshold": 16})
    assert answer.status_code == 200, words(answer)
    shown = mine.post("/api/v1/me/proofs/address", json=ADDRESS).get_json()
    assert [(p["kind"], p["way"], p["place_id"]) for p in shown["items"]][1:] == [
        ("residence", "address", MAZINGARBE),
        ("residence", "address", BREBIS),
    ]
    assert mine.get("/api/v1/me/proofs").get_json() == shown
    unknown = mine.post("/api/v1/me/proofs/address", json=ADDRESS | {"street": "rue du Mouln"})
    assert (unknown.status_code, unknown.get_json()["code"]) == (422, "address_unknown")


def test_programs_ask_for_letters_and_show_desk_codes(
    sign_in: SignIn, db_session: DbSession
) -> None:
    person, relay = make_person(), make_person()
    grant_role(relay, "relay", "neighbourhood", BREBIS)
    mine, theirs = sign_in(person), sign_in(relay)
    letter = {"name": "Mme L.", "address": "12 rue Cachée, Mazingarbe", "neighbourhood": BREBIS}
    assert mine.post("/api/v1/me/proofs/letter", json=letter).status_code == 202
    assert mine.post("/api/v1/me/proofs/letter", json=letter).status_code == 409
    wrong = mine.post("/api/v1/me/proofs/postal-code", json={"code": "AAAA-AAAA"})
    assert (wrong.status_code, wrong.get_json()["code"]) == (422, "wrong_letter_code")
    code = mine.post("/api/v1/me/desk-code").get_json()["code"]
    check = {"code": code, "threshold": 18, "neighbourhood": BREBIS}
    assert theirs.post("/api/v1/desk-checks", json=check).status_code == 204
    assert len(mine.get("/api/v1/me/proofs").get_json()["items"]) == 2
    far = {"code": code, "neighbourhood": "3-cites"}
    assert theirs.post("/api/v1/desk-checks", json=far).status_code == 403
    who = {"family_name": "Dupont", "given_name": "Marie", "born_on": "1980-02-01"}
    assert mine.post("/api/v1/me/proofs/roll", json=who).status_code == 422


def test_a_guest_proves_where_they_live_without_an_account(
    app: Flask, db_session: DbSession
) -> None:
    draw_places()
    guest = make_person(kind="guest", email=None, email_confirmed_at=None)
    _session, secret = open_session_of(guest, way="code", is_guest=True)
    db_session.commit()
    client = app.test_client()
    client.set_cookie("beffroi_session", secret)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert client.post("/moi/preuves/adresse", data=ADDRESS).status_code == 303
    assert "Cité des Brebis" in words(client.get("/moi/preuves"))
    assert client.get("/moi").status_code == 303
