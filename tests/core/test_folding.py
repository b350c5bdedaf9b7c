"""Words that a search must bring together."""

import pytest

from beffroi.core.folding import fingerprint, fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vélo", "VELOS"),
        ("vélo", "vélos"),
        ("école", "ecoles"),
        ("sécurisé", "sécurisés"),
        ("bateau", "bateaux"),
        ("cœur", "Coeur"),
        ("l’école", "école"),
        ("d'eau", "eau"),
        ("qu'elles", "elle"),
        ("e\u0301te\u0301", "été"),
        ("Łódź", "lodz"),
        ("جَمِيل", "جميل"),
    ],
)
def test_two_spellings_of_a_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("gare", "garé e"), ("62300", "6230")])
def test_two_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_digits_and_other_scripts_are_kept() -> None:
    assert words("Cité 12/14, 62300 : हिन्दी 한국") == ["cite", "12", "14", "62300", "हिन्दी", "한국"]


def test_a_fingerprint_ignores_case_accents_and_punctuation() -> None:
    assert fingerprint("Des vélos, à l'École !") == fingerprint("des velo a ecole")


def test_a_fingerprint_tells_two_texts_apart() -> None:
    assert fingerprint("un banc") != fingerprint("deux bancs")
