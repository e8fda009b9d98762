"""The schema brought up to date, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from service.feedback.errors import DatabaseFromFuture

_FOLDER = Path(__file__).parent / "migrations"
#: Of all locks in a PostgreSQL database, ours while the schema changes.
_LOCK = 0x64617465


def migrate(engine: Engine) -> None:
    """Bring the schema of a database up to date, or leave it as it was.

    Several processes may do so at once: one does, and the others wait. Raises
    `DatabaseFromFuture` where a newer release has been there.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection, connection.begin():
        if _is_current(connection, scripts):
            return
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        if engine.dialect.name == "postgresql":
            # A migration may take longer than a request does.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if not _is_current(connection, scripts):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def revisions() -> tuple[str, ...]:
    """Return the revisions of the schema, the oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    found = MigrationContext.configure(connection).get_current_revision()
    newest = scripts.get_current_head()
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseFromFuture(found, str(newest))
    return found == newest
