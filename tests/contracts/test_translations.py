"""The catalogues are whole: nothing missing, nothing in doubt, each hole filled with the same."""

import re

import pytest
from babel.messages.catalog import Catalog, Message

from beffroi.cli import i18n
from beffroi.core.i18n import LANGUAGES
from beffroi.paths import CHECKOUT
from tests.support import leftovers

HOLE = re.compile(r"%\(\w+\)s|\{\w+\}|%%")


@pytest.fixture(scope="module")
def english() -> Catalog:
    return i18n.read(i18n.path_of(CHECKOUT, "en"), "en")


@pytest.fixture(scope="module")
def french() -> Catalog:
    return i18n.read(i18n.path_of(CHECKOUT, "fr"), "fr")


def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Each form of each message with its translation."""
    return [pair for message in i18n.ours(catalogue) for pair in zip(*forms(message), strict=True)]


def forms(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if message.pluralizable:
        return tuple(message.id), tuple(message.string or ())
    return (str(message.id),), (str(message.string),)


def test_the_catalogues_hold_the_words_of_the_code_and_no_others() -> None:
    assert list(i18n.faults_of(CHECKOUT)) == []


def test_an_update_would_change_nothing() -> None:
    template = i18n.extracted(CHECKOUT)
    for language in LANGUAGES:
        path = i18n.path_of(CHECKOUT, language)
        catalogue = i18n.read(path, language)
        i18n.merge(catalogue, template)
        assert i18n.text_of(catalogue) == path.read_text(encoding="utf-8"), language


def test_every_message_has_its_english(english: Catalog) -> None:
    waiting = [m.id for m in i18n.ours(english) if not i18n.is_complete(m, "en")]
    assert waiting == []
    assert [m.id for m in i18n.ours(english) if m.fuzzy] == []


def test_holes_are_the_same_on_both_sides(english: Catalog) -> None:
    for source, translation in pairs(english):
        assert sorted(HOLE.findall(translation)) == sorted(HOLE.findall(source)), source


def test_english_keeps_no_french_word_and_no_french_mark(english: Catalog) -> None:
    for _source, translation in pairs(english):
        assert leftovers.in_text(translation) == []


def test_apostrophes_and_quotes_are_those_of_a_book(english: Catalog) -> None:
    for source, translation in pairs(english):
        assert "'" not in translation, translation
        assert translation.count('"') == source.count('"'), translation


def test_french_plurals_are_there_and_zero_is_singular(french: Catalog) -> None:
    plurals = [message for message in i18n.ours(french) if message.pluralizable]
    assert plurals
    assert all(forms(message)[0] == forms(message)[1] for message in plurals)
    assert french.plural_forms == "nplurals=2; plural=(n > 1);"


def test_a_catalogue_carries_no_date_and_no_doubt(english: Catalog, french: Catalog) -> None:
    for language, catalogue in (("en", english), ("fr", french)):
        assert not catalogue.fuzzy
        written = i18n.path_of(CHECKOUT, language).read_text(encoding="utf-8")
        assert re.search(r"Date|Generated|\b20\d\d\b", written.split("\n\n")[0]) is None


@pytest.mark.parametrize(
    "html",
    [
        "<p>Votre idée est publiée.</p>",
        '<button aria-label="Fermer la page">×</button>',
        '<script data-sending="Envoi dans une minute"></script>',
        '<input type="submit" value="Envoyer mon idée">',
        "<p>Title : too long</p>",
        '<p lang="fr">Licence Ouverte</p><p>Avec vous</p>',
    ],
)
def test_french_left_in_a_page_is_found(html: str) -> None:
    assert len(leftovers.in_page(html)) == 1


def test_what_is_said_to_be_in_another_language_is_no_leftover() -> None:
    assert leftovers.in_page('<div lang="fr"><p>Avec vous<br>et nous</p></div><p>Hello</p>') == []
