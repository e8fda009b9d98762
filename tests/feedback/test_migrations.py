"""The schema goes forward from every version that was released, and no row is lost."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from service.feedback.listing import Query
from service.feedback.store.database import Database
from service.feedback.store.migrating import revisions
from service.feedback.store.store import Limits, Store
from service.feedback.store.tables import METADATA
from tests.feedback.corrections import correction
from tests.feedback.released import KINDS, file_of, load, rows

REVISIONS = revisions()


def test_versions_are_numbered() -> None:
    """Each follows the one before it, and none is missing."""
    assert list(REVISIONS) == [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_version_goes_forward(revision: str, database_url: str) -> None:
    """A database of that version, with rows, is brought up to date with all of them."""
    kind = database_url.partition(":")[0]
    load(file_of(revision, kind), database_url)
    with closing(Database(database_url)) as database:
        store = Store(database, Limits(100, 100))
        found = {item.key: item for item in store.all(Query())}
        assert found == {item.key: item for item in rows()}
        assert store.add(correction())[1]


def test_the_tables_are_what_the_versions_make(database_url: str) -> None:
    """A new database has the tables, columns and indexes that the queries are written for."""
    # SQLite's alone, and filled by itself.
    options = {
        "compare_type": True,
        "include_object": lambda _, name, kind, *__: (kind, name) != ("column", "padding"),
    }
    with closing(Database(database_url)) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_text_is_beside_others_in_a_page(
    revision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a version left in pages that rows share is only in pages of its own afterwards."""
    monkeypatch.setattr("service.feedback.store.database._SMALL_BYTES", 0)
    path = tmp_path / "feedback.sqlite3"
    load(file_of(revision, "sqlite"), f"sqlite:///{path}")
    with closing(Database(f"sqlite:///{path}")) as database:
        database.prepare()
        database.scrub()
        for log in tmp_path.glob("*-wal"):
            assert b"arrested" not in log.read_bytes()
    content = path.read_bytes()
    assert len(content) % 4096 == 0
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    for text in ("Two men were arrested.", "A third was sought.", "Es regnete.", "desk/1"):
        found = [page[0] for page in pages if text.encode() in page]
        # Those begin with the number of the page that follows.
        assert found
        assert set(found) == {0}


def test_a_killed_migration_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves the database as it was, and the next process brings it up to date."""
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    load(file_of(REVISIONS[0], "sqlite"), url)

    def migrate() -> None:
        monkeypatch.setattr("alembic.op.drop_table", lambda *_: os.kill(os.getpid(), 9))
        Database(url).prepare()

    process = multiprocessing.get_context("fork").Process(target=migrate)
    process.start()
    process.join(120)
    assert process.exitcode == -9
    with closing(Database(url)) as database:
        found = {item.key: item for item in Store(database, Limits(100, 100)).all(Query())}
    assert found == {item.key: item for item in rows()}


def test_every_version_is_kept_for_both() -> None:
    """No version is without the databases that it is tried on, and none is there of no version."""
    kept = {file_of(revision, kind).name for revision in REVISIONS for kind in KINDS}
    assert {path.name for path in Path(file_of("", "")).parent.glob("*.sql")} == kept
