"""Days that pass for one call: the clock of the served application is everybody’s."""

import sqlite3
from contextlib import closing
from pathlib import Path

PATIENCE_SECONDS = 30
OWED = "CallClosed", "CallPhaseClosed"


def let_days_pass(data: Path, slug: str, days: int) -> None:
    """All that it planned comes so many days sooner: its openings, its closes and their events."""
    file = data / "beffroi.sqlite"
    with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as database, database:
        (call_id,) = database.execute("SELECT id FROM call WHERE slug = ?", [slug]).fetchone()
        for table, key in (("call_phase", "call_id"), ("call", "id")):
            moved = ", ".join(f"{name} = {sooner(name)}" for name in ("opens_at", "closes_at"))
            database.execute(
                f"UPDATE {table} SET {moved} WHERE {key} = :call",
                {"call": call_id, "days": f"-{days} days"},
            )
        database.execute(
            f"UPDATE outbox SET next_at = {sooner('next_at')} WHERE settled_at IS NULL AND "
            "event_id IN (SELECT id FROM event WHERE name IN (:one, :two) "
            "AND replace(json_extract(payload, '$.call_id'), '-', '') = :call)",
            {"call": call_id, "days": f"-{days} days", "one": OWED[0], "two": OWED[1]},
        )


def sooner(column: str) -> str:
    """The same moment, earlier, written as the application writes it."""
    return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, :days)"
