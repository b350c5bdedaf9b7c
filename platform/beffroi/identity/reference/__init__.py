"""The offices of each contract, written by us: what they are called, never who holds them."""

import tomllib
from pathlib import Path

from beffroi.core import db
from beffroi.identity.models import Office

OFFICES = Path(__file__).parent / "offices.toml"
HEARS_APPEALS = "chef-de-projet"  # the office of a contract that is told of an appeal


def load_offices() -> None:
    """Write what the file says; loaded again, a row is brought up to date and none is doubled."""
    rows = tomllib.loads(OFFICES.read_text(encoding="utf-8"))["offices"]
    for position, row in enumerate(rows):
        db.session().merge(
            Office(
                slug=row["slug"],
                contract_slug=row["contract"],
                name=row["name"],
                name_en=row["name_en"],
                organisation=row["organisation"],
                position=position,
                closed_on=row.get("closed_on"),
                answer_days=row.get("answer_days"),
            )
        )
    db.session().flush()
