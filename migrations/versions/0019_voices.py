"""Voices that tell ideas; their files are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid()),
        sa.Column("idea_id", sa.Uuid()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("file_stem", sa.String(32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("neighbourhood_slug", sa.String(80)),
        sa.Column("writer_id", sa.Uuid()),
        sa.Column("written_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_voice_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_voice_idea_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"], ["neighbourhood.slug"], name=op.f("fk_voice_neighbourhood_slug")
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["person.id"], name=op.f("fk_voice_writer_id"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("draft_id", name=op.f("uq_voice_draft_id")),
        sa.UniqueConstraint("idea_id", name=op.f("uq_voice_idea_id")),
        sa.UniqueConstraint("file_stem", name=op.f("uq_voice_file_stem")),
        sa.CheckConstraint(
            "(draft_id IS NULL) <> (idea_id IS NULL)", name=op.f("ck_voice_of_a_draft_or_an_idea")
        ),
        sa.CheckConstraint("seconds BETWEEN 1 AND 122", name=op.f("ck_voice_two_minutes_at_most")),
        sa.CheckConstraint(
            "(asked_at IS NULL) = (neighbourhood_slug IS NULL)",
            name=op.f("ck_voice_asked_somewhere"),
        ),
    )
    op.create_index("ix_voice_asked", "voice", ["neighbourhood_slug", "asked_at"])
    op.create_index("ix_voice_writer_id", "voice", ["writer_id"])


def downgrade() -> None:
    """The files of the voices lose their rows: the nightly sweep takes them."""
    op.drop_table("voice")
