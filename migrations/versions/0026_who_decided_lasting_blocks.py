"""Who decided a block that outlives an account: they do not judge its appeal."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = op.f("fk_block_mark_by_id")
    with op.batch_alter_table("block_mark") as table:
        table.add_column(sa.Column("by_id", sa.Uuid()))
        table.create_foreign_key(key, "person", ["by_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("block_mark") as table:
        table.drop_constraint(op.f("fk_block_mark_by_id"), type_="foreignkey")
        table.drop_column("by_id")
