"""The matrix as `make test` shows it: for each visitor, how many doors open and how many do not."""

from collections import defaultdict
from typing import Any

MATRIX = "matrix"
COLUMNS = ("comes in", "refused", "refused elsewhere")
WIDTH = 20


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """After the tests, whichever process ran them: what they noted with `record_property`."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    noted = [value for one in reports for name, value in one.user_properties if name == MATRIX]
    if not noted:
        return
    terminalreporter.section("the matrix: requests by visitor, on both territories")
    for line in table(noted):
        terminalreporter.write_line(line)


def table(noted: list[tuple[str, str, int]]) -> list[str]:
    """A line for each visitor, in the order of their names, and one for all."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for visitor, column, count in noted:
        counts[visitor][column] += count
        counts["all"][column] += count
    names = [*sorted(set(counts) - {"all"}), "all"]
    head = _line("", COLUMNS)
    return [head, *(_line(name, [counts[name][column] for column in COLUMNS]) for name in names)]


def _line(name: str, cells: Any) -> str:
    return f"{name:<{WIDTH + 8}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)
