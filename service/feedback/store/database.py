"""A database by its URL: connections, transactions, and what is said where they fail."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from service.feedback.errors import DatabaseAway, DatabaseBusy, DatabaseUnusable, NoRoom
from service.feedback.store.gate import Gate
from service.feedback.store.migrating import migrate

_SQLITE = "sqlite:///"
# Of each worker; a transaction takes a few milliseconds.
_CONNECTIONS = 4
_WAIT_SECONDS = 2.0
_CONNECT_SECONDS = 3
# What PostgreSQL may take for a statement, and to wait for somebody's lock.
_STATEMENT_SECONDS, _LOCK_SECONDS = 5.0, 2.0
# A database that was away is asked again after so long, not by each request.
_AWAY_SECONDS = 2.0
# So much is rewritten within 30 ms, while writers wait.
_SMALL_BYTES = 4 * 2**20
# How many deletions there were since the log was emptied.
_NOTED, _MAX_NOTED = "PRAGMA user_version", 10**9
_LOG_MILLISECONDS = 20
# SQLite's result codes, and PostgreSQL's SQLSTATE classes and codes.
_FULL, _BUSY = {"SQLITE_FULL"}, {"SQLITE_BUSY", "SQLITE_LOCKED"}
_STATES_FULL, _STATES_BUSY = {"53100"}, {"55P03", "40001", "40P01"}


class Database:
    """A database whose schema is brought up to date before its first use in a process."""

    def __init__(self, url: str) -> None:
        self._engine = _sqlite(url) if url.startswith(_SQLITE) else _postgresql(url)
        #: Writers of one process wait here in order; SQLite has them poll.
        self._turn = threading.Lock()
        self._gate = Gate(self.file.parent) if self.is_sqlite else None
        self._preparing = threading.Lock()
        self._prepared = threading.Event()
        self._failure: tuple[float, DatabaseUnusable] | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite's."""
        return self._engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(str(self._engine.url.database))

    def prepare(self) -> None:
        """Bring the schema up to date; raises `DatabaseUnusable`.

        One that could not be is tried again, though not at once.
        """
        if self._prepared.is_set():
            return
        with self._preparing:
            if self._prepared.is_set():
                return
            if self._failure and monotonic() < self._failure[0] + _AWAY_SECONDS:
                raise self._failure[1]
            try:
                with _translated():
                    if self.is_sqlite:
                        _make_file(self.file)
                    migrate(self._engine)
            except DatabaseUnusable as error:
                self._failure = monotonic(), error
                raise
            self._prepared.set()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads; raises `DatabaseUnusable` and `DatabaseBusy`."""
        self.prepare()
        with _translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes, and commit it; raises as `reading` does."""
        self.prepare()
        with (
            _translated(),
            self._taking_turns(),
            self._engine.connect() as connection,
            self._begun(connection),
        ):
            yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Open a connection without a transaction, for what has to stand alone."""
        self.prepare()
        with _translated(), self._engine.connect() as connection:
            yield connection.execution_options(alone=True)

    def note_deletion(self, connection: Connection) -> None:
        """Have `scrub` do its work once this transaction is done, in whichever process."""
        if self.is_sqlite:
            noted = connection.exec_driver_sql(_NOTED).scalar_one()
            connection.exec_driver_sql(f"{_NOTED} = {noted % _MAX_NOTED + 1}")

    def scrub(self) -> None:
        """Leave no byte of a text that was deleted in SQLite's file and its write-ahead log.

        In the file it was overwritten as it was deleted: docs/decisions/0070. Of the rest of a row,
        which is no text, something may stay in its page, unless the file is small: then it is
        rewritten. What a reader is in the way of is left to the next call.
        """
        if not self.is_sqlite:
            return
        with self.outside() as connection:
            noted = connection.exec_driver_sql(_NOTED).scalar_one()
            if not noted:
                return
            if self.file.stat().st_size <= _SMALL_BYTES:
                connection.exec_driver_sql("VACUUM")
            if not _empty_log(connection):
                return
        with self.writing() as connection:
            # Unless somebody deleted something meanwhile.
            if connection.exec_driver_sql(_NOTED).scalar_one() == noted:
                connection.exec_driver_sql(f"{_NOTED} = 0")

    def close(self) -> None:
        """Close all connections; a process that forks does, and each half opens its own."""
        self._engine.dispose()

    def _begun(self, connection: Connection) -> RootTransaction:
        """Begin to write, after those of other processes who came before."""
        with self._gate.held(_WAIT_SECONDS) if self._gate else nullcontext():
            return connection.execution_options(writes=True).begin()

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=_WAIT_SECONDS):
            raise DatabaseBusy
        try:
            yield
        finally:
            self._turn.release()


def _empty_log(connection: Connection) -> bool:
    """Move all of SQLite's write-ahead log into the file; say whether no reader was in the way."""
    # Most of it goes into the file while others write; for the rest they wait, and where a reader
    # is in the way, for that too.
    connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_LOG_MILLISECONDS}")
    try:
        return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(_WAIT_SECONDS * 1000)}")


@contextmanager
def _translated() -> Iterator[None]:
    """Raise what a database says in our words; it quotes what was written, which is a text."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise _meaning(error.orig) from None
    except NoConnection:
        raise DatabaseBusy from None
    except (SQLAlchemyError, OSError, sqlite3.Error) as error:
        raise _meaning(error) from None


def _meaning(error: BaseException | None) -> Exception:
    code, state = getattr(error, "sqlite_errorname", "") or "", getattr(error, "sqlstate", "") or ""
    if code.startswith(tuple(_FULL)) or state in _STATES_FULL:
        return NoRoom()
    if code.startswith(tuple(_BUSY)) or state in _STATES_BUSY:
        return DatabaseBusy()
    return DatabaseAway()


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=url.removeprefix(_SQLITE)),
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        connect_args={"timeout": _WAIT_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def begin_by_hand(connection: Any, _: Any) -> None:
        # Python's driver would begin a transaction only with its first change.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = wal",
            # What is acknowledged is on the disk.
            "synchronous = full",
            # What is deleted is overwritten.
            "secure_delete = on",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("alone"):
            kind = "BEGIN IMMEDIATE" if options.get("writes") else "BEGIN"
            connection.exec_driver_sql(kind)

    return engine


def _make_file(path: Path) -> None:
    """Make the folder and the file where they are not there, for nobody else to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        pool_pre_ping=True,
        # Statements that are prepared belong to a connection, which a pooler in between exchanges.
        connect_args={"connect_timeout": _CONNECT_SECONDS, "prepare_threshold": None},
    )

    @event.listens_for(engine, "connect")
    def bound(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(_STATEMENT_SECONDS * 1000)}")
            cursor.execute(f"SET lock_timeout = {int(_LOCK_SECONDS * 1000)}")
        connection.commit()

    return engine
