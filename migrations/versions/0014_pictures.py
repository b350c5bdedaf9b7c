"""Pictures beside ideas; their files are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid()),
        sa.Column("idea_id", sa.Uuid()),
        sa.Column("alternative", sa.String(300), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("file_stem", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_photo_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_photo_idea_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("draft_id", "digest", name=op.f("uq_photo_draft_id_digest")),
        sa.UniqueConstraint("idea_id", "digest", name=op.f("uq_photo_idea_id_digest")),
        sa.UniqueConstraint("file_stem", name=op.f("uq_photo_file_stem")),
        sa.CheckConstraint(
            "(draft_id IS NULL) <> (idea_id IS NULL)", name=op.f("ck_photo_of_a_draft_or_an_idea")
        ),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_photo_has_a_size")),
    )


def downgrade() -> None:
    """The files of the pictures lose their rows: the nightly sweep takes them."""
    op.drop_table("photo")
