"""Fields that people fill in: what they accept and how they refuse."""

from typing import Any

import pytest
from marshmallow import ValidationError
from marshmallow.fields import Field

from beffroi.core.fields import Email, Line, Prose, Slug

EVERY = [Line(max=40), Prose(max=40), Email(), Slug()]


def refusal(field: Field[Any], value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        field.deserialize(value)
    message = caught.value.messages[0]
    assert type(message) is str  # JSON could not carry a lazy one
    return message


@pytest.mark.parametrize("field", EVERY, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize("value", [1, True, 1.5, [], {}, b"texte"])
def test_another_type_than_text_is_refused(field: Field[Any], value: Any) -> None:
    assert refusal(field, value) == "Nous attendons ici du texte."


@pytest.mark.parametrize("character", ["\x00", "\u202e", "\u2067", "\ud800", "\x1b", "\ufffe"])
def test_an_unsafe_character_is_refused(character: str) -> None:
    assert "interdits" in refusal(Prose(max=40), f"a{character}b")


def test_edges_are_stripped_and_letters_composed() -> None:
    assert Line(max=3).deserialize("  e\u0301te\u0301 ") == "été"


def test_a_line_refuses_a_second_line() -> None:
    assert "seule ligne" in refusal(Line(max=40), "un\r\ndeux")


def test_prose_keeps_its_lines() -> None:
    assert Prose(max=40).deserialize("un\r\ndeux") == "un\ndeux"


def test_a_text_too_long_says_how_much_is_allowed() -> None:
    assert "5 caractères" in refusal(Line(max=5), "abcdef")


def test_a_text_too_short_says_how_much_is_needed() -> None:
    assert "5 caractères" in refusal(Line(max=9, min=5), "abcd")


@pytest.mark.parametrize("value", ["", "   ", "\u200b\u200b", "\u3164"])
def test_a_text_that_shows_nothing_is_empty(value: str) -> None:
    assert refusal(Line(max=5), value) == "Ce champ est vide."


def test_an_optional_text_may_be_empty() -> None:
    assert Prose(max=5, min=0).deserialize(" ") == ""


def test_a_missing_text_is_asked_for_in_french() -> None:
    with pytest.raises(ValidationError, match="obligatoire"):
        Line(max=5, required=True).deserialize(None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Nadia.B+x@Exemple.FR ", "Nadia.B+x@exemple.fr"),
        ("a@café.example", "a@xn--caf-dma.example"),
        ("o'neil@a-b.co", "o'neil@a-b.co"),
    ],
)
def test_an_address_is_kept_with_a_plain_domain(typed: str, kept: str) -> None:
    assert Email().deserialize(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "nadia",
        "nadia@exemple",
        "@exemple.fr",
        "a..b@exemple.fr",
        "a b@exemple.fr",
        "a@b@exemple.fr",
        "a@-b.example",
        "a@b..example",
        "a@127.0.0.1",
        "é@exemple.fr",
        "a@" + "x" * 70 + ".fr",
        "a" * 65 + "@exemple.fr",
        "<a@exemple.fr>",
    ],
)
def test_an_incomplete_address_is_refused(typed: str) -> None:
    assert "adresse" in refusal(Email(), typed)


def test_an_address_longer_than_mail_allows_is_refused() -> None:
    assert "254" in refusal(Email(), "a@" + "b." * 130 + "fr")


@pytest.mark.parametrize("typed", ["Lens", "lens_lievin", "-lens", "lens--lievin", "é"])
def test_a_slug_of_other_signs_is_refused(typed: str) -> None:
    assert "minuscules" in refusal(Slug(), typed)


def test_lengths_are_told_to_the_readers_of_the_api() -> None:
    assert Line(max=9, min=2).metadata == {"minLength": 2, "maxLength": 9}
