"""What the form of a call asks beside the text of an idea, and the answers with each version."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_fields",
        sa.Column("call_id", sa.Uuid(), primary_key=True),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_fields_call_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "idea_fields",
        sa.Column("idea_id", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id", "version"],
            ["idea_version.idea_id", "idea_version.version"],
            name=op.f("fk_idea_fields_idea_id_version"),
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("idea_fields")
    op.drop_table("call_fields")
