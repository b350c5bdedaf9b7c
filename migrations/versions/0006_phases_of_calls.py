"""The phases of calls: what is open from when to when; those there are have one each."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ACTS = ("submit", "comment", "support", "revise", "answer")
USUAL = '["submit", "comment", "support", "revise"]'


def upgrade() -> None:
    op.create_table(
        "call_phase",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "closes_at > opens_at", name=op.f("ck_call_phase_opens_before_it_closes")
        ),
        sa.CheckConstraint("length(CAST(acts AS TEXT)) > 2", name=op.f("ck_call_phase_some_act")),
        sa.CheckConstraint(_known_acts(), name=op.f("ck_call_phase_known_acts")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_phase_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "position", name=op.f("pk_call_phase")),
    )
    op.execute(
        "INSERT INTO call_phase (call_id, position, title, opens_at, closes_at, acts) "
        f"SELECT id, 0, '', opens_at, closes_at, '{USUAL}' FROM call"
    )


def downgrade() -> None:
    """A call has its first opening and its last close, and knows nothing in between."""
    op.drop_table("call_phase")


def _known_acts() -> str:
    """Nothing is left of the JSON list once its known words and its signs are taken away."""
    left = "CAST(acts AS TEXT)"
    for sign in (*(f'"{act}"' for act in ACTS), ",", " ", "[", "]"):
        left = f"replace({left}, '{sign}', '')"
    return f"{left} = ''"
