"""Ideas put together as one, and made into several."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CAME_ALONG = ("support", "idea_follow")
SEEN = "'unproven', 'waiting', 'changes_asked', 'published', 'refused', 'removed'"


def upgrade() -> None:
    _know(f"visibility IN ({SEEN}, 'merged', 'split')")
    for name in CAME_ALONG:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("via_id", sa.Uuid()))
            key = op.f(f"fk_{name}_via_id")
            table.create_foreign_key(key, "idea", ["via_id"], ["id"], ondelete="SET NULL")
    standing = sa.text("undone_at IS NULL")
    op.create_table(
        "idea_merge",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _idea("idea_merge", "source_id"),
        _idea("idea_merge", "target_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("merged_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("source_id <> target_id", name="joins_another"),
    )
    op.create_index(
        "ux_idea_merge_source_id",
        "idea_merge",
        ["source_id"],
        unique=True,
        postgresql_where=standing,
        sqlite_where=standing,
    )
    op.create_index("ix_idea_merge_target_id", "idea_merge", ["target_id", "id"])
    op.create_table(
        "idea_split",
        _idea("idea_split", "source_id", primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("split_at", MOMENT, nullable=False),
    )
    op.create_table(
        "idea_part",
        _idea("idea_part", "idea_id", primary_key=True),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["idea_split.source_id"],
            name=op.f("fk_idea_part_source_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_idea_part_source_id", "idea_part", ["source_id"])


def downgrade() -> None:
    """What had joined or was split stands alone again; supports that came along stay counted."""
    since = "SELECT published_at FROM idea_merge WHERE source_id = idea.id AND undone_at IS NULL"
    split = "SELECT split_at FROM idea_split WHERE source_id = idea.id"
    op.execute(
        f"UPDATE idea SET visibility = 'published', published_at = coalesce(({since}), ({split}))"
        " WHERE visibility IN ('merged', 'split')"
    )
    op.drop_table("idea_part")
    op.drop_table("idea_split")
    op.drop_table("idea_merge")
    for name in CAME_ALONG:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"fk_{name}_via_id"), type_="foreignkey")
            table.drop_column("via_id")
    _know(f"visibility IN ({SEEN})")


def _know(condition: str) -> None:
    with op.batch_alter_table("idea") as table:
        table.drop_constraint(op.f("ck_idea_known_visibility"), type_="check")
        table.create_check_constraint("known_visibility", condition)


def _idea(table: str, column: str, *, primary_key: bool = False) -> sa.Column[object]:
    key = sa.ForeignKey("idea.id", name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
    return sa.Column(column, sa.Uuid(), key, primary_key=primary_key, nullable=False)
