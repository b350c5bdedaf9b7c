"""Lists of residents by the API: the page's service, limits and silence."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from beffroi.core.clock import today
from beffroi.core.idempotency import IdempotencyKey
from beffroi.identity.models import Roll, RollEntry
from beffroi.identity.schemas.rolls import LARGEST_LIST
from tests.factories import make_moderator, make_staff
from tests.place_factories import BREBIS
from tests.proof_factories import everything
from tests.support.people import SignIn

ROLLS = "/api/v1/rolls"
CSV = (
    "nom;prenom;naissance\nDupont;Marie Claire;01/02/1980\nDupont;Marie;01/02/1980\n"
    "D’HONDT;Éloïse;2011-03-04\nSans date;Paul;\n"
)

pytestmark = pytest.mark.usefixtures("app", "clock")


def body(**given: Any) -> dict[str, Any]:
    ends_on = (today() + timedelta(days=90)).isoformat()
    return {
        "label": "Bailleur", "place": f"neighbourhood:{BREBIS}", "ends_on": ends_on, "file": CSV,
    } | given  # fmt: skip


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in(make_staff())


def test_a_list_is_brought_in_listed_without_a_name_and_purged(
    staff: FlaskClient, db_session: DbSession
) -> None:
    report = staff.post(ROLLS, json=body())
    assert report.status_code == 201
    told = report.get_json()
    assert (told["kept"], told["twice"], told["wrong"]) == (2, 1, 1)
    [line] = staff.get(ROLLS).get_json()["items"]
    assert line == {
        "id": told["id"], "label": "Bailleur", "place": f"neighbourhood:{BREBIS}", "size": 2,
        "answered": 0, "ends_on": body()["ends_on"],
    }  # fmt: skip
    kept = everything(db_session)
    assert [name for name in ("Dupont", "dupont", "HONDT", "hondt", "1980") if name in kept] == []
    assert staff.delete(f"{ROLLS}/{told['id']}").status_code == 204
    assert staff.delete(f"{ROLLS}/{told['id']}").status_code == 404
    assert db_session.scalar(select(func.count()).select_from(RollEntry)) == 0


def test_a_list_sent_twice_with_its_key_is_one_and_its_text_is_not_kept(
    staff: FlaskClient, db_session: DbSession
) -> None:
    answers = [
        staff.post(ROLLS, json=body(), headers={"Idempotency-Key": "landlord-2026"})
        for _ in range(2)
    ]
    assert answers[0].get_json() == answers[1].get_json()
    assert db_session.scalar(select(func.count()).select_from(Roll)) == 1
    kept = db_session.scalars(select(IdempotencyKey)).one()
    assert "upont" not in f"{kept.body}"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"file": "a;b\n1;2\n"}, "file"),
        ({"file": "nom;prenom;naissance\n"}, "file"),
        ({"file": "é" * (LARGEST_LIST // 2 + 1)}, "file"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"place": "contract:lens-lievin"}, "place"),
        ({"place": "neighbourhood:nowhere"}, "place"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_list_that_cannot_be_kept_says_which_field_is_wrong(
    staff: FlaskClient, db_session: DbSession, wrong: dict[str, str], field: str
) -> None:
    sent = json.dumps(body(**wrong), ensure_ascii=False).encode()
    answer = staff.post(ROLLS, data=sent, content_type="application/json")
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == {field}
    assert db_session.scalar(select(func.count()).select_from(Roll)) == 0


def test_lists_are_of_ones_territory_and_of_nobody_else(sign_in: SignIn) -> None:
    here, far = sign_in(make_staff()), sign_in(make_staff(scope_id="calais"))
    roll_id = here.post(ROLLS, json=body()).get_json()["id"]
    assert far.get(ROLLS).get_json() == {"items": []}
    assert far.post(ROLLS, json=body()).status_code == 403
    assert far.delete(f"{ROLLS}/{roll_id}").status_code == 404
    assert sign_in(make_moderator()).post(ROLLS, json=body()).status_code == 403
