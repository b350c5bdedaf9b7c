"""Which texts of an idea everybody could read."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of those before today's nobody knows whether they were public: they stay unshown."""
    shown: sa.Column[bool] = sa.Column(
        "shown", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("idea_version", shown)
    op.execute(
        "UPDATE idea_version SET shown = true WHERE EXISTS (SELECT 1 FROM idea"
        " WHERE idea.id = idea_version.idea_id AND idea.version = idea_version.version"
        " AND idea.visibility = 'published')"
    )


def downgrade() -> None:
    op.drop_column("idea_version", "shown")
