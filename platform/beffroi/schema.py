"""Brings a database to the schema of this code, from a checkout or from an installed wheel."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from beffroi.paths import MIGRATIONS


def migrate(database_url: str, revision: str = "head") -> None:
    """Upgrade to a revision; the file of an SQLite database is made where there is none."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(configuration(database_url), revision)


def configuration(database_url: str) -> Config:
    """Alembic without its file: the migrations travel with the package."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url
    return config
