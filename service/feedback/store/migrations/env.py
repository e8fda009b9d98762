"""How Alembic runs the versions: on the connection that it is given, in its transaction."""

from __future__ import annotations

from alembic import context

from service.feedback.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
