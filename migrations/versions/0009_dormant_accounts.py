"""Accounts that do not serve any more have an end: when somebody was last there, who was told."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dormancy_notice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_dormancy_notice")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_dormancy_notice_person_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_dormancy_notice_asked_at", "dormancy_notice", ["asked_at"])
    op.add_column("person", sa.Column("last_seen_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE person SET last_seen_at = (SELECT max(session.created_at) FROM session "
        "WHERE session.person_id = person.id)"
    )
    op.add_column("purge_report", sa.Column("kept", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("purge_report") as table:
        table.drop_column("kept")
    with op.batch_alter_table("person") as table:
        table.drop_column("last_seen_at")
    op.drop_table("dormancy_notice")
