"""Debate: answers to comments, positions, and what is counted of both."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

POSITIONS = ("for", "against", "question")
ROOTS, ANSWERS, PLACED = "parent_id IS NULL", "parent_id IS NOT NULL", "position IS NOT NULL"
INDEXES = (
    ("ix_comment_roots", ("idea_id", "id"), ROOTS),
    ("ix_comment_answered", ("idea_id", "reply_count", "id"), ROOTS),
    ("ix_comment_position", ("idea_id", "position", "id"), PLACED),
    ("ix_comment_answers", ("parent_id", "id"), ANSWERS),
)
CHECKS = {
    "known_position": f"position IN {POSITIONS}",
    "root_without_parent": "is_root = (parent_id IS NULL)",
    "answers_a_root": "(answers_root IS NULL) = (parent_id IS NULL)"
    " AND (answers_root IS NULL OR answers_root)",
    "position_of_roots": "is_root OR position IS NULL",
    "replies_not_negative": "reply_count >= 0",
}
NOT_NEGATIVE = "for_count >= 0 AND against_count >= 0 AND question_count >= 0"
KEY = "fk_comment_parent_id"
UNIQUE = "uq_comment_id_idea_id_is_root"


def upgrade() -> None:
    """Every comment there is stands by itself and says no position."""
    with op.batch_alter_table("idea") as table:
        for position in POSITIONS:
            table.add_column(_number(f"{position}_count"))
        table.create_check_constraint("positions_not_negative", NOT_NEGATIVE)
    with op.batch_alter_table("comment") as table:
        table.add_column(sa.Column("parent_id", sa.Uuid()))
        table.add_column(
            sa.Column("is_root", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("answers_root", sa.Boolean()))
        table.add_column(sa.Column("position", sa.String(10)))
        table.add_column(_number("reply_count"))
        for name, condition in CHECKS.items():
            table.create_check_constraint(name, condition)
        table.create_unique_constraint(op.f(UNIQUE), ["id", "idea_id", "is_root"])
    with op.batch_alter_table("comment") as table:  # once what it points to is there
        table.create_foreign_key(
            op.f(KEY),
            "comment",
            ["parent_id", "idea_id", "answers_root"],
            ["id", "idea_id", "is_root"],
        )
    for name, columns, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, "comment", list(columns), postgresql_where=where, sqlite_where=where)


def downgrade() -> None:
    """Answers stay, as comments among the others."""
    for name, _columns, _condition in INDEXES:
        op.drop_index(name, "comment")
    with op.batch_alter_table("comment") as table:
        table.drop_constraint(op.f(KEY), type_="foreignkey")
    with op.batch_alter_table("comment") as table:
        table.drop_constraint(op.f(UNIQUE), type_="unique")
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_comment_{name}"), type_="check")
        for column in ("parent_id", "is_root", "answers_root", "position", "reply_count"):
            table.drop_column(column)
    with op.batch_alter_table("idea") as table:
        table.drop_constraint(op.f("ck_idea_positions_not_negative"), type_="check")
        for position in POSITIONS:
            table.drop_column(f"{position}_count")


def _number(name: str) -> sa.Column[int]:
    """The default is for the rows that are there; the application always says."""
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")
