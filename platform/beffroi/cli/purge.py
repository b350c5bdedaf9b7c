"""The purge by hand: what the night does, or only what it would do."""

import json

import click

from beffroi.cli.application import opened
from beffroi.core import db, purging


@click.command()
@click.option("--dry-run", is_flag=True, help="Count what is past its time; drop nothing.")
@click.option("--json", "as_json", is_flag=True)
def purge(*, dry_run: bool, as_json: bool) -> None:
    """Let go of what is past its time, and keep the report of it."""
    with opened():
        counts = _preview() if dry_run else _purge()
    if as_json:
        click.echo(json.dumps(counts, indent=2))
        return
    for name, count in counts.items():
        click.echo(f"{count:>9}  {name}")
    click.echo(f"{sum(counts.values()):>9}  {'would go' if dry_run else 'went'}")


def _preview() -> dict[str, int]:
    with db.reading():
        return purging.preview()


def _purge() -> dict[str, int]:
    purging.purge()
    with db.reading():
        return dict(purging.latest(1)[0].counts)
