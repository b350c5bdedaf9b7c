"""What pages are made with: forms that lose nothing, ways back that lead nowhere else."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from beffroi.core.fields import Line
from beffroi.core.pages import Form, load_form, render, safe_next, see_other, shared, sign_in_url


class NoteSchema(Schema):
    """A form like ours."""

    title = Line(max=10, required=True)
    themes = fields.List(Line(max=5))
    count = fields.Integer(load_default=1)


@pytest.fixture
def database_url(one_database: str) -> str:
    """Nothing here depends on the database."""
    return one_database


def loaded(app: Flask, *pairs: tuple[str, str]) -> Form:
    with app.test_request_context("/", method="POST", data=MultiDict(pairs)):
        return load_form(NoteSchema())


def test_a_valid_form_gives_its_data(app: Flask) -> None:
    form = loaded(app, ("title", " Un banc "), ("themes", "eau"), ("themes", "air"))
    assert form.is_valid
    assert form.data == {"title": "Un banc", "themes": ["eau", "air"], "count": 1}


def test_nothing_typed_is_lost_when_something_is_wrong(app: Flask) -> None:
    form = loaded(app, ("title", " Un banc bien trop long "), ("themes", "eau"), ("count", "x"))
    assert not form.is_valid
    assert form.values["title"] == " Un banc bien trop long "
    assert form.values["themes"] == ["eau"]
    assert set(form.errors) == {"title", "count"}


def test_an_empty_field_is_one_that_was_not_filled_in(app: Flask) -> None:
    assert set(loaded(app, ("title", ""), ("count", "")).errors) == {"title"}


def test_a_field_of_a_list_that_is_wrong_is_named_once(app: Flask) -> None:
    form = loaded(app, ("title", "Un banc"), ("themes", "eau"), ("themes", "bien trop long"))
    assert set(form.errors) == {"themes"}
    assert all(isinstance(str(message), str) for message in form.errors["themes"])


def test_what_the_form_does_not_ask_for_is_dropped(app: Flask) -> None:
    assert "role" not in loaded(app, ("title", "Un banc"), ("role", "administrator")).data


@pytest.mark.parametrize("path", ["/", "/idees/7", "/idees?q=a&apres=b", "/quartiers/x#carte"])
def test_a_path_of_this_site_is_followed(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        None, "", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "https://evil.example", "javascript:alert(1)", "evil.example", " /x", "/a\nb", "/a\rb",
        "/\t/evil.example", "/a\0", "http:/x", "//[", "/x\\..\\y",
    ],
)  # fmt: skip
def test_anything_that_could_lead_elsewhere_is_dropped(elsewhere: str | None) -> None:
    assert safe_next(elsewhere, "/moi") == "/moi"


@given(st.text() | st.text(st.sampled_from("/\\:.@[]?#% \t\nahtps")).map(lambda t: "/" + t))
def test_whatever_is_asked_the_way_back_is_a_path(asked: str) -> None:
    way = safe_next(asked)
    assert way.startswith("/")
    assert not way.startswith(("//", "/\\"))
    assert all(ord(character) >= 32 for character in way)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_the_sign_in_page_is_told_one_way_back_only(back: str) -> None:
    assert sign_in_url(back).count("?") == 1
    assert "&" not in sign_in_url(back)
    assert sign_in_url(back).isascii()


def test_after_a_form_comes_a_page_one_can_reload(app: Flask) -> None:
    answer = see_other("/moi")
    assert (answer.status_code, answer.location) == (303, "/moi")


def test_a_page_is_shared_only_when_nobody_in_particular_asks(app: Flask) -> None:
    asked = [
        ({}, "public, max-age=0, s-maxage=2"),
        ({"Cookie": "a=b"}, None),
        ({"Authorization": "Bearer x"}, None),
    ]
    for headers, expected in asked:
        with app.test_request_context("/", headers=headers):
            answer = shared(render("portal/charte.html"))
            assert answer.headers.get("Cache-Control") == expected
            assert {"Cookie", "Authorization", "Accept-Language"} <= set(answer.vary)
