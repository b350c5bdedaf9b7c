"""How many rows each table holds, so that a test can say that nothing was written."""

from sqlalchemy import func, select

from beffroi.core import db


def counts() -> dict[str, int]:
    """Rows of every table, as another transaction sees them."""
    session = db.session()
    session.rollback()
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.Base.metadata.sorted_tables
    }


def contents() -> dict[str, int]:
    """A digest of each table, as another transaction sees it: nothing was changed either."""
    session = db.session()
    session.rollback()
    return {
        table.name: hash(tuple(sorted(repr(row) for row in session.execute(select(table)))))
        for table in db.Base.metadata.sorted_tables
    }
