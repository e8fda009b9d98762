"""Texts that never lie in a page of SQLite's beside others, where a part of one could stay behind.

What is deleted is overwritten where it lies, and pages that become free are as a whole. A page that
is laid out anew keeps, in its unused middle, copies of rows that moved to another. Of a long row
its beginning alone is in such a page, and that is now padding: docs/decisions/0070. PostgreSQL
needs none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SHORT = (
    *("key", "state", "topic", "sent_topic", "held_out", "given_label", "given_confidence"),
    *("given_version", "sender", "created_at", "reviewer", "reviewed_at", "digest", "language"),
    "clean",
)
_TEXTS = ("id", "title", "note", "text", "html", "body")
_COLUMNS = ", ".join(f'"{name}"' for name in (*_SHORT, *_TEXTS))
_INDEXES = {
    "corrections_newest": ["created_at", "key"],
    "corrections_waiting": ["state", "created_at"],
    "corrections_of_sender": ["sender", "state"],
}


def upgrade() -> None:
    """Copy the table into one with the padding; the pages of the old one are overwritten."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    page = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    for name in _INDEXES:
        op.drop_index(name)
    op.rename_table("corrections", "corrections_0001")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "corrections",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("sent_topic", sa.String(40), nullable=False),
        sa.Column("held_out", sa.Boolean, nullable=False),
        sa.Column("given_label", sa.String(40)),
        sa.Column("given_confidence", sa.Double),
        sa.Column("given_version", sa.String(100), nullable=False),
        sa.Column("sender", sa.String(64), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("reviewer", sa.String(64)),
        sa.Column("reviewed_at", moment),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("language", sa.String(3)),
        sa.Column("clean", sa.Boolean, nullable=False),
        # Nothing of a row but what stands before the end of this one is ever beside other rows.
        sa.Column("padding", sa.BLOB, sa.Computed(f"zeroblob({page})", persisted=True)),
        sa.Column("id", sa.String(200)),
        sa.Column("title", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("html", sa.Text),
        sa.Column("body", sa.Text),
        sa.UniqueConstraint("digest", "sent_topic", "sender", name="corrections_once"),
    )
    copy = f"INSERT INTO corrections ({_COLUMNS}) SELECT {_COLUMNS} FROM corrections_0001"  # noqa: S608
    op.execute(copy)
    op.drop_table("corrections_0001")
    for name, columns in _INDEXES.items():
        op.create_index(name, "corrections", columns)
    # What was deleted before may still be in the log, which is emptied after a deletion.
    op.execute("PRAGMA user_version = 1")
