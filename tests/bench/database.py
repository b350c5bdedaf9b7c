"""A PostgreSQL of the bench's own: durable as in production, migrated, erased at the end."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import psycopg
from sqlalchemy import make_url

from beffroi import schema
from tests.support import services

# As a small server would be set: what is committed is on the disk, half a gigabyte of cache.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "50",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "random_page_cost": "1.1",
}


@dataclass(frozen=True)
class Database:
    """Where it is, and the process from which all its others descend."""

    url: str
    postmaster: psutil.Process

    @property
    def conninfo(self) -> str:
        """The address as libpq writes it."""
        return self.url.replace("postgresql+psycopg://", "postgresql://", 1)

    def version(self) -> str:
        """As the server says it: "16.4"."""
        with psycopg.connect(self.conninfo) as connection:
            found = connection.execute("SHOW server_version").fetchone()
        return str(found[0]).split()[0] if found else "?"


@contextmanager
def private_database() -> Iterator[Database]:
    """Started, migrated and, whatever happened inside, stopped and erased."""
    obtain = partial(services.obtain_postgres, chosen=SETTINGS)
    wanted = services.Service("PostgreSQL", "", "postgresql", "nothing can be measured", obtain)
    with ExitStack() as undo:
        folder = Path(tempfile.mkdtemp(prefix="beffroi-bench-"))
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        url = services.obtain_or_install(wanted, services.Bench(folder, undo))
        schema.migrate(url, "head")
        yield Database(url, _listener(make_url(url).port or 0))


@contextmanager
def borrowed_database(server: str) -> Iterator[Database]:
    """A database of its own on a server that runs already, dropped at the end."""
    name = f"beffroi_bench_{secrets.token_hex(6)}"
    address = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as administrator, ExitStack() as undo:
        administrator.execute(f'CREATE DATABASE "{name}"')
        undo.callback(administrator.execute, f'DROP DATABASE "{name}" WITH (FORCE)')
        url = make_url(server).set(database=name).render_as_string(hide_password=False)
        schema.migrate(url, "head")
        yield Database(url, _listener(make_url(url).port or 5432))


def _listener(port: int) -> psutil.Process:
    """The postmaster is who listens on the port."""
    for one in psutil.net_connections("tcp4"):
        if one.status == psutil.CONN_LISTEN and one.laddr and one.laddr[1] == port:
            return psutil.Process(one.pid)
    raise RuntimeError(f"nobody listens on port {port}")
