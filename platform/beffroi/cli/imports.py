"""Brings in what was collected elsewhere; each import is a command of this group."""

import json
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

import click
from flask_babel import force_locale
from sqlalchemy.exc import DBAPIError

from beffroi.cli.application import opened
from beffroi.contributions.imports import BadRow, MapError, Plan, Tally, bring_in, read_plan

INTERRUPTED = 130  # what a shell expects after Ctrl-C
ERASE_LINE = "\r\x1b[K"
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def import_() -> None:
    """Bring in data from elsewhere."""


@dataclass
class _Screen:
    """Tells each bad row as it comes, below a bar where somebody is looking at one."""

    bar: Any
    report: TextIO | None
    is_drawn: bool
    tally: Tally
    position: int = 0

    def bad_row(self, row: BadRow) -> None:
        click.echo(f"{ERASE_LINE if self.is_drawn else ''}{_as_line(row)}", err=True)
        if self.report is not None:
            self.report.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")

    def went_on(self, tally: Tally, position: int) -> None:
        self.tally = tally
        self.bar.update(position - self.position)
        self.position = position
        if self.report is not None:
            self.report.flush()


@import_.command()
@click.argument("file", type=A_FILE)
@click.option("--map", "map_", type=A_FILE, required=True, help="What the columns are, in TOML.")
@click.option(
    "--report",
    type=click.File("w", encoding="utf-8", lazy=False),
    help="Write the bad rows there, one JSON object a line.",
)
@click.option("--dry-run", is_flag=True, help="Do everything, then undo it.")
@click.option("--allow-bad", is_flag=True, help="Exit with 0 in spite of bad rows.")
def contributions(
    file: Path, map_: Path, *, report: TextIO | None, dry_run: bool, allow_bad: bool
) -> None:
    """Bring the contributions of FILE, a CSV export, into a call.

    Run again, it brings in what is new: each row has a key and comes in once.
    """
    plan = _plan(map_)
    started = time.monotonic()
    tally, is_whole = _follow(file, plan, report, dry_run=dry_run)
    _conclude(tally, time.monotonic() - started, dry_run=dry_run)
    if not is_whole:
        click.echo("Interrupted. What is counted above stays; run it again to go on.", err=True)
        raise SystemExit(INTERRUPTED)
    if tally.bad and not allow_bad:
        raise SystemExit(1)


def _plan(map_: Path) -> Plan:
    try:
        return read_plan(map_.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise click.ClickException(f"{map_}: a map is written in UTF-8.") from None
    except MapError as error:
        raise click.ClickException(f"{map_}:\n{error}") from None


def _follow(file: Path, plan: Plan, report: TextIO | None, *, dry_run: bool) -> tuple[Tally, bool]:
    """Import with a bar; what was counted, and whether it came to the end."""
    is_drawn = sys.stderr.isatty()
    with ExitStack() as stack:
        stack.enter_context(opened())
        stack.enter_context(force_locale("en"))  # commands speak English, and so do the reasons
        source = stack.enter_context(file.open("rb"))
        size = file.stat().st_size
        bar = stack.enter_context(
            click.progressbar(length=size, label=file.name, file=sys.stderr, hidden=not is_drawn)
        )
        screen = _Screen(bar, report, is_drawn, Tally())
        try:
            return bring_in(source, plan, screen, dry_run=dry_run), True
        except KeyboardInterrupt:
            return screen.tally, False
        except MapError as error:
            raise click.ClickException(str(error)) from None
        except DBAPIError as error:
            raise click.ClickException(
                f"The database gave up ({type(error).__name__}) after {screen.tally.read} rows; "
                "what was counted until then stays. Run it again to go on."
            ) from None


def _conclude(tally: Tally, seconds: float, *, dry_run: bool) -> None:
    brought = "would be imported" if dry_run else "imported"
    click.echo(
        f"{tally.read} read in {seconds:.1f} s: {tally.imported} {brought}, "
        f"{tally.known} already there, {tally.left_out} left out, {tally.bad} bad."
    )
    for reason, count in tally.reasons.most_common():
        click.echo(f"{count:>7}  {reason}")


def _as_line(row: BadRow) -> str:
    lines = f"line {row.line}"
    if row.last_line > row.line:
        lines = f"lines {row.line}-{row.last_line}"
    key = f" ({row.key})" if row.key else ""
    found = f" [{row.found}]" if row.found else ""
    return f"{lines}{key}: {row.reason}{found}"
