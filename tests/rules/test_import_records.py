"""Reading the records of a CSV file: every line is known, and a broken one costs only itself."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from beffroi.contributions.imports.keys import KeysMet
from beffroi.contributions.imports.records import LONGEST_LINE, Record, records

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=12)


def read(content: str | bytes, delimiter: str = ",") -> list[Record]:
    raw = content.encode() if isinstance(content, str) else content
    text = io.TextIOWrapper(io.BytesIO(raw), "utf-8-sig", "surrogateescape", newline="")
    return list(records(text, delimiter))


def good(found: list[Record]) -> list[tuple[str, ...]]:
    return [record.cells for record in found if not record.fault]


def faults(found: list[Record]) -> dict[int, str]:
    return {record.line: record.fault for record in found if record.fault}


@given(TABLES)
def test_what_was_written_is_read_and_each_line_is_known(table: list[list[str]]) -> None:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    starts = []
    for row in table:
        starts.append(written.getvalue().count("\n") + 1)
        writer.writerow(row)
    found = read(written.getvalue())
    assert [list(record.cells) for record in found] == table
    assert [record.line for record in found] == starts


@given(TABLES, TABLES)
def test_a_quote_left_open_costs_one_row(before: list[list[str]], after: list[list[str]]) -> None:
    def plain(table: list[list[str]]) -> list[list[str]]:
        kept = [["".join(c for c in cell if c.isalpha()) for cell in row] for row in table]
        return [["x", *row] for row in kept]

    def lines(table: list[list[str]]) -> str:
        return "".join(",".join(row) + "\n" for row in plain(table))

    found = read(f'{lines(before)}1,"ouvert\n{lines(after)}')
    assert [list(cells) for cells in good(found)] == [*plain(before), *plain(after)]
    assert faults(found) == {len(before) + 1: "a quote is opened and never closed"}


def test_a_mark_of_byte_order_and_empty_lines_are_passed_over() -> None:
    found = read(b"\xef\xbb\xbfid;mot\r\n\r\n1;oui\r\n")
    assert read("") == []
    assert [record.line for record in found] == [1, 3]
    assert found[0].cells == ("id;mot",)


def test_letters_after_a_closing_quote_are_a_fault_of_their_line() -> None:
    found = read('1,a\n2,"b"c\n3,d\n')
    assert good(found) == [("1", "a"), ("3", "d")]
    assert faults(found)[2].startswith("its quotes are broken")


def test_bytes_in_another_encoding_are_a_fault_of_their_record() -> None:
    found = read(b"1,a\n2," + b"\xe9t\xe9" + b"\n3,d\n")
    assert good(found) == [("1", "a"), ("3", "d")]
    assert faults(found) == {2: "its bytes are not text in the encoding of the map"}


def test_a_line_without_an_end_does_not_fill_the_memory() -> None:
    found = read(f"1,a\n2,{'b' * (3 * LONGEST_LINE)}\n3,d\n")
    assert good(found) == [("1", "a"), ("3", "d")]
    assert faults(found) == {2: "the line is longer than a million characters"}


def test_a_quote_open_for_long_is_given_up_and_what_follows_is_read() -> None:
    rest = [(str(n), "mot " * 20) for n in range(3000)]
    found = read('0,"ouvert\n' + "".join(f"{key},{text}\n" for key, text in rest))
    assert good(found) == rest
    assert faults(found) == {1: "a quote is opened and not closed for long"}


def test_a_key_is_known_by_the_line_that_had_it_first() -> None:
    with KeysMet() as met:
        assert [met.first_line(key, line) for line, key in enumerate("abca")] == [0, 1, 2, 0]
