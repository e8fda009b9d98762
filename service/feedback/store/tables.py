"""The table of the corrections, as the newest migration leaves it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    Index,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return what is written."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Return what was read, with its zone."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


METADATA = MetaData()
#: The long columns stand last: SQLite reads a row from its beginning. Before the texts its table
#: has one more, `padding`, which it fills itself (migrations/versions/v0002_padding.py).
CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("key", String(32), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("sent_topic", String(40), nullable=False),
    Column("held_out", Boolean, nullable=False),
    Column("given_label", String(40)),
    Column("given_confidence", Double),
    Column("given_version", String(100), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("reviewer", String(64)),
    Column("reviewed_at", Moment),
    Column("digest", String(64), nullable=False),
    Column("language", String(3)),
    Column("clean", Boolean, nullable=False),
    # Of what was sent, and so nothing of it may stay behind.
    Column("id", String(200)),
    Column("title", Text),
    Column("note", Text),
    Column("text", Text),
    Column("html", Text),
    Column("body", Text),
    # The same article, topic and sender again is no second correction, however it comes.
    UniqueConstraint("digest", "sent_topic", "sender", name="corrections_once"),
    Index("corrections_newest", "created_at", "key"),
    Index("corrections_waiting", "state", "created_at"),
    Index("corrections_of_sender", "sender", "state"),
)
