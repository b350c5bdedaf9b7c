"""The tables of the first life: people, places, contributions, moderation, messages, events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commune",
        sa.Column("insee", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("insee", name=op.f("pk_commune")),
    )
    op.create_table(
        "contract",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_contract")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_name_recorded_at", "event", ["name", "recorded_at"], unique=False)

    op.create_table(
        "idempotency_key",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("location", sa.String(length=300), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_idempotency_key")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_search_entry_kind_subject_id")),
    )
    op.create_table(
        "tick",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tick")),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("easy", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("information", sa.Text(), nullable=False),
        sa.Column("what_happens", sa.Text(), nullable=False),
        sa.Column("who_decides", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moderation", sa.String(length=10), nullable=False),
        sa.Column("decision_hours", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "level IN ('consultation', 'concertation', 'codecision')",
            name=op.f("ck_call_known_level"),
        ),
        sa.CheckConstraint(
            "moderation IN ('before', 'after')", name=op.f("ck_call_known_moderation")
        ),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_call_opens_before_it_closes")),
        sa.CheckConstraint("decision_hours > 0", name=op.f("ck_call_decides_in_some_time")),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_call_contract_slug")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("slug", name=op.f("uq_call_slug")),
    )
    op.create_table(
        "dead_letter",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("died_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_dead_letter_event_id")),
        sa.PrimaryKeyConstraint("event_id", "actor", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "handled",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_handled_event_id")),
        sa.PrimaryKeyConstraint("event_id", "actor", name=op.f("pk_handled")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_message_event_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "event_id", "person_id", "kind", name=op.f("uq_message_event_id_person_id_kind")
        ),
    )
    op.create_index("ix_message_person_id_id", "message", ["person_id", "id"], unique=False)

    op.create_table(
        "neighbourhood",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("official_code", sa.String(length=10), nullable=True),
        sa.Column("straddles", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('qpv', 'veille', 'lived')", name=op.f("ck_neighbourhood_known_kind")
        ),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_neighbourhood_contract_slug")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_neighbourhood")),
        sa.UniqueConstraint("official_code", name=op.f("uq_neighbourhood_official_code")),
    )
    op.create_table(
        "outbox",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_outbox_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("settled_at IS NULL"),
        sqlite_where=sa.text("settled_at IS NULL"),
    )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scope_kind", sa.String(length=20), nullable=False),
        sa.Column("scope_id", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('relay', 'moderator', 'staff', 'administrator')",
            name=op.f("ck_role_grant_known_role"),
        ),
        sa.CheckConstraint(
            "scope_kind IN ('platform', 'contract', 'commune', 'neighbourhood', 'body')",
            name=op.f("ck_role_grant_known_scope"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_role_grant_term_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "person_id",
            "role",
            "scope_kind",
            "scope_id",
            "starts_on",
            name=op.f("uq_role_grant_person_id_role_scope_kind_scope_id_starts_on"),
        ),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_session_token_digest")),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("next_path", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_link_token_digest")),
    )
    op.create_index(
        "ix_sign_in_link_person_id_created_at",
        "sign_in_link",
        ["person_id", "created_at"],
        unique=False,
    )

    op.create_table(
        "structure",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_structure_contract_slug")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_structure")),
    )
    op.create_table(
        "theme",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("pillar", sa.String(length=80), nullable=True),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("label_en", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('ambition', 'axis')", name=op.f("ck_theme_known_kind")),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_theme_contract_slug")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_theme")),
    )
    op.create_table(
        "call_neighbourhood",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_call_neighbourhood_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_call_neighbourhood_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint(
            "call_id", "neighbourhood_slug", name=op.f("pk_call_neighbourhood")
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('email')", name=op.f("ck_delivery_known_channel")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("message_id", "channel", name=op.f("uq_delivery_message_id_channel")),
    )
    op.create_table(
        "idea",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_confirmed", sa.Boolean(), nullable=False),
        sa.Column("author_name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("structure_slug", sa.String(length=80), nullable=True),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=120), nullable=True),
        sa.Column("outside_supports", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(visibility = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_idea_dated_when_published"),
        ),
        sa.CheckConstraint(
            "stage IN ('open', 'studied', 'kept', 'under_way', 'done', 'not_kept', 'oriented')",
            name=op.f("ck_idea_known_stage"),
        ),
        sa.CheckConstraint(
            "visibility IN ('waiting', 'changes_asked', 'published', 'refused')",
            name=op.f("ck_idea_known_visibility"),
        ),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_idea_comments_not_negative")),
        sa.CheckConstraint("support_count >= 0", name=op.f("ck_idea_supports_not_negative")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_idea_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_idea_call_id")),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_idea_contract_slug")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"], ["neighbourhood.slug"], name=op.f("fk_idea_neighbourhood_slug")
        ),
        sa.ForeignKeyConstraint(
            ["structure_slug"], ["structure.slug"], name=op.f("fk_idea_structure_slug")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sa.UniqueConstraint("call_id", "source_key", name=op.f("uq_idea_call_id_source_key")),
    )
    op.create_index("ix_idea_author_id", "idea", ["author_id", "id"], unique=False)
    op.create_index("ix_idea_fingerprint", "idea", ["fingerprint"], unique=False)
    op.create_index(
        "ix_idea_place",
        "idea",
        ["neighbourhood_slug", "published_at", "id"],
        unique=False,
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )
    op.create_index(
        "ix_idea_recent",
        "idea",
        ["published_at", "id"],
        unique=False,
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )
    op.create_index(
        "ix_idea_supported",
        "idea",
        ["support_count", "id"],
        unique=False,
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )

    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('publish', 'ask_change', 'refuse')",
            name=op.f("ck_moderation_case_known_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_moderation_case_decided_with_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_moderation_case_contract_slug")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_moderation_case_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
    )
    op.create_index(
        "ix_moderation_case_queue",
        "moderation_case",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("decided_at IS NULL"),
        sqlite_where=sa.text("decided_at IS NULL"),
    )
    op.create_index(
        "ix_moderation_case_subject",
        "moderation_case",
        ["subject_kind", "subject_id"],
        unique=False,
    )
    op.create_index(
        "uq_moderation_case_open_subject",
        "moderation_case",
        ["subject_kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("decided_at IS NULL"),
        sqlite_where=sa.text("decided_at IS NULL"),
    )

    op.create_table(
        "neighbourhood_commune",
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=False),
        sa.Column("commune_insee", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune_insee"],
            ["commune.insee"],
            name=op.f("fk_neighbourhood_commune_commune_insee"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_neighbourhood_commune_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint(
            "neighbourhood_slug", "commune_insee", name=op.f("pk_neighbourhood_commune")
        ),
    )
    op.create_table(
        "population",
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("perimeter", sa.String(length=10), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_population_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint(
            "neighbourhood_slug", "year", "perimeter", name=op.f("pk_population")
        ),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "visibility IN ('waiting', 'changes_asked', 'published', 'refused')",
            name=op.f("ck_comment_known_visibility"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_comment_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_comment_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_idea_id", "comment", ["idea_id", "visibility", "id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_draft_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_draft_idea_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_table(
        "idea_theme",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("theme_slug", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_theme_idea_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_slug"], ["theme.slug"], name=op.f("fk_idea_theme_theme_slug")
        ),
        sa.PrimaryKeyConstraint("idea_id", "theme_slug", name=op.f("pk_idea_theme")),
    )
    op.create_index(
        "ix_idea_theme_theme_slug", "idea_theme", ["theme_slug", "idea_id"], unique=False
    )

    op.create_table(
        "idea_version",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_version_idea_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", "version", name=op.f("pk_idea_version")),
    )
    op.create_table(
        "moderation_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("moderator_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("structure_slug", sa.String(length=80), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_decision_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["person.id"],
            name=op.f("fk_moderation_decision_moderator_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["structure_slug"],
            ["structure.slug"],
            name=op.f("fk_moderation_decision_structure_slug"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
        sa.UniqueConstraint("case_id", name=op.f("uq_moderation_decision_case_id")),
    )
    op.create_table(
        "moderation_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("detector", sa.String(length=40), nullable=False),
        sa.Column("detector_version", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["moderation_case.id"],
            name=op.f("fk_moderation_finding_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_finding")),
    )
    op.create_index(
        "ix_moderation_finding_case_id", "moderation_finding", ["case_id"], unique=False
    )

    op.create_table(
        "support",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("supported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_support_idea_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name=op.f("pk_support")),
    )
    op.create_index("ix_support_person_id", "support", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_support_person_id", "support")

    op.drop_table("support")
    op.drop_index("ix_moderation_finding_case_id", "moderation_finding")

    op.drop_table("moderation_finding")
    op.drop_table("moderation_decision")
    op.drop_table("idea_version")
    op.drop_index("ix_idea_theme_theme_slug", "idea_theme")

    op.drop_table("idea_theme")
    op.drop_table("draft")
    op.drop_index("ix_comment_idea_id", "comment")

    op.drop_table("comment")
    op.drop_table("population")
    op.drop_table("neighbourhood_commune")
    op.drop_index(
        "uq_moderation_case_open_subject",
        "moderation_case",
        postgresql_where=sa.text("decided_at IS NULL"),
        sqlite_where=sa.text("decided_at IS NULL"),
    )
    op.drop_index("ix_moderation_case_subject", "moderation_case")
    op.drop_index(
        "ix_moderation_case_queue",
        "moderation_case",
        postgresql_where=sa.text("decided_at IS NULL"),
        sqlite_where=sa.text("decided_at IS NULL"),
    )

    op.drop_table("moderation_case")
    op.drop_index(
        "ix_idea_supported",
        "idea",
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )
    op.drop_index(
        "ix_idea_recent",
        "idea",
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )
    op.drop_index(
        "ix_idea_place",
        "idea",
        postgresql_where=sa.text("visibility = 'published'"),
        sqlite_where=sa.text("visibility = 'published'"),
    )
    op.drop_index("ix_idea_fingerprint", "idea")
    op.drop_index("ix_idea_author_id", "idea")

    op.drop_table("idea")
    op.drop_table("delivery")
    op.drop_table("call_neighbourhood")
    op.drop_table("theme")
    op.drop_table("structure")
    op.drop_index("ix_sign_in_link_person_id_created_at", "sign_in_link")

    op.drop_table("sign_in_link")
    op.drop_index("ix_session_person_id", "session")

    op.drop_table("session")
    op.drop_table("role_grant")
    op.drop_index(
        "ix_outbox_open",
        "outbox",
        postgresql_where=sa.text("settled_at IS NULL"),
        sqlite_where=sa.text("settled_at IS NULL"),
    )

    op.drop_table("outbox")
    op.drop_table("neighbourhood")
    op.drop_index("ix_message_person_id_id", "message")

    op.drop_table("message")
    op.drop_table("handled")
    op.drop_table("dead_letter")
    op.drop_table("call")
    op.drop_table("tick")
    op.drop_table("search_entry")
    op.drop_table("person")
    op.drop_table("idempotency_key")
    op.drop_index("ix_event_name_recorded_at", "event")

    op.drop_table("event")
    op.drop_table("contract")
    op.drop_table("commune")
