"""What is asked of an office, and what it answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("office") as table:
        table.add_column(sa.Column("answer_days", sa.Integer()))
        table.create_check_constraint("answers_in_some_time", "answer_days BETWEEN 1 AND 366")
    op.create_table(
        "office_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("contract_slug", sa.String(80), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(80)),
        sa.Column("office_slug", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_on", sa.Date()),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("days_taken", sa.Integer()),
        sa.Column("came_from_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_request")),
        _to("contract_slug", "contract", "slug"),
        _to("neighbourhood_slug", "neighbourhood", "slug"),
        _to("office_slug", "office", "slug"),
        _to("asked_by_id", "person", "id", ondelete="SET NULL"),
        _to("came_from_id", "office_request", "id"),
        sa.UniqueConstraint("came_from_id", name=op.f("uq_office_request_came_from_id")),
        sa.CheckConstraint(
            "state IN ('asked', 'acknowledged', 'answered', 'transferred', 'withdrawn')",
            name=op.f("ck_office_request_known_state"),
        ),
        sa.CheckConstraint(
            "(state IN ('asked', 'acknowledged')) = (settled_at IS NULL)",
            name=op.f("ck_office_request_settled_when_over"),
        ),
        sa.CheckConstraint(
            "(state = 'answered') = (days_taken IS NOT NULL)",
            name=op.f("ck_office_request_counted_when_answered"),
        ),
    )
    subject = ["subject_kind", "subject_id"]
    op.create_index("ix_office_request_subject", "office_request", [*subject, "asked_at"])
    op.create_index(
        "uq_office_request_open",
        "office_request",
        [*subject, "office_slug"],
        unique=True,
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )
    op.create_index(
        "ix_office_request_due",
        "office_request",
        ["due_on", "id"],
        postgresql_where=OPEN,
        sqlite_where=OPEN,
    )
    op.create_index("ix_office_request_office", "office_request", ["office_slug", "asked_at", "id"])
    op.create_index("ix_office_request_asked_by_id", "office_request", ["asked_by_id"])
    op.create_table(
        "office_answer",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("effect", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("structure_slug", sa.String(80)),
        sa.Column("next_step", sa.String(300), nullable=False),
        sa.Column("next_step_on", sa.Date()),
        sa.Column("answered_by_id", sa.Uuid()),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "number", name=op.f("pk_office_answer")),
        _to("request_id", "office_request", "id", "office_answer", ondelete="CASCADE"),
        _to("structure_slug", "structure", "slug", "office_answer"),
        _to("answered_by_id", "person", "id", "office_answer", ondelete="SET NULL"),
        sa.CheckConstraint(
            "outcome IN ('followed', 'partly', 'not_followed', 'referred', 'studied')",
            name=op.f("ck_office_answer_known_outcome"),
        ),
    )
    op.create_index("ix_office_answer_answered_by_id", "office_answer", ["answered_by_id"])


def downgrade() -> None:
    op.drop_table("office_answer")
    op.drop_table("office_request")
    with op.batch_alter_table("office") as table:
        table.drop_constraint(op.f("ck_office_answers_in_some_time"), type_="check")
        table.drop_column("answer_days")


def _to(
    column: str, table: str, key: str, here: str = "office_request", ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{here}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.{key}"], name=name, ondelete=ondelete)
