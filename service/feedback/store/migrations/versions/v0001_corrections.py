"""The corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
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
        sa.Column("id", sa.String(200)),
        sa.Column("title", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("html", sa.Text),
        sa.Column("body", sa.Text),
        sa.UniqueConstraint("digest", "sent_topic", "sender", name="corrections_once"),
    )
    op.create_index("corrections_newest", "corrections", ["created_at", "key"])
    op.create_index("corrections_waiting", "corrections", ["state", "created_at"])
    op.create_index("corrections_of_sender", "corrections", ["sender", "state"])
