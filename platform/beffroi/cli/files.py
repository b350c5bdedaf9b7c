"""The files that rows point to: whether each is there, and none without a row."""

import click

from beffroi.cli.application import opened
from beffroi.core.files import sweeping


@click.group()
def files() -> None:
    """Pictures and recordings, kept beside the database."""


@files.command()
def check() -> None:
    """Say which rows have no file, and how many files no row; fail when a file is missing."""
    with opened():
        lost, orphans = sweeping.missing(), sweeping.count_orphans()
    for key in lost:
        click.echo(f"missing  {key}")
    click.echo(f"{len(lost)} missing, {orphans} without a row (the night drops them).")
    if lost:
        raise SystemExit(1)
