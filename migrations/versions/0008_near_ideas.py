"""Headings of the search without the words of any sentence, and the realm they are near in."""

import sqlalchemy as sa
from alembic import op

from beffroi.core.gist import telling_words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LONGEST = 20_000


def upgrade() -> None:
    """The index is made of the texts: it is folded here as it will be from now on."""
    realm = sa.Column("realm", sa.String(80), nullable=False, server_default="")
    op.add_column("search_entry", realm)
    op.execute(
        "UPDATE search_entry SET realm = coalesce((SELECT contract_slug FROM idea"
        " WHERE idea.id = search_entry.subject_id), '') WHERE kind = 'idea'"
    )
    entry = sa.table("search_entry", sa.column("id"), sa.column("heading"))
    rows = op.get_bind().execute(sa.select(entry.c.id, entry.c.heading)).all()
    told = [{"entry": row.id, "gist": _gist(row.heading)} for row in rows]
    if told:
        change = sa.update(entry).where(entry.c.id == sa.bindparam("entry"))
        op.get_bind().execute(change.values(heading=sa.bindparam("gist")), told)


def downgrade() -> None:
    """Shorter headings are as good to the older code."""
    op.drop_column("search_entry", "realm")


def _gist(heading: str) -> str:
    return " ".join(telling_words(heading))[:LONGEST]
