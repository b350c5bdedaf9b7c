"""The public board: every request in exactly one count, and nothing of what is hidden."""

import random
from statistics import median

import pytest
from flask.testing import FlaskClient

from beffroi.contributions.services import erasure
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.register import Choice, Leaving
from beffroi.correspondence import services
from beffroi.correspondence.models import Answer
from beffroi.correspondence.proposals import Reply
from beffroi.correspondence.views import Figures
from tests.factories import make_idea
from tests.offices_factories import make_office
from tests.request_factories import holder_of, in_days, make_answered, make_request
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")
COUNTS = ("in_time", "late", "waiting", "overdue", "transferred", "withdrawn")


def of(slug: str) -> Figures:
    return next(one for one in services.figures() if one.office.slug == slug)


def test_an_answer_one_day_late_is_counted_late() -> None:
    office = make_office()
    make_answered(office, 60, due_in=60)
    make_answered(office, 61, due_in=60)
    assert (of(office.slug).in_time, of(office.slug).late) == (1, 1)


def test_what_waits_is_overdue_one_day_after_its_day() -> None:
    office = make_office()
    make_request(office, due_on=in_days(0))
    make_request(office, due_on=in_days(-1))
    assert (of(office.slug).waiting, of(office.slug).overdue) == (1, 1)


def test_every_request_is_in_exactly_one_count() -> None:
    dice = random.Random(7)
    offices = [make_office() for _ in range(3)]
    settled = {"settled_at": None, "settled_on": None}
    for _ in range(60):
        office, due = dice.choice(offices), in_days(dice.randint(-9, 9))
        state = dice.choice(["asked", "acknowledged", "answered", "transferred", "withdrawn"])
        if state == "answered":
            make_answered(office, dice.randint(0, 90))
        elif state in {"transferred", "withdrawn"}:
            one = make_answered(office, 5)
            one.state, one.days_taken = state, None
        else:
            make_request(office, due_on=due, state=state, **settled)
    db.session().flush()
    found = services.figures()
    assert sum(one.asked for one in found) == 60
    assert [one.asked for one in found] == [
        sum(getattr(one, name) for name in COUNTS) for one in found
    ]


@pytest.mark.parametrize("many", range(1, 8))
def test_the_median_is_that_of_all_answers(many: int) -> None:
    office = make_office()
    days = random.Random(many).choices(range(90), k=many)
    for number in days:
        make_answered(office, number)
    assert of(office.slug).median_days == median(days)


def test_an_office_that_never_answered_has_no_median() -> None:
    office = make_office()
    make_request(office)
    assert of(office.slug).median_days is None


def test_the_board_costs_the_same_however_long(client: FlaskClient) -> None:
    office = make_office()
    make_request(office, due_on=in_days(-1))
    db.session().commit()
    client.get("/reponses-attendues")
    with statements() as few:
        client.get("/reponses-attendues")
    for _ in range(12):
        make_request(make_office(), due_on=in_days(-2))
        make_answered(office, 4)
    db.session().commit()
    with statements() as many:
        client.get("/reponses-attendues")
    assert len(many) == len(few) <= 5


def test_the_board_names_what_is_overdue_and_its_office(client: FlaskClient) -> None:
    office = make_office()
    idea = make_idea(title="Un abri à l’arrêt du bus")
    make_request(office, idea, due_on=in_days(-3))
    db.session().commit()
    page = client.get("/reponses-attendues").get_data(as_text=True)
    assert "Un abri à l’arrêt du bus" in page
    assert "En retard de 3 jours" in page
    assert office.name in client.get(f"/reponses-attendues/{office.slug}").get_data(as_text=True)


def test_the_board_is_a_file_too(client: FlaskClient) -> None:
    office = make_office()
    make_answered(office, 4)
    db.session().commit()
    answer = client.get("/api/v1/office-figures.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    head, line = answer.get_data(as_text=True).splitlines()
    assert head.startswith("office,organisation,asked,in_time,late")
    assert line == f"{office.slug},Ville de Lens,1,1,0,0,0,0,0,4.0"


def test_what_is_hidden_is_found_by_no_reader(client: FlaskClient) -> None:
    office, idea = make_office(), make_idea(title="Un secret bien gardé")
    request = make_request(office, idea, due_on=in_days(-3), reason="Dites oui au secret.")
    idea.visibility, idea.published_at = "changes_asked", None
    db.session().commit()
    for path in (
        "/reponses-attendues", f"/reponses-attendues/{office.slug}",
        "/api/v1/requests", "/api/v1/requests?overdue=true", f"/api/v1/requests/{request.id}",
    ):  # fmt: skip
        body = client.get(path).get_data(as_text=True)
        assert "secret" not in body, path
        assert str(idea.id) not in body, path
    assert of(office.slug).overdue == 1


def test_a_text_taken_away_takes_what_quoted_it_and_expects_nothing() -> None:
    office, idea = make_office(), make_idea()
    request = make_request(office, idea)
    services.answer_request(
        holder_of(office),
        request.id,
        Reply(effect="studied", words="Ce banc…", next_step="Visite", next_step_on=in_days(9)),
    )
    leaving = Leaving(idea.author_id, Choice.REMOVE, SYSTEM)  # type: ignore[arg-type]
    erasure.remove_idea(idea, leaving)
    services.forget_requests(leaving)
    db.session().expire_all()
    assert (request.state, request.reason) == ("withdrawn", "")
    assert [one.words for one in db.session().query(Answer)] == [""]
    assert of(office.slug).withdrawn == 1
