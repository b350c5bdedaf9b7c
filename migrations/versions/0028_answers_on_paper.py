"""Answers to a questionnaire that a relay enters for somebody are an act like the others."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NAME = "ck_assisted_act_known_kind"
BEFORE = "kind IN ('idea', 'support', 'comment', 'proof')"
SINCE = "kind IN ('idea', 'support', 'comment', 'proof', 'answers')"


def upgrade() -> None:
    _hold(SINCE)


def downgrade() -> None:
    op.execute("DELETE FROM assisted_act WHERE kind = 'answers'")
    _hold(BEFORE)


def _hold(condition: str) -> None:
    with op.batch_alter_table("assisted_act") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), condition)
