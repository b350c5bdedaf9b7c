"""How calls end: what was decided, who said yes to a joint text, and which office decides."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("deciding_office", sa.String(80)))
        table.create_foreign_key(
            op.f("fk_call_deciding_office"), "office", ["deciding_office"], ["slug"]
        )
    op.create_table(
        "call_conclusion",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "state IN ('proposed', 'final')", name=op.f("ck_call_conclusion_known_state")
        ),
        sa.CheckConstraint(
            "(state = 'final') = (concluded_at IS NOT NULL)",
            name=op.f("ck_call_conclusion_dated_once_final"),
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_conclusion_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_conclusion")),
    )
    op.create_table(
        "call_agreement",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(12), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "side IN ('institution', 'group')", name=op.f("ck_call_agreement_known_side")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call_conclusion.call_id"],
            name=op.f("fk_call_agreement_call_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_call_agreement_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("call_id", "side", name=op.f("pk_call_agreement")),
        sa.UniqueConstraint(
            "call_id", "person_id", name=op.f("uq_call_agreement_call_id_person_id")
        ),
    )
    op.create_index("ix_call_agreement_person_id", "call_agreement", ["person_id"])


def downgrade() -> None:
    """What was decided is no more to be read here."""
    op.drop_index("ix_call_agreement_person_id", "call_agreement")
    op.drop_table("call_agreement")
    op.drop_table("call_conclusion")
    with op.batch_alter_table("call") as table:
        table.drop_constraint(op.f("fk_call_deciding_office"), type_="foreignkey")
        table.drop_column("deciding_office")
