"""Databases as released versions of the schema left them, with rows in them.

    .venv/bin/python -m tests.feedback.released

writes those of the newest version, once, before it is released. They are never changed afterwards.
"""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from service.feedback.correction import Change, Correction, Given, Reviewer, Sent
from service.feedback.store.database import Database
from service.feedback.store.migrating import revisions
from service.feedback.store.store import Limits, Store
from tests.postgresql import Cluster

FOLDER = Path(__file__).parent / "schemas"
KINDS = ("sqlite", "postgresql")


def file_of(revision: str, kind: str) -> Path:
    """The statements that make a database of a version, with its rows."""
    return FOLDER / f"{revision}.{kind}.sql"


def load(path: Path, url: str) -> None:
    """Make a database what it was then."""
    # Line ends are part of texts.
    statements = path.read_bytes().decode()
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript(statements)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(statements.encode())


def rows() -> list[Correction]:
    """Corrections of every state, with and without what may be missing."""
    at = datetime(2026, 11, 28, 12, 30, 15, 123456, UTC)
    reviewer = Reviewer("editor", is_known=True)
    page = Sent(
        "weather",
        html="<p>Es regnete.\r\n</p>",
        title="“Regen”",
        language="de",
        clean=False,
        id="desk/1",
        note="Two\nlines; it's 'quoted'.",
    )
    texts = [
        Correction.of(Sent("crime", text), text, Given(label, confidence, "20261128-1"), "desk")
        for text, label, confidence in (
            ("Two men were arrested.", "crime", 0.99),
            ("A third was sought.", "politics", 0.96),
            ("Nobody was found.", None, None),
        )
    ]
    made = [
        *texts[:2],
        texts[2].changed(Change(None, "rejected", reviewer)),
        Correction.of(page, "Es regnete.", Given("other", 0.5, "20261128-1"), "127.0.0.1").changed(
            Change("other", "accepted", reviewer)
        ),
    ]
    return [
        Correction(
            **{
                **{name: getattr(item, name) for name in Correction.__slots__},
                "key": f"{number:032x}",
                "created_at": at,
                "reviewed_at": item.reviewed_at and at,
            }
        )
        for number, item in enumerate(made, 1)
    ]


def _fill(url: str) -> None:
    database = Database(url)
    store = Store(database, Limits(100, 100))
    for item in rows():
        store.put(item)
    database.close()


def _write() -> None:
    newest = revisions()[-1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feedback.sqlite3"
        _fill(f"sqlite:///{path}")
        connection = sqlite3.connect(path)
        statements = "\n".join(connection.iterdump()) + "\n"
        file_of(newest, "sqlite").write_bytes(statements.encode())
        connection.close()
    cluster = Cluster.make()
    url = cluster.new_database()
    _fill(url)
    dump = [str(cluster.programs / "pg_dump"), "--inserts", "--no-owner", url]
    done = subprocess.run(dump, check=True, capture_output=True)
    # Commands of psql, and what only psql needs.
    lines = [line for line in done.stdout.decode().split("\n") if not line.startswith(("\\", "--"))]
    kept = "\n".join(line for line in lines if line.strip() and "search_path" not in line)
    file_of(newest, "postgresql").write_bytes(f"{kept}\n".encode())
    cluster.close()


if __name__ == "__main__":
    _write()
