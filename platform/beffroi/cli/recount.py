"""Counting again by hand: what the night does, or only what does not match."""

import click

from beffroi.cli.application import opened
from beffroi.core import db


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what does not match; change nothing.")
def recount(*, dry_run: bool) -> None:
    """Hold supports, comments, positions and answers against their rows, and put them right.

    With --dry-run it exits with 1 when a figure is wrong.
    """
    from beffroi.contributions.services import recounting  # noqa: PLC0415 (models load with it)

    with opened():
        if dry_run:
            with db.reading():
                found = recounting.drift()
        else:
            found = recounting.recount_all()
    for name, ids in (("idea", found.ideas), ("comment", found.threads)):
        for row_id in ids:
            click.echo(f"{name} {row_id}")
    said = "Wrong, left as they are." if dry_run else "Put right."
    click.echo(f"{said} Ideas: {len(found.ideas)}, comments: {len(found.threads)}.")
    if dry_run and found:
        raise SystemExit(1)
