"""All corrections as they are at one moment, for a training that takes longer than a reader may."""

from __future__ import annotations

from sqlalchemy import null, select

from service.feedback.correction import Correction
from service.feedback.store.database import Database
from service.feedback.store.rows import from_row
from service.feedback.store.tables import CORRECTIONS


def take_snapshot(database: Database) -> tuple[Correction, ...]:
    """Read all corrections in one transaction, in the order of their keys, without pages' HTML.

    Of a page there is its article, as `text` gives it. Raises `DatabaseUnusable` and
    `DatabaseBusy`.
    """
    read = [
        null().label("html") if column.name == "html" else column for column in CORRECTIONS.columns
    ]
    with database.reading() as connection:
        rows = connection.execute(select(*read).order_by(CORRECTIONS.c.key)).all()
    return tuple(map(from_row, rows))
