"""The tables of growth: 95th percentiles among few and many, and what handing out held."""

from collections.abc import Sequence
from statistics import median, quantiles

from tests.bench.growth import MOST_STATEMENTS, SLOWER, Grown, HandedOut


def table(results: Sequence[Grown]) -> str:
    """Markdown; milliseconds of wall time."""
    lines = [
        f"| reading | p50 few | p50 many | p95 few | p95 many | ratio (aim {SLOWER:g}) | SQL |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*lines, *(_line(one) for one in results)])


def handed_out(results: Sequence[HandedOut]) -> str:
    """Markdown; what the workers held more than before, at the highest."""
    lines = [
        "| file | lines | MB | seconds | more memory held, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.name} | {one.lines} | {one.size / 1e6:.0f} | {one.seconds:.1f}"
        f" | {one.grown_megabytes:.0f} |"
        for one in results
    ]
    return "\n".join(lines)


def slower(one: Grown) -> float:
    """The 95th percentile among many against that among few."""
    return p95(one.many) / p95(one.few)


def p95(times: Sequence[float]) -> float:
    """Milliseconds."""
    return quantiles(times, n=100)[94] * 1000


def _line(one: Grown) -> str:
    ratio = slower(one)
    missed = "" if ratio <= SLOWER else " missed"
    many = " missed" if one.statements > MOST_STATEMENTS else ""
    middle = f"{median(one.few) * 1000:.1f} | {median(one.many) * 1000:.1f}"
    ends = f"{p95(one.few):.1f} | {p95(one.many):.1f}"
    return f"| {one.name} | {middle} | {ends} | {ratio:.2f}{missed} | {one.statements}{many} |"
