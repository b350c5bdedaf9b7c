"""What finds texts: GIN indexes on PostgreSQL, FTS5 tables kept by triggers on SQLite."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = {
    "search_words": ("folded", "unicode61 remove_diacritics 0"),
    "search_trigrams": ("heading", "trigram"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        # Kept in the row: made anew for each row that is looked at, it cost a quarter of a second.
        op.execute(
            "ALTER TABLE search_entry ADD COLUMN search_words tsvector"
            " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(folded, ' '))) STORED"
        )
        op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (search_words)")
        op.execute(
            "CREATE INDEX ix_search_entry_trigrams ON search_entry USING gin (heading gin_trgm_ops)"
        )
        return
    for name, (column, tokenizer) in TABLES.items():
        _create_fts(name, column, tokenizer)


def downgrade() -> None:
    """The extension stays: another application of the same database may use it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_search_entry_trigrams")
        op.execute("ALTER TABLE search_entry DROP COLUMN search_words")
        return
    for name in TABLES:
        for moment in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {name}_{moment}")
        op.execute(f"DROP TABLE {name}")


def _create_fts(name: str, column: str, tokenizer: str) -> None:
    """A table that holds only the index; the text stays in search_entry."""
    op.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='search_entry',"
        f" content_rowid='id', tokenize='{tokenizer}')"
    )
    add = f"INSERT INTO {name}(rowid, {column}) VALUES (new.id, new.{column});"
    drop = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    acts = {"insert": add, "update": drop + add, "delete": drop}
    for moment, act in acts.items():
        op.execute(
            f"CREATE TRIGGER {name}_{moment} AFTER {moment.upper()} ON search_entry BEGIN {act} END"
        )
