"""Crawls give their HTML pages; records that lie cost themselves, not those behind them."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from backports import zstd

from service.archives.archive import Archive
from service.archives.inputs import find_inputs
from service.archives.reading.reader import Reading
from service.archives.row import Row
from service.settings import Settings
from tests.archives.crawls import record

#: Ways in which crawlers pack: each record by itself, or all at once.
PACKS: dict[str, Callable[[Sequence[bytes]], bytes]] = {
    ".warc": b"".join,
    ".warc.gz": lambda records: b"".join(map(gzip.compress, records)),
    ".warc.zst": lambda records: b"".join(map(zstd.compress, records)),
    ".whole.warc.gz": lambda records: gzip.compress(b"".join(records)),
    ".warc.bz2": lambda records: bz2.compress(b"".join(records)),
}
BROKEN = "The body cannot be read"


def pages(count: int) -> list[bytes]:
    """Records of pages of different lengths."""
    return [
        record(f"http://a.example/{number}", f"<p>Page {number}.{'x' * number}</p>".encode())
        for number in range(count)
    ]


@pytest.fixture
def read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[list[Row], Reading]]:
    """Write a crawl and read it."""
    monkeypatch.chdir(tmp_path)

    def write_and_read(suffix: str, content: bytes) -> tuple[list[Row], Reading]:
        Path(f"crawl{suffix}").write_bytes(content)
        reading = Reading(Settings())
        return list(Archive(find_inputs([f"crawl{suffix}"]), reading, None).rows()), reading

    return write_and_read


Read = Callable[..., tuple[list[Row], Reading]]


def outline(rows: list[Row]) -> list[str | None]:
    """The last part of each row's address, or the title of its problem."""
    return [row.problem["title"] if row.problem else str(row.id).rpartition("/")[2] for row in rows]


@pytest.mark.parametrize("suffix", PACKS)
def test_pages_come_with_their_addresses_and_charsets(suffix: str, read: Read) -> None:
    """Of all records those of HTML that was found; the others are counted by their reason."""
    records = [
        record("http://a.example/info", b"", kind="warcinfo"),
        record("http://a.example/0", b"", kind="request"),
        *pages(2),
        record("http://a.example/picture", b"\x89PNG", media_type="image/png"),
        record("http://a.example/gone", b"<p>Gone.", status="404 Not Found"),
        record("http://a.example/0", b"", kind="revisit"),
        pages(1)[0],
        record("http://a.example/x", b"<p>caf\xe9", media_type="text/html; charset=iso-8859-1"),
    ]
    rows, reading = read(suffix, PACKS[suffix](records))
    assert outline(rows) == ["0", "1", "x"]
    assert [row.html for row in rows] == [b"<p>Page 0.</p>", b"<p>Page 1.x</p>", b"<p>caf\xe9"]
    assert [row.charset for row in rows] == ["utf-8", "utf-8", "iso-8859-1"]
    assert reading.passed == {
        "records other than answers": 2,
        "answers other than HTML": 1,
        "answers other than 200": 1,
        "revisits": 1,
        "duplicates": 1,
    }


def test_a_location_is_the_place_in_the_file(read: Read) -> None:
    """What stands at the offset, packed or not, is the record."""
    for suffix, begins in ((".warc", b"WARC/"), (".warc.gz", b"\x1f\x8b"), (".warc.zst", b"(\xb5")):
        content = PACKS[suffix](pages(3))
        rows, _ = read(suffix, content)
        places = [int(row.location.partition("#offset=")[2]) for row in rows]
        assert places == sorted(set(places))
        assert all(content[place:].startswith(begins) for place in places)


def test_bodies_are_unpacked_as_they_were_sent(read: Read) -> None:
    """Chunked and gzip bodies are undone; one that is not what it says stays as it is."""
    page = b"<p>Sent in pieces.</p>"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    records = [
        record("http://a.example/c", chunked, headers="Transfer-Encoding: chunked\r\n"),
        record("http://a.example/g", gzip.compress(page), headers="Content-Encoding: gzip\r\n"),
        record("http://a.example/p", page, headers="Content-Encoding: gzip\r\n"),
        record("http://a.example/d", zlib.compress(page), headers="Content-Encoding: deflate\r\n"),
        record(
            "http://a.example/r",
            zlib.compress(page)[2:-4],
            headers="Content-Encoding: deflate\r\n",
        ),
        record("http://a.example/z", zstd.compress(page), headers="Content-Encoding: zstd\r\n"),
    ]
    rows, _ = read(".warc", b"".join(records))
    assert [row.html for row in rows] == [page] * 6


@pytest.mark.parametrize("suffix", PACKS)
def test_a_record_that_is_shorter_than_it_says_costs_itself(suffix: str, read: Read) -> None:
    """Those that it swallows are read."""
    for length in (1_000, 10**15):
        records = pages(8)
        records[2] = record("http://a.example/lie", b"<p>Short.", length=length)
        rows, _ = read(suffix, PACKS[suffix](records))
        assert outline(rows) == ["0", "1", BROKEN, "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("suffix", PACKS)
def test_a_record_that_is_longer_than_it_says_costs_itself(suffix: str, read: Read) -> None:
    """Whether it ends in its headers or in its page, those behind it are read."""
    for length in (30, 110):
        records = pages(5)
        records[2] = record("http://a.example/lie", b"<p>Long." * 20, length=length)
        rows, _ = read(suffix, PACKS[suffix](records))
        assert outline(rows) == ["0", "1", BROKEN, "3", "4"]


@pytest.mark.parametrize("suffix", PACKS)
def test_each_record_that_lies_costs_itself(suffix: str, read: Read) -> None:
    """However many lie, those between and behind them are read, each at its own place."""
    records = pages(9)
    records[2] = record("http://a.example/lie", b"<p>Short.", length=1_000)
    records[4] = record("http://a.example/lie", b"<p>Long." * 20, length=110)
    records[6] = record("http://a.example/lie", b"<p>Short.", length=10**15)
    content = PACKS[suffix](records)
    rows, _ = read(suffix, content)
    assert outline(rows) == ["0", "1", BROKEN, "3", BROKEN, "5", BROKEN, "7", "8"]
    alone = [one if suffix == ".warc" else PACKS[suffix]([one]) for one in records]
    if b"".join(alone) == content:
        begins = [sum(map(len, alone[:at])) for at in range(len(alone))]
        assert [row.location for row in rows] == [f"crawl{suffix}#offset={at}" for at in begins]


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".warc.zst"])
def test_a_crawl_that_was_cut_short_gives_what_is_there(suffix: str, read: Read) -> None:
    """The last record is told; those before are read."""
    content = PACKS[suffix](pages(4))
    rows, _ = read(suffix, content[:-20])
    assert outline(rows) == ["0", "1", "2", BROKEN]
    assert "cut short" in (rows[-1].problem or {})["detail"] or "spoilt" in str(rows[-1].problem)


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".warc.zst"])
def test_spoilt_bytes_cost_their_record(suffix: str, read: Read) -> None:
    """Garbage between records, and within a packed one, is passed over and told."""
    records = pages(5)
    packed = [PACKS[suffix]([one]) for one in records]
    rows, _ = read(suffix, packed[0] + b"\0garbage\xff" * 50 + b"".join(packed[1:]))
    assert outline(rows) == ["0", BROKEN, "1", "2", "3", "4"]
    assert len({row.location for row in rows}) == len(rows)
    if suffix != ".warc":
        spoilt = bytearray(packed[2])
        spoilt[30:60] = b"\xff" * 30
        rows, _ = read(suffix, b"".join([*packed[:2], bytes(spoilt), *packed[3:]]))
        assert outline(rows) == ["0", "1", BROKEN, "3", "4"]


def test_a_page_about_warc_is_a_page(read: Read) -> None:
    """Where the payload's digest is right, a record that a page shows is no record."""
    shown = b"<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n</pre>"
    whole = record("http://a.example/docs", shown)
    import base64
    import hashlib

    digest = base64.b32encode(hashlib.sha1(shown, usedforsecurity=False).digest()).decode()
    named = whole.replace(b"WARC-Date", f"WARC-Payload-Digest: sha1:{digest}\r\nWARC-Date".encode())
    rows, _ = read(".warc", named + pages(1)[0])
    assert outline(rows) == ["docs", "0"]
