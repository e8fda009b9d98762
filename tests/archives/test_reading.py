"""Archives are read row by row, told by their places; what is wrong costs itself and no more."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.archives.archive import Archive
from service.archives.errors import BatchError, EmptyFolder, NoColumns, NoInput, Unreadable
from service.archives.inputs import check_columns, find_inputs
from service.archives.reading.reader import Columns, Reading
from service.archives.row import Row
from service.settings import Settings
from tests.archives.crawls import PACKED, columns, json_lines, record, table, write

ROWS = [
    {"id": f"a{number}", "title": f"Title, {number}", "text": f"Line one.\nLine “two” of {number}."}
    for number in range(10)
]
LIMITS = replace(Settings(), max_line_bytes=1_000, max_body_bytes=1_000)


@pytest.fixture(autouse=True)
def _stand_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def archive(*names: str, **said: object) -> Archive:
    """An archive of files in the folder one stands in."""
    settings = said.get("settings", LIMITS)
    assert isinstance(settings, Settings)
    named, forced = said.get("columns"), said.get("forced")
    assert named is None or isinstance(named, Columns)
    assert forced is None or isinstance(forced, str)
    return Archive(find_inputs(names), Reading(settings, named), forced)


def read(files: Mapping[str, bytes], *names: str, **said: object) -> list[Row]:
    """Write files and read them, or those named of them."""
    write(Path(), files)
    return list(archive(*(names or files), **said).rows())


def outline(rows: list[Row]) -> list[tuple[str, str | None]]:
    """Each row's place, with the title of its problem."""
    return [(row.location, row.problem["title"] if row.problem else None) for row in rows]


@pytest.mark.parametrize("packed", PACKED)
def test_every_form_has_the_same_rows(packed: str) -> None:
    """JSON Lines, CSV and Parquet give the same articles, plain and packed, in their order."""
    pack = PACKED[packed]
    forms = {"a.jsonl": json_lines, "a.csv": table, "a.parquet": columns}
    for name, write_form in forms.items():
        rows = read({name + packed: pack(write_form(ROWS))})
        found = [
            json.loads(row.json)
            if row.json
            else {"id": row.id, "title": row.title, "text": row.text}
            for row in rows
        ]
        assert found == ROWS, name
        first = 2 if "csv" in name else 1
        kind = "line" if "jsonl" in name else "row"
        assert [row.location for row in rows] == [
            f"{name}{packed}#{kind}={number}" for number in range(first, first + len(ROWS))
        ]


def test_what_a_name_does_not_say_is_found_in_the_file() -> None:
    """Files without an ending, packed or not, are told apart by how they begin."""
    crawl = record("http://a.example/", b"<html>one</html>")
    files = {
        "lines": gzip.compress(json_lines(ROWS)),
        "table": columns(ROWS),
        "crawl": crawl,
        "page": b"<!doctype html><p>One.",
        "text": b"Only words.",
    }
    rows = read(files)
    assert len(rows) == 10 + 10 + 3
    assert [bool(row.html) for row in rows[-3:]] == [True, True, False]


def test_digests_are_of_the_files_as_they_lie_there() -> None:
    """Size and SHA-256 are those of the packed file, whatever order it was read in."""
    files = {
        "a.jsonl.gz": gzip.compress(json_lines(ROWS)),
        "b.parquet": columns(ROWS),
        "c.warc.gz": gzip.compress(record("http://a.example/", b"<p>one")),
    }
    write(Path(), files)
    found = archive(*files)
    assert len(list(found.rows())) == 21
    for one, content in zip(found.read, files.values(), strict=True):
        assert (one.size, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert found.taken == found.total == sum(map(len, files.values()))


def test_a_packed_file_that_was_cut_short_gives_what_is_there() -> None:
    """The rows before come, then one problem with the place, then the next file."""
    for suffix, pack in PACKED.items():
        if not suffix:
            continue
        many = [{"id": str(number), "text": f"{number * 7919:x} " * 9} for number in range(400)]
        packed = pack(json_lines(many))
        rows = read(
            {f"a.jsonl{suffix}": packed[: len(packed) - 30], "b.jsonl": json_lines(ROWS)},
            settings=Settings(),
        )
        places = outline(rows)
        assert places[-11] == (f"a.jsonl{suffix}#line={len(rows) - 10}", "The body cannot be read")
        # The others give nothing of a block that is not whole.
        assert suffix != ".gz" or len(rows) > 300
        assert all(title is None for _, title in places[:-11] + places[-10:])


def test_a_row_over_the_limit_costs_itself() -> None:
    """A line, a cell and a file over the limit are told, and the next ones are read."""
    long = "word " * 2_000
    big = "The body or the text is over its limit"
    rows = [ROWS[0], {**ROWS[1], "text": long}, ROWS[2]]
    assert outline(read({"a.jsonl": json_lines(rows)}))[1:] == [
        ("a.jsonl#line=2", big),
        ("a.jsonl#line=3", None),
    ]
    assert outline(read({"a.csv": table(rows)}))[1:] == [
        ("a.csv#row=3", big),
        ("a.csv#row=4", None),
    ]
    over_lines = [ROWS[0], {**ROWS[1], "text": "some words\n" * 500}, ROWS[2]]
    assert outline(read({"b.csv": table(over_lines)}))[1:] == [
        ("b.csv#row=3", big),
        ("b.csv#row=4", None),
    ]
    assert outline(read({"a.parquet": columns(rows)}))[1] == ("a.parquet#row=2", big)
    assert outline(read({"f/a.txt": long.encode(), "f/b.txt": b"Short."}, "f")) == [
        ("f/a.txt", big),
        ("f/b.txt", None),
    ]
    crawl = record("http://a.example/", b"<p>" + long.encode()) + record(
        "http://b.example/", b"<p>"
    )
    assert [title for _, title in outline(read({"a.warc": crawl}))] == [big, None]


def test_a_table_tells_its_faults_by_row() -> None:
    """Bytes that are no UTF-8, and too many fields, cost their row; NULs cost nothing."""
    content = (
        b'id;text\r\n1;one\r\n2;caf\xe9\r\n\r\n3;a;b;c\r\n4;nul\0here\r\n5;\r\n6;"two\r\nlines"\r\n'
    )
    rows = read({"a.csv": content})
    assert outline(rows) == [
        ("a.csv#row=2", None),
        ("a.csv#row=3", "The body cannot be read"),
        ("a.csv#row=5", "A field or parameter is wrong"),
        ("a.csv#row=6", None),
        ("a.csv#row=7", None),
        ("a.csv#row=8", None),
    ]
    assert [row.text for row in rows[3:]] == ["nul\0here", "", "two\r\nlines"]


def test_what_divides_a_table_may_be_stated() -> None:
    """Excel's first line `sep=` is none of the rows, and is hidden by spreadsheets."""
    content = b"\xef\xbb\xbfsep=;\r\nid;text, all;text\r\n1;a, b;one\r\n"
    rows = read({"a.csv": content})
    assert [(row.location, row.id, row.text) for row in rows] == [("a.csv#row=2", "1", "one")]


def test_a_quote_that_never_closes_takes_no_memory() -> None:
    """It is told once, for the rest of the table belongs to it."""
    content = b'id,text\n1,one\n2,"begun\n' + b"and on it goes\n" * 10_000
    assert outline(read({"a.csv": content})) == [
        ("a.csv#row=2", None),
        ("a.csv#row=3", "The body or the text is over its limit"),
    ]


def test_a_table_without_articles_is_refused_before_anything_begins() -> None:
    """The message names the columns that there are, and the flag; a name given is taken."""
    other = [{"key": "1", "body": "Words."}]
    write(
        Path(), {"a.csv": table(other), "a.parquet": columns(other), "b.jsonl": json_lines(other)}
    )
    for name in ("a.csv", "a.parquet"):
        with pytest.raises(NoColumns, match=r"'key', 'body'.*--text-column"):
            check_columns(find_inputs([name]), None, None)
    named = Columns(id="key", text="body")
    check_columns(find_inputs(["a.csv", "a.parquet", "b.jsonl"]), named, None)
    rows = list(archive("a.csv", "a.parquet", columns=named).rows())
    assert [(row.id, row.text) for row in rows] == [("1", "Words.")] * 2


def test_spoilt_parquet_is_told_and_the_next_file_read() -> None:
    """A file without its end has no rows; one with a spoilt group has those of the others."""
    whole = columns(ROWS)
    spoilt = bytearray(whole)
    spoilt[len(whole) // 6 : len(whole) // 6 + 40] = b"\0" * 40
    rows = read({"a.parquet": whole[:-50], "b.parquet": bytes(spoilt), "c.jsonl": json_lines(ROWS)})
    assert outline(rows)[0] == ("a.parquet#row=1", "The body cannot be read")
    assert len([row for row in rows if row.json]) == 10


def test_a_folder_means_its_text_and_html() -> None:
    """In order, packed ones too; others and hidden ones are passed over; ids are names within."""
    files = {
        "f/b.html": b"<p>b",
        "f/a.txt.gz": gzip.compress(b"a"),
        "f/z/c.txt": b"c",
        "f/.hidden.txt": b"no",
        "f/data.csv": b"no",
    }
    rows = read(files, "f")
    assert [(row.location, row.id) for row in rows] == [
        ("f/a.txt.gz", "a.txt.gz"),
        ("f/b.html", "b.html"),
        ("f/z/c.txt", "z/c.txt"),
    ]
    assert (rows[0].text, rows[1].html) == (b"a", b"<p>b")


def test_names_lead_somewhere_or_are_refused() -> None:
    """Patterns give files in order, each once; what leads nowhere is refused with a remedy."""
    write(Path(), {f"{name}.jsonl": json_lines(ROWS[:1]) for name in "cab"})
    assert [one.name for one in find_inputs(["*.jsonl", "a.jsonl"])] == [
        "a.jsonl",
        "b.jsonl",
        "c.jsonl",
    ]
    write(Path(), {"[x].jsonl": b"", "g/a.csv": b""})
    assert [one.name for one in find_inputs(["[x].jsonl"])] == ["[x].jsonl"]
    for name in ("none.jsonl", "*.none"):
        with pytest.raises(NoInput, match=name.replace("*", r"\*")):
            find_inputs([name])
    with pytest.raises(EmptyFolder, match=r"jsonl\.gz"):
        find_inputs(["g"])


def test_urls_are_opened_by_fsspec() -> None:
    """A pattern behind a protocol gives its files, with size and location."""
    import fsspec

    files = fsspec.filesystem("memory")
    files.pipe({"/archive/a.jsonl": json_lines(ROWS), "/archive/b.jsonl.gz": b"\x1f\x8b\x08spoilt"})
    rows = list(archive("memory://archive/*").rows())
    assert len(rows) == 11
    assert rows[0].location == "memory:///archive/a.jsonl#line=1"
    assert rows[-1].problem is not None
    with pytest.raises(BatchError, match="nothere"):
        find_inputs(["memory://nothere/*"])


def test_standard_input_is_read_in_any_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is told by how it begins, packed or not; tables by their columns or what one says."""
    contents = {
        gzip.compress(json_lines(ROWS)): None,
        columns(ROWS): None,
        record("http://a.example/", b"<p>one"): None,
        table(ROWS): None,
        b"text\none\n": "csv",
    }
    for content, forced in contents.items():
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Pipe(content)))
        rows = list(archive("-", forced=forced).rows())
        assert len(rows) in (1, 10)
        assert rows[0].location.startswith("-#")
        assert not any(row.problem for row in rows)


@pytest.mark.parametrize(
    "header", [b"key;body", b"body", b"\xef\xbb\xbfkey,html", b"sep=|\nkey|body"]
)
def test_named_columns_tell_a_table_on_standard_input(
    header: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No format has to be said; what has neither of them is no table."""
    told = table([{"key": "1", "body": "Words, and more.", "html": "<p>a"}])
    for content, is_table in ((header + b"\n1\n", True), (told, True), (b"Words, body.", False)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Pipe(content)))
        rows = list(archive("-", columns=Columns(id="key", text="body")).rows())
        assert [row.location for row in rows] == ["-#row=2" if is_table else "-"]


class _Pipe(io.BytesIO):
    """Bytes that come once."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("seek")


def test_a_pipe_is_read_from_its_beginning() -> None:
    """A shell's `<(…)` is a pipe: what a look at it took would be lost."""
    ours, its = os.pipe()
    os.write(its, table(ROWS))
    os.close(its)
    inputs = find_inputs([f"/dev/fd/{ours}"])
    check_columns(inputs, None, "csv")
    assert inputs[0].modified is None
    assert len(list(Archive(inputs, Reading(LIMITS), "csv").rows())) == len(ROWS)
    os.close(ours)


def test_what_is_no_table_says_so_once() -> None:
    """UTF-16 without its mark, and lines that end in carriage returns alone, with the remedy."""
    rows = read(
        {"a.csv": "id,text\n1,one\n".encode("utf-16-le"), "b.csv": b"id,text\r1,one\r2,two\r"}
    )
    assert [row.location for row in rows] == ["a.csv#row=1", "b.csv#row=1"]
    told = [row.problem["detail"] for row in rows if row.problem]
    assert "UTF-16" in told[0]
    assert "tr '\\r' '\\n'" in told[1]
    check_columns(find_inputs(["a.csv", "b.csv"]), None, None)


def test_utf_16_is_read_where_its_mark_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON Lines and CSV of Windows have the same rows; cut, they are told once."""
    sent = [{"id": f"é{number}", "text": "Ünö 🚢 " * 900} for number in range(30)]
    settings = Settings()
    for name, content in (("a.jsonl", json_lines(sent)), ("a.csv", table(sent))):
        wide = content.decode().encode("utf-16")
        files = {name: content, f"w{name}": wide, f"p{name}.gz": gzip.compress(wide)}
        rows = read(files, settings=settings)
        rows = [replace(row, location="") for row in rows]
        assert len(rows) == 3 * len(sent)
        assert rows[:30] == rows[30:60] == rows[60:], name
        cut = read({name: wide[:-301]}, settings=settings)
        assert [row.problem is None for row in cut][-2:] == [True, False]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Pipe(wide)))
    assert len(list(archive("-").rows())) == len(sent)


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")]
)
def test_utf_16_without_its_mark_is_told_once(encoding: str, name: str) -> None:
    """Not a line at a time, and with the command that converts it."""
    (row,) = read({"a.jsonl": json_lines(ROWS).decode().encode(encoding)})
    assert f"iconv -f {name} -t UTF-8" in (row.problem or {"detail": ""})["detail"]


def test_a_carriage_return_outside_quotes_is_not_called_too_long() -> None:
    """It costs its row, and the reason is told."""
    rows = read({"a.csv": b"id,text\n1,one\rtwo\n2,three\n"})
    assert "carriage return" in (rows[0].problem or {"detail": ""})["detail"]
    assert [row.text for row in rows[1:]] == ["three"]


def test_a_quote_that_is_open_at_the_end_is_told() -> None:
    """The rows that it swallowed are not one article; a quote within a last row is its text."""
    rows = read({"a.csv": b'id,text\n1,one\n2,"two\n3,three\n', "b.csv": b'id,text\n1,a 5" pipe\n'})
    assert outline(rows) == [
        ("a.csv#row=2", None),
        ("a.csv#row=3", "A field or parameter is wrong"),
        ("b.csv#row=2", None),
    ]


@pytest.mark.parametrize(
    ("content", "answered", "refused"),
    [
        # Never closed, and met by the quote of a row behind it, which is whole.
        (b'1,one\n2,"two\n3,"three, with"\n4,four\n', ["1", "3", "4"], 1),
        (b'2,"two\n3,three\n4,"four\nlines"\n5,five\n', ["4", "5"], 1),
        (b'2,"two\n3,the 5" pipe\n4,"four"\n', ["4"], 1),
        (b'2,"two\n' + b"on and on\n" * 200 + b'3,"three"\n4,"four"\n', ["3", "4"], 1),
        # Quotes of the text that are not written twice.
        (b'2,"He said "yes" and went"\n3,three\n', ["3"], 1),
        (b'2,"He said "yes" and, well, "no"\nand went"\n3,three\n', ["3"], 2),
        (b'2,"a "b"\nand, c"\n3,three\n', ["3"], 2),
        (b'2,"One.\n"Never," she said.\nAnd, so, on"\n3,three\n', ["3"], 3),
        (b'2,"One.\n"Never."\nOn, and\non, I said"\n3,three\n', ["3"], 2),
        (b'2,"x" y\n3,three\n', ["3"], 1),
        # What is no fault stays.
        (b'2,a 5" pipe\n3,"x""y"\n4,"z\n"\n', ["2", "3", "4"], 0),
        (b'2,"two', [], 1),
    ],
)
def test_no_half_of_a_row_is_an_article(content: bytes, answered: list[str], refused: int) -> None:
    """Where quotes are wrong their row is told, no piece of it is read, and whole rows go on."""
    rows = read({"a.csv": b"id,text\n" + content})
    assert [row.id for row in rows if row.problem is None] == answered
    assert len(rows) == len(answered) + refused


def test_one_json_array_is_told_once() -> None:
    """Written over many lines or one, with the command that makes JSON Lines of it."""
    for indent in (None, 1):
        (row,) = read({"a.json": json.dumps(ROWS, indent=indent).encode()})
        assert "jq -c" in (row.problem or {"detail": ""})["detail"]


def test_an_object_over_several_lines_is_told_once() -> None:
    """With the command that puts it into one; a first line that is merely broken costs itself."""
    (row,) = read({"a.json": "\n".join(json.dumps(one, indent=1) for one in ROWS).encode()})
    assert "jq -c . old.json" in (row.problem or {"detail": ""})["detail"]
    rows = read({"b.jsonl": b"{\n" + json_lines(ROWS)})
    assert [row.location for row in rows] == [f"b.jsonl#line={at}" for at in range(1, 12)]
    assert len(read({"c.jsonl": b"{"})) == 1


def test_a_table_with_a_blank_behind_its_commas_is_read() -> None:
    """Its quotes still hold a field together."""
    rows = read(
        {"a.csv": b'id, "text"\n1, "one, and\nmore"\n2, two\n', "b.csv": b"id,text\n1, a\n"}
    )
    assert [(row.id, row.text) for row in rows] == [
        ("1", "one, and\nmore"),
        ("2", "two"),
        ("1", " a"),
    ]


def test_answers_are_no_input_of_their_own_batch() -> None:
    """What a pattern or a folder has in the folder for the answers is left out."""
    files = {"a/one.html": b"<p>a", "a/out/report.html": b"<p>report", "a/out/part.jsonl": b"{}"}
    write(Path(), {**files, "a/b.jsonl": b"{}"})
    assert [one.name for one in find_inputs(["a/**/*.jsonl"], "a/out")] == ["a/b.jsonl"]
    inputs = find_inputs(["a"], "a/out")
    assert inputs[0].files == 1
    rows = Archive(inputs, Reading(LIMITS), None).rows()
    assert [row.location for row in rows] == ["a/one.html"]
    with pytest.raises(NoInput):
        find_inputs(["a/out/*.jsonl"], "a/out")


def test_a_file_by_two_names_is_one_input() -> None:
    """Dots, slashes and links that lead round make no second input of a file or folder."""
    write(Path(), {"f/b.jsonl": b"{}", "f/a.html": b"<p>a"})
    Path("f/round").symlink_to("..")
    assert [one.name for one in find_inputs(["f/b.jsonl", "./f/b.jsonl", "**/*.jsonl"])] == [
        "f/b.jsonl"
    ]
    assert [one.name for one in find_inputs(["f", "f/"])] == ["f"]
    assert [one.name for one in find_inputs(["**/*.jsonl"])] == ["f/b.jsonl"]


def test_links_that_lead_round_have_an_end() -> None:
    """A pattern for any folders goes into none that is a link; two that lead round had no end."""
    write(Path(), {"f/a.jsonl": b"{}", "f/g/h/b.jsonl": b"{}", "f/.hidden/c.jsonl": b"{}"})
    for name in ("f/round", "f/g/up", "f/g/h/up"):
        Path(name).symlink_to("..")
    wanted = ["f/a.jsonl", "f/g/h/b.jsonl"]
    here = str(Path.cwd())
    for pattern in (
        "**/*.jsonl",
        "f/**/*.jsonl",
        "f/**",
        "**/g/../**/*.jsonl",
        "[f]/**/**/*.jsonl",
    ):
        found = {os.path.realpath(one.name) for one in find_inputs([pattern])}
        assert sorted(os.path.relpath(one, here) for one in found) == wanted
    assert [one.name for one in find_inputs([f"{here}/**/h/*.jsonl"])] == [f"{here}/{wanted[1]}"]


def test_what_a_folder_has_is_read_once() -> None:
    """Links in it to its own files, and files and folders of it that are named too, are no more."""
    write(Path(), {"f/a.txt": b"a", "f/g/b.txt": b"b", "f/c.jsonl": b"{}", "f/.d/e.txt": b"e"})
    Path("f/again.txt").symlink_to("a.txt")
    Path("f/e.txt").symlink_to(".d/e.txt")
    Path("f/nowhere.txt").symlink_to("none")
    for names in (["f"], ["f/a.txt", "f", "f/g"], ["f", "f/a*.txt"]):
        rows = list(archive(*names).rows())
        assert [row.location for row in rows] == [
            "f/a.txt",
            "f/e.txt",
            "f/nowhere.txt",
            "f/g/b.txt",
        ]
    assert [one.name for one in find_inputs(["f", "f/c.jsonl"])] == ["f", "f/c.jsonl"]


@pytest.mark.parametrize("name", ["f", "f/*.txt", "f/**/*.txt"])
def test_a_link_that_leads_to_nothing_costs_itself(name: str) -> None:
    """In a folder and met by a pattern alike it is told by its location; named, it ends the run."""
    write(Path(), {"f/a.txt": b"One.", "f/z.txt": b"Two."})
    Path("f/lost.txt").symlink_to("gone.txt")
    Path("f/round.txt").symlink_to("round.txt")
    check_columns(find_inputs([name]), None, None)
    rows = list(archive(name).rows())
    assert outline(rows) == [
        ("f/a.txt", None),
        ("f/lost.txt", "The body cannot be read"),
        ("f/round.txt", "The body cannot be read"),
        ("f/z.txt", None),
    ]
    assert "leads to nothing. Mend the link" in (rows[1].problem or {"detail": ""})["detail"]
    with pytest.raises(Unreadable, match=r"f/lost\.txt"):
        find_inputs(["f/lost.txt"])


def test_a_folder_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its articles are not passed over in silence; the others are read."""
    walked = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return walked(path)

    write(Path(), {"f/a.html": b"<p>a", "f/closed/b.html": b"<p>b", "f/z/c.html": b"<p>c"})
    monkeypatch.setattr(os, "scandir", scandir)
    rows = list(archive("f").rows())
    assert [(row.location, row.problem is None) for row in rows] == [
        ("f/a.html", True),
        ("f/closed", False),
        ("f/z/c.html", True),
    ]
