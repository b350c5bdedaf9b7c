"""The desk of offices and the API: the same acts, seen before they are published."""

import pytest
from flask.testing import FlaskClient

from beffroi.contributions.models import Idea
from beffroi.core import db
from beffroi.correspondence.models import Request
from beffroi.identity.models import Office
from tests.factories import make_idea, make_person, make_staff
from tests.offices_factories import make_office, make_term
from tests.request_factories import in_days, make_request
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")
ANSWER = {"effect": "kept", "words": "Le banc sera posé en mai."}


@pytest.fixture
def office(app: object) -> Office:
    return make_office()


@pytest.fixture
def holder(office: Office, sign_in: SignIn) -> FlaskClient:
    person = make_person()
    make_term(office, person)
    return sign_in(person)


def test_the_first_due_comes_first_and_the_overdue_is_marked(
    office: Office, holder: FlaskClient
) -> None:
    make_request(office, make_idea(title="Plus tard"), due_on=in_days(30))
    make_request(office, make_idea(title="En retard"), due_on=in_days(-2))
    make_request(make_office(), make_idea(title="Pas à moi"))
    db.session().commit()
    page = holder.get("/a-repondre").get_data(as_text=True)
    assert page.index("En retard</a>") < page.index("Plus tard</a>")
    assert "En retard de 2 jours" in page
    assert "Pas à moi" not in page
    found = holder.get("/api/v1/me/requests").get_json()
    assert [one["title"] for one in found["items"]] == ["En retard", "Plus tard"]


def test_an_answer_is_read_before_it_is_published(office: Office, holder: FlaskClient) -> None:
    idea = make_idea()
    request = make_request(office, idea)
    db.session().commit()
    preview = holder.post(f"/a-repondre/{request.id}", data=ANSWER)
    page = preview.get_data(as_text=True)
    assert preview.status_code == 200
    assert "1 personne sera prévenue" in page
    assert "Le banc sera posé en mai." in page
    assert db.session().get_one(Idea, idea.id).stage == "open"
    done = holder.post(f"/a-repondre/{request.id}", data=ANSWER | {"confirm": "oui"})
    assert (done.status_code, done.location) == (303, "/a-repondre")
    db.session().expire_all()
    assert db.session().get_one(Idea, idea.id).stage == "kept"


def test_nothing_typed_is_lost_when_something_is_missing(
    office: Office, holder: FlaskClient
) -> None:
    request = make_request(office)
    db.session().commit()
    sent = {"effect": "not_kept", "words": "Pas cette année.", "confirm": "oui"}
    answer = holder.post(f"/a-repondre/{request.id}", data=sent)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Pas cette année." in page
    assert 'href="#f-structure"' in page


def test_staff_asks_from_the_page_of_an_idea(office: Office, sign_in: SignIn) -> None:
    idea = make_idea()
    client = sign_in(make_staff())
    sent = {"office": office.slug, "reason": "Est-ce possible ?"}
    assert client.post(f"/idees/{idea.id}/demande", data=sent).status_code == 303
    page = client.get(f"/idees/{idea.id}").get_data(as_text=True)
    assert "Réponse attendue" in page
    assert office.name in page
    assert client.post(f"/idees/{idea.id}/demande", data=sent).status_code == 409


def test_the_api_does_the_same_acts(office: Office, holder: FlaskClient, sign_in: SignIn) -> None:
    idea = make_idea()
    staff = sign_in(make_staff())
    body = {"subject_kind": "idea", "subject_id": str(idea.id), "office": office.slug}
    asked = staff.post("/api/v1/requests", json=body)
    assert asked.status_code == 201
    here = f"/api/v1/requests/{asked.get_json()['id']}"
    assert holder.put(f"{here}/acknowledgement").get_json()["state"] == "acknowledged"
    own = holder.get(f"{here}/desk").get_json()
    assert "kept" in [one["effect"] for one in own["choices"]]
    assert own["told"] == 1
    answered = holder.post(f"{here}/answers", json=ANSWER).get_json()
    assert (answered["state"], answered["answers"][0]["outcome"]) == ("answered", "followed")
    [figures] = staff.get("/api/v1/office-figures").get_json()
    assert (figures["asked"], figures["in_time"], figures["median_days"]) == (1, 1, 0.0)


def test_the_desk_of_a_request_is_closed_to_others(office: Office, sign_in: SignIn) -> None:
    request: Request = make_request(office)
    other = make_person()
    make_term(make_office(), other)
    db.session().commit()
    client = sign_in(other)
    assert client.get(f"/a-repondre/{request.id}").status_code == 403
    assert client.get("/a-repondre").status_code == 200
