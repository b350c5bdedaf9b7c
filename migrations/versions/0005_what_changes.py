"""What the first tables learn: guests, second factor, requirements, what is not counted yet."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROLES = ("relay", "moderator", "staff", "administrator")
SEEN = ("waiting", "changes_asked", "published", "refused")
WAYS = ("link", "password", "franceconnect", "proconnect", "code", "demo")


def one_of(column: str, values: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(_said("kind", 10, "account"))
        table.add_column(_said("guardian", 12, "not_needed"))
        guardian = ("not_needed", "awaited", "confirmed", "refused")
        table.create_check_constraint("known_kind", one_of("kind", ("account", "guest")))
        table.create_check_constraint("known_guardian", one_of("guardian", guardian))
    with op.batch_alter_table("session") as table:
        table.add_column(_said("way", 16, "link"))
        table.add_column(_bool("is_guest", False))
        table.add_column(sa.Column("second_factor_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("sealed_id_token", sa.Text()))
        table.create_check_constraint("known_way", one_of("way", WAYS))
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("min_age", sa.Integer()))
        table.add_column(_said("age_way", 10, "declared"))
        table.add_column(_said("residence", 20, "none"))
        residence = ("none", "neighbourhood", "commune")
        table.create_check_constraint("known_age_way", one_of("age_way", ("declared", "proven")))
        table.create_check_constraint("known_residence", one_of("residence", residence))
    with op.batch_alter_table("support") as table:
        table.add_column(_bool("counted", True))
        table.drop_index("ix_support_person_id")
        table.create_index("ix_support_person_id", ["person_id", "counted"])
    op.create_index("ix_comment_author_id", "comment", ["author_id", "id"])
    with op.batch_alter_table("sign_in_link") as table:
        table.alter_column("next_path", existing_type=sa.String(300), type_=sa.String(2000))
    _own("idempotency_key", "owner_id", is_person=False)
    _own("draft", "author_id", is_person=True)
    _widen("role_grant", "known_role", one_of("role", ("relay", "council_member", *ROLES[1:])))
    for name in ("idea", "comment"):
        seen = one_of("visibility", ("unproven", *SEEN, "removed"))
        _widen(name, "known_visibility", seen)


def downgrade() -> None:
    """What the older schema has no word for goes: it could not be read there."""
    _disown("draft", "author_id", is_person=True)
    _disown("idempotency_key", "owner_id", is_person=False)
    op.execute("DELETE FROM role_grant WHERE role = 'council_member'")
    op.execute("DELETE FROM support WHERE NOT counted")
    op.execute("DELETE FROM session WHERE is_guest")
    op.execute("DELETE FROM sign_in_link WHERE length(next_path) > 300")
    with op.batch_alter_table("sign_in_link") as table:
        table.alter_column("next_path", existing_type=sa.String(2000), type_=sa.String(300))
    for name in ("comment", "idea"):
        op.execute(f"DELETE FROM {name} WHERE visibility IN ('unproven', 'removed')")
        _widen(name, "known_visibility", one_of("visibility", SEEN))
    _widen("role_grant", "known_role", one_of("role", ROLES))
    op.drop_index("ix_comment_author_id", "comment")
    with op.batch_alter_table("support") as table:
        table.drop_index("ix_support_person_id")
        table.create_index("ix_support_person_id", ["person_id"])
        table.drop_column("counted")
    _forget("call", ("age_way", "residence"), ("known_age_way", "known_residence"), "min_age")
    _forget("session", ("way", "is_guest", "second_factor_at", "sealed_id_token"), ("known_way",))
    _forget("person", ("kind", "guardian"), ("known_kind", "known_guardian"))


def _said(name: str, length: int, value: str) -> sa.Column[str]:
    """The default is for the rows that are there; the application always says."""
    return sa.Column(name, sa.String(length), nullable=False, server_default=value)


def _bool(name: str, value: bool) -> sa.Column[bool]:
    default = sa.true() if value else sa.false()
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=default)


def _own(table_name: str, column: str, *, is_person: bool) -> None:
    """Say whose a row is, so that it goes with them."""
    with op.batch_alter_table(table_name) as table:
        table.add_column(sa.Column(column, sa.Uuid()))
        table.create_index(f"ix_{table_name}_{column}", [column])
        if is_person:
            table.create_foreign_key(
                op.f(f"fk_{table_name}_{column}"), "person", [column], ["id"], ondelete="CASCADE"
            )


def _disown(table_name: str, column: str, *, is_person: bool) -> None:
    with op.batch_alter_table(table_name) as table:
        if is_person:
            table.drop_constraint(op.f(f"fk_{table_name}_{column}"), type_="foreignkey")
        table.drop_index(f"ix_{table_name}_{column}")
        table.drop_column(column)


def _widen(table_name: str, constraint: str, condition: str) -> None:
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(op.f(f"ck_{table_name}_{constraint}"), type_="check")
        table.create_check_constraint(constraint, condition)


def _forget(table_name: str, columns: Iterable[str], checks: Iterable[str], *more: str) -> None:
    with op.batch_alter_table(table_name) as table:
        for check in checks:
            table.drop_constraint(op.f(f"ck_{table_name}_{check}"), type_="check")
        for column in (*columns, *more):
            table.drop_column(column)
