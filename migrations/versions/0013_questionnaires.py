"""Questionnaires of a call, sheets of answers, the roll of those who answered without a name."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("call_id", sa.Uuid(), _gone_with("questionnaire", "call"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("results_shown", sa.String(10), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("frozen_at", MOMENT),
        sa.CheckConstraint(
            "results_shown IN ('never', 'closed', 'always')", name="known_results_shown"
        ),
        sa.CheckConstraint(
            "NOT (is_anonymous AND results_shown = 'always')", name="nameless_shown_late"
        ),
        sa.CheckConstraint("frozen_at IS NULL OR published_at IS NOT NULL", name="frozen_once_out"),
    )
    op.create_index("ix_questionnaire_call_id", "questionnaire", ["call_id", "position"])
    op.create_table(
        "answer_sheet",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of_questionnaire("answer_sheet"),
        sa.Column("person_id", sa.Uuid(), _gone_with("answer_sheet", "person")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.CheckConstraint("(person_id IS NULL) = (sent_at IS NULL)", name="timed_when_named"),
        sa.CheckConstraint("person_id IS NOT NULL OR counted", name="nameless_counts"),
        sa.UniqueConstraint("questionnaire_id", "person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_answer_sheet_counted", "answer_sheet", ["questionnaire_id", "counted", "id"]
    )
    op.create_index("ix_answer_sheet_person_id", "answer_sheet", ["person_id", "counted"])
    op.create_table(
        "answer_roll",
        _of_questionnaire("answer_roll", primary_key=True),
        sa.Column("person_id", sa.Uuid(), _gone_with("answer_roll", "person"), primary_key=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answer_roll_person_id", "answer_roll", ["person_id"])


def downgrade() -> None:
    for name in ("answer_roll", "answer_sheet", "questionnaire"):
        op.drop_table(name)


def _of_questionnaire(table: str, *, primary_key: bool = False) -> sa.Column[object]:
    key = _gone_with(table, "questionnaire")
    return sa.Column("questionnaire_id", sa.Uuid(), key, primary_key=primary_key, nullable=False)


def _gone_with(table: str, other: str) -> sa.ForeignKey:
    name = op.f(f"fk_{table}_{other}_id")
    return sa.ForeignKey(f"{other}.id", name=name, ondelete="CASCADE")
