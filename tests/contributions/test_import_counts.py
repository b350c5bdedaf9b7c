"""What a source counts of itself: shown in its name, added to nothing."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from beffroi.contributions import services
from beffroi.contributions.imports import MapError, read_plan
from beffroi.core import db
from tests.factories import make_call
from tests.support.imports import MAP, brought, export, line

pytestmark = pytest.mark.usefixtures("app", "clock")
EXISTING = MAP[: MAP.index("[call]")] + '[call]\nslug = "{}"\n'
ACTS, PEOPLE = 8_427_311, 21_330
SOURCE = f"""
[source]
name = "République numérique"
url = "https://www.republique-numerique.fr/"
counted_on = 2015-10-18
participations = {ACTS}
people = {PEOPLE}
"""
WHERE = (
    "/", "/idees", "/appels/export", "/api/v1/calls", "/api/v1/calls/export", "/api/v1/ideas",
    "/api/v1/neighbourhoods", "/api/v1/contracts",
)  # fmt: skip


def test_each_count_stands_with_its_source_and_its_day(client: FlaskClient) -> None:
    brought(export(line(1)), read_plan(MAP + SOURCE))
    page = client.get("/appels/export").text.replace("\N{NARROW NO-BREAK SPACE}", "")
    assert "République numérique" in page
    assert f"{ACTS} participations" in page
    assert f"{PEOPLE} personnes" in page
    assert "18 octobre 2015" in page
    assert client.get("/api/v1/calls/export").get_json()["source"] == {
        "name": "République numérique",
        "url": "https://www.republique-numerique.fr/",
        "counted_on": "2015-10-18",
        "participations": ACTS,
        "people": PEOPLE,
    }


def test_no_page_and_no_answer_adds_them_to_ours_nor_to_each_other(client: FlaskClient) -> None:
    brought(export(line(1), line(2), line(3)), read_plan(MAP + SOURCE))
    assert services.call_page("export").idea_count == 3
    bases = (ACTS, PEOPLE, ACTS + PEOPLE)
    sums = {base + ours for base in bases for ours in range(100)} - {ACTS, PEOPLE}
    for where in WHERE:
        answer = client.get(where)
        assert answer.status_code == 200, where
        text = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3})", "", answer.text)
        figures = {int(found) for found in re.findall(r"(?<![\w.-])\d{5,8}(?![\w.-])", text)}
        assert not figures & sums, where


@pytest.mark.parametrize("kept", ["participations", "people"])
def test_a_count_that_is_not_given_is_not_made_up(client: FlaskClient, kept: str) -> None:
    other = "people" if kept == "participations" else "participations"
    text = "\n".join(row for row in SOURCE.split("\n") if not row.startswith(other))
    brought(export(line(1)), read_plan(MAP + text))
    shown = client.get("/api/v1/calls/export").get_json()["source"]
    assert shown[other] is None
    assert shown[kept] is not None


def test_brought_in_again_the_source_says_what_it_says_now() -> None:
    brought(export(line(1)), read_plan(MAP + SOURCE))
    later = SOURCE.replace(str(PEOPLE), "30000")
    brought(export(line(1)), read_plan(MAP + later))
    source = services.call_page("export").source
    assert source is not None
    assert (source.participations, source.people) == (ACTS, 30_000)
    brought(export(line(1)))
    assert services.call_page("export").source == source


def test_a_call_of_this_place_has_no_source() -> None:
    call = make_call()
    with pytest.raises(MapError, match="source"):
        brought(export(line(1)), read_plan(EXISTING.format(call.slug) + SOURCE))


def test_the_database_keeps_counts_of_an_import_with_a_name() -> None:
    with pytest.raises(IntegrityError):
        make_call(outside_people=3, imported=True)
    db.session().rollback()
    with pytest.raises(IntegrityError):
        make_call(source_name="Ailleurs", outside_people=3)


@pytest.mark.parametrize(
    "wrong",
    ["people = -1", "people = 1.5", 'people = "many"', 'url = "javascript:alert(1)"',
     'counted_on = "hier"', 'name = ""'],
)  # fmt: skip
def test_a_source_that_says_nonsense_is_told_with_its_place(wrong: str) -> None:
    name = wrong.split(" ", maxsplit=1)[0]
    rows = [row for row in SOURCE.split("\n") if not row.startswith(name)]
    with pytest.raises(MapError) as told:
        read_plan(MAP + "\n".join([*rows, wrong]))
    assert [fault for fault in told.value.faults if fault.startswith(f"source.{name}")]
