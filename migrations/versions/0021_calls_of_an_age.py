"""Calls for an age band, with their own tone; that somebody is not yet of an age."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OF_CALLS = {
    "band_has_two_ends": "max_age IS NULL OR (min_age IS NOT NULL AND max_age >= min_age)",
    "known_tone": "tone IN ('usual', 'young')",
    "young_tone_has_a_band": "tone = 'usual' OR max_age IS NOT NULL",
}
OF_PROOFS = {
    "known_kind": ("kind IN ('age', 'youth', 'residence')", "kind IN ('age', 'residence')"),
    "age_has_threshold": (
        "(kind <> 'residence') = (threshold IS NOT NULL)",
        "(kind = 'age') = (threshold IS NOT NULL)",
    ),
}


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("max_age", sa.Integer()))
        table.add_column(sa.Column("tone", sa.String(10), nullable=False, server_default="usual"))
        for name, condition in OF_CALLS.items():
            table.create_check_constraint(name, condition)
    _check_proofs(0)


def downgrade() -> None:
    """What was said of not being of an age goes: the older schema has no word for it."""
    op.execute("DELETE FROM proof WHERE kind = 'youth'")
    _check_proofs(1)
    with op.batch_alter_table("call") as table:
        for name in OF_CALLS:
            table.drop_constraint(op.f(f"ck_call_{name}"), type_="check")
        table.drop_column("tone")
        table.drop_column("max_age")


def _check_proofs(which: int) -> None:
    with op.batch_alter_table("proof") as table:
        for name, conditions in OF_PROOFS.items():
            table.drop_constraint(op.f(f"ck_proof_{name}"), type_="check")
            table.create_check_constraint(name, conditions[which])
