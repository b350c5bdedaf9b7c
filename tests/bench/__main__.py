"""`python -m tests.bench`: the application and its floors on gunicorn and PostgreSQL, measured."""

import argparse
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stdout
from io import StringIO
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from beffroi import create_app
from beffroi.core import db, keyset
from beffroi.settings import Settings
from beffroi.territories import services as territories
from tests.bench import counting, doors, floor, grown, growth, near, report, times
from tests.bench.database import SETTINGS, Database, borrowed_database, private_database
from tests.bench.growth import Grown, HandedOut
from tests.bench.measure import Effort, Measured, measure
from tests.bench.scenarios import DEEP_PAGE, LIMIT, Scenario, floors, scenarios
from tests.bench.seed import Seeded, Seeder, Size
from tests.bench.served import SECRET, production, served
from tests.bench.times import WARM_UP, Knocked, knock
from tests.bench.usage import Tree
from tests.support.services import Interrupted, on_ending

PAIRS = 300
# A gateway that is never called: no worker runs.
SMS = {"BEFFROI_SMS_URL": "http://127.0.0.1:9/", "BEFFROI_SMS_DAILY_CAP": "100000"}


def run(size: Size, effort: Effort) -> list[Measured]:
    """Everything from an empty machine to the figures; nothing is left behind."""
    with ExitStack() as undo:
        data = Path(undo.enter_context(tempfile.TemporaryDirectory()))
        base = undo.enter_context(private_database())
        seeded = _seeded(base, size, data)
        wanted = [*floors(), *scenarios(seeded, _deep_cursor(base))]
        variables = production(base.url, data)
        application = undo.enter_context(served("beffroi.wsgi:app", "/sante", variables))
        bare = undo.enter_context(served("tests.bench.floor:served()", "/constant", variables))
        results = measure(application, bare, Tree(base.postmaster), wanted, effort)
        with redirect_stdout(StringIO()):  # the journal of the application, one line a request
            _count(results, base, data)
        _say(report.table(results))
        _say(_circumstances(base, application.tree, bare.tree, size, effort))
        _say(near.table(near.measured(_both(base, data), data, size.near)))
        return results


def _both(base: Database, data: Path) -> dict[str, str]:
    """An empty database of each kind."""
    with psycopg.connect(base.conninfo, autocommit=True) as connection:
        connection.execute("CREATE DATABASE near")
    beside = make_url(base.url).set(database="near").render_as_string(hide_password=False)
    return {"SQLite": f"sqlite:///{data}/near.sqlite", "PostgreSQL": beside}


def run_doors(size: Size, pairs: int, server: str = "") -> list[Knocked]:
    """The times of the doors alone; `server` is a PostgreSQL that runs already."""
    with ExitStack() as undo:
        data = Path(undo.enter_context(tempfile.TemporaryDirectory()))
        base = undo.enter_context(borrowed_database(server) if server else private_database())
        seeded = _seeded(base, size, data)
        app = create_app(Settings(data=data, database_url=base.url, secret_key=SECRET))
        doors.furnish(app, WARM_UP + pairs)
        variables = production(base.url, data) | SMS
        application = undo.enter_context(served("beffroi.wsgi:app", "/sante", variables))
        results = knock(application.port, doors.doors(seeded), pairs)
        _say(times.table(results))
        _say(f"""
Medians of {pairs} answers each, in milliseconds of wall time, asked in pairs of either order by one
connection; ratio: unknown against known, within {doors.AIM:g} either way. {size.people} people.
gunicorn, 2 gthread workers of 4 threads, Python {platform.python_version()};
PostgreSQL {base.version()}.""")
        return results


def run_growth(
    few: Size = growth.FEW, many: Size = growth.MANY, *, requests: int = 100, rounds: int = 3
) -> tuple[list[Grown], list[HandedOut]]:
    """The same readings among few ideas and among many, and every export of the many."""
    with ExitStack() as undo:
        data = Path(undo.enter_context(tempfile.TemporaryDirectory()))
        bases = undo.enter_context(private_database()), undo.enter_context(private_database())
        wanted, servers = [], []
        for base, size in zip(bases, (few, many), strict=True):
            seeded = _seeded(base, size, data)
            wanted.append(growth.asked(seeded, _deep_cursor(base)))
            variables = production(base.url, data)
            servers.append(undo.enter_context(served("beffroi.wsgi:app", "/sante", variables)))
        results = growth.compare((servers[0], servers[1]), (wanted[0], wanted[1]), requests, rounds)
        with redirect_stdout(StringIO()):
            _count_grown(results, wanted[1], bases[1], data)
        files = growth.hand_out(servers[1])
        _say(grown.table(results))
        _say(f"\nfew: {few}\nmany: {many}\nPostgreSQL {bases[1].version()}\n")
        _say(grown.handed_out(files))
        return results, files


def _count_grown(
    results: Sequence[Grown], wanted: Sequence[Scenario], base: Database, data: Path
) -> None:
    app, _bare = counting.applications(base.url, data)
    for one, scenario in zip(results, wanted, strict=True):
        asks = [scenario.make(n) for n in range(10_000_000, 10_000_003)]
        one.statements = counting.statements_of(app, asks)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def _seeded(base: Database, size: Size, data: Path) -> Seeded:
    began = time.monotonic()
    app = create_app(Settings(data=data, database_url=base.url, secret_key=SECRET))
    with app.app_context():
        with db.transaction():
            territories.load_reference()
        db.engine().dispose()
    bare = floor.make_floor(base.url)
    with bare.app_context():
        floor.db.create_all()
        floor.db.engine.dispose()
    with psycopg.connect(base.conninfo) as connection:
        seeded = Seeder(connection, size).fill()
    _say(f"{size} in {time.monotonic() - began:.0f} s")
    return seeded


def _deep_cursor(base: Database) -> str:
    """Where the page that is deep in the list begins, as the page before it would say."""
    last = "SELECT published_at, id FROM idea ORDER BY published_at DESC, id DESC OFFSET %s LIMIT 1"
    with psycopg.connect(base.conninfo) as connection:
        total = connection.execute("SELECT count(*) FROM idea").fetchone()
        ideas = int(total[0]) if total else 0
        row = connection.execute(last, [min((DEEP_PAGE - 1) * LIMIT, ideas - LIMIT) - 1]).fetchone()
    return keyset.encode(list(row or ()))


def _count(results: Sequence[Measured], base: Database, data: Path) -> None:
    """Statements, in this process: the servers are left to what they do in production."""
    app, bare = counting.applications(base.url, data)
    for measured in results:
        scenario = measured.scenario
        asks = [scenario.make(n) for n in range(10_000_000, 10_000_003)]
        target = bare if scenario.of_floor else app
        measured.statements = counting.statements_of(target, asks, conditional=scenario.conditional)
    for one in (app, bare):
        with one.app_context():
            one.extensions["sqlalchemy"].engine.dispose()


def _circumstances(
    base: Database, application: Tree, bare: Tree, size: Size, effort: Effort
) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in SETTINGS.items())
    return f"""
{size.ideas} ideas, {size.comments} comments, {size.supports} supports, {size.people} people;
{effort.rounds} rounds of {effort.requests} requests by {effort.threads} connections.
gunicorn, 2 gthread workers of 4 threads, Python {platform.python_version()};
PostgreSQL {base.version()}: {settings}.
Resident memory of two workers: {application.megabytes():.0f} MB;
of the floor's two: {bare.megabytes():.0f} MB.
CPU: milliseconds a request, user and system, of all the processes of the application or of the
database. Ratio: of their sum to that of the floor in the same round, median of the rounds.
p50 and p95: milliseconds of wall time. SQL: statements, beside BEGIN and COMMIT or ROLLBACK."""


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _of(people: int, pairs: int) -> Size:
    """People at the doors, and few texts behind them."""
    return Size(ideas=200, comments=200, supports=400, people=people, devices=WARM_UP + pairs)


def main() -> None:
    """Sizes and effort may be made smaller to look at one thing quickly."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--requests", type=int, default=Effort.requests)
    parser.add_argument("--rounds", type=int, default=Effort.rounds)
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--doors", type=int, metavar="PAIRS", help="the times of the doors alone")
    parser.add_argument("--growth", action="store_true", help="few ideas against many alone")
    parser.add_argument("--server", default="", help="with --doors: a PostgreSQL that runs already")
    chosen = parser.parse_args()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, on_ending)
    try:
        if chosen.growth:
            run_growth(requests=chosen.requests)
            return
        if not chosen.doors:
            run(Size(), Effort(requests=chosen.requests, rounds=chosen.rounds))
        pairs = chosen.doors or PAIRS
        run_doors(_of(chosen.people, pairs), pairs, chosen.server)
        if not chosen.doors:
            run_growth()
    except Interrupted as ending:
        sys.exit(128 + int(ending.args[0]))


if __name__ == "__main__":
    main()
