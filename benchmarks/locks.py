"""How long those who write and read corrections wait, whatever is done to the file meanwhile.

.venv/bin/python -m benchmarks.locks       (20,000 corrections, 200 MB)
--corrections 20000     how many there are

Beside each work one process writes small corrections and one reads pages of the newest, both with a
millisecond between. What is told is the longest of each, from asking to committed and to read;
what that is while nothing else is done stands in the first line.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.feedback import beside, go_on
from service.feedback.correction import Correction, Given, Sent
from service.feedback.exchange.formats import FORMATS
from service.feedback.listing import Query
from service.feedback.store.database import Database
from service.feedback.store.rows import to_row
from service.feedback.store.snapshot import take_snapshot
from service.feedback.store.store import Limits, Store
from service.feedback.store.tables import CORRECTIONS

_ROOM = Limits(rows=10**7, waiting_of_sender=10**7)
_GIVEN = Given("crime", 0.7, "1")
_NOW = datetime.now(UTC)
_NOTHING_SECONDS = 3.0
_FORGOTTEN, _LOG_ROWS = 100, 1_000
_WORDS = [f"word{number}" for number in range(1_000)]


def main() -> int:
    """Print a line for each thing that is done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corrections", type=int, default=20_000, help="how many there are")
    count = parser.parse_args().corrections
    with tempfile.TemporaryDirectory() as folder:
        for name, some in (("small.sqlite3", 200), ("large.sqlite3", count)):
            path = Path(folder) / name
            store = _store(path)
            _fill(store, some)
            print(f"{some:,} corrections, {path.stat().st_size / 1e6:.0f} MB")
            with (
                beside(_write, path) as writer,
                beside(_read, path) as reader,
            ):
                for what, work in _works(store, some).items():
                    _measure(what, work, (writer, reader))
            store.database.close()
    return 0


def _measure(what: str, work: Callable[[], object], probes: tuple[Connection, ...]) -> None:
    for probe in probes:
        probe.send(None)
        probe.recv()
    begun = perf_counter()
    work()
    took = perf_counter() - begun
    for probe in probes:
        probe.send(None)
    wrote, read = (1000.0 * probe.recv() for probe in probes)
    print(
        f"  {what:32} {took:6.1f} s   a writer took {wrote:4.0f} ms   a reader {read:4.0f} ms",
        flush=True,
    )


def _works(store: Store, count: int) -> dict[str, Callable[[], object]]:
    old, older = _NOW - timedelta(days=count // 2), _NOW - timedelta(days=count // 4)
    return {
        "nothing": lambda: sleep(_NOTHING_SECONDS),
        "a training's snapshot": lambda: take_snapshot(store.database),
        "an export of all": lambda: _export(store),
        f"{_FORGOTTEN} deletions": lambda: _forget(store),
        "expiry of half": lambda: store.expire(old),
        "expiry of a quarter by two": lambda: _twice(store, older),
        "a large log, emptied": lambda: _fill_log(store),
    }


def _export(store: Store) -> None:
    for _ in FORMATS["jsonl"].write(store.all(Query(limit=20))):
        pass


def _forget(store: Store) -> None:
    for correction in store.page(Query(limit=_FORGOTTEN)).corrections:
        store.forget(correction.key)


def _twice(store: Store, before: datetime) -> None:
    with beside(_expire, store.database.file, before) as other:
        store.expire(before)
        other.recv()


def _expire(done: Connection, path: Path, before: datetime) -> None:
    _store(path).expire(before)
    done.send(None)


def _fill_log(store: Store) -> None:
    """Write much while somebody reads, which keeps it in the log, and empty that."""
    with store.database.reading() as connection:
        connection.execute(CORRECTIONS.select().limit(1)).all()
        for correction in _made(_LOG_ROWS):
            store.put(correction)
    with store.database.writing() as connection:
        store.database.note_deletion(connection)
    store.database.scrub()


def _write(asked: Connection, path: Path) -> None:
    store, chance = _store(path), random.Random()  # noqa: S311 - no secret

    def write() -> None:
        text = f"A short text of {chance.random()} and {chance.random()}."
        store.put(Correction.of(Sent("crime", text), text, _GIVEN, "desk"))

    go_on(asked, write)


def _read(asked: Connection, path: Path) -> None:
    store = _store(path)
    go_on(asked, lambda: store.page(Query(limit=20)))


def _store(path: Path) -> Store:
    return Store(Database(f"sqlite:///{path}"), _ROOM)


def _fill(store: Store, count: int) -> None:
    with store.database.writing() as connection:
        connection.execute(CORRECTIONS.insert(), [to_row(made) for made in _made(count)])
    store.database.scrub()


def _made(count: int) -> Iterator[Correction]:
    """Corrections of 2,000 to 14,000 characters, one more a day old than the other."""
    chance = random.Random(19)  # noqa: S311 - no secret
    for age in range(count):
        words = " ".join(chance.choices(_WORDS, k=chance.randint(300, 2_000)))
        text = f"{chance.random()} {words}"
        made = Correction.of(Sent("crime", text), text, _GIVEN, "desk")
        yield replace(made, created_at=_NOW - timedelta(days=age))


if __name__ == "__main__":
    sys.exit(main())
