"""What a program or a form gets wrong is said in the reader's language."""

import re
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from marshmallow import Schema, fields, validate

from beffroi.core.complaints import reword
from beffroi.core.fields import Line
from beffroi.core.i18n import lazy

LENGTHS = {"code": (2, 4), "long": (2, None), "short": (None, 4)}
RANGES = {"page": (1, 9), "from_one": (1, None), "to_nine": (None, 9)}


class Sent(Schema):
    """One field of each kind that the application reads."""

    needed = fields.String(required=True)
    kind = fields.String(validate=validate.OneOf(["a", "b"]))
    shape = fields.String(validate=validate.Regexp(r"^[a-z]$"))
    code = fields.String(validate=validate.Length(*LENGTHS["code"]))
    long = fields.String(validate=validate.Length(*LENGTHS["long"]))
    short = fields.String(validate=validate.Length(*LENGTHS["short"]))
    page = fields.Integer(validate=validate.Range(*RANGES["page"]))
    from_one = fields.Integer(validate=validate.Range(*RANGES["from_one"]))
    to_nine = fields.Integer(validate=validate.Range(*RANGES["to_nine"]))
    is_late = fields.Boolean()
    id = fields.UUID()
    names = fields.List(fields.String())
    own = fields.String(validate=validate.OneOf(["a"], error=lazy("Ce champ est vide.")))
    line = Line(max=3)


def complaint(**sent: Any) -> str:
    schema = Sent(only=tuple(sent))
    reword(schema)
    messages: Any = next(iter(schema.validate(sent).values()))
    while isinstance(messages, dict):
        (messages,) = messages.values()
    return str(messages[0] if isinstance(messages, list) else messages)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"needed": None}, "Ce champ est obligatoire."),
        ({"needed": 3}, "Nous attendons ici du texte."),
        ({"needed": b"\xff"}, "Nous attendons ici du texte."),
        ({"kind": "c"}, "Choisissez parmi : a, b."),
        ({"shape": "1"}, "Cette valeur n’a pas la forme attendue."),
        ({"code": "a"}, "La longueur va de 2 à 4."),
        ({"long": "a"}, "C’est trop court : 2 au moins."),
        ({"short": "aaaaa"}, "C’est trop long : 4 au plus."),
        ({"page": 10}, "Indiquez un nombre de 1 à 9."),
        ({"from_one": 0}, "Indiquez un nombre à partir de 1."),
        ({"to_nine": 10}, "Indiquez un nombre jusqu’à 9."),
        ({"page": "un"}, "Nous attendons ici un nombre entier."),
        ({"is_late": "peut-être"}, "Nous attendons ici vrai ou faux (true ou false)."),
        ({"id": "1"}, "Cet identifiant n’est pas complet."),
        ({"names": "a"}, "Nous attendons ici une liste."),
        ({"names": [1]}, "Nous attendons ici du texte."),
        ({"own": "b"}, "Ce champ est vide."),
        ({"line": "abcd"}, "C’est trop long : 3 caractères au plus."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_complaint_is_in_french(app: Flask, sent: dict[str, Any], words: str) -> None:
    assert complaint(**sent) == words


def test_a_complaint_follows_the_language_of_the_reader(app: Flask) -> None:
    with force_locale("en"):
        assert complaint(page="un") == "A whole number is expected here."
    assert complaint(page="un") == "Nous attendons ici un nombre entier."


def test_no_route_answers_a_french_program_with_the_english_of_a_library(app: Flask) -> None:
    client = app.test_client()
    for query in ("limit=0", "limit=x", "order=x", "stage=x", "cursor=", "slug=x"):
        body = client.get(f"/api/v1/ideas?{query}").get_json()
        assert body["status"] == 422, query
        for messages in body["errors"].values():
            assert not re.search(r"\b(must|not|valid|longer|shorter)\b", " ".join(messages).lower())


def test_broken_json_is_named_in_words(app: Flask) -> None:
    answer = app.test_client().post(
        "/api/v1/ideas", data=b"{", headers={"Content-Type": "application/json"}
    )
    assert answer.get_json()["detail"] == "Le contenu envoyé n’est pas du JSON."


@pytest.fixture
def database_url(one_database: str) -> str:
    """None of this depends on the database."""
    return one_database
