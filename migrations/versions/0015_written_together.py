"""Ideas of groups, and of several people: co-authors and their invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = "('association', 'collective', 'class', 'neighbours')"


def upgrade() -> None:
    with op.batch_alter_table("idea") as table:
        table.add_column(sa.Column("group_kind", sa.String(20)))
        table.add_column(sa.Column("group_name", sa.String(120), nullable=False, server_default=""))
        table.create_check_constraint("known_group", f"group_kind IN {KINDS}")
        table.create_check_constraint(
            "group_has_a_name", "(group_kind IS NULL) = (group_name = '')"
        )
    op.create_table(
        "co_author",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("signs", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_author")),
        sa.UniqueConstraint("idea_id", "person_id", name=op.f("uq_co_author_idea_id_person_id")),
        _of("co_author", "idea_id", "idea"),
        _of("co_author", "person_id", "person"),
    )
    op.create_index("ix_co_author_person_id", "co_author", ["person_id", "idea_id"])
    op.create_table(
        "co_author_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_author_invitation")),
        _of("co_author_invitation", "idea_id", "idea"),
        _of("co_author_invitation", "person_id", "person"),
    )
    for column in ("idea_id", "person_id"):
        name = f"ix_co_author_invitation_{column}"
        op.create_index(name, "co_author_invitation", [column])


def downgrade() -> None:
    """Who spoke for a group signs alone again; co-authors are no more."""
    op.drop_table("co_author_invitation")
    op.drop_table("co_author")
    with op.batch_alter_table("idea") as table:
        for check in ("known_group", "group_has_a_name"):
            table.drop_constraint(op.f(f"ck_idea_{check}"), type_="check")
        table.drop_column("group_name")
        table.drop_column("group_kind")


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")
