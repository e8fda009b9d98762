"""Keys, passwords and signatures of addresses are nowhere in what is written or printed."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.registry import known_implementations

from service.archives.addresses import hide, told
from service.archives.errors import BatchError, Unreadable
from service.archives.inputs import find_inputs
from service.archives.remote_file import RemoteFile, Withheld
from service.cli import main
from tests.archives.crawls import json_lines
from tests.archives.test_batch import articles

_SECRET = "Tr0ub4dor"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"s3://AKIA7:{_SECRET}@bucket/2026/*.jsonl.zst", "s3://bucket/2026/*.jsonl.zst"),
        (f"https://anna:{_SECRET}@a.example:8080/a.csv", "https://a.example:8080/a.csv"),
        (f"https://{_SECRET}@a.example/a.csv", "https://a.example/a.csv"),
        (f"https://anna:{_SECRET}/x@a.example/a.csv", "https://a.example/a.csv"),
        (f"https://a.example/a.csv?X-Amz-Signature={_SECRET}&X-Amz-Expires=9", None),
        (f"https://a.example/a.csv?sv=2024-08-04&sr=b&sig={_SECRET}&spr=https&se=2026-12-01", None),
        (f"https://a.example/a.csv?X-Goog-Signature={_SECRET}#{_SECRET}", None),
        (f"https://a.example/a.csv?access_token={_SECRET}", None),
        (f"https://a.example/a.csv?id=7&key={_SECRET}", "https://a.example/a.csv?id=7"),
        (
            f"zip://*.html::https://u:{_SECRET}@a.example/p.zip?sig={_SECRET}",
            "zip://*.html::https://a.example/p.zip",
        ),
        (f"simplecache::s3://k:{_SECRET}@bucket/a.csv", "simplecache::s3://bucket/a.csv"),
    ],
)
def test_what_gives_a_right_is_not_told(address: str, shown: str | None) -> None:
    """Users, passwords, signatures and tokens go, in each part of a chain; the rest stays."""
    assert told(address) == (shown or "https://a.example/a.csv")
    assert told(told(address)) == told(address)
    assert _SECRET not in hide(f"403, message='no', url='{address}' ({_SECRET})", address)


@pytest.mark.parametrize(
    "address",
    [
        "s3://bucket/2026-?.jsonl",
        "https://a.example:8080/@anna/a.csv",
        "https://a.example/a.csv?page=2&date=2026-11-28",
        "file:///home/a:b@c/x?y=z",
        "zip://page?token=1.html::https://a.example/p.zip",
        "folder/a.jsonl",
    ],
)
def test_what_gives_none_stays(address: str) -> None:
    """Patterns, ports, numbers, dates and names of files are told as they were given."""
    assert told(address) == address


def test_a_value_that_may_be_either_is_told_from_others_by_a_digest() -> None:
    """So two inputs have two names, the same ones in every run, and none has the value."""
    one, other = (told(f"https://a.example/get?file={name}.csv") for name in ("may", "june"))
    assert one != other
    assert "may" not in one
    assert told(one) == one == told("https://a.example/get?file=may.csv")


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A file system of others, in memory."""
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


def test_nothing_that_is_written_or_printed_has_them(
    bucket: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither shards, errors, manifest and report nor any message; the input is known again."""
    monkeypatch.chdir(tmp_path)
    sent: list[Any] = [*articles(3), {"id": "typo", "txt": "x"}]
    bucket.pipe(f"/anna:{_SECRET}@bucket/a.jsonl?sig={_SECRET}", json_lines(sent))
    bucket.pipe("/anna:An0therOne@bucket/a.jsonl?sig=Renewed42", json_lines(sent))
    command = ["batch", f"memory://anna:{_SECRET}@bucket/a.jsonl?sig={_SECRET}", "--output", "out"]
    assert main(command) == 3
    assert main([*command, "--dry-run"]) == 3
    renewed = "memory://anna:An0therOne@bucket/a.jsonl?sig=Renewed42"
    assert main(["batch", renewed, "--output", "out"]) == 3
    printed = "".join(capfd.readouterr())
    assert "all was done before" in printed
    assert main([command[0], f"memory://k:{_SECRET}@none/*?sig={_SECRET}", *command[2:]]) == 2
    printed += "".join(capfd.readouterr())
    written = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    shard = gzip.decompress(written.pop("part-00000.jsonl.gz"))
    assert json.loads(shard.splitlines()[0])["location"] == "memory:///bucket/a.jsonl#line=1"
    assert set(written) == {"errors.jsonl", "manifest.json", "report.html"}
    for text in (shard, *written.values(), printed.encode()):
        assert _SECRET.encode() not in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://a", "memory://a: there is no such file or folder"),
        ("memory://folder", "memory://folder: it is a folder; name the files in it"),
        ("zip://a.html::gone.zip", "zip://a.html::gone.zip: there is no such file or folder"),
        ("zip://::pages.zip", "zip://::pages.zip: it is a folder; name the files in it"),
        ("zip://gone.html::pages.zip", "there is no such file or folder"),
        ("file:///gone.txt", "file:///gone.txt: there is no such file or folder"),
    ],
)
def test_what_leads_nowhere_is_told_in_a_sentence(
    bucket: Any, address: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File systems say a path alone, or nothing; the message says what is wrong and what to do."""
    monkeypatch.chdir(tmp_path)
    bucket.pipe("/folder/a.jsonl", b"{}")
    with zipfile.ZipFile("pages.zip", "w") as pages:
        pages.writestr("folder/one.html", "<p>One.")
    with pytest.raises(BatchError) as told:
        find_inputs([address])
    assert said in str(told.value)
    assert "Error" not in str(told.value)


@pytest.mark.parametrize("error", [KeyError(), PermissionError(), ValueError("/a"), TimeoutError()])
def test_what_fails_without_a_word_is_told_in_words(error: Exception) -> None:
    """A path or nothing is no reason."""
    assert re.match(r"[a-z]+ [a-z]+ ", str(Withheld(error, "memory://a")))


def test_what_a_file_system_says_has_none(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when a file is opened, nor when it is lost while it is read."""
    address = f"memory://k:{_SECRET}@bucket/a.jsonl"
    bucket.pipe(f"/k:{_SECRET}@bucket/a.jsonl", b"{}")

    def refuse(*_: object, **__: object) -> None:
        raise ValueError(f"403, url='https://a.example/a?sig={_SECRET}', key k:{_SECRET}")

    (one,) = find_inputs([address])
    monkeypatch.setattr(type(bucket), "_open", refuse)
    with pytest.raises(Withheld, match=r"403, url='https://a.example/a', key") as opened:
        one.open()
    monkeypatch.setattr(type(bucket), "info", refuse)
    with pytest.raises(Unreadable, match=r"memory://bucket/a.jsonl: 403") as looked:
        find_inputs([address])

    class Broken:
        read = seek = staticmethod(refuse)
        seekable = close = None

    broken: Any = Broken()
    with pytest.raises(Withheld) as read:
        RemoteFile(broken, address).read(1)
    with pytest.raises(Withheld) as sought:
        RemoteFile(broken, address).seek(0)
    for raised in (opened, looked, read, sought):
        assert _SECRET not in str(raised.value)


def test_what_an_address_takes_besides_is_named_with_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where fsspec lacks a package for a protocol, it is told by name, and no key is."""
    lacking = {"class": "no_such.Files", "err": "Install lackfs."}
    monkeypatch.setitem(known_implementations, "lacking", lacking)
    monkeypatch.chdir(tmp_path)
    address = f"lacking://k:{_SECRET}@bucket/a.jsonl"
    assert main(["batch", address, "--output", "out"]) == 2
    said = capsys.readouterr().err
    assert "lacking://bucket/a.jsonl: Install lackfs. In the environment that runs this: " in said
    assert f"{sys.executable} -m pip install" in said
    assert _SECRET not in said
