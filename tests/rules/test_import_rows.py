"""Making an idea of a row of a foreign export, or saying why not: pure."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from beffroi.contributions.imports.plan import (
    AuthorRule,
    DateRule,
    LeaveOut,
    Lookup,
    Plan,
    TextLine,
    TitleRule,
)
from beffroi.contributions.imports.rows import Refused, RowReader, shown
from beffroi.contributions.proposals import NewIdea
from beffroi.contributions.rules import title_of
from beffroi.core.text import is_blank
from tests.support.imports import plan

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
ROW = {"id": "7", "title": "Un banc", "body": "Près de l’école.", "date": "2015-09-26"}
LONG = "Un banc devant chaque école de la ville et de ses voisines pour " * 3


def idea(by: Plan | None = None, **cells: str) -> NewIdea:
    return RowReader(by or plan(), NOW).idea(ROW | cells)


def refusal(by: Plan | None = None, **cells: str) -> str:
    with pytest.raises(Refused) as refused:
        idea(by, **cells)
    return refused.value.reason


def test_a_row_becomes_an_idea_of_the_call_of_the_map() -> None:
    made = idea()
    assert (made.call_slug, made.source_key, made.title) == ("export", "7", "Un banc")
    assert (made.body, made.email, made.language) == ("Près de l’école.", None, "fr")


def test_a_date_without_a_zone_is_a_date_in_paris() -> None:
    assert idea().submitted_at == datetime(2015, 9, 25, 22, 0, tzinfo=UTC)


def test_a_date_with_its_zone_keeps_it() -> None:
    written = idea(date="2015-09-26T14:05:04+0200").submitted_at
    assert written == datetime(2015, 9, 26, 12, 5, 4, tzinfo=UTC)


def test_a_date_is_read_in_the_format_of_the_map() -> None:
    by = replace(plan(), date=DateRule("date", "%d/%m/%Y"))
    assert idea(by, date="26/09/2015") == idea()


def test_a_row_without_a_date_takes_that_of_the_map() -> None:
    by = replace(plan(), date=DateRule("date", default=NOW))
    assert idea(by, date=" ").submitted_at == NOW


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "date: there is none"),
        ("hier", "date: it is not written as the map says"),
        ("0001-01-01T00:00:00+14:00", "date: it is not written as the map says"),
        ("2026-11-21", "date: it is in the future"),
    ],
)
def test_a_date_that_cannot_be_is_refused(written: str, reason: str) -> None:
    assert refusal(date=written) == reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("  ", "key: there is none"),
        ("k" * 121, "key: it is longer than 120 characters, or holds unsafe ones"),
        ("a\x00b", "key: it is longer than 120 characters, or holds unsafe ones"),
    ],
)
def test_a_key_that_names_nothing_is_refused(written: str, reason: str) -> None:
    assert refusal(id=written) == reason


def test_a_title_too_long_is_left_to_the_service_to_refuse() -> None:
    assert idea(title=LONG).title == LONG.strip()


def test_a_title_may_be_cut_at_a_word_and_then_opens_the_text_whole() -> None:
    made = idea(replace(plan(), title=TitleRule("title", too_long="cut")), title=LONG)
    assert len(made.title) <= 120
    assert LONG.startswith(made.title.removesuffix("…") + " ")
    assert made.body == f"{LONG.strip()}\n\nPrès de l’école."


def test_a_title_of_the_right_length_is_not_written_twice() -> None:
    made = idea(replace(plan(), title=TitleRule("title", too_long="cut")))
    assert (made.title, made.body) == ("Un banc", "Près de l’école.")


def test_where_there_is_no_title_the_first_sentence_is_one() -> None:
    by = replace(plan(), title=TitleRule(from_text=True))
    made = idea(by, body="Il manque des bus le soir. Le dernier part à 19 h.")
    assert made.title == "Il manque des bus le soir"
    assert made.body == "Il manque des bus le soir. Le dernier part à 19 h."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Oui. Il faut des bus le soir. Et le dimanche.", "Oui. Il faut des bus le soir"),
        ("- des bus pour aller au travail\n- des trains", "des bus pour aller au travail"),
        ("Pourquoi pas un marché le soir ? Merci.", "Pourquoi pas un marché le soir ?"),
        ("Rien", "Rien"),
        ("...", "..."),
        ("   ", ""),
    ],
)
def test_a_sentence_that_says_something_makes_the_title(text: str, title: str) -> None:
    assert title_of(text) == title


@given(st.text(max_size=400))
@example("a" * 300)
def test_a_made_title_always_fits(text: str) -> None:
    title = title_of(text)
    assert len(title) <= 120
    assert "\n" not in title
    assert is_blank(text) or title


def test_a_text_of_several_columns_names_each_and_skips_what_is_empty() -> None:
    lines = (TextLine("title", "Projet"), TextLine("date", "Année"), TextLine("body"))
    by = replace(plan(), body=lines, date=DateRule(default=NOW))
    assert idea(by, date="").body == "Projet : Un banc\nPrès de l’école."


def test_an_author_is_a_label_or_nobody() -> None:
    by = replace(plan(), author=AuthorRule("title", "Participant ", "Anonyme"))
    assert idea(by, title="u-1").author_name == "Participant u-1"
    assert idea(by, title="").author_name == "Anonyme"
    assert idea().author_name == ""


def test_an_author_who_is_an_address_is_refused_and_not_repeated() -> None:
    by = replace(plan(), author=AuthorRule("title"))
    with pytest.raises(Refused) as refused:
        idea(by, title="zoe@example.org")
    assert refused.value.reason.startswith("author: it is an e-mail address")
    assert "zoe" not in f"{refused.value.found}{refused.value}"


def test_supports_of_elsewhere_are_counts_or_nothing() -> None:
    by = replace(plan(), outside_supports="title")
    assert idea(by, title="242").outside_supports == 242
    assert idea(by, title="").outside_supports is None
    for wrong in ("-1", "1.5", "beaucoup", "9" * 10, "²"):
        assert refusal(by, title=wrong) == "outside_supports: it is not a count"


def test_values_become_slugs_by_the_table() -> None:
    table = {"Transports": ("bouger", "agir"), "École": ("agir",)}
    by = replace(plan(), themes=Lookup("title", "|", table))
    assert idea(by, title="Transports | École").theme_slugs == ("bouger", "agir")


def test_an_unknown_value_takes_the_default_or_is_refused() -> None:
    known = Lookup("title", None, {"Lens": ("camus",)}, default=())
    assert idea(replace(plan(), neighbourhood=known)).neighbourhood_slug is None
    assert idea(replace(plan(), neighbourhood=known), title="Lens").neighbourhood_slug == "camus"
    strict = replace(known, default=None)
    told = refusal(replace(plan(), neighbourhood=strict))
    assert told == "neighbourhood: the map does not know this value"


def test_the_map_leaves_rows_out_by_a_value_or_by_its_absence() -> None:
    rules = (LeaveOut("title", equals=("corbeille",)), LeaveOut("body", empty=True))
    reader = RowReader(replace(plan(), leave_out=rules), NOW)
    assert reader.is_left_out(ROW | {"title": " corbeille "})
    assert reader.is_left_out(ROW | {"body": "\u200b \n"})
    assert not reader.is_left_out(ROW)


def test_what_stood_in_the_file_cannot_drive_a_terminal() -> None:
    assert shown("\x1b[2Jbonjour") == "�[2Jbonjour"
    assert len(shown("mot " * 100)) <= 60
