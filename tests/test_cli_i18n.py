"""The catalogues stay true to the code."""

from pathlib import Path

import pytest

from beffroi.cli import i18n

SOURCE = """
_("Bonjour")
lazy("Au revoir")
ngettext("%(num)s idée", "%(num)s idées", n)
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with one module and one template, and catalogues up to date with them."""
    for folder in i18n.FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "platform/beffroi/words.py").write_text(SOURCE, encoding="utf-8")
    page = "{% trans %}Bienvenue{% endtrans %} {{ _('Au %(place)s', place=place) }}"
    (tmp_path / "templates/page.html").write_text(page, encoding="utf-8")
    update(tmp_path, words={"Bonjour": "Hello", "Au revoir": "Goodbye", "Bienvenue": "Welcome"})
    return tmp_path


def update(root: Path, words: dict[str, str]) -> None:
    template = i18n.extracted(root)
    for language in ("fr", "en"):
        path = i18n.path_of(root, language)
        catalogue = i18n.read(path, language)
        i18n.merge(catalogue, template)
        if language == "en":
            for message in i18n.ours(catalogue):
                message.string = message.string or words.get(str(message.id), "")
                if message.id == "Au %(place)s" and "place" not in str(message.string):
                    message.string = words.get("place", "At the %(place)s")
                if message.pluralizable:
                    message.string = ("%(num)s idea", "%(num)s ideas")
        i18n.write(catalogue, path)


def test_whole_catalogues_have_no_fault(house: Path) -> None:
    assert list(i18n.faults_of(house)) == []


def test_new_words_are_a_fault_until_they_are_extracted(house: Path) -> None:
    (house / "workflows/new.py").write_text('_("Tout neuf")', encoding="utf-8")
    assert set(i18n.faults_of(house)) == {
        "en: not in the catalogue: Tout neuf",
        "fr: not in the catalogue: Tout neuf",
    }


def test_extracted_words_without_english_are_a_fault(house: Path) -> None:
    (house / "workflows/new.py").write_text('_("Tout neuf")', encoding="utf-8")
    update(house, words={})
    assert list(i18n.faults_of(house)) == ["en: not translated: Tout neuf"]


def test_words_gone_from_the_code_are_a_fault(house: Path) -> None:
    (house / "templates/page.html").write_text("{{ _('Au %(place)s', place=place) }}")
    assert "en: no longer in the code: Bienvenue" in list(i18n.faults_of(house))


def test_words_gone_from_the_code_leave_the_catalogue(house: Path) -> None:
    (house / "templates/page.html").write_text("{{ _('Au %(place)s', place=place) }}")
    update(house, words={})
    assert list(i18n.faults_of(house)) == []


def test_a_fuzzy_translation_is_a_fault(house: Path) -> None:
    path = i18n.path_of(house, "en")
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace('msgid "Bonjour"', '#, fuzzy\nmsgid "Bonjour"'), "utf-8")
    assert list(i18n.faults_of(house)) == ["en: fuzzy: Bonjour"]


def test_a_placeholder_lost_in_translation_is_a_fault(house: Path) -> None:
    path = i18n.path_of(house, "en")
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("At the %(place)s", "At the %(lieu)s"), "utf-8")
    faults = list(i18n.faults_of(house))
    assert len(faults) == 1
    assert faults[0].startswith("en: ")


def test_french_has_its_plurals_because_zero_is_singular(house: Path) -> None:
    written = i18n.path_of(house, "fr").read_text(encoding="utf-8")
    assert 'msgstr[1] "%(num)s idées"' in written


def test_an_update_without_new_words_changes_nothing(house: Path) -> None:
    before = i18n.path_of(house, "en").read_bytes()
    update(house, words={})
    assert i18n.path_of(house, "en").read_bytes() == before
