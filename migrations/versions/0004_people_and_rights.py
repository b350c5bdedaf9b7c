"""The tables of people, proofs and rights."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "address_point",
        sa.Column("commune_insee", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("lon", sa.Integer(), nullable=False),
        sa.Column("lat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("commune_insee", "street", "number", name=op.f("pk_address_point")),
    )
    op.create_table(
        "attempts",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject_digest", name=op.f("pk_attempts")),
    )
    op.create_table(
        "farewell",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed_contact", sa.Text(), nullable=True),
        sa.Column("is_owed", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("letters", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_farewell")),
    )
    op.create_index("ix_farewell_made_at", "farewell", ["made_at"], unique=False)
    op.create_table(
        "purge_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_report")),
    )
    op.create_index("ix_purge_report_started_at", "purge_report", ["started_at"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("claimed_by_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"],
            ["person.id"],
            name=op.f("fk_claim_claimed_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_claim_code_digest")),
    )
    op.create_index("ix_claim_claimed_by_id", "claim", ["claimed_by_id"], unique=False)
    op.create_index("ix_claim_person_id", "claim", ["person_id"], unique=False)
    op.create_table(
        "desk_code",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_desk_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_desk_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_desk_code_code_digest")),
    )
    op.create_table(
        "external_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("subject_digest", sa.String(length=64), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_external_identity_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint(
            "provider", "subject_digest", name=op.f("uq_external_identity_provider_subject_digest")
        ),
    )
    op.create_index(
        "ix_external_identity_person_id", "external_identity", ["person_id"], unique=False
    )
    op.create_table(
        "guardian_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_contact", sa.Text(), nullable=True),
        sa.Column("contact_digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_guardian_request_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_request")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_guardian_request_token_digest")),
    )
    op.create_index(
        "ix_guardian_request_contact_digest",
        "guardian_request",
        ["contact_digest", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_guardian_request_person_id", "guardian_request", ["person_id"], unique=False
    )
    op.create_table(
        "known_device",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_device_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "device_digest", name=op.f("pk_known_device")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("next_path", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_login_attempt_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state_digest", name=op.f("pk_login_attempt")),
    )
    op.create_index("ix_login_attempt_expires_at", "login_attempt", ["expires_at"], unique=False)
    op.create_table(
        "office",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_en", sa.String(length=160), nullable=False),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_office_contract_slug")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_office")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("sealed_contact", sa.Text(), nullable=True),
        sa.Column("contact_digest", sa.String(length=64), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("next_path", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel IN ('email', 'sms')", name=op.f("ck_one_time_code_known_channel")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_one_time_code_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index(
        "ix_one_time_code_contact_digest",
        "one_time_code",
        ["contact_digest", "created_at"],
        unique=False,
    )
    op.create_index("ix_one_time_code_expires_at", "one_time_code", ["expires_at"], unique=False)
    op.create_index("ix_one_time_code_person_id", "one_time_code", ["person_id"], unique=False)
    op.create_table(
        "password",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("argon2_hash", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_password_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_password")),
    )
    op.create_table(
        "pending_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("subject_digest", sa.String(length=64), nullable=False),
        sa.Column("pivot_digest", sa.String(length=64), nullable=True),
        sa.Column("browser_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("next_path", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_pending_identity_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_identity")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_pending_identity_token_digest")),
    )
    op.create_index(
        "ix_pending_identity_expires_at", "pending_identity", ["expires_at"], unique=False
    )
    op.create_index(
        "ix_pending_identity_person_id",
        "pending_identity",
        ["person_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "program",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=True),
        sa.Column("grant_type", sa.String(length=30), nullable=False),
        sa.Column("permissions", sa.String(length=1000), nullable=False),
        sa.Column("redirects", sa.JSON(), nullable=False),
        sa.Column("scope_kind", sa.String(length=20), nullable=False),
        sa.Column("scope_id", sa.String(length=80), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "scope_kind IN ('platform', 'contract', 'commune', 'neighbourhood')",
            name=op.f("ck_program_known_scope"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_program_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("place_kind", sa.String(length=20), nullable=True),
        sa.Column("place_id", sa.String(length=80), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("proved_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'age') = (threshold IS NOT NULL)", name=op.f("ck_proof_age_has_threshold")
        ),
        sa.CheckConstraint(
            "(kind = 'residence') = (place_id IS NOT NULL)",
            name=op.f("ck_proof_residence_has_place"),
        ),
        sa.CheckConstraint("kind IN ('age', 'residence')", name=op.f("ck_proof_known_kind")),
        sa.CheckConstraint(
            "place_kind IN ('neighbourhood', 'commune')", name=op.f("ck_proof_known_place_kind")
        ),
        sa.CheckConstraint(
            "way IN ('declared', 'address', 'post', 'roll', 'desk', 'invitation', 'franceconnect')",
            name=op.f("ck_proof_known_way"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_proof_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proof_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
    )
    op.create_index("ix_proof_person_id", "proof", ["person_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recovery_code_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_recovery_code_code_digest")),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"], unique=False)
    op.create_table(
        "roll",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("place_kind", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("imported_by_id", sa.Uuid(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "place_kind IN ('neighbourhood', 'commune')", name=op.f("ck_roll_known_place_kind")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by_id"],
            ["person.id"],
            name=op.f("fk_roll_imported_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll")),
    )
    op.create_table(
        "totp",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_totp_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_totp")),
    )
    op.create_table(
        "unique_mark",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("mark_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('email', 'phone', 'pivot')", name=op.f("ck_unique_mark_known_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_unique_mark_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "mark_digest", name=op.f("pk_unique_mark")),
    )
    op.create_index("ix_unique_mark_person_id", "unique_mark", ["person_id"], unique=False)
    op.create_table(
        "assisted_act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("relay_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=True),
        sa.Column("acted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_digest", sa.String(length=64), nullable=True),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('idea', 'support', 'comment', 'proof')",
            name=op.f("ck_assisted_act_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_assisted_act_neighbourhood_slug"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assisted_act_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["relay_id"], ["person.id"], name=op.f("fk_assisted_act_relay_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assisted_act")),
        sa.UniqueConstraint("entry_digest", name=op.f("uq_assisted_act_entry_digest")),
    )
    op.create_index("ix_assisted_act_person_id", "assisted_act", ["person_id"], unique=False)
    op.create_index(
        "ix_assisted_act_relay_id", "assisted_act", ["relay_id", "recorded_at"], unique=False
    )
    op.create_index(
        "ix_assisted_act_subject_id", "assisted_act", ["subject_id", "kind"], unique=False
    )
    op.create_table(
        "block",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=True),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appeal_answer", sa.Text(), nullable=False),
        sa.Column("appeal_outcome", sa.String(length=10), nullable=True),
        sa.Column("appeal_by_id", sa.Uuid(), nullable=True),
        sa.Column("appeal_decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "appeal_outcome IN ('upheld', 'lifted')", name=op.f("ck_block_known_outcome")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_block_term_in_order")),
        sa.ForeignKeyConstraint(
            ["appeal_by_id"], ["person.id"], name=op.f("fk_block_appeal_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_block_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_block_contract_slug")
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"], ["neighbourhood.slug"], name=op.f("fk_block_neighbourhood_slug")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_block_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
    )
    op.create_index("ix_block_person_id", "block", ["person_id", "ends_at"], unique=False)
    op.create_table(
        "invitation_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("contract_slug", sa.String(length=80), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=True),
        sa.Column("proves_residence", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_slug"], ["contract.slug"], name=op.f("fk_invitation_batch_contract_slug")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_invitation_batch_made_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_invitation_batch_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_batch")),
    )
    op.create_table(
        "office_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_slug", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('holder', 'stand_in')", name=op.f("ck_office_term_known_kind")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_office_term_term_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["office_slug"],
            ["office.slug"],
            name=op.f("fk_office_term_office_slug"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_office_term_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_term")),
        sa.UniqueConstraint(
            "office_slug",
            "person_id",
            "kind",
            "starts_on",
            name=op.f("uq_office_term_office_slug_person_id_kind_starts_on"),
        ),
    )
    op.create_index("ix_office_term_person_id", "office_term", ["person_id"], unique=False)
    op.create_table(
        "perimeter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=False),
        sa.Column("vintage", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("for_proof", sa.Boolean(), nullable=False),
        sa.Column("geometry", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_perimeter_neighbourhood_slug"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perimeter")),
        sa.UniqueConstraint(
            "neighbourhood_slug", "vintage", name=op.f("uq_perimeter_neighbourhood_slug_vintage")
        ),
    )
    op.create_table(
        "postal_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("neighbourhood_slug", sa.String(length=80), nullable=False),
        sa.Column("sealed_address", sa.Text(), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["neighbourhood_slug"],
            ["neighbourhood.slug"],
            name=op.f("fk_postal_code_neighbourhood_slug"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_postal_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_code")),
    )
    op.create_index("ix_postal_code_person_id", "postal_code", ["person_id"], unique=False)
    op.create_table(
        "program_authorization",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("permissions", sa.String(length=1000), nullable=False),
        sa.Column("redirect_uri", sa.String(length=500), nullable=False),
        sa.Column("challenge", sa.String(length=128), nullable=False),
        sa.Column("challenge_method", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_program_authorization_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_program_authorization_program_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_program_authorization")),
    )
    op.create_index(
        "ix_program_authorization_person_id", "program_authorization", ["person_id"], unique=False
    )
    op.create_table(
        "program_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("access_digest", sa.String(length=64), nullable=False),
        sa.Column("refresh_digest", sa.String(length=64), nullable=True),
        sa.Column("permissions", sa.String(length=1000), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refresh_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_program_token_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["program_id"],
            ["program.id"],
            name=op.f("fk_program_token_program_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_token")),
        sa.UniqueConstraint("access_digest", name=op.f("uq_program_token_access_digest")),
        sa.UniqueConstraint("refresh_digest", name=op.f("uq_program_token_refresh_digest")),
    )
    op.create_index("ix_program_token_family_id", "program_token", ["family_id"], unique=False)
    op.create_index("ix_program_token_person_id", "program_token", ["person_id"], unique=False)
    op.create_table(
        "roll_entry",
        sa.Column("roll_id", sa.Uuid(), nullable=False),
        sa.Column("entry_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roll_entry_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["roll_id"], ["roll.id"], name=op.f("fk_roll_entry_roll_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roll_id", "entry_digest", name=op.f("pk_roll_entry")),
    )
    op.create_index("ix_roll_entry_entry_digest", "roll_entry", ["entry_digest"], unique=False)
    op.create_index("ix_roll_entry_person_id", "roll_entry", ["person_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["invitation_batch.id"],
            name=op.f("fk_invitation_batch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_batch_id", "invitation", ["batch_id"], unique=False)
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("sealed_contact", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_receipt_known_channel")),
        sa.ForeignKeyConstraint(
            ["act_id"], ["assisted_act.id"], name=op.f("fk_receipt_act_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_act_id", "receipt", ["act_id"], unique=False)
    op.create_index("ix_receipt_asked_at", "receipt", ["asked_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_receipt_asked_at", table_name="receipt")
    op.drop_index("ix_receipt_act_id", table_name="receipt")
    op.drop_table("receipt")
    op.drop_index("ix_invitation_person_id", table_name="invitation")
    op.drop_index("ix_invitation_batch_id", table_name="invitation")
    op.drop_table("invitation")
    op.drop_index("ix_roll_entry_person_id", table_name="roll_entry")
    op.drop_index("ix_roll_entry_entry_digest", table_name="roll_entry")
    op.drop_table("roll_entry")
    op.drop_index("ix_program_token_person_id", table_name="program_token")
    op.drop_index("ix_program_token_family_id", table_name="program_token")
    op.drop_table("program_token")
    op.drop_index("ix_program_authorization_person_id", table_name="program_authorization")
    op.drop_table("program_authorization")
    op.drop_index("ix_postal_code_person_id", table_name="postal_code")
    op.drop_table("postal_code")
    op.drop_table("perimeter")
    op.drop_index("ix_office_term_person_id", table_name="office_term")
    op.drop_table("office_term")
    op.drop_table("invitation_batch")
    op.drop_index("ix_block_person_id", table_name="block")
    op.drop_table("block")
    op.drop_index("ix_assisted_act_subject_id", table_name="assisted_act")
    op.drop_index("ix_assisted_act_relay_id", table_name="assisted_act")
    op.drop_index("ix_assisted_act_person_id", table_name="assisted_act")
    op.drop_table("assisted_act")
    op.drop_index("ix_unique_mark_person_id", table_name="unique_mark")
    op.drop_table("unique_mark")
    op.drop_table("totp")
    op.drop_table("roll")
    op.drop_index("ix_recovery_code_person_id", table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_index("ix_proof_person_id", table_name="proof")
    op.drop_table("proof")
    op.drop_table("program")
    op.drop_index("ix_pending_identity_person_id", table_name="pending_identity")
    op.drop_index("ix_pending_identity_expires_at", table_name="pending_identity")
    op.drop_table("pending_identity")
    op.drop_table("password")
    op.drop_index("ix_one_time_code_person_id", table_name="one_time_code")
    op.drop_index("ix_one_time_code_expires_at", table_name="one_time_code")
    op.drop_index("ix_one_time_code_contact_digest", table_name="one_time_code")
    op.drop_table("one_time_code")
    op.drop_table("office")
    op.drop_index("ix_login_attempt_expires_at", table_name="login_attempt")
    op.drop_table("login_attempt")
    op.drop_table("known_device")
    op.drop_index("ix_guardian_request_person_id", table_name="guardian_request")
    op.drop_index("ix_guardian_request_contact_digest", table_name="guardian_request")
    op.drop_table("guardian_request")
    op.drop_index("ix_external_identity_person_id", table_name="external_identity")
    op.drop_table("external_identity")
    op.drop_table("desk_code")
    op.drop_index("ix_claim_person_id", table_name="claim")
    op.drop_index("ix_claim_claimed_by_id", table_name="claim")
    op.drop_table("claim")
    op.drop_index("ix_purge_report_started_at", table_name="purge_report")
    op.drop_table("purge_report")
    op.drop_index("ix_farewell_made_at", table_name="farewell")
    op.drop_table("farewell")
    op.drop_table("attempts")
    op.drop_table("address_point")
