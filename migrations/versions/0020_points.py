"""The point of an idea."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    exact: sa.Column[bool] = sa.Column(
        "spot_is_exact", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    with op.batch_alter_table("idea") as table:
        table.add_column(sa.Column("latitude", sa.Integer()))
        table.add_column(sa.Column("longitude", sa.Integer()))
        table.add_column(sa.Column("spot", sa.String(160), nullable=False, server_default=""))
        table.add_column(exact)
        table.create_check_constraint("point_is_whole", "(latitude IS NULL) = (longitude IS NULL)")


def downgrade() -> None:
    with op.batch_alter_table("idea") as table:
        table.drop_constraint(op.f("ck_idea_point_is_whole"), type_="check")
        for column in ("spot_is_exact", "spot", "longitude", "latitude"):
            table.drop_column(column)
