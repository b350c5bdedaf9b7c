"""What is done to the database: its schema, its reference data, the demo, a copy of it."""

import shutil
import sqlite3
from pathlib import Path

import click
from sqlalchemy import make_url

from beffroi import demo, schema, settings
from beffroi.cli.application import opened
from beffroi.core import db
from beffroi.core.files import FOLDER
from beffroi.identity.reference import load_offices
from beffroi.territories import services as territories

PAGES_A_STEP = 2000  # of 4 KiB: writers wait a few milliseconds at most


@click.command()
@click.option("--schema-only", is_flag=True, help="Leave the reference data as it is.")
def migrate(*, schema_only: bool) -> None:
    """Bring the schema and the reference data to those of this version; twice is as once."""
    schema.migrate(settings.from_environment().database_url)
    click.echo("The schema is up to date.")
    if not schema_only:
        _load_reference()


def _load_reference() -> None:
    with opened(), db.transaction():
        territories.load_reference()
        load_offices()
    click.echo("The reference data is loaded.")


@click.command(name="demo")
def load_demo() -> None:
    """Load the invented people, calls and ideas; twice is as once."""
    with opened():
        demo.load()
    click.echo("The demo is loaded.")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Copy the SQLite database to TARGET while it is in use, and its files to TARGET.files."""
    here = settings.from_environment()
    url = make_url(here.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise click.ClickException("This copies an SQLite file; for PostgreSQL use pg_dump.")
    if target.exists():
        raise click.ClickException(f"{target} is there already; it is not overwritten.")
    if not Path(url.database).exists():
        raise click.ClickException(f"There is no database at {url.database}.")
    copy(Path(url.database), target)
    click.echo(f"{target}: {target.stat().st_size} bytes, checked.")
    if here.s3 is None:
        beside = target.with_name(f"{target.name}.files")
        click.echo(f"{beside}: {copy_files(here.data / FOLDER, beside)} files.")
    else:
        click.echo(f"The files are in the bucket {here.s3.bucket}: copy it too.")


def copy_files(source: Path, target: Path) -> int:
    """After the database: each file that it names is there, but for one just taken out."""
    copied = 0
    for path in sorted(source.glob("??/*")):
        there = target / path.parent.name / path.name
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copy2(path, there)
            copied += 1
        except FileNotFoundError:
            continue
    return copied


def copy(source: Path, target: Path) -> None:
    """A whole copy under its final name, or none: it is made aside and checked first."""
    draft = target.with_name(f"{target.name}.part")
    live, copied = sqlite3.connect(source), sqlite3.connect(draft)
    try:
        live.backup(copied, pages=PAGES_A_STEP)
        copied.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = copied.execute("PRAGMA integrity_check").fetchone()
    finally:
        live.close()
        copied.close()
    if verdict != "ok":
        raise click.ClickException(f"The copy is damaged ({verdict}); the original may be too.")
    draft.replace(target)
