"""The database itself: nothing is lost or half-written, and what is deleted is nowhere."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import resource
import signal
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from service.feedback.correction import Change, Reviewer
from service.feedback.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseFromFuture,
    DatabaseUnusable,
    NoRoom,
)
from service.feedback.listing import Query
from service.feedback.store.database import Database
from service.feedback.store.store import Limits, Store
from tests.feedback.corrections import correction
from tests.feedback.test_store import EDITOR, NOW
from tests.postgresql import Cluster

ROOM = Limits(rows=100_000, waiting_of_sender=100_000)


@pytest.fixture
def opened(database_url: str) -> Iterator[Callable[[], Store]]:
    """What opens a store in the database, as another process would."""
    stores: list[Store] = []

    def another() -> Store:
        stores.append(Store(Database(database_url), ROOM))
        return stores[-1]

    yield another
    for store in stores:
        store.database.close()


def sqlite(path: Path) -> Store:
    """A store in a file."""
    return Store(Database(f"sqlite:///{path}"), ROOM)


def bytes_of(folder: Path) -> bytes:
    """All bytes of all files in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def marked(number: int, length: int) -> str:
    """A text that is nothing but its number, again and again."""
    return f"<{number:06d}>" * length


def numbers_in(content: bytes) -> set[int]:
    """The numbers of texts of which anything is there."""
    return {int(found) for found in re.findall(rb"<(\d{6})>", content)}


def text_pages(path: Path) -> set[int]:
    """The kinds of the pages of a file that have anything of a text, by SQLite's first byte."""
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    pages = (content[start : start + size] for start in range(0, len(content), size))
    return {page[0] for page in pages if numbers_in(page)}


@pytest.fixture(params=["small", "large"])
def any_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are rewritten, and files that are too large for that."""
    if request.param == "large":
        monkeypatch.setattr("service.feedback.store.database._SMALL_BYTES", 0)


@pytest.mark.usefixtures("any_size")
@pytest.mark.parametrize("lengths", [(1, 3, 20, 60, 200, 900), (1, 2, 3), (450, 500, 550)])
def test_what_is_deleted_is_in_no_byte(tmp_path: Path, lengths: tuple[int, ...]) -> None:
    """Whatever was added, changed and deleted before, of what is deleted nothing is left."""
    chance = random.Random(19)
    folder = tmp_path / "feedback"
    store, live = sqlite(folder / "kept.sqlite3"), {}
    for number in range(250):
        text = marked(number, chance.choice(lengths))
        made = correction(text=text, sender=f"s{number}")
        sent = replace(made.sent, title=text[:100], note=text[:900], id=text[:16])
        made = replace(made, sent=sent)
        live[store.add(made)[0].key] = number
        if chance.random() < 0.7:
            key = chance.choice(list(live))
            store.change(key, Change(None, chance.choice(["accepted", "rejected"]), EDITOR))
        if chance.random() < 0.6:
            key = chance.choice(list(live))
            store.forget(key)
            del live[key]
            assert numbers_in(bytes_of(folder)) == set(live.values())
    assert live
    # Of rows alone, without texts, pages keep what they had before they were laid out anew.
    assert text_pages(folder / "kept.sqlite3") == {0}


def test_what_is_too_old_is_in_no_byte_of_a_large_file(tmp_path: Path) -> None:
    """Its room is used again, though the file is too large to be rewritten."""
    folder = tmp_path / "feedback"
    store = sqlite(folder / "kept.sqlite3")

    def fill(first: int) -> None:
        for number in range(first, first + 30):
            age = timedelta(days=number % 3)
            store.put(correction(text=marked(number, 50_000), created_at=NOW - age))

    fill(0)
    assert store.expire(NOW) == 20
    left = {number for number in range(30) if number % 3 == 0}
    assert numbers_in(bytes_of(folder)) == left
    before = (folder / "kept.sqlite3").stat().st_size
    fill(30)
    assert store.expire(NOW) == 20
    left |= {number for number in range(30, 60) if number % 3 == 0}
    assert numbers_in(bytes_of(folder)) == left
    assert (folder / "kept.sqlite3").stat().st_size < 1.4 * before


@pytest.mark.parametrize(("length", "most"), [(10, 25), (40_000, 2), (100_000, 1)])
def test_a_few_go_at_a_time(tmp_path: Path, length: int, most: int) -> None:
    """No transaction deletes more than 25, or much more than half a million characters."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    for number in range(55 if length == 10 else 7):
        store.put(correction(text=marked(number, length), created_at=NOW - timedelta(days=1)))
    gone = list[int]()

    @event.listens_for(store.database._engine, "after_cursor_execute")
    def count(_: object, cursor: Any, statement: str, *__: object) -> None:
        if statement.startswith("DELETE"):
            gone.append(cursor.rowcount)

    assert store.expire(NOW) == sum(gone) == (55 if length == 10 else 7)
    assert max(gone) == most


def test_two_that_delete_at_once_delete_each_once(tmp_path: Path) -> None:
    """Of two workers that find the same too old, each correction is counted by one."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    for number in range(200):
        store.put(correction(text=marked(number, 50), created_at=NOW - timedelta(days=number)))
    store.database.close()
    context = multiprocessing.get_context("fork")
    told = context.Queue()

    def work() -> None:
        told.put(sqlite(store.database.file).expire(NOW - timedelta(days=9)))

    processes = [context.Process(target=work) for _ in range(2)]
    for process in processes:
        process.start()
    assert sum(told.get(timeout=120) for _ in processes) == 190
    for process in processes:
        process.join(120)
    # Where each kept the other from it, the file is wiped at the next look.
    sqlite(store.database.file).database.scrub()
    assert numbers_in(bytes_of(tmp_path)) == set(range(10))


def test_who_writes_without_a_pause_lets_others_in(tmp_path: Path) -> None:
    """An import of many corrections goes on while another process adds some."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    store.add(correction())
    store.database.close()

    def work() -> None:
        writing = sqlite(store.database.file)
        for number in range(100_000):
            writing.put(correction(text=marked(number, 30), sender="import"))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    try:
        while len(store.page(Query(limit=5)).corrections) < 5:
            assert process.is_alive()
        for _ in range(30):
            store.add(correction())
        assert process.is_alive()
    finally:
        process.kill()
        process.join(30)
    # It may have been killed as it held the gate, which is free then.
    store.add(correction())


def test_a_reader_in_the_way_delays_nobody_for_good(tmp_path: Path) -> None:
    """While somebody reads an old state, a deletion is done; its bytes go when he is."""
    store = sqlite(tmp_path / "feedback" / "kept.sqlite3")
    one, other = (store.add(correction(text=marked(number, 5)))[0] for number in (1, 2))
    reader = sqlite3.connect(store.database.file, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM corrections").fetchone() == (2,)
    store.forget(one.key)
    assert [item.key for item in store.all(Query())] == [other.key]
    reader.execute("COMMIT")
    reader.close()
    assert numbers_in(bytes_of(tmp_path / "feedback")) == {1, 2}
    store.database.scrub()
    assert numbers_in(bytes_of(tmp_path / "feedback")) == {2}
    assert store.find(other.key) == other


def test_a_deletion_is_told_as_done_though_others_write_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes behind it delays its scrubbing alone; nobody is told to do it again."""
    monkeypatch.setattr("service.feedback.store.database._WAIT_SECONDS", 0.05)
    store = sqlite(tmp_path / "feedback" / "kept.sqlite3")
    one, other = (store.add(correction(text=marked(number, 5)))[0] for number in (1, 2))
    scrub = store.database.scrub

    def scrub_while_others_write() -> None:
        writer = sqlite3.connect(store.database.file, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        try:
            scrub()
        finally:
            writer.close()

    monkeypatch.setattr(store.database, "scrub", scrub_while_others_write)
    store.forget(one.key)
    assert [item.key for item in store.all(Query())] == [other.key]
    scrub()
    assert numbers_in(bytes_of(tmp_path / "feedback")) == {2}


def test_nobody_else_reads_the_file(tmp_path: Path) -> None:
    """Folder and files are their owner's."""
    store = sqlite(tmp_path / "feedback" / "kept.sqlite3")
    store.add(correction())
    assert stat.S_IMODE((tmp_path / "feedback").stat().st_mode) == 0o700
    for path in (tmp_path / "feedback").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def in_child(work: Callable[[], object]) -> int:
    """Do it in a process of its own, and return its exit code: 0, or 3 where it was unusable."""

    def run() -> None:
        try:
            work()
        except DatabaseUnusable:
            os._exit(3)
        except BaseException:
            os._exit(4)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(120)
    assert process.exitcode is not None
    return process.exitcode


def test_many_processes_begin_at_once(opened: Callable[[], Store]) -> None:
    """One brings the schema up to date, the others wait, and all of them write."""

    def work(number: int) -> None:
        opened().add(correction(text=f"Article {number}."))

    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=work, args=(number,)) for number in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * 8
    assert len(list(opened().all(Query()))) == 8


def test_a_database_from_the_future_is_refused(opened: Callable[[], Store]) -> None:
    """One that a newer release has changed is not touched, and the sentence says what to do."""
    with opened().database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store = opened()
    for _ in range(2):
        with pytest.raises(DatabaseFromFuture, match=r"schema 9999.*newer release.*Install"):
            store.add(correction())
    with pytest.raises(DatabaseFromFuture):
        store.page(Query())


@pytest.mark.parametrize("content", [b"not a database " * 300, None], ids=["a text", "a folder"])
def test_what_is_no_database_is_refused_whole(tmp_path: Path, content: bytes | None) -> None:
    """A file or folder in its place is told of, and left as it is."""
    path = tmp_path / "feedback.sqlite3"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(DatabaseAway, match="does not answer"):
        sqlite(path).add(correction())
    assert content is None or path.read_bytes() == content


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path) -> None:
    """Where SQLite may not grow, nothing of a correction is kept, and the sentence says why."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    first, _ = store.add(correction())

    @event.listens_for(store.database._engine, "checkout")
    def small(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA max_page_count = 40")

    with pytest.raises(NoRoom, match="disk of the feedback's database is full"):
        store.add(correction(text=marked(1, 100_000)))
    assert list(store.all(Query())) == [first]
    second, _ = store.add(correction())
    assert {item.key for item in store.all(Query())} == {first.key, second.key}


def test_at_every_size_of_a_disk(tmp_path: Path) -> None:
    """Wherever the room ends, a correction is there whole or not at all, and said so."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    ends = set()
    for size in range(4_096, 200_000, 9_000):
        path = tmp_path / str(size) / "feedback.sqlite3"
        store = sqlite(path)
        kept = [store.add(correction(text=marked(number, 200)))[0] for number in range(3)]
        store.database.close()

        def work(path: Path = path, size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            sqlite(path).add(correction(text=marked(9, 6_000), sender="late"))

        end = in_child(work)
        ends.add(end)
        found = {item.key: item for item in sqlite(path).all(Query())}
        assert all(found[item.key] == item for item in kept)
        late = [item for item in found.values() if item.sender == "late"]
        assert len(late) == (end == 0)
        assert all(item.text == marked(9, 6_000) for item in late)
    assert ends == {0, 3}


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    """A process that is killed while it writes loses nothing that it has said is kept."""
    path, told = tmp_path / "feedback.sqlite3", tmp_path / "told"

    def work() -> None:
        store = sqlite(path)
        with told.open("a", buffering=1) as out:
            for number in range(10_000):
                kept, _ = store.add(correction(text=marked(number, 300)))
                out.write(f"{kept.key}\n")

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    while not told.exists() or len(told.read_text().splitlines()) < 60:
        assert process.is_alive()
    process.kill()
    process.join(30)
    keys = [line for line in told.read_text().split("\n")[:-1] if line]
    found = {item.key for item in sqlite(path).all(Query())}
    assert set(keys) <= found
    assert len(found) <= len(keys) + 1


def test_others_are_waited_for_and_then_told_of(tmp_path: Path) -> None:
    """A writer that holds the file for too long makes a moment's refusal, not a fault."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    store.add(correction())
    other = sqlite3.connect(store.database.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        store.add(correction())
    assert len(list(store.all(Query()))) == 1
    other.execute("COMMIT")
    other.close()
    store.add(correction())


@pytest.mark.server
def test_postgresql_that_goes_and_comes_again(postgresql: Cluster) -> None:
    """While it is away that is told; nothing acknowledged before is lost, and it goes on after."""
    store = Store(Database(postgresql.new_database()), ROOM)
    kept = [store.add(correction())[0] for _ in range(20)]
    postgresql.kill()
    try:
        for _ in range(3):
            with pytest.raises(DatabaseAway, match="does not answer"):
                store.add(correction())
            with pytest.raises(DatabaseAway):
                store.find(kept[0].key)
    finally:
        postgresql.start()
    assert {item.key for item in store.all(Query())} == {item.key for item in kept}
    store.add(correction())
    store.database.close()


@pytest.mark.server
def test_what_postgresql_says_quotes_no_text(postgresql: Cluster) -> None:
    """No message of the database's comes through: it could have the text in it, or a password."""
    url = postgresql.new_database()
    secret = url.replace("dateline@", "dateline:s3cret@")
    store = Store(Database(secret), ROOM)
    made, _ = store.add(correction())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE corrections")
    with pytest.raises(DatabaseAway) as caught:
        store.add(correction(text="Words that nobody may read."))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "s3cret" not in repr(store.database._engine.url)
    with pytest.raises(DatabaseAway):
        store.find(made.key)
    store.database.close()


def test_a_reviewer_is_named(tmp_path: Path) -> None:
    """Whoever decides, by key or from the command line, stands beside the decision."""
    store = sqlite(tmp_path / "feedback.sqlite3")
    made, _ = store.add(correction())
    assert store.change(made.key, Change(None, "accepted", Reviewer("me", False))).reviewer == "me"
