"""Brings in where things stand: outlines of neighbourhoods, addresses, lists of residents."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click

from beffroi.cli.application import opened
from beffroi.cli.imports import import_
from beffroi.core import db
from beffroi.core.actor import SYSTEM
from beffroi.core.problems import Invalid
from beffroi.identity.services import rolls
from beffroi.territories.addresses import AddressReport, import_addresses
from beffroi.territories.perimeters import UnusableFile, import_perimeters

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@import_.command()
@click.argument("file", type=A_FILE)
@click.option("--vintage", required=True, help="Year of the outlines, such as 2024.")
@click.option("--source", required=True, help="Who publishes them, and where.")
@click.option("--simplified", is_flag=True, help="For a map only: they will prove nothing.")
def perimeters(file: Path, vintage: str, source: str, *, simplified: bool) -> None:
    """Bring in the outlines of FILE, a GeoJSON FeatureCollection whose features have `code_qp`.

    Run again with the same vintage, it replaces it.
    """
    try:
        collection = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise click.ClickException(f"{file}: this is not JSON.") from None
    with _refusing(), opened(), db.transaction():
        report = import_perimeters(collection, vintage, source, for_proof=not simplified)
    use = "for the map only" if simplified else "for proofs"
    click.echo(f"{len(report.taken)} outlines of {vintage} brought in, {use}.")
    for code in report.unknown:
        click.echo(f"No neighbourhood has the code {code}.", err=True)
    for fault in report.wrong:
        click.echo(f"Left out: {fault}.", err=True)
    if report.wrong:
        raise SystemExit(1)


@import_.command()
@click.argument("file", type=A_FILE)
@click.option("--force", is_flag=True, help="Remove what is gone, were it most of a commune.")
def addresses(file: Path, *, force: bool) -> None:
    """Bring in the addresses of our communes from FILE, a CSV (or .csv.gz) of the national base.

    Run again with a newer file, it brings them up to date and removes those that are gone from it.
    """

    def went_on(_report: AddressReport) -> None:
        db.session().commit()

    with _refusing(), opened(), _lines(file) as lines, db.transaction():
        report = import_addresses(lines, went_on, force=force)
    click.echo(
        f"{report.read} read: {report.kept} kept, {report.elsewhere} of other communes, "
        f"{report.wrong} without a number or a position. {report.gone} gone from the base: removed."
    )


@import_.command()
@click.argument("file", type=A_FILE)
@click.option("--place", required=True, help="neighbourhood:SLUG or commune:INSEE.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day of use.")
@click.option("--label", required=True, help="What people read: “Liste du bailleur, 2026”.")
def roll(file: Path, place: str, until: datetime, label: str) -> None:
    """Bring in FILE, a list of residents (CSV: nom, prenom, naissance), as keyed digests only.

    The file is not kept: delete it once it is in.
    """
    kind, _, place_id = place.partition(":")
    last_day: date = until.date()
    with _refusing(), opened(), db.transaction():
        new = rolls.NewRoll(label, kind, place_id, last_day)
        report = rolls.import_roll(SYSTEM, file.read_bytes(), new)
    click.echo(f"{report.kept} people, {report.twice} lines twice, {report.wrong} not understood.")
    click.echo(f"Serves until {last_day.isoformat()}, then goes. Delete the file now.")


@contextmanager
def _refusing() -> Iterator[None]:
    """What is wrong with a file is one line for the operator."""
    try:
        yield
    except UnusableFile as error:
        raise click.ClickException(str(error)) from None
    except Invalid as error:
        texts = [f"{name}: {text}" for name, all_ in error.errors.items() for text in all_]
        raise click.ClickException("\n".join(texts) or str(error.detail)) from None


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    """The lines of the file as they come: it is never whole in memory."""
    if file.suffix == ".gz":
        with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as text:
            yield text
    else:
        with file.open(encoding="utf-8-sig", newline="") as text:
            yield text
