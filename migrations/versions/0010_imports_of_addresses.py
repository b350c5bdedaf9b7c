"""An address knows the last import whose file held it, so that the next one removes the gone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("address_point", sa.Column("import_id", sa.Uuid()))


def downgrade() -> None:
    with op.batch_alter_table("address_point") as table:
        table.drop_column("import_id")
