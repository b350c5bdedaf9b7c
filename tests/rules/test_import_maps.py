"""A map is read whole, or all that is wrong with it is said at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from beffroi.contributions.imports import MapError, read_plan
from tests.support.imports import MAP, plan, sheet

SHIPPED = sorted((Path(__file__).parents[2] / "docs" / "imports").glob("*.toml"))
EXISTING = MAP[: MAP.index("[call]")] + '[call]\nslug = "export"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(MapError) as refused:
        read_plan(text)
    return list(refused.value.faults)


def test_three_maps_are_shipped() -> None:
    assert len(SHIPPED) == 3


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_map_announces_its_call_as_imported(path: Path) -> None:
    new = read_plan(path.read_text(encoding="utf-8")).call.new
    assert new is not None
    assert new.imported
    assert new.moderation == "after"


def test_a_day_of_the_map_is_a_day_in_paris() -> None:
    new = plan().call.new
    assert new is not None
    assert new.opens_at == datetime(2014, 12, 31, 23, 0, tzinfo=UTC)


def test_a_slug_alone_is_a_call_that_exists() -> None:
    assert read_plan(EXISTING).call.new is None


def test_a_byte_order_mark_is_tolerated_in_utf_8() -> None:
    assert plan('encoding = "utf-8"').encoding == "utf-8-sig"
    assert plan('encoding = "latin-1"').encoding == "latin-1"


def test_the_columns_of_a_map_are_those_it_names() -> None:
    assert plan('outside_supports = "votes"').columns() == {"id", "title", "body", "date", "votes"}


def test_what_is_no_toml_is_said() -> None:
    assert faults("key = ")[0].startswith("This is not TOML: ")


def test_everything_wrong_is_said_at_once_with_its_place() -> None:
    told = faults('delimiter = ";;"\nkey = ""\nkeyy = "id"\n[title]\n[body]\n[date]\n[call]\n')
    places = {fault.split(":")[0] for fault in told}
    assert places >= {"delimiter", "key", "keyy", "title", "body", "date", "call.slug"}


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ('encoding = "utf-16"', "encoding"),
        ('language = "français"', "language"),
        ('[themes]\nvalues = {a = "b"}', "themes"),
        ('[themes]\ncolumn = "t"\nvalues = {a = 3}', "themes.values.a.value"),
        ('[neighbourhood]\ncolumn = "q"\nvalues = {a = ["b", "c"]}', "neighbourhood"),
        ('[neighbourhood]\ncolumn = "q"\nseparator = "|"', "neighbourhood"),
        ('[[leave_out]]\ncolumn = "t"', "leave_out.0"),
        (f'[author]\ndefault = "{"n" * 81}"', "author.default"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(table: str, place: str) -> None:
    text = f"{MAP}\n{table}" if table.startswith("[") else f"{table}\n{MAP}"
    assert [fault.split(":")[0] for fault in faults(text)] == [place]


def test_a_new_call_has_its_whole_clarity_sheet() -> None:
    told = faults(sheet().replace('easy = "Des idées d’ailleurs."\n', ""))
    assert told == ["call.easy: A new call says it."]


@pytest.mark.parametrize("written", ['"2015-01-01"', "12"])
def test_a_date_is_a_date_of_toml(written: str) -> None:
    told = faults(sheet().replace("opens_at = 2015-01-01", f"opens_at = {written}"))
    assert told == ["call.opens_at: Not a date of TOML, such as 2019-03-15 without quotes."]
