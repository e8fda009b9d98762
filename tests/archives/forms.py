"""The same articles in every form of input, against the answers of the API.

.venv/bin/python -m tests.archives.forms [--articles N] [--pages N]

Our own articles, each with a number, and our own pages; as JSON Lines, CSV, Parquet, folders,
crawls and standard input, each plain and packed. Prints for each form how many answers differ.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir
from html import escape
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.batch import editions
from service import create_app
from service.cli import main as dateline
from service.settings import Settings
from tests.archives.crawls import PACKED, columns, json_lines, record, table, write
from tests.conftest import ROOT

_DATA = ROOT / "training_data"
Rows = Sequence[Mapping[str, str]]


def texts(count: int) -> list[dict[str, str]]:
    """Articles as texts, named as files of a folder in its order."""
    found = enumerate(islice(editions(), count))
    return [{"id": f"{number:05}.txt", "text": text} for number, text in found]


def pages(count: int) -> list[dict[str, str]]:
    """Articles as pages, with addresses as they are named in a folder."""
    own = [path.read_text("utf-8") for path in sorted(_DATA.rglob("*.html"))]
    made = [
        _page(number, path.read_text("utf-8"))
        for number, path in enumerate(sorted((_DATA / "articles").rglob("*.txt")))
    ]
    return [
        {"id": f"{number:05}.html", "html": f"{page}<p>Edition {number}</p>"}
        for number, page in enumerate(islice(cycle(own + made), count))
    ]


def _page(number: int, text: str) -> str:
    """A text as a page: with menu, date and teaser or without, tidy or not."""
    title, *paragraphs = (escape(line) for line in text.splitlines() if line.strip())
    close = "</p>" if number % 2 else ""
    body = "".join(f"<p>{paragraph}{close}\n" for paragraph in paragraphs)
    around = ("article", "main", "div class=story", "section")[number % 4]
    menu = "<nav><ul><li><a href=/>Home</a><li><a href=/world>World</a></ul></nav>"
    teaser = "<aside><a href=/b>Read more: what the council said on Tuesday</a></aside>"
    date = '<meta property="article:published_time" content="2026-03-04T10:00:00Z">'
    return (
        f"<!doctype html><meta charset=utf-8><title>{title} | Gazette</title>"
        f"{date if number % 3 else ''}<body>{menu if number % 5 else ''}<{around}><h1>{title}</h1>"
        f"{body}{teaser if number % 7 else ''}</{around.split()[0]}><footer>Terms</footer>"
    )


def crawl(rows: Rows, pack: Callable[[bytes], bytes]) -> bytes:
    """Pages as a crawl, each record packed by itself."""
    return b"".join(pack(record(row["id"], row["html"].encode())) for row in rows)


def forms(rows: Rows) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each form, and its files, of which the first is to be read."""
    field = "html" if "html" in rows[0] else "text"
    for suffix, pack in PACKED.items():
        for name, content in (
            ("a.jsonl", json_lines(rows)),
            ("a.csv", table(rows)),
            ("a.parquet", columns(rows, 100)),
        ):
            yield f"{name}{suffix}", {name + suffix: pack(content)}
        if field == "html":
            yield f"a.warc{suffix}", {f"a.warc{suffix}": crawl(rows, pack)}
        files = {f"f/{row['id']}{suffix}": pack(row[field].encode()) for row in rows}
        yield f"folder{suffix}", files
        yield f"- (JSON Lines){suffix}", {"-": pack(json_lines(rows))}


def of_api(rows: Rows) -> list[dict[str, Any]]:
    """The answers of the API."""
    app = create_app(Settings())
    client = app.test_client()
    answers = []
    for begin in range(0, len(rows), 50):
        body = json_lines(rows[begin : begin + 50])
        found = client.post("/v1/analysis", data=body, content_type="application/x-ndjson")
        answers += [json.loads(line) for line in found.data.splitlines()]
    app.extensions["dateline"].extractor.close()
    return [{key: value for key, value in one.items() if key != "index"} for one in answers]


def of_batch(name: str, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The answers of a batch, without their locations; folders name files as they are packed."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        given = next(iter(files)).partition("/")[0]
        if given != "-":
            write(Path(), files)
        stream = io.TextIOWrapper(io.BytesIO(files.get("-", b"")))
        with patch.object(sys, "stdin", stream), patch.object(sys, "stdout", io.StringIO()):
            dateline(["batch", given, "--output", "out", "--workers", "2"])
        packed = b"".join(path.read_bytes() for path in sorted(Path("out").glob("part-*")))
    rows = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
    suffix = name.removeprefix("folder") if name.startswith("folder") else ""
    return [
        {key: value for key, value in row.items() if key != "location"}
        | {"id": row["id"].removesuffix(suffix)}
        for row in rows
    ]


def main() -> None:
    """Print how many answers differ, form by form."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--pages", type=int, default=1_000)
    given = parser.parse_args()
    for rows in (texts(given.articles), pages(given.pages)):
        wanted = of_api(rows)
        for name, files in forms(rows):
            found = of_batch(name, files)
            differ = sum(one != other for one, other in zip(found, wanted, strict=False))
            differ += abs(len(found) - len(wanted))
            print(f"{name:24}{len(found):6} answers, {differ} differ", flush=True)


if __name__ == "__main__":
    main()
