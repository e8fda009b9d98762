"""The schema goes forward from every version that was released, and no row is lost."""

from __future__ import annotations

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
    with closing(Database(database_url)) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_every_version_is_kept_for_both() -> None:
    """No version is without the databases that it is tried on, and none is there of no version."""
    kept = {file_of(revision, kind).name for revision in REVISIONS for kind in KINDS}
    assert {path.name for path in Path(file_of("", "")).parent.glob("*.sql")} == kept
