"""Finding texts: the same answers on both databases, whatever people type."""

import uuid

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from beffroi.core import search
from beffroi.core.gist import similarity
from beffroi.core.ids import random_id

KIND = "idea"
TEXTS = {
    "benches": ("Des bancs près de l’École", "Les grands-parents attendent à la sortie."),
    "library": ("Une bibliothèque de rue", "Des livres à échanger, place Cantin."),
    "cycle": ("Pistes cyclables sécurisées", "Pour aller à vélo jusqu’au stade Bollaert-Delelis."),
    "heart": ("Cœur de quartier", "Un œuf de Pâques pour 2026 ; C++ et l’eau, n°12."),
    "arabic": ("حديقة للأطفال", "مكان للعب قرب المدرسة"),
    "cyrillic": ("Больше деревьев", "Тень нужна летом, ёлки зимой."),
    "greek": ("Μουσική", "Στην πλατεία."),
    "long": ("Un mot " + "x" * 500, "anticonstitutionnellement " * 40),
}


@pytest.fixture
def ids(db_session: Session) -> dict[str, uuid.UUID]:
    """The texts, indexed."""
    made = {name: random_id() for name in TEXTS}
    for name, (heading, body) in TEXTS.items():
        search.index(KIND, made[name], heading, body)
    db_session.flush()
    return made


def found(session: Session, query: str, kind: str = KIND) -> set[uuid.UUID]:
    return set(session.scalars(search.matching(kind, query)))


CASES = {
    "école": "benches", "ECOLE": "benches", "ecoles": "benches", "l'école": "benches",
    "banc": "benches", "bancs": "benches", "grands parents": "benches", "attend sortie": "benches",
    "bibliotheque": "library", "biblio": "library", "livre echanger": "library",
    "vélos": "cycle", "velo": "cycle", "securise": "cycle", "bollaert delelis": "cycle",
    "bollaert-delelis": "cycle", "coeur": "heart", "cœurs": "heart", "OEUF": "heart",
    "2026": "heart", "n°12": "heart", "حديقة": "arabic", "المدرسة": "arabic", "حد": "arabic",
    "больше": "cyrillic", "ДЕРЕВЬЕВ": "cyrillic", "елки": "cyrillic", "μουσικη": "greek",
    "x" * 400: "long", "anticonstitutionnellement": "long", "🌳 bibliothèque 🌳": "library",
    "place, Cantin !": "library", "  rue\t\nlivres ": "library",
}  # fmt: skip


def test_every_way_to_write_it_finds_it(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    got = {query: found(db_session, query) for query in CASES}
    assert got == {query: {ids[name]} for query, name in CASES.items()}


def test_every_word_must_be_there(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    for query in ("banc bibliothèque", "livres vélo", "école zzz"):
        assert found(db_session, query) == set()


def test_a_word_is_found_by_its_beginning_not_its_middle(
    db_session: Session, ids: dict[str, uuid.UUID]
) -> None:
    assert found(db_session, "cycl") == {ids["cycle"]}
    assert found(db_session, "clable") == set()


def test_a_question_without_words_finds_nothing(
    db_session: Session, ids: dict[str, uuid.UUID]
) -> None:
    for query in ("", " ", "!?", "🌳🌳", "\0", "\u200b", '""', "***"):
        assert found(db_session, query) == set()


OPERATORS = [
    '"banc', '"banc"', "banc*", "*", "banc & école", "banc | école", "!banc", "banc:*", "-banc",
    "folded:banc", "banc OR école", "banc AND", "NOT banc", "NEAR(banc école, 2)", "NEAR(",
    "banc)", "(banc", "^banc", "{banc école}", "banc + école", "banc'", "''", "banc\\", "<->",
    "banc <-> école", "%", "_", "banc;--", "' OR 1=1 --", "a" * 5000, "banc " * 500, "e\u0301cole",
    "\ud800banc", "ban\0c", "𝒃𝒂𝒏𝒄", "ﬁn", "İstanbul", "ß", "½", "क्षेत्र", "ไทย", "👩🏽‍🚀",
]  # fmt: skip


@pytest.mark.parametrize("typed", OPERATORS, ids=ascii)
def test_what_people_type_is_words_not_operators(
    db_session: Session, ids: dict[str, uuid.UUID], typed: str
) -> None:
    assert len(found(db_session, typed)) <= 1
    assert len(search.near(KIND, typed)) <= 5


def test_operators_are_read_as_nothing(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    for typed in (
        '"bancs',
        "bancs*",
        "-banc",
        "bancs & école",
        "^banc",
        "banc:*",
        "(banc",
        "%banc",
    ):
        assert found(db_session, typed) == {ids["benches"]}, typed


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text() | st.text(st.sampled_from("\"'*&|!:()<>-+^{}\\ aéxбم")))
def test_nothing_typed_ever_raises(db_session: Session, typed: str) -> None:
    found(db_session, typed)
    search.near(KIND, typed)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(categories=["L", "Nd", "Zs", "P"]), max_size=80), st.randoms())
def test_a_text_is_found_by_each_of_its_words(
    db_session: Session, written: str, random: object
) -> None:
    subject_id = random_id()
    search.index("note", subject_id, written)
    db_session.flush()
    for word in written.split():
        if search._clipped(word):
            assert subject_id in found(db_session, word, "note")
    search.forget("note", subject_id)
    db_session.flush()


def test_a_text_brought_up_to_date_is_found_by_its_new_words(
    db_session: Session, ids: dict[str, uuid.UUID]
) -> None:
    search.index(KIND, ids["library"], "Une boîte à jouets", "")
    db_session.flush()
    assert found(db_session, "jouet") == {ids["library"]}
    assert found(db_session, "bibliothèque") == set()
    assert search.near(KIND, "biblioteque") == []


def test_a_text_forgotten_is_not_found(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    search.forget(KIND, ids["library"])
    search.forget(KIND, random_id())
    db_session.flush()
    assert found(db_session, "bibliothèque") == set()
    assert search.near(KIND, "biblioteque") == []


def test_kinds_are_apart(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    assert found(db_session, "banc", "comment") == set()
    assert search.near("comment", "biblioteque de rue") == []


def test_near_finds_typing_errors(db_session: Session, ids: dict[str, uuid.UUID]) -> None:
    typed = {
        "biblioteque": "library", "une bibliotèque de ru": "library", "quartié coeur": "heart",
        "pistes cyclable sécurizées": "cycle", "Болше деревьев": "cyrillic",
    }  # fmt: skip
    got = {query: [n.subject_id for n in search.near(KIND, query)][:1] for query in typed}
    assert got == {query: [ids[name]] for query, name in typed.items()}


def test_near_leaves_out_what_only_resembles_a_little(
    db_session: Session, ids: dict[str, uuid.UUID]
) -> None:
    assert search.near(KIND, "bibendum") == []
    assert search.near(KIND, "ru") == []
    assert search.near(KIND, "ab cd") == []


def test_the_closest_comes_first_and_no_more_than_asked(db_session: Session) -> None:
    headings = ["Un composteur", "Un composteur collectif", "Des composteurs au jardin"]
    made = [random_id() for _ in headings]
    for subject_id, heading in zip(made, headings, strict=True):
        search.index(KIND, subject_id, heading)
    db_session.flush()
    close = search.near(KIND, "un compostteur", limit=2)
    assert [n.subject_id for n in close] == [made[0], made[2]]  # the shorter of the other two
    assert close[0].similarity > close[1].similarity >= search.SIMILAR_ENOUGH


def test_texts_of_another_kind_do_not_crowd_out(db_session: Session) -> None:
    for number in range(80):
        search.index("comment", random_id(), f"Une bibliothèque {number}")
    wanted = random_id()
    search.index(KIND, wanted, "Une bibliothèque de rue au soleil")
    db_session.flush()
    assert [n.subject_id for n in search.near(KIND, "bibliothèque rue soleil")] == [wanted]


def test_the_same_share_of_trigrams_as_the_database_counts() -> None:
    assert similarity("word", "two words") == pytest.approx(4 / 11)
    assert similarity("", "") == 0
    assert similarity("banc", "banc") == 1
