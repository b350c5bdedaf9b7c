"""Splits that wait for a yes, are refused, undone, and objected to."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATES = "'proposed', 'made', 'refused', 'withdrawn', 'gathered'"


def upgrade() -> None:
    """What was split before is known by its idea: nothing else was, and it could not be undone."""
    _put_aside()
    _splits()
    _parts("split_id", "idea_split.id", sa.Column("source_id", sa.Uuid(), nullable=False))
    op.create_index("ix_idea_part_split_id", "idea_part", ["split_id"])
    op.execute(
        "INSERT INTO idea_split (id, source_id, state, version, reason, parts, proposed_at,"
        " split_at, published_at, ended_reason) SELECT old.source_id, old.source_id, 'made',"
        " idea.version, old.reason, '[]', old.split_at, old.split_at, idea.submitted_at, ''"
        " FROM split_before AS old JOIN idea ON idea.id = old.source_id"
    )
    op.execute(
        "INSERT INTO idea_part (idea_id, split_id, source_id)"
        " SELECT idea_id, source_id, source_id FROM part_before"
    )
    _forget()
    op.create_table(
        "split_objection",
        _key("split_objection", "split_id", "idea_split.id", primary_key=True),
        _key("split_objection", "person_id", "person.id", primary_key=True),
        _key("split_objection", "idea_id", "idea.id"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT),
    )
    op.create_index("ix_split_objection_person_id", "split_objection", ["person_id"])
    op.create_index("ix_split_objection_idea_id", "split_objection", ["idea_id"])


def downgrade() -> None:
    """What waits, was refused or put back is forgotten; what is split stays so."""
    op.drop_table("split_objection")
    _put_aside()
    op.create_table(
        "idea_split",
        _key("idea_split", "source_id", "idea.id", primary_key=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("split_at", MOMENT, nullable=False),
    )
    _parts("source_id", "idea_split.source_id")
    op.execute(
        "INSERT INTO idea_split (source_id, reason, split_at)"
        " SELECT source_id, reason, split_at FROM split_before WHERE state = 'made'"
    )
    op.execute(
        "INSERT INTO idea_part (idea_id, source_id) SELECT idea_id, source_id FROM part_before"
        " WHERE split_id IN (SELECT id FROM split_before WHERE state = 'made')"
    )
    _forget()


def _put_aside() -> None:
    op.execute("CREATE TABLE split_before AS SELECT * FROM idea_split")
    op.execute("CREATE TABLE part_before AS SELECT * FROM idea_part")
    op.drop_table("idea_part")
    op.drop_table("idea_split")


def _forget() -> None:
    op.drop_table("part_before")
    op.drop_table("split_before")


def _splits() -> None:
    op.create_table(
        "idea_split",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _key("idea_split", "source_id", "idea.id"),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("split_at", MOMENT),
        sa.Column("published_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="known_state"),
        sa.CheckConstraint(
            "state NOT IN ('made', 'gathered') OR split_at IS NOT NULL", name="dated_when_made"
        ),
    )
    standing = sa.text("state IN ('proposed', 'made')")
    op.create_index(
        "ux_idea_split_source_id",
        "idea_split",
        ["source_id"],
        unique=True,
        postgresql_where=standing,
        sqlite_where=standing,
    )
    op.create_index("ix_idea_split_source_id", "idea_split", ["source_id", "id"])


def _parts(column: str, target: str, *more: sa.Column[object]) -> None:
    keys = [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_idea_part_{column}"), ondelete="CASCADE"
        )
    ]
    if more:
        keys.append(
            sa.ForeignKeyConstraint(
                ["source_id"], ["idea.id"], name=op.f("fk_idea_part_source_id"), ondelete="CASCADE"
            )
        )
    op.create_table(
        "idea_part",
        _key("idea_part", "idea_id", "idea.id", primary_key=True),
        sa.Column(column, sa.Uuid(), nullable=False),
        *more,
        *keys,
    )
    op.create_index("ix_idea_part_source_id", "idea_part", ["source_id"])


def _key(table: str, column: str, target: str, *, primary_key: bool = False) -> sa.Column[object]:
    key = sa.ForeignKey(target, name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
    return sa.Column(column, sa.Uuid(), key, primary_key=primary_key, nullable=False)
