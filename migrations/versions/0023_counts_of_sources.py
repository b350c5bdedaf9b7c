"""The counts that the source of an imported call gives of itself, apart from ours."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CHECKS = {
    "counts_of_a_source": (
        "source_name <> '' OR (source_url = '' AND source_date IS NULL"
        " AND outside_participations IS NULL AND outside_people IS NULL)"
    ),
    "source_of_an_import": "source_name = '' OR imported",
    "outside_participations_not_negative": "outside_participations >= 0",
    "outside_people_not_negative": "outside_people >= 0",
}
COUNTS = ("outside_participations", "outside_people")


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        for name, length in (("source_name", 120), ("source_url", 300)):
            table.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        table.add_column(sa.Column("source_date", sa.Date()))
        for name in COUNTS:
            table.add_column(sa.Column(name, sa.BigInteger()))
        for name, condition in CHECKS.items():
            table.create_check_constraint(name, condition)


def downgrade() -> None:
    with op.batch_alter_table("call") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_call_{name}"), type_="check")
        for name in (*COUNTS, "source_date", "source_url", "source_name"):
            table.drop_column(name)
