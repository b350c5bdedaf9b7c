"""Everything public handed out: whole, in order, page by page, and nothing else."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.contributions.models import Idea
from beffroi.contributions.proposals import IdeaFilters
from beffroi.contributions.services.exporting import exported_comments, exported_ideas
from beffroi.core import db, handing_out
from beffroi.core.handing_out import csv_line
from tests.factories import make_call, make_comment, make_idea
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("app", "clock")
ALL = IdeaFilters()


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    """Two rows at a time."""
    defaults = handing_out.rows_by_page.__defaults__
    monkeypatch.setattr(handing_out.rows_by_page, "__defaults__", (2,))
    assert defaults == (handing_out.AT_ONCE,)
    return 2


def ideas(number: int) -> list[Idea]:
    call = make_call()
    made = [make_idea(call, title=f"Idée {n}") for n in range(number)]
    db.session().commit()
    return made


def titles(rows: Iterator[dict[str, Any]]) -> list[str]:
    return [row["title"] for row in rows]


@pytest.mark.usefixtures("short_pages")
@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_all_that_is_public_comes_once_whatever_the_pages(number: int) -> None:
    made = ideas(number)
    make_idea(visibility="waiting", title="Cachée")
    assert sorted(titles(exported_ideas(ALL))) == sorted(idea.title for idea in made)


@pytest.mark.usefixtures("short_pages")
def test_a_page_is_read_only_when_it_is_asked_for_and_holds_nothing() -> None:
    ideas(5)
    with statements() as sent:
        rows = exported_ideas(ALL)
        assert sent == []
        next(rows)
        assert len(sent) == 1
        assert not db.session().in_transaction()
        assert len(list(rows)) == 4
        assert len(sent) == 3


def test_no_name_is_handed_out() -> None:
    idea = make_idea(author_name="Zéphyrine")
    make_comment(idea, author_name="Apolline")
    db.session().commit()
    told = json.dumps([*exported_ideas(ALL), *exported_comments(ALL)], ensure_ascii=False)
    assert "Zéphyrine" not in told
    assert "Apolline" not in told


def test_comments_come_only_from_under_public_ideas_of_the_call() -> None:
    here, elsewhere, hidden = make_idea(), make_idea(), make_idea()
    call = make_call(slug="ici")
    here.call_id = hidden.call_id = call.id
    for idea, words in ((here, "Ici."), (elsewhere, "Ailleurs."), (hidden, "Caché.")):
        make_comment(idea, body=words)
    make_comment(here, body="Refusé.", visibility="refused")
    hidden.visibility, hidden.published_at = "refused", None
    db.session().commit()
    of_call = exported_comments(IdeaFilters(call_slug="ici"))
    assert [row["body"] for row in of_call] == ["Ici."]
    assert {row["body"] for row in exported_comments(ALL)} == {"Ici.", "Ailleurs."}


def test_the_file_of_the_api_is_a_table_a_spreadsheet_reads(client: FlaskClient) -> None:
    make_idea(title="=1+1", body="Une ligne,\nune autre.")
    db.session().commit()
    answer = client.get("/api/v1/ideas.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=idees.csv"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))
    assert [(row["title"], row["body"]) for row in rows] == [("'=1+1", "Une ligne,\nune autre.")]


@pytest.mark.parametrize("path", ["ideas.jsonl", "comments.jsonl"])
def test_json_lines_are_objects(client: FlaskClient, path: str) -> None:
    make_comment(make_idea())
    db.session().commit()
    lines = client.get(f"/api/v1/{path}").get_data(as_text=True).splitlines()
    assert [json.loads(line)["body"] for line in lines] != []


def test_a_filter_nobody_knows_is_refused(client: FlaskClient) -> None:
    assert client.get("/api/v1/comments.csv?nom=Zohra").status_code == 422


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert csv_line([cell]).strip('"\r\n').startswith("'")
