"""The table: what each scenario used, against its floor and its aim."""

from collections.abc import Sequence
from statistics import median

from tests.bench.measure import Measured, ratio

HEAD = (
    "scenario", "CPU app", "CPU base", "floor", "ratio", "aim",
    "req/s", "p50", "p95", "bytes", "SQL",
)  # fmt: skip


def table(results: Sequence[Measured]) -> str:
    """Markdown; milliseconds of processor and of wall, medians of the rounds."""
    floors = {m.scenario.name: m for m in results}
    lines = [HEAD, tuple("---" if n == 0 else "---:" for n in range(len(HEAD)))]
    lines += [_line(measured, floors.get(measured.scenario.floor)) for measured in results]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if n == 0 else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
    return f"| {' | '.join(cells)} |"


def _line(measured: Measured, floor: Measured | None) -> tuple[str, ...]:
    scenario = measured.scenario
    found = ratio(measured, floor) if floor else 0.0
    aim = f"{scenario.aim:g}{'' if found <= scenario.aim else ' missed'}"
    return (
        f"floor: {scenario.name}" if scenario.of_floor else scenario.name,
        f"{median(measured.app_ms):.2f}",
        f"{median(measured.base_ms):.2f}",
        scenario.floor,
        f"{found:.2f}" if floor else "",
        aim if floor else "",
        f"{measured.per_second:.0f}",
        f"{measured.percentile(50):.1f}",
        f"{measured.percentile(95):.1f}",
        f"{measured.size / measured.asked:.0f}",
        str(measured.statements),
    )
