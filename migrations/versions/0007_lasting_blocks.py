"""A block outlives an erased account: keyed marks of whom it suspends, until its end."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "block_mark",
        sa.Column("mark_digest", sa.String(64), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("contract_slug", sa.String(80)),
        sa.Column("neighbourhood_slug", sa.String(80)),
        sa.Column("reason_code", sa.String(40), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark_digest", "series_id", name=op.f("pk_block_mark")),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_block_mark_contract_slug")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_block_mark_neighbourhood_slug"),
        ),
    )
    op.create_index("ix_block_mark_series_id", "block_mark", ["series_id"])
    op.create_index("ix_block_mark_ends_at", "block_mark", ["ends_at"])
    with op.batch_alter_table("block") as table:
        table.add_column(sa.Column("series_id", sa.Uuid()))
        table.create_index("ix_block_series_id", ["series_id"])


def downgrade() -> None:
    with op.batch_alter_table("block") as table:
        table.drop_index("ix_block_series_id")
        table.drop_column("series_id")
    op.drop_table("block_mark")
