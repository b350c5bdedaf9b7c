"""Where an address stands: the Base Adresse Nationale, brought in and looked up."""

import csv
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.core import db
from beffroi.core.ids import random_id
from beffroi.core.text import is_clean
from beffroi.territories import rules
from beffroi.territories.models import AddressPoint, Commune
from beffroi.territories.perimeters import UnusableFile

BATCH = 1000
NEEDED = frozenset({"numero", "rep", "nom_voie", "code_insee", "lon", "lat"})
NO_NUMBER = frozenset({"", "99999"})  # the register's way to write a place without numbers
LONGEST_STREET, LONGEST_LABEL, LONGEST_NUMBER = 120, 160, 12

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass
class AddressReport:
    """How many lines were read, kept, of another commune, not understood; how many doors went.

    `held` are the communes of which the file held something.
    """

    read: int = 0
    kept: int = 0
    elsewhere: int = 0
    wrong: int = 0
    gone: int = 0
    held: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Found:
    """An address of the register, or those that may have been meant when there is none."""

    point: AddressPoint | None
    close: tuple[AddressPoint, ...] = ()


def import_addresses(
    lines: Iterable[str],
    went_on: Callable[[AddressReport], None] = lambda _report: None,
    *,
    force: bool = False,
) -> AddressReport:
    """Keep the addresses of our communes, a line at a time; again, it brings them up to date.

    `lines` are those of the national CSV: semicolons, with the columns of `NEEDED`. `went_on` is
    called after each batch, which may then be committed. In the end, what a commune of the file
    had and the file has no more goes, all at once. UnusableFile when columns are missing, or when
    most of a commune would go; `force` has it go all the same.
    """
    rows = csv.DictReader(lines, delimiter=";")
    absent = NEEDED - set(rows.fieldnames or ())
    if absent:
        raise UnusableFile(f"The file has no column {', '.join(sorted(absent))}.")
    report, import_id = AddressReport(), random_id()
    before = _counted()
    points = _points(rows, set(db.session().scalars(select(Commune.insee))), report)
    while batch := list(islice(points, BATCH)):
        _write(batch, import_id)
        went_on(report)
    _remove_the_rest(import_id, report, before, force=force)
    return report


def find_address(insee: str, number: str, street: str) -> Found:
    """The address in this commune; failing that, those of close streets or of other numbers."""
    key, wanted = rules.street_key(street), rules.number_key(number)
    exact = db.session().get(AddressPoint, (insee, key, wanted))
    if exact is not None or not key:
        return Found(exact)
    streets = rules.close_streets(key, _streets(insee))
    return Found(None, _proposed(insee, streets, wanted))


def has_addresses(insee: str) -> bool:
    """Whether the register of this commune was brought in."""
    return bool(db.session().scalar(select(exists().where(AddressPoint.commune_insee == insee))))


def _streets(insee: str) -> list[str]:
    here = select(AddressPoint.street).where(AddressPoint.commune_insee == insee)
    return list(db.session().scalars(here.distinct()))


def _proposed(insee: str, streets: list[str], number: str) -> tuple[AddressPoint, ...]:
    """In each close street the number asked, or the first that begins with its digits."""
    digits = "".join(sign for sign in number if sign.isdigit())
    proposed = []
    for street in streets:
        here = select(AddressPoint).where(
            AddressPoint.commune_insee == insee,
            AddressPoint.street == street,
            AddressPoint.number.startswith(digits or number, autoescape=True),
        )
        same = list(db.session().scalars(here.order_by(AddressPoint.number).limit(20)))
        proposed += [p for p in same if p.number == number] or same[:2]
    return tuple(proposed)


def _points(
    rows: Iterable[Mapping[str, str]], ours: set[str], report: AddressReport
) -> Iterator[dict[str, Any]]:
    for row in rows:
        report.read += 1
        if row["code_insee"] not in ours:
            report.elsewhere += 1
            continue
        point = _point(row)
        if point is None:
            report.wrong += 1
        else:
            report.kept += 1
            report.held.add(point["commune_insee"])
            yield point


def _point(row: Mapping[str, str]) -> dict[str, Any] | None:
    """A line as our columns; None for what names no door."""
    number = f"{row['numero'] or ''}{row['rep'] or ''}"
    name = " ".join((row["nom_voie"] or "").split())
    label = f"{row['numero']} {row['rep']} {name}".replace("  ", " ")
    street, key = rules.street_key(name), rules.number_key(number)
    fits = len(street) <= LONGEST_STREET and len(label) <= LONGEST_LABEL
    if not street or row["numero"] in NO_NUMBER or not fits or not is_clean(label):
        return None
    try:
        lon, lat = rules.in_units(float(row["lon"])), rules.in_units(float(row["lat"]))
    except (TypeError, ValueError):
        return None
    return {
        "commune_insee": row["code_insee"],
        "street": street,
        "number": key[:LONGEST_NUMBER],
        "label": label,
        "lon": lon,
        "lat": lat,
    }


def _write(batch: list[dict[str, Any]], import_id: uuid.UUID) -> None:
    """The same door twice in a batch is written as it came last."""
    doors = {(p["commune_insee"], p["street"], p["number"]): p for p in batch}
    insert = _INSERT[db.dialect()](AddressPoint)
    again = {name: insert.excluded[name] for name in ("label", "lon", "lat", "import_id")}
    keys = ["commune_insee", "street", "number"]
    statement = insert.on_conflict_do_update(index_elements=keys, set_=again)
    rows = [door | {"import_id": import_id} for door in doors.values()]
    db.session().execute(statement, rows)


def _remove_the_rest(
    import_id: uuid.UUID, report: AddressReport, before: Mapping[str, int], *, force: bool
) -> None:
    """Doors of these communes that this file did not hold; a commune that is not in it is left."""
    rest = and_(
        AddressPoint.commune_insee.in_(sorted(report.held)),
        or_(AddressPoint.import_id.is_(None), AddressPoint.import_id != import_id),
    )
    going = _counted(rest)
    emptied = sorted(insee for insee, count in going.items() if count * 2 > before.get(insee, 0))
    if emptied and not force:
        told = ", ".join(f"{going[insee]} of {before[insee]} in {insee}" for insee in emptied)
        raise UnusableFile(
            f"Most addresses would go: {told}. Is the file whole? Nothing was removed; --force "
            "removes them."
        )
    db.session().execute(delete(AddressPoint).where(rest))
    report.gone = sum(going.values())


def _counted(condition: ColumnElement[bool] | None = None) -> dict[str, int]:
    """How many doors of each commune."""
    query = select(AddressPoint.commune_insee, func.count()).group_by(AddressPoint.commune_insee)
    rows = db.session().execute(query if condition is None else query.where(condition))
    return {row[0]: row[1] for row in rows}
