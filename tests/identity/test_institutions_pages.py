"""Offices and roles on pages and by the API, as people use them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from beffroi.core import db
from beffroi.identity.models import OfficeTerm, Person, RoleGrant
from tests.factories import grant_role, make_person, make_staff
from tests.offices_factories import (
    make_administrator,
    make_office,
    make_term,
)
from tests.support.people import SignIn

TODAY = "2026-11-20"


@pytest.fixture
def ada(db_session: DbSession, sign_in: SignIn) -> FlaskClient:
    """Somebody who administers the platform, signed in."""
    return sign_in(make_administrator())


def test_anybody_sees_offices_and_only_agreed_names(client: FlaskClient) -> None:
    shy, open_one = make_person(display_name="Discrète"), make_person(display_name="Amina B.")
    make_term(make_office(), shy)
    make_term(make_office(), open_one, shows_name=True)
    make_office()
    db.session().commit()
    page = client.get("/institutions").text
    assert "Amina B." in page
    assert "Discrète" not in page
    assert "Personne pour le moment" in page
    listed = client.get("/api/v1/offices").get_json()
    assert [t["name"] for one in listed for t in one["terms"]] == ["", "Amina B."]


@pytest.mark.usefixtures("clock")
def test_staff_names_somebody_on_the_page_and_ends_the_term(sign_in: SignIn) -> None:
    office = make_office()
    staff = sign_in(make_staff())
    form = {"office": office.slug, "email": "n@example.org", "kind": "holder", "starts_on": TODAY}
    assert staff.post("/administration/mandats", data=form).location == "/administration/mandats"
    term = db.session().scalars(select(OfficeTerm)).one()
    again = staff.post("/administration/mandats", data=form | {"email": "autre@example.org"})
    assert again.status_code == 422
    assert "a déjà un ou une titulaire" in again.text
    assert 'value="autre@example.org"' in again.text
    end = staff.post(f"/administration/mandats/{term.id}/fin", data={"last_day": TODAY})
    assert end.status_code == 303
    assert str(db.session().scalars(select(OfficeTerm.ends_on)).one()) == TODAY


@pytest.mark.parametrize(
    "wrong",
    [{"office": "inconnue"}, {"email": "pas une adresse"}, {"starts_on": "demain"}],
    ids=str,
)
def test_a_naming_that_is_not_right_is_shown_again(sign_in: SignIn, wrong: dict[str, str]) -> None:
    office = make_office()
    staff = sign_in(make_staff())
    form = {"office": office.slug, "email": "n@example.org", "kind": "holder", "starts_on": TODAY}
    answer = staff.post("/administration/mandats", data=form | wrong)
    assert answer.status_code == 422
    assert f'href="#f-{next(iter(wrong))}"' in answer.text


@pytest.mark.usefixtures("clock")
def test_the_api_names_ends_and_shows(sign_in: SignIn) -> None:
    office = make_office()
    holder = make_person()
    staff, mine = sign_in(make_staff()), sign_in(holder)
    body = {"email": holder.email, "kind": "holder", "starts_on": TODAY}
    made = staff.post(f"/api/v1/offices/{office.slug}/terms", json=body)
    assert made.status_code == 201, made.text
    [term] = mine.get("/api/v1/me/offices").get_json()
    assert (term["id"], term["shows_name"]) == (made.get_json()["id"], False)
    path = f"/api/v1/me/offices/{term['id']}/name"
    assert mine.put(path, json={"shows_name": True}).get_json()["shows_name"] is True
    assert staff.put(path, json={"shows_name": True}).status_code == 404
    ended = staff.put(f"/api/v1/office-terms/{term['id']}/end", json={"last_day": TODAY})
    assert ended.status_code == 204


def test_one_s_terms_and_name_on_the_page(sign_in: SignIn) -> None:
    holder = make_person()
    term = make_term(make_office(), holder)
    client = sign_in(holder)
    assert "Votre nom ne paraît pas" in client.get("/moi/mandats").text
    client.post(f"/moi/mandats/{term.id}/nom", data={"shows_name": "oui"})
    assert "Votre nom public paraît" in client.get("/moi/mandats").text


def test_an_administrator_finds_gives_and_ends(ada: FlaskClient) -> None:
    person = make_person(display_name="Yasmine")
    db.session().commit()
    found = ada.post("/administration/personnes/chercher", data={"email": person.email})
    assert found.location == f"/administration/personnes/{person.id}"
    form = {"email": person.email, "role": "relay", "place": "neighbourhood:cite-des-brebis"}
    assert ada.post("/administration/personnes", data=form).status_code == 303
    page = ada.get(f"/administration/personnes/{person.id}").text
    assert "Relais" in page
    [grant] = db.session().scalars(select(RoleGrant).filter_by(role="relay"))
    assert ada.post(f"/administration/roles/{grant.id}/fin").status_code == 303
    assert "Aucun dans votre territoire" in ada.get(f"/administration/personnes/{person.id}").text


def test_an_unknown_address_is_said_and_makes_no_account(ada: FlaskClient) -> None:
    before = len(db.session().scalars(select(Person.id)).all())
    answer = ada.post("/administration/personnes/chercher", data={"email": "rien@example.org"})
    assert answer.status_code == 422
    assert "Aucun compte n’a cette adresse" in answer.text
    assert len(db.session().scalars(select(Person.id)).all()) == before


def test_a_place_beyond_one_s_own_is_refused_on_the_form(sign_in: SignIn) -> None:
    local = sign_in(make_administrator("contract", "calais"))
    form = {"email": "x@example.org", "role": "moderator", "place": "contract:lens-lievin"}
    answer = local.post("/administration/personnes", data=form)
    assert answer.status_code == 422
    assert "dépasse celui que vous administrez" in answer.text
    refused = local.post("/api/v1/role-grants", json=form)
    assert refused.status_code == 403
    assert db.session().scalar(select(Person.id).filter_by(email="x@example.org")) is None


def test_the_last_administrator_cannot_leave_by_the_page(ada: FlaskClient) -> None:
    [grant] = db.session().scalars(select(RoleGrant))
    answer = ada.post(f"/administration/roles/{grant.id}/fin")
    assert answer.status_code == 409
    assert "dernière personne qui administre" in answer.text
    assert ada.delete(f"/api/v1/role-grants/{grant.id}").status_code == 409


def test_a_local_administrator_reads_no_address_by_number(sign_in: SignIn) -> None:
    person = make_person(email="secrete@example.org")
    local = sign_in(make_administrator("contract", "calais"))
    assert "secrete@example.org" not in local.get(f"/administration/personnes/{person.id}").text


def test_programs_of_an_administrator_find_somebody_by_their_address(
    ada: FlaskClient, sign_in: SignIn
) -> None:
    person = make_person(email="amina@example.org", display_name="Amina")
    grant_role(person, "relay")
    local = make_person()
    grant_role(local, "administrator", "contract", "calais")
    db.session().commit()
    found = ada.post("/api/v1/people/search", json={"email": "Amina@example.org"}).get_json()
    assert (found["id"], found["email"]) == (str(person.id), "amina@example.org")
    assert [one["role"] for one in found["grants"]] == ["relay"]
    assert ada.get(f"/api/v1/people/{person.id}").get_json() == found
    seen = sign_in(local).get(f"/api/v1/people/{person.id}").get_json()
    assert (seen["name"], seen["email"], seen["grants"]) == ("Amina", None, [])
    unknown = ada.post("/api/v1/people/search", json={"email": "nobody@example.org"})
    assert unknown.status_code == 404


def test_the_api_of_roles(ada: FlaskClient) -> None:
    body = {"email": "c@example.org", "role": "council_member", "place": "body:conseil-de-lens"}
    made = ada.post("/api/v1/role-grants", json=body)
    assert made.status_code == 201, made.text
    assert made.get_json()["place"] == "body:conseil-de-lens"
    listed = ada.get("/api/v1/role-grants").get_json()["items"]
    assert {one["role"] for one in listed} == {"administrator", "council_member"}
    assert ada.delete(f"/api/v1/role-grants/{made.get_json()['id']}").status_code == 204
