"""Calls that are prepared before they are published, and what changes of them afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MAY_WAIT = (
    ("level", sa.String(20)),
    ("decided_by", sa.DateTime(timezone=True)),
    ("opens_at", sa.DateTime(timezone=True)),
    ("closes_at", sa.DateTime(timezone=True)),
)
CHECKS = {
    "known_state": "state IN ('draft', 'published')",
    "whole_once_published": (
        "state = 'draft' OR (level IS NOT NULL AND decided_by IS NOT NULL"
        " AND opens_at IS NOT NULL AND closes_at IS NOT NULL)"
    ),
    "frozen_once_published": "frozen_at IS NULL OR state = 'published'",
}


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        state = sa.Column("state", sa.String(10), nullable=False, server_default="published")
        table.add_column(state)
        table.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True)))
        for name, kind in MAY_WAIT:
            table.alter_column(name, existing_type=kind, nullable=True)
        for name, condition in CHECKS.items():
            table.create_check_constraint(name, condition)
    op.execute(
        "UPDATE call SET frozen_at ="
        " (SELECT min(submitted_at) FROM idea WHERE idea.call_id = call.id)"
    )
    op.create_table(
        "call_speaker",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _belongs("call_speaker", "call"),
        _belongs("call_speaker", "person"),
        sa.PrimaryKeyConstraint("call_id", "person_id", name=op.f("pk_call_speaker")),
    )
    op.create_index("ix_call_speaker_person_id", "call_speaker", ["person_id"])
    op.create_table(
        "call_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('prolonged', 'corrected')", name=op.f("ck_call_change_known_kind")
        ),
        _belongs("call_change", "call"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_change")),
    )
    op.create_index("ix_call_change_call_id", "call_change", ["call_id", "id"])


def downgrade() -> None:
    """Drafts go: before, a call was public or was not there."""
    op.drop_index("ix_call_change_call_id", "call_change")
    op.drop_table("call_change")
    op.drop_index("ix_call_speaker_person_id", "call_speaker")
    op.drop_table("call_speaker")
    op.execute("DELETE FROM call WHERE state = 'draft'")
    with op.batch_alter_table("call") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_call_{name}"), type_="check")
        for name, kind in MAY_WAIT:
            table.alter_column(name, existing_type=kind, nullable=False)
        table.drop_column("frozen_at")
        table.drop_column("state")


def _belongs(table: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{to}_id")
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=name, ondelete="CASCADE")
