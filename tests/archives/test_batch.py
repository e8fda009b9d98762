"""`dateline batch` answers archives as the API answers articles, and goes on where it stopped."""

from __future__ import annotations

import gzip
import json
import logging
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from flask.testing import FlaskClient
from pyarrow import parquet

from service.archives.batch import Batch
from service.archives.output.state import State
from service.archives.row import Row
from service.archives.work import ArticleWork
from service.articles.reading import read_text
from service.cli import main
from service.settings import Settings
from service.topics.store.registry import Registry
from tests.archives.crawls import columns, json_lines, record, table, write
from tests.conftest import ROOT
from tests.messy import ARTICLE, HTML, PAGE, PARAGRAPHS
from tests.waiting import burn


@pytest.fixture(autouse=True)
def _stand_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def articles(count: int) -> list[dict[str, str]]:
    """Articles that differ, with names."""
    return [
        {"id": f"a{number}", "title": f"Ministers meet, day {number}", "text": text}
        for number in range(count)
        for text in [f"On day {number}, {PARAGRAPHS[number % 4]}\n\n{PARAGRAPHS[(number + 1) % 4]}"]
    ]


def rows(folder: str = "out", pattern: str = "part-*.jsonl.gz") -> list[dict[str, Any]]:
    """The rows of all shards in order."""
    return [
        json.loads(line)
        for path in sorted(Path(folder).glob(pattern))
        for line in gzip.decompress(path.read_bytes()).splitlines()
    ]


def written() -> list[bytes]:
    """The rows as they stand, behind id and location."""
    return [
        re.sub(rb'^{"id":(null|"[^"]*"),"location":"[^"]*",', b"", line)
        for path in sorted(Path("out").glob("part-*"))
        for line in gzip.decompress(path.read_bytes()).splitlines()
    ]


def errors(folder: str = "out") -> list[dict[str, Any]]:
    """What failed."""
    return [json.loads(line) for line in (Path(folder) / "errors.jsonl").read_bytes().splitlines()]


def manifest(folder: str = "out") -> dict[str, Any]:
    """The manifest."""
    read: dict[str, Any] = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    return read


def contents(folder: str) -> dict[str, bytes]:
    """The shards and errors, byte for byte."""
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if path.name.startswith(("part-", "errors"))
    }


def linger(ready: Any) -> None:
    """Say that this process is there, and stay."""
    ready.set()
    time.sleep(60)


def batch(*arguments: str) -> int:
    """Run it into `out`."""
    return main(["batch", *arguments, "--output", "out", "--workers", "2"])


def test_answers_are_those_of_the_api(client: FlaskClient) -> None:
    """Option by option and to the byte, problems as well, in the order of the rows."""
    sent: list[Any] = [
        {"id": "plain", "text": PAGE},
        {"id": "one", "text": ARTICLE, "sentences": 1, "explain": False, "offsets": "utf16"},
        {"text": ARTICLE, "title": "Embassies reopen", "with_text": True},
        {"id": "html", "html": HTML},
        {"id": "empty", "text": " "},
        {"id": "menu", "text": "Home\nNews\nSport"},
        {"id": "typo", "text": ARTICLE, "sentence": 1},
        {"id": "both", "text": ARTICLE, "html": HTML},
        {"id": "sumy", "text": ARTICLE, "algorithm": "lexrank"},
        {"id": 7, "text": ARTICLE},
        ["no object"],
    ]
    body = b"".join(json.dumps(one).encode() + b"\n" for one in sent) + b"{broken\n\n\xff\n"
    write(Path(), {"a.jsonl": body})
    assert batch("a.jsonl") == 3
    answer = client.post("/v1/analysis", data=body, content_type="application/x-ndjson")
    lines = [json.loads(line) for line in answer.data.splitlines()]
    answered = [line for line in lines if "problem" not in line]
    refused = [line for line in lines if "problem" in line]
    # A blank line is no row, and none of the API's.
    places = [number for number in range(1, len(sent) + 4) if number != len(sent) + 2]
    assert [row["id"] for row in rows()] == [line.get("id") for line in answered]
    for row, line in zip(rows(), answered, strict=True):
        assert list(row)[:2] == ["id", "location"]
        assert row["location"] == f"a.jsonl#line={places[line['index']]}"
        named = {name: value for name, value in line.items() if name not in ("index", "id")}
        assert {name: value for name, value in row.items() if name in named} == named
        assert row.keys() - named.keys() == {"id", "location"}
    assert written() == [
        re.sub(rb'^{"index":\d+,("id":"[^"]*",)?', b"", line)
        for line in answer.data.splitlines()
        if b'"problem":' not in line
    ]
    for error, line in zip(errors(), refused, strict=True):
        assert (error["id"], error["location"]) == (
            line.get("id"),
            f"a.jsonl#line={places[line['index']]}",
        )
        problem = line["problem"]
        assert {**error["problem"], "instance": ""} == {
            name: value if name != "instance" else ""
            for name, value in problem.items()
            if name != "id"
        }


def test_every_form_of_input_has_the_same_answers(client: FlaskClient) -> None:
    """JSON Lines, CSV, Parquet, a folder and a crawl differ in their locations alone."""
    sent = [{"id": f"{number}.html", "html": f"{HTML}<p>{number}"} for number in range(5)]
    write(
        Path(),
        {
            "a.jsonl.gz": gzip.compress(json_lines(sent)),
            "a.csv": table(sent),
            "a.parquet": columns(sent),
            **{f"f/{one['id']}": one["html"].encode() for one in sent},
            "a.warc.gz": b"".join(
                gzip.compress(record(one["id"], one["html"].encode())) for one in sent
            ),
        },
    )
    assert batch("a.jsonl.gz", "a.csv", "a.parquet", "f", "a.warc.gz") == 0
    found = [{**row, "location": ""} for row in rows()]
    assert len(found) == 25
    assert found[:5] == found[5:10] == found[10:15] == found[15:20] == found[20:]
    answer = client.post("/v1/analysis", json=sent[0]).get_json()
    assert {**answer, "location": ""} == found[0]


def test_shards_are_fixed_ranges_of_rows() -> None:
    """Failed rows count in them, and any number of processes gives the same bytes."""
    sent = articles(100)
    sent[70]["text"] = ""
    write(Path(), {"a.jsonl": json_lines(sent[:45]), "b.jsonl": json_lines(sent[45:])})
    assert batch("a.jsonl", "b.jsonl", "--shard-rows", "40") == 3
    told = manifest()
    assert [(one["name"], one["rows"], one["failed"]) for one in told["shards"]] == [
        ("part-00000.jsonl.gz", 40, 0),
        ("part-00001.jsonl.gz", 40, 1),
        ("part-00002.jsonl.gz", 20, 0),
    ]
    assert [row["id"] for row in rows()] == [one["id"] for one in sent if one["text"]]
    assert told["counts"] == {"rows": 100, "answered": 99, "failed": 1}
    assert [(one["name"], one["rows"]) for one in told["inputs"]] == [
        ("a.jsonl", 45),
        ("b.jsonl", 55),
    ]
    assert told["plan"]["model"]["version"] == rows()[0]["model"]["version"]
    assert not Path("out/.dateline").exists()
    same = ["--shard-rows", "40", "--output", "again", "--workers", "1"]
    assert main(["batch", "a.jsonl", "b.jsonl", *same]) == 3
    assert contents("out") == contents("again")


def test_parquet_has_a_flat_schema() -> None:
    """A row an answer, with the columns that are documented."""
    write(Path(), {"a.jsonl": json_lines(articles(5))})
    assert batch("a.jsonl") == 0
    full = rows()[0]
    assert main(["batch", "a.jsonl", "--output", "flat", "--format", "parquet"]) == 0
    found = parquet.read_table("flat/part-00000.parquet").to_pylist()
    assert [row["id"] for row in found] == [f"a{number}" for number in range(5)]
    assert found[0]["topic"] == full["topic"]["label"]
    assert found[0]["summary"] == full["summary"]["text"]
    assert found[0]["sentences"] == [one["text"] for one in full["summary"]["sentences"]]
    documented = (ROOT / "docs" / "archives.md").read_text("utf-8")
    assert [name for name in found[0] if f"| `{name}` |" not in documented] == []


def test_what_is_done_is_not_done_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The same command says so; other options, another format or input are refused."""
    write(Path(), {"a.jsonl": json_lines(articles(3)), "b.jsonl": json_lines(articles(1))})
    assert batch("a.jsonl") == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    assert batch("a.jsonl") == 0
    assert "all was done before" in capsys.readouterr().out
    for arguments, said in (
        (["a.jsonl", "--sentences", "1"], "sentences was not given, is 1"),
        (["a.jsonl", "--format", "parquet"], "format: was 'jsonl', is 'parquet'"),
        (["a.jsonl", "b.jsonl"], "b.jsonl changed, came or went"),
    ):
        assert batch(*arguments) == 2
        message = capsys.readouterr().err
        assert said in message
        assert "another folder with --output" in message
    os.utime("a.jsonl", (1, 1))
    assert batch("a.jsonl") == 2
    assert {path: path.stat().st_mtime_ns for path in Path("out").iterdir()} == before


def test_answers_of_another_model_are_not_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Begun or done by one, a folder is refused to another, by name and by content, and stays."""
    models = Path(shutil.copytree(ROOT / "models", tmp_path / "models"))
    monkeypatch.setenv("DATELINE_MODELS", str(models))
    write(Path(), {"a.jsonl": json_lines(articles(30))})
    assert batch("a.jsonl") == 0
    with full_disk(14):
        assert main(["batch", "a.jsonl", "--output", "begun", "--shard-rows", "10"]) == 2
    before = {path: path.read_bytes() for path in Path().glob("[ob]*/*") if path.is_file()}
    version = Registry(models).current()
    copy = models / "20261128-235959-00000000"
    shutil.copytree(models / version, copy)
    stated = copy / "manifest.json"
    stated.write_text(stated.read_text("utf-8").replace(version, copy.name), "utf-8")
    (models / "current").write_text(f"{copy.name}\n", "utf-8")
    capsys.readouterr()
    for command in (["--output", "out"], ["--output", "begun", "--shard-rows", "10"]):
        assert main(["batch", "a.jsonl", *command]) == 2
        message = capsys.readouterr().err
        assert f"version was {version!r}, is {copy.name!r}" in message
        assert "give the same command as before, or name another folder with --output" in message
    assert {path: path.read_bytes() for path in before} == before
    assert main(["batch", "a.jsonl", "--output", "other"]) == 0
    (models / "current").write_text(f"{version}\n", "utf-8")
    assert main(["batch", "a.jsonl", "--output", "begun", "--shard-rows", "10"]) == 0


def test_a_folder_of_somebody_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with other things in it is refused, and stays as it was."""
    write(Path(), {"a.jsonl": json_lines(articles(1)), "out/letter.txt": b"Dear"})
    assert batch("a.jsonl") == 2
    assert "letter.txt" in capsys.readouterr().err
    assert [path.name for path in Path("out").iterdir()] == ["letter.txt"]


def test_a_run_that_was_killed_at_its_very_beginning_or_end_is_taken_up() -> None:
    """What it left beside its manifest, or behind, is no obstacle and does not stay."""
    write(Path(), {"a.jsonl": json_lines(articles(1)), "out/.manifest.json.new": b"{"})
    assert batch("a.jsonl") == 0
    write(Path(), {"out/.dateline/lock": b""})
    assert batch("a.jsonl") == 0
    assert not list(Path("out").glob(".*"))


def test_a_dry_run_counts_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Rows of each input, and those that would be refused."""
    sent = articles(4)
    sent[2]["text"] = ""
    write(Path(), {"a.jsonl": json_lines(sent), "b.csv": table(sent[:2])})
    assert main(["batch", "a.jsonl", "b.csv", "--dry-run", "--output", "out"]) == 3
    out = capsys.readouterr().out
    assert "a.jsonl: 4 rows" in out
    assert "6 rows, 1 of them refused" in out
    assert "a page without an article, is not counted" in out
    assert not Path("out").exists()


def test_one_article_is_one_article(capsys: pytest.CaptureFixture[str]) -> None:
    """What is counted is called by its number."""
    write(Path(), {"a.jsonl": json_lines(articles(1))})
    assert main(["batch", "a.jsonl", "--output", "out", "--workers", "1"]) == 0
    assert "1 article answered, 0 failed" in capsys.readouterr().out
    assert main(["batch", "a.jsonl", "--dry-run"]) == 0
    assert "a.jsonl: 1 row," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.jsonl", "--output", "out"], "no such file"),
        (["a.jsonl"], "--output DIR"),
        (["a.jsonl", "--output", "out", "--sentences", "99"], "takes 50 at most"),
        (["t.csv", "--output", "out"], "--text-column"),
        (["a.jsonl", "--output", "a.jsonl"], "is a file"),
    ],
)
def test_what_cannot_start_says_why(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, a sentence with the remedy, and no folder."""
    write(Path(), {"a.jsonl": json_lines(articles(1)), "t.csv": b"key,body\n1,words\n"})
    assert main(["batch", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_columns_are_named_by_options() -> None:
    """Of tables and of JSON Lines with other fields; numbers may be names."""
    other: list[dict[str, Any]] = [
        {"key": number, "body": one["text"], "head": one["title"], "views": 3}
        for number, one in enumerate(articles(3))
    ]
    write(
        Path(), {"a.jsonl": json_lines(other), "a.csv": table(other), "a.parquet": columns(other)}
    )
    named = ["--id-column", "key", "--text-column", "body", "--title-column", "head"]
    assert batch("a.jsonl", "a.csv", "a.parquet", *named) == 0
    assert [row["id"] for row in rows()] == ["0", "1", "2"] * 3
    found = [{**row, "location": ""} for row in rows()]
    assert found[:3] == found[3:6] == found[6:]
    assert found[0]["article"]["title"] == "Ministers meet, day 0"


@contextmanager
def full_disk(flushes: int) -> Iterator[None]:
    """A disk that is full after so many files."""
    flush, count = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count > flushes:
            raise OSError(28, "No space left on device")
        flush(handle)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("service.disk.os.fsync", full)
        yield


def test_a_full_disk_ends_it_and_the_same_command_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is finished stays, nothing half is left, and the message says so."""
    write(Path(), {"a.jsonl": json_lines(articles(90))})
    assert main(["batch", "a.jsonl", "--output", "whole", "--shard-rows", "20"]) == 0
    with full_disk(14):
        assert batch("a.jsonl", "--shard-rows", "20") == 2
    assert "the same command goes on" in capsys.readouterr().err
    kept = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("part-*")}
    assert 0 < len(kept) < 5
    assert not list(Path("out").glob(".part-*"))
    assert batch("a.jsonl", "--shard-rows", "20") == 0
    assert contents("out") == contents("whole")
    later = {path.name: path.stat().st_mtime_ns for path in Path("out").glob("part-*")}
    assert len([name for name in kept if later[name] == kept[name]]) >= len(kept) - 1


def test_killed_at_any_moment_it_loses_and_doubles_no_row() -> None:
    """Ten times killed, it ends with the bytes of a run that was never disturbed."""
    write(Path(), {"a.jsonl": json_lines(articles(160))})
    command = ["a.jsonl", "--shard-rows", "10", "--workers", "2", "--output", "out"]
    assert main(["batch", *command, "--output", "whole"]) == 0
    chance = random.Random(21)
    for _ in range(10):
        # Forked from this process, it has the model and begins at once.
        process = get_context("fork").Process(target=main, args=(["batch", *command],))
        process.start()
        shards = len(list(Path("out").glob("part-*")))
        while process.is_alive() and len(list(Path("out").glob("part-*"))) <= shards:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join()
    assert main(["batch", *command]) == 0
    assert contents("out") == contents("whole")
    assert [row["id"] for row in rows()] == [f"a{number}" for number in range(160)]
    assert not list(Path("out").glob(".*"))


def test_a_process_that_is_left_over_holds_no_folder() -> None:
    """A worker of a batch that was killed works on for a moment; the next batch begins at once."""
    state, context = State(Path("out")), get_context("fork")
    with state.locked():
        ready = context.Event()
        left_over = context.Process(target=linger, args=(ready,))
        left_over.start()
        assert ready.wait(60)
    try:
        with state.locked():
            assert left_over.is_alive()
    finally:
        left_over.kill()
        left_over.join()


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_title_beside_an_article_in_bytes_is_kept(kind: str) -> None:
    """Parquet may have texts and pages as bytes, and their headlines beside them."""
    sent = {"text": ARTICLE, "html": HTML}[kind].encode()
    for name, title in (("short", "Two banks merge"), ("long", "x" * 10_000)):
        cells = pyarrow.table({kind: pyarrow.array([sent]), "title": [title]})
        parquet.write_table(cells, f"{name}.parquet")
    assert batch("short.parquet", "long.parquet") == 3
    assert [row["article"]["title"] for row in rows()] == ["Two banks merge"]
    assert [error["problem"]["status"] for error in errors()] == [422]


def test_rows_that_changed_under_finished_shards_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where a file keeps size and time, or has none, its finished rows are compared."""
    sent = articles(60)
    write(Path(), {"a.jsonl": json_lines(sent)})
    stamp = Path("a.jsonl").stat()
    with full_disk(12):
        assert batch("a.jsonl", "--shard-rows", "20") == 2
    sent[3]["text"] = sent[3]["text"].replace("day 3", "day 9")
    write(Path(), {"a.jsonl": json_lines(sent)})
    os.utime("a.jsonl", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    capsys.readouterr()
    assert batch("a.jsonl", "--shard-rows", "20") == 2
    assert "part-00000.jsonl.gz was made of have changed" in capsys.readouterr().err


_MARKER = "Zanzipurple"


def marked() -> dict[str, bytes]:
    """Articles with a marker word in text, title and page, whole and with whatever can be wrong."""
    text, page = f"{_MARKER} rose. {ARTICLE}", HTML.replace("Ministers", _MARKER)
    good: list[Any] = [{"id": "a", "text": text, "title": f"{_MARKER} rises"}, {"html": page}]
    wrong: list[Any] = [
        {"text": text, "title": f"{_MARKER} " * 200},
        {"text": [text]},
        {"text": 7, "html": page},
        {"text": text, "html": page},
        {"text": text, "title": {"is": _MARKER}},
        {"text": text, "note": text},
        {"text": text, "algorithm": text, "sentences": text, "offsets": text, "language": text},
        {"text": f"{_MARKER} rose. " * 90_000},
        {"html": f"<p>{_MARKER}"},
        {"text": f"Home\n{_MARKER}\nSport"},
        {"text": f"half \ud83d {text}"},
        {"text": f"Crash. {text}"},
        [text],
        text,
    ]
    line = json.dumps(good[0]).encode()
    broken = [line[:-9], line[9:], line + line, line.replace(b"rose", b"ros\xe9"), b"{" + line]
    cells = table([{"id": "a", "text": text, "title": _MARKER, "html": ""}])
    quotes = f'id,text,title\n1,"{text}\n2,"{text} "so" it {_MARKER}"\n3,{_MARKER},"{text}'
    crawl = record("http://a.example/", page.encode())
    return {
        "a.jsonl": "".join(f"{json.dumps(one)}\n" for one in [*good, *wrong]).encode()
        + b"\n".join(broken),
        "array.jsonl": json.dumps(good).encode(),
        "spread.jsonl": json.dumps(good[0], indent=1).encode(),
        "wide.jsonl": line.decode().encode("utf-16-le"),
        "cut.jsonl.gz": gzip.compress(line + b"\n" + os.urandom(9_000))[:-5_000],
        "a.csv": cells + f"b,{text},{text},{text},\nc,ros\r{_MARKER}\n".encode(),
        "quotes.csv": quotes.encode(),
        "headless.csv": f'1,"{text}","{_MARKER} wins, and wins again all week"\n'.encode(),
        "lists.parquet": columns([{"id": "a", "text": text}, {"id": "b", "text": text}]),
        "a.warc": crawl[:-40] + crawl + crawl.replace(b"200", b"2x0"),
        "f/a.html": page.encode(),
        "f/b.txt": f"{_MARKER}\0{text}".encode("utf-16-le"),
    }


def test_nothing_of_an_article_is_told_elsewhere(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shards and the report have its words: neither output, logs, manifest nor any problem has."""

    def crash(text: str, **asked: Any) -> Any:
        if text.startswith("Crash"):
            raise RuntimeError(text)
        return read_text(text, **asked)

    monkeypatch.setattr("service.analysis.read_text", crash)
    # What would be logged is printed, as it is where nobody has said where logs go.
    monkeypatch.setattr(logging.getLogger(), "handlers", [logging.StreamHandler()])
    names = [name for name in write_all(marked()) if name != "headless.csv"]
    assert main(["batch", *names, "--dry-run"]) == 3
    assert batch(*names) == 3
    assert main(["batch", "headless.csv", "--output", "none"]) == 2
    told = "".join(capfd.readouterr())
    assert "The service failed" in {error["problem"]["title"] for error in errors()}
    assert "headless.csv: its first line is no header" in told
    assert len({error["problem"]["detail"] for error in errors()}) > 15
    for path in Path("out").iterdir():
        content = path.read_bytes()
        has_it = _MARKER in (gzip.decompress(content) if "part" in path.name else content).decode()
        assert has_it == path.name.startswith(("part-", "report")), path
    assert [line for line in told.splitlines() if _MARKER in line or "Quarn" in line] == []


def write_all(files: dict[str, bytes]) -> list[str]:
    """Write them; returns what to name, folders once."""
    write(Path(), files)
    return sorted({name.partition("/")[0] for name in files})


@pytest.mark.parametrize(("wait", "answered"), [(time.sleep, True), (burn, False)])
def test_an_article_is_stopped_for_its_own_work_alone(
    wait: Callable[[float], None], answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it waits for a busy machine is not counted, and another article's work is not either."""

    def slow(text: str, **asked: Any) -> Any:
        if "late" in text:
            wait(0.6)
        return read_text(text, **asked)

    settings = Settings(work_seconds=0.3)
    work = ArticleWork(settings, Registry(settings.models).current())
    rows = [Row(name, text=f"{ARTICLE}\n\n{name}") for name in ("late", "early")]
    monkeypatch.setattr("service.analysis.read_text", slow)
    late, early = work(rows)
    assert (late.answer is not None) == answered
    assert early.answer is not None


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_names_that_are_no_text_are_written_all_the_same(format_: str) -> None:
    """Old archives have names in Latin-1: such a byte stands as JSON writes it."""
    Path(os.fsdecode(b"caf\xe9.jsonl")).write_bytes(json_lines(articles(1)))
    assert batch(os.fsdecode(b"caf\xe9.jsonl"), "--group", "--format", format_) == 0
    if format_ == "jsonl":
        found = rows()
    else:
        found = parquet.read_table("out/part-00000.parquet").to_pylist()
    escaped = "caf\\udce9.jsonl#line=1"
    for name in ("location", "earliest"):
        assert found[0][name].replace("\udce9", "\\udce9") == escaped
    assert manifest()["inputs"][0]["name"] == "caf\udce9.jsonl"
    assert batch(os.fsdecode(b"caf\xe9.jsonl"), "--group", "--format", format_) == 0


def test_a_batch_that_another_has_finished_meanwhile_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it is done is asked again once the folder is held."""
    write(Path(), {"a.jsonl": json_lines(articles(1))})
    assert batch("a.jsonl") == 0
    before, asked = contents("out"), Batch.done
    times = 0

    def late(one: Batch) -> Any:
        nonlocal times
        times += 1
        return None if times == 1 else asked(one)

    monkeypatch.setattr(Batch, "done", late)
    assert batch("a.jsonl") == 0
    assert "all was done before" in capsys.readouterr().out
    assert contents("out") == before


def test_articles_of_a_folder_have_the_folder_as_their_source() -> None:
    """In the report a file that is an article is no source of its own."""
    write(Path(), {f"f/{one['id']}.txt": one["text"].encode() for one in articles(3)})
    assert batch("f") == 0
    assert list(manifest()["tally"]["sources"]) == ["f"]


def test_who_breaks_it_off_is_told_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends with its own code and a sentence; the same command then does the rest."""
    write(Path(), {"a.jsonl": json_lines(articles(1))})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Batch, "run", interrupted)
        assert batch("a.jsonl") == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert batch("a.jsonl") == 0
