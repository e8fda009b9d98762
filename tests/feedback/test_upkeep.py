"""What is done unasked: too old ones go, and a database that is away is told of once."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.feedback.listing import Query
from service.feedback.store.database import Database
from service.feedback.store.store import Counts, Limits, Store
from service.feedback.store.upkeep import Upkeep
from tests.feedback.corrections import correction


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(Database(f"sqlite:///{tmp_path}/kept/feedback.sqlite3"), Limits(100, 100))


@pytest.mark.parametrize(("days", "left"), [(0, 3), (1, 1), (30, 2), (400, 3)])
def test_what_is_older_than_so_many_days_goes(store: Store, days: int, left: int) -> None:
    """At the first look; 0 keeps all. What is left is reported."""
    for age in (0, 20, 300):
        store.put(correction(created_at=datetime.now(UTC) - timedelta(days=age, hours=1)))
    reports: list[Counts] = []
    Upkeep(store, days).look(reports.append)
    assert len(list(store.all(Query()))) == left
    assert [sum(report.by_state.values()) for report in reports] == [left]


def test_a_database_that_is_away_is_told_of_once(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One line when it goes, one when it is back, however often one looks."""
    (tmp_path / "kept").write_text("in the way", "utf-8")
    upkeep, reports = Upkeep(store, 1), list[Counts]()
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            upkeep.look(reports.append)
        assert reports == []
        (tmp_path / "kept").unlink()
        store.database._failure = None
        for _ in range(2):
            upkeep.look(reports.append)
    said = [record.getMessage() for record in caplog.records if "alembic" not in record.name]
    assert [line.partition(":")[0] for line in said] == [
        "no feedback",
        "the database of the feedback is back",
    ]
    assert len(reports) == 2
