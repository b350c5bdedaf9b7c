"""Calls, ideas and comments as programs read them."""

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from beffroi.core import db
from beffroi.territories import services as territories
from tests.factories import make_call, make_comment, make_idea, make_person
from tests.support.people import SignIn

pytestmark = pytest.mark.usefixtures("clock")


def get(client: FlaskClient, path: str, status: int = 200) -> Any:
    db.session().commit()
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_list_gives_its_items_its_total_and_how_to_go_on(client: FlaskClient) -> None:
    call = make_call()
    for number in range(3):
        make_idea(call, title=f"Idée {number}")
    first = get(client, "/ideas?limit=2")
    assert (len(first["items"]), first["total"]) == (2, 3)
    second = get(client, f"/ideas?limit=2&cursor={first['next_cursor']}")
    assert (len(second["items"]), second["next_cursor"]) == (1, None)


def test_a_list_is_filtered_and_searched(client: FlaskClient) -> None:
    wanted = make_idea(title="Des vélos", neighbourhood_slug="cite-bellevue", stage="kept")
    make_idea(title="Un banc")
    query = "q=velo&neighbourhood=cite-bellevue&stage=kept&contract=lens-lievin&order=supports"
    found = get(client, f"/ideas?{query}")
    assert [item["id"] for item in found["items"]] == [str(wanted.id)]
    assert found["items"][0]["neighbourhood"]["slug"] == "cite-bellevue"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("order=hasard", "order"),
        ("stage=perdue", "stage"),
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("limit=abc", "limit"),
        ("cursor=zzz", "cursor"),
        ("neighbourhood=%00", "neighbourhood"),
        ("q=%00", "q"),
    ],
)
def test_a_bad_question_is_answered_by_the_field(
    client: FlaskClient, query: str, field: str
) -> None:
    problem = get(client, f"/ideas?{query}", 422)
    assert set(problem["errors"]) == {field}


@pytest.mark.parametrize("values", ["[2147483648, 1]", '["0001-01-01T00:00:00+23:59", 1]', "{}"])
def test_a_cursor_that_was_tampered_with_is_a_422(client: FlaskClient, values: str) -> None:
    from base64 import urlsafe_b64encode

    cursor = urlsafe_b64encode(values.replace("1]", f'"{uuid.uuid4()}"]').encode()).decode()
    for order in ("recent", "supports"):
        problem = get(client, f"/ideas?order={order}&cursor={cursor.rstrip('=')}", 422)
        assert set(problem["errors"]) == {"cursor"}


def test_an_idea_is_read_in_full_and_a_hidden_one_not_at_all(client: FlaskClient) -> None:
    public, hidden = make_idea(), make_idea(visibility="waiting")
    idea = get(client, f"/ideas/{public.id}")
    assert (idea["body"], idea["is_mine"], idea["stage"]) == (public.body, False, "open")
    assert get(client, f"/ideas/{hidden.id}", 404)["code"] == "not_found"
    get(client, f"/ideas/{hidden.id}/text", 404)
    get(client, f"/ideas/{hidden.id}/comments", 404)
    get(client, f"/ideas/{uuid.uuid4()}", 404)
    get(client, "/ideas/pas-un-numero", 404)


def test_nothing_read_names_an_address_or_a_person(client: FlaskClient) -> None:
    person = make_person(email="secret@example.org")
    idea = make_idea(author=person)
    make_comment(idea, person)
    for path in ("/ideas", f"/ideas/{idea.id}", f"/ideas/{idea.id}/comments"):
        said = str(get(client, path))
        assert "secret" not in said
        assert str(person.id) not in said


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    idea = make_idea()
    db.session().commit()
    for path in ("/ideas", f"/ideas/{idea.id}", f"/ideas/{idea.id}/text"):
        first = client.get(f"/api/v1{path}")
        again = client.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_the_text_of_an_idea_has_its_version_for_a_tag(client: FlaskClient) -> None:
    idea = make_idea(version=3)
    db.session().commit()
    assert client.get(f"/api/v1/ideas/{idea.id}/text").headers["ETag"] == '"3"'


def test_calls_are_read_with_their_sheet(client: FlaskClient) -> None:
    make_call(slug="dehors")
    assert get(client, "/calls/dehors")["who_decides"] == "Le comité de pilotage."
    listed = get(client, "/calls?phase=open&neighbourhood=cite-bellevue&contract=lens-lievin")
    assert [call["slug"] for call in listed["items"]] == ["dehors"]
    get(client, "/calls/nulle-part", 404)
    get(client, "/calls?phase=un-jour", 422)


def test_ones_own_ideas_and_their_tracking_are_ones_own(
    client: FlaskClient, sign_in: SignIn
) -> None:
    me = make_person()
    idea = make_idea(author=me, visibility="waiting")
    mine = sign_in(me)
    assert [item["id"] for item in get(mine, "/me/ideas")["items"]] == [str(idea.id)]
    assert get(mine, f"/ideas/{idea.id}/tracking")["decision"] is None
    get(client, "/me/ideas", 401)
    get(client, f"/ideas/{idea.id}/tracking", 401)
    get(sign_in(make_person()), f"/ideas/{idea.id}/tracking", 404)


def test_a_theme_is_labelled_in_the_language_asked_for(client: FlaskClient) -> None:
    make_call(slug="dehors")
    db.session().commit()
    english = client.get("/api/v1/calls/dehors", headers={"Accept-Language": "en"}).get_json()
    labels = [theme.label_en for theme in territories.themes_of("lens-lievin")]
    assert [theme["label"] for theme in english["themes"]] == labels
