"""Corrections out of the database, before a training begins."""

from __future__ import annotations

from service.feedback.store.database import Database
from service.feedback.store.snapshot import take_snapshot
from service.teaching.snapshot import Snapshot


def read_corrections(url: str) -> Snapshot | None:
    """Return all corrections of a database, or None where there are none, and leave it.

    Raises `DatabaseUnusable` and `DatabaseBusy`.
    """
    database = Database(url)
    try:
        corrections = take_snapshot(database)
    finally:
        database.close()
    return Snapshot(corrections) if corrections else None
