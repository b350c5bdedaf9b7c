"""What the staff adds to ideas: who sees to one, tags, private notes, bulk acts."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_index("ix_idea_contract_slug", "idea", ["contract_slug", "id"])
    op.create_table(
        "idea_assignment",
        _of_idea("idea_assignment", primary_key=True),
        sa.Column("person_id", sa.Uuid(), _to("idea_assignment", "person"), nullable=False),
        sa.Column("by_id", sa.Uuid(), _to("idea_assignment", "person", "by_id", "SET NULL")),
        sa.Column("assigned_at", MOMENT, nullable=False),
    )
    op.create_index("ix_idea_assignment_person_id", "idea_assignment", ["person_id", "idea_id"])
    op.create_table(
        "inbox_tag",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("contract_slug", sa.String(80), nullable=False),
        sa.Column("label", sa.String(40), nullable=False),
        sa.Column("folded", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_inbox_tag_contract_slug")
        ),
        sa.UniqueConstraint(
            "contract_slug", "folded", name=op.f("uq_inbox_tag_contract_slug_folded")
        ),
    )
    op.create_table(
        "idea_tag",
        _of_idea("idea_tag", primary_key=True),
        sa.Column("tag_id", sa.Uuid(), _to("idea_tag", "inbox_tag", "tag_id"), primary_key=True),
    )
    op.create_index("ix_idea_tag_tag_id", "idea_tag", ["tag_id", "idea_id"])
    op.create_table(
        "idea_note",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of_idea("idea_note"),
        sa.Column("author_id", sa.Uuid(), _to("idea_note", "person", "author_id", "SET NULL")),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
    )
    op.create_index("ix_idea_note_idea_id", "idea_note", ["idea_id", "id"])
    op.create_index("ix_idea_note_author_id", "idea_note", ["author_id"])
    op.create_table(
        "inbox_batch",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.JSON(), nullable=False),
        sa.Column("idea_ids", sa.JSON(), nullable=False),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT),
        sa.Column("changed_count", sa.Integer()),
    )
    op.create_index("ix_inbox_batch_owner_id", "inbox_batch", ["owner_id"])


def downgrade() -> None:
    for table in ("inbox_batch", "idea_note", "idea_tag", "inbox_tag", "idea_assignment"):
        op.drop_table(table)
    op.drop_index("ix_idea_contract_slug", "idea")


def _of_idea(table: str, *, primary_key: bool = False) -> sa.Column[object]:
    return sa.Column(
        "idea_id", sa.Uuid(), _to(table, "idea"), primary_key=primary_key, nullable=False
    )


def _to(table: str, other: str, column: str = "", ondelete: str = "CASCADE") -> sa.ForeignKey:
    name = f"fk_{table}_{column or f'{other}_id'}"
    return sa.ForeignKey(f"{other}.id", name=op.f(name), ondelete=ondelete)
