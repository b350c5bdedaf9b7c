"""Every step of an idea, by when it is answered, who follows it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STAGES = "('open', 'studied', 'kept', 'under_way', 'done', 'not_kept', 'oriented')"
NOT_ANSWERED = ("open", "studied")
PUBLIC = sa.text("visibility = 'published'")
UNANSWERED = sa.text("visibility = 'published' AND answered_on IS NULL")
USUAL_DAYS = 60
PARIS = ZoneInfo("Europe/Paris")
AT_ONCE = 1000
MOMENT = sa.DateTime(timezone=True)
IDEA = sa.table(
    "idea",
    sa.column("id", sa.Uuid()),
    sa.column("call_id", sa.Uuid()),
    sa.column("stage", sa.String()),
    sa.column("answer", sa.Text()),
    sa.column("structure_slug", sa.String()),
    sa.column("submitted_at", MOMENT),
    sa.column("published_at", MOMENT),
    sa.column("answer_due_on", sa.Date()),
    sa.column("answered_on", sa.Date()),
    sa.column("last_news_on", sa.Date()),
)
CALL = sa.table(
    "call",
    sa.column("id", sa.Uuid()),
    sa.column("decided_by", MOMENT),
    sa.column("imported", sa.Boolean()),
)
EVENT = sa.table(
    "event",
    sa.column("id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("recorded_at", MOMENT),
)
MOVE = sa.table(
    "idea_move",
    sa.column("idea_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("stage", sa.String()),
    sa.column("answer", sa.Text()),
    sa.column("structure_slug", sa.String()),
    sa.column("next_step", sa.String()),
    sa.column("moved_at", MOMENT),
)
Written = dict[str, Any]


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        usual = sa.text(str(USUAL_DAYS))
        table.add_column(
            sa.Column("answer_days", sa.Integer(), nullable=False, server_default=usual)
        )
        table.create_check_constraint("answers_in_some_time", "answer_days BETWEEN 1 AND 366")
    with op.batch_alter_table("idea") as table:
        table.add_column(sa.Column("office_slug", sa.String(80)))
        table.create_foreign_key(op.f("fk_idea_office_slug"), "office", ["office_slug"], ["slug"])
        for name in ("answer_due_on", "answered_on", "last_news_on", "silence_told_on"):
            table.add_column(sa.Column(name, sa.Date()))
    _index("ix_idea_unanswered", ["answer_due_on", "call_id"], UNANSWERED)
    _index("ix_idea_awaited", ["last_news_on", "stage"], PUBLIC)
    op.create_table(
        "idea_move",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("structure_slug", sa.String(80)),
        sa.Column("office_slug", sa.String(80)),
        sa.Column("next_step", sa.String(300), nullable=False),
        sa.Column("next_step_on", sa.Date()),
        sa.Column("forwarded_to", sa.String(20)),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("idea_id", "number", name=op.f("pk_idea_move")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_move_idea_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["structure_slug"], ["structure.slug"], name=op.f("fk_idea_move_structure_slug")
        ),
        sa.ForeignKeyConstraint(
            ["office_slug"], ["office.slug"], name=op.f("fk_idea_move_office_slug")
        ),
        sa.UniqueConstraint(
            "idea_id", "forwarded_to", name=op.f("uq_idea_move_idea_id_forwarded_to")
        ),
        sa.CheckConstraint(f"stage IN {STAGES}", name=op.f("ck_idea_move_known_stage")),
        sa.CheckConstraint(
            "forwarded_to IN ('budget', 'council', 'lab')",
            name=op.f("ck_idea_move_known_destination"),
        ),
    )
    op.create_index("ix_idea_move_office_slug", "idea_move", ["office_slug"])
    op.create_table(
        "idea_follow",
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name=op.f("pk_idea_follow")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_idea_follow_idea_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idea_follow_person_id"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_idea_follow_person_id", "idea_follow", ["person_id"])
    _tell_the_past(op.get_bind())


def downgrade() -> None:
    op.drop_table("idea_follow")
    op.drop_table("idea_move")
    op.drop_index("ix_idea_awaited", "idea")
    op.drop_index("ix_idea_unanswered", "idea")
    with op.batch_alter_table("idea") as table:
        table.drop_constraint(op.f("fk_idea_office_slug"), type_="foreignkey")
        for name in ("silence_told_on", "last_news_on", "answered_on", "answer_due_on"):
            table.drop_column(name)
        table.drop_column("office_slug")
    with op.batch_alter_table("call") as table:
        table.drop_constraint(op.f("ck_call_answers_in_some_time"), type_="check")
        table.drop_column("answer_days")


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "idea", columns, postgresql_where=where, sqlite_where=where)


def _tell_the_past(bind: sa.Connection) -> None:
    """Steps from the journal, the last one with the answer that stands; the words before are lost.

    What was published is due by the day its call promised, if that leaves it longer than the usual
    delay; what was brought in from elsewhere was promised nothing.
    """
    past = _moves_of_the_journal(bind)
    columns = [IDEA.c[name] for name in (
        "id", "stage", "answer", "structure_slug", "submitted_at", "published_at",
    )]  # fmt: skip
    query = sa.select(*columns, CALL.c.decided_by, CALL.c.imported)
    query = query.join(CALL, CALL.c.id == IDEA.c.call_id)
    told = sa.or_(IDEA.c.published_at.is_not(None), IDEA.c.stage != "open")
    for rows in _in_parts(bind.execute(query.where(told)).all()):
        steps = {row.id: _steps(row, past.get(str(row.id), [])) for row in rows}
        _insert(bind, [step for found in steps.values() for step in found])
        _update(bind, [_dates(row, steps[row.id]) for row in rows])


def _moves_of_the_journal(bind: sa.Connection) -> dict[str, list[tuple[str, datetime]]]:
    moves = EVENT.c.name == "IdeaMoved"
    query = sa.select(EVENT.c.payload, EVENT.c.recorded_at).where(moves)
    found: dict[str, list[tuple[str, datetime]]] = {}
    for payload, moment in bind.execute(query.order_by(EVENT.c.recorded_at, EVENT.c.id)):
        found.setdefault(str(payload["idea_id"]), []).append((payload["stage"], _aware(moment)))
    return found


def _steps(row: Any, past: list[tuple[str, datetime]]) -> list[Written]:
    if not past and row.stage == "open":
        return []
    known = past or [(row.stage, _aware(row.published_at or row.submitted_at))]
    if known[-1][0] != row.stage:
        known = [*known, (row.stage, known[-1][1])]
    said = {"answer": "", "structure_slug": None, "next_step": ""}
    steps: list[Written] = [
        {"idea_id": row.id, "number": number, "stage": stage, "moved_at": moment, **said}
        for number, (stage, moment) in enumerate(known, start=1)
    ]
    steps[-1] |= {"answer": row.answer, "structure_slug": row.structure_slug}
    return steps


def _dates(row: Any, steps: list[Written]) -> Written:
    answered = [step["moved_at"] for step in steps if step["stage"] not in NOT_ANSWERED]
    return {
        "key": row.id,
        "answer_due_on": _due(row),
        "answered_on": _day(answered[0]) if answered else None,
        "last_news_on": _day(steps[-1]["moved_at"]) if steps else None,
    }


def _due(row: Any) -> date | None:
    if row.published_at is None or row.imported:
        return None
    usual = _day(_aware(row.published_at)) + timedelta(days=USUAL_DAYS)
    return max(usual, _day(_aware(row.decided_by)))


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def _aware(moment: datetime) -> datetime:
    """SQLite gives moments back without their zone, which is UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _in_parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _insert(bind: sa.Connection, rows: list[Written]) -> None:
    if rows:
        bind.execute(sa.insert(MOVE), rows)


def _update(bind: sa.Connection, rows: list[Written]) -> None:
    """Columns are named by other names than the parameters, which SQLAlchemy keeps for itself."""
    names = ("answer_due_on", "answered_on", "last_news_on")
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
    given = [{"key": row["key"]} | {f"new_{name}": row[name] for name in names} for row in rows]
    bind.execute(sa.update(IDEA).where(IDEA.c.id == sa.bindparam("key")).values(values), given)
