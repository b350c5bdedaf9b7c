"""How much two ideas are the same matter, whatever they say and however it is spelled."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beffroi.contributions.rules.likeness import LIKE_ENOUGH, likeness, wording

WORDS = (
    "banc", "école", "jardin", "partagé", "médiathèque", "éclairage", "fontaine", "terril",
    "bibliothèque", "trottoir", "piste", "cyclable", "marché", "navette", "gare", "poubelle",
)  # fmt: skip
FILLING = ("un", "le", "des", "près de", "pour", "avec", "nous voudrions", "il faut", "dans")
word = st.sampled_from(WORDS)
titles = st.lists(word, min_size=1, max_size=6, unique=True)
bodies = st.lists(word | st.sampled_from(FILLING), max_size=20).map(" ".join)
texts = st.tuples(titles.map(" ".join), bodies) | st.tuples(st.text(), st.text())


@given(texts, texts)
def test_it_lies_between_nothing_and_all_and_is_the_same_both_ways(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    there, back = likeness(wording(*one), wording(*other)), likeness(wording(*other), wording(*one))
    assert 0 <= there <= 1
    assert there == back


@given(titles.map(" ".join), bodies, bodies)
def test_two_texts_of_one_title_are_all_alike(title: str, body: str, other: str) -> None:
    assert likeness(wording(title, body), wording(title, other)) == 1


@given(titles, bodies, st.randoms(use_true_random=False))
def test_order_case_accents_plurals_and_filling_do_not_matter(
    title: list[str], body: str, random: object
) -> None:
    loud = " ".join(f"{FILLING[n % len(FILLING)]} {w.upper()}S," for n, w in enumerate(title[::-1]))
    plain = loud.translate(str.maketrans("ÉÈÎÔ", "EEIO"))
    assert likeness(wording(" ".join(title), body), wording(plain, "")) == 1


@given(titles, titles)
def test_titles_that_share_no_word_resemble_in_nothing(one: list[str], other: list[str]) -> None:
    assume(not set(one) & set(other))
    assert likeness(wording(" ".join(one), ""), wording(" ".join(other), "")) < LIKE_ENOUGH


@given(titles, word, bodies)
def test_to_say_one_thing_more_brings_nearer_to_nobody_who_does_not(
    title: list[str], more: str, body: str
) -> None:
    assume(more not in title)
    assume(more not in body)
    theirs, ours = wording(" ".join(title), body), wording(" ".join(title), "")
    longer = wording(" ".join([*title, more]), "")
    assert likeness(longer, theirs) < likeness(ours, theirs) == 1


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("Des bancs devant lécole", "Un banc près de l’école"),
        ("banc a l'ecolle", "Un banc près de l’école"),
        ("Mediateque : boite à livre", "Une boîte à livres devant la médiathèque"),
        ("pistes cylables", "Une piste cyclable"),
        ("Un eclairage plus doux rue des Mineurs", "Rue des mineurs : éclairage trop fort"),
    ],
)
def test_what_people_write_finds_what_others_wrote(written: str, there: str) -> None:
    assert likeness(wording(written, ""), wording(there, "")) >= LIKE_ENOUGH


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("Un banc près de l’école", "Une crèche près de la gare"),
        ("Réparer les trottoirs", "Réparer la fontaine"),
        ("Notre idée pour le quartier", "Une idée de bibliothèque"),
    ],
)
def test_other_matters_stay_apart(written: str, there: str) -> None:
    assert likeness(wording(written, ""), wording(there, "")) < LIKE_ENOUGH


def test_a_title_named_in_a_long_text_is_not_enough() -> None:
    long = "Il faudrait un banc, un composteur, une fontaine, des arbres et un marché."
    assert likeness(wording("Ma cité demain", long), wording("Un banc", "Pour attendre.")) == 0
