"""Every message says what happened, why, and what to do now, in the reader's language."""

import dataclasses

import pytest
from flask import Flask
from flask_babel import force_locale

from beffroi.contributions.labels import STAGES
from beffroi.notifications.words import KINDS, words_of
from beffroi.notifications.words.of_ideas import _STAGES as WORDED
from tests.support.orientation import make_structure

FACTS: dict[str, object] = {
    "title": "Un banc près de l’école",
    "due_at": "2026-11-22T11:00:00+00:00",
    "reason": {"fr": "le texte fait de la publicité", "en": "the text is an advertisement"},
    "words": "Enlevez le nom du magasin.\n\nLe reste est très bien.",
    "stage": "kept",
    "answer": "Le banc sera posé en mars.",
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("facts", [FACTS, {}])
def test_every_kind_is_whole_with_all_facts_and_with_none(
    app: Flask, kind: str, facts: dict[str, object]
) -> None:
    with force_locale("fr"):
        words = words_of(kind, facts)
    assert all((words.subject, words.happened, words.next_step, words.action))
    assert all("%(" not in str(value) for value in dataclasses.astuple(words) if value)
    assert len(words.subject) <= 78


def test_every_stage_of_an_idea_has_words_of_its_own() -> None:
    assert set(WORDED) == set(STAGES)


def test_a_stage_that_came_later_still_has_words(app: Flask) -> None:
    assert words_of("idea_moved", {"title": "Un banc", "stage": "launched"}).subject


def test_a_refusal_says_why_in_whose_words_and_where_to_turn(app: Flask) -> None:
    structure = make_structure()
    with force_locale("fr"):
        words = words_of("idea_refused", FACTS | {"structure_slug": structure.slug})
    assert words.why == "Pourquoi : le texte fait de la publicité."
    assert words.quote == FACTS["words"]
    assert words.quoted_from
    assert words.structure is not None
    assert words.structure.name == structure.name


def test_a_reason_follows_the_language_of_the_reader(app: Flask) -> None:
    with force_locale("en"):
        assert "the text is an advertisement" in words_of("idea_refused", FACTS).why


def test_a_structure_that_is_no_more_is_left_out(app: Flask) -> None:
    assert words_of("idea_refused", FACTS | {"structure_slug": "gone"}).structure is None


def test_a_percent_sign_in_a_title_is_only_a_sign(app: Flask) -> None:
    naming = [kind for kind in KINDS if str(FACTS["title"]) in words_of(kind, FACTS).happened]
    assert naming
    for kind in naming:
        words = words_of(kind, FACTS | {"title": "100 % vélo %s %(x)s"})
        assert "100 % vélo %s %(x)s" in words.happened
