"""Languages, and how moments, sums and counts are said in each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from beffroi.core import i18n
from tests.conftest import NOON
from tests.factories import make_person
from tests.support.people import SignIn

EVENING = datetime(2026, 3, 12, 17, 30, tzinfo=UTC)


@pytest.fixture
def database_url(one_database: str) -> str:
    """Nothing here depends on the database."""
    return one_database


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        yield


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("", "fr"),
        ("fr", "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5,fr;q=0.4", "en"),
        ("ar", "fr"),
        ("*", "fr"),
        (";;q=,é\x00", "fr"),
    ],
)
def test_a_page_speaks_the_language_a_browser_asks_for(app: Flask, asked: str, spoken: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": asked.replace("\x00", "")}):
        assert i18n.language() == spoken


@pytest.mark.parametrize("wrong", ["xx", "", "fr_XX", "../en", "EN"])
def test_a_language_we_do_not_speak_is_not_taken(app: Flask, wrong: str) -> None:
    with app.test_request_context("/", query_string={"lang": wrong}):
        assert i18n.language() == "fr"


def test_what_was_chosen_wins_over_the_browser(client: FlaskClient) -> None:
    client.set_cookie(i18n.LANGUAGE_COOKIE, "en")
    assert '<html lang="en"' in client.get("/connexion", headers={"Accept-Language": "fr"}).text
    assert '<html lang="fr"' in client.get("/connexion?lang=fr").text


def test_a_signed_in_person_reads_the_language_of_their_account(sign_in: SignIn) -> None:
    client = sign_in(make_person(locale="en"))
    assert '<html lang="en"' in client.get("/moi", headers={"Accept-Language": "fr"}).text


@pytest.mark.usefixtures("french")
def test_moments_in_french() -> None:
    assert i18n.day(EVENING) == "jeudi 12 mars 2026"
    assert i18n.day_and_hour(EVENING) == "jeudi 12 mars 2026 à 18\u00a0h\u00a030"


@pytest.mark.usefixtures("english")
def test_moments_in_english() -> None:
    assert i18n.day(EVENING) == "Thursday 12 March 2026"
    assert i18n.day_and_hour(EVENING) == "Thursday 12 March 2026, 6:30 PM"


@pytest.mark.usefixtures("french")
def test_the_day_is_that_of_paris() -> None:
    assert i18n.day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "mercredi 1er juillet 2026"


@pytest.mark.usefixtures("clock", "french")
@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=59), "il y a moins d’une heure"),
        (timedelta(hours=1), "il y a 1 heure"),
        (timedelta(hours=23, minutes=59), "il y a 23 heures"),
        (timedelta(days=1), "il y a 1 jour"),
        (timedelta(days=40), "il y a 40 jours"),
        (timedelta(days=61), "il y a 2 mois"),
        (timedelta(days=130), "il y a 4 mois"),
        (timedelta(days=364), "il y a 12 mois"),
        (timedelta(days=366), "il y a 1 an"),
        (timedelta(days=800), "il y a 2 ans"),
        (-timedelta(minutes=3), "il y a moins d’une heure"),
    ],
)
def test_how_long_ago(ago: timedelta, said: str) -> None:
    assert i18n.age(NOON - ago) == said


@pytest.mark.usefixtures("clock", "french")
@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=3), "dans 3 heures"),
        (timedelta(hours=47), "dans 47 heures"),
        (timedelta(days=2), "dans 2 jours"),
        (-timedelta(hours=1), "en retard de 1 heure"),
        (-timedelta(days=5), "en retard de 5 jours"),
    ],
)
def test_how_long_until(ahead: timedelta, said: str) -> None:
    assert i18n.delay(NOON + ahead) == said


@pytest.mark.usefixtures("french")
def test_punctuation_stays_with_its_word_on_a_page(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ _('Signé « %(name)s » : vrai ?', name='Lu & Al') }}")
    assert page.render() == "Signé «\u00a0Lu &amp; Al\u00a0»\u00a0: vrai\u00a0?"


@pytest.mark.usefixtures("french")
def test_thousands_stand_apart() -> None:
    assert i18n.number(999) == "999"
    assert i18n.number(5_000) == "5\u202f000"
    assert i18n.ngettext("%(num)s idée", "%(num)s idées", 12_500) == "12\u202f500 idées"


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (1_250_000, "12\u202f500\u00a0€"),
        (1_250_050, "12\u202f500,50\u00a0€"),
        (0, "0\u00a0€"),
        (-150, "-1,50\u00a0€"),
    ],
)
def test_sums_in_french(cents: int, said: str) -> None:
    assert i18n.euros(cents) == said


@pytest.mark.usefixtures("english")
def test_sums_in_english() -> None:
    assert (i18n.euros(1_250_050), i18n.euros(1_250_000)) == ("€12,500.50", "€12,500")


def test_which_way_a_language_is_read() -> None:
    assert [i18n.direction(code) for code in ("fr", "en", "ar")] == ["ltr", "ltr", "rtl"]


def test_a_younger_source_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "messages.po"
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Oui"\nmsgstr "Yes"\n')
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    i18n.compile_stale_catalogues()
    first = (folder / "messages.mo").read_bytes()
    assert b"Yes" in first
    (folder / "messages.mo").write_bytes(b"kept as it is")
    i18n.compile_stale_catalogues()
    assert (folder / "messages.mo").read_bytes() == b"kept as it is"
    (folder / "messages.mo").unlink()
    i18n.compile_stale_catalogues()
    assert (folder / "messages.mo").read_bytes() == first
