"""Archives that mean ill, or were spoilt: each with a good article before and behind the fault.

.venv/bin/python -m tests.archives.hostile

Has a batch read each, and prints what became of the rows, and the most memory that it took.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from tests.archives.crawls import columns, json_lines, record, table, write
from tests.conftest import ROOT
from tests.messy import ARTICLE, HTML

_MEGABYTE = 2**20
GOOD = {"id": "good", "text": ARTICLE}
BEHIND = {"id": "behind", "text": f"{ARTICLE}\n\nSo it went."}


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, packed: a thousandth of them."""
    packer = zlib.compressobj(wbits=31)
    pieces = [packer.compress(bytes(_MEGABYTE)) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


def spoilt(megabytes: int = 50, bomb: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each; a long row has so many megabytes, a bomb the others."""
    long = {"id": "long", "text": "ferry " * (megabytes * _MEGABYTE // 6)}
    three = [GOOD, long, BEHIND]
    yield "long.jsonl", json_lines(three)
    yield "long.csv", table(three)
    yield "long.parquet", columns(three)
    yield "long.txt", long["text"].encode()
    page = HTML.encode()
    huge = page + b" " * (megabytes * _MEGABYTE)
    yield "long.warc", record("a", page) + record("long", huge) + record("b", page + b"<p>b")
    many = [{"id": str(number), "text": f"{number} {ARTICLE}"} for number in range(200)]
    yield "cut.jsonl.gz", gzip.compress(json_lines(many))[:-200]
    yield "nul.jsonl", json_lines([GOOD]) + bytes(5_000) + b"\n" + json_lines([BEHIND])
    inside = {"id": "nul", "text": ARTICLE.replace(" ", "\0", 3)}
    yield "inside.jsonl", json_lines([GOOD, inside, BEHIND])
    yield "inside.csv", table([GOOD, inside, BEHIND])
    latin = {"id": "latin", "text": f"Café. {ARTICLE}"}
    yield "latin.csv", table([GOOD]) + table([latin])[9:].decode().encode("cp1252")
    line = json.dumps(latin, ensure_ascii=False).encode("cp1252")
    yield "latin.jsonl", json_lines([GOOD]) + line + b"\n" + json_lines([BEHIND])
    wrong = HTML.replace("</p>", " Café à la crème.</p>", 1).encode("cp1252")
    yield "charset.warc", record("a", page) + record("latin", wrong) + record("b", page + b"<p>b")
    whole = columns([GOOD, BEHIND])
    yield "footer.parquet", whole[:-8] + (2**31 - 1).to_bytes(4, "little") + b"PAR1"
    yield "cut.parquet", whole[: len(whole) // 2]
    yield "no-footer.parquet", b"PAR1" + bytes(100)
    behind = record("b", page + b"<p>b")
    for name, length in (("more", 10**9), ("negative", -5), ("less", 40)):
        yield f"{name}.warc", record("a", page) + record("lies", page, length=length) + behind
    for suffix in ("jsonl", "csv", "parquet", "warc", "txt"):
        yield f"bomb.{suffix}.gz", zeros(bomb)
    text = gzip.compress(json_lines([GOOD, BEHIND]))
    yield "behind-bomb.jsonl.gz", text + zeros(bomb) + gzip.compress(b"\n") + text


def run(folder: Path, names: Sequence[str]) -> tuple[int, str, int]:
    """Have a batch read files; returns its exit code, errors and most memory in KB.

    That is what the largest of its processes had in memory at once.
    """
    program = [sys.executable, "-P", "-m", "service.cli", "batch", *names]
    process = subprocess.Popen(
        [*program, "--output", "out", "--workers", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), told, used.ru_maxrss


def rows(folder: Path) -> tuple[list[str], list[str]]:
    """The locations of the rows that were answered, and what was told of the others."""
    packed = b"".join(path.read_bytes() for path in sorted((folder / "out").glob("part-*")))
    answered = [json.loads(line)["location"] for line in gzip.decompress(packed).splitlines()]
    lines = (folder / "out" / "errors.jsonl").read_bytes().splitlines()
    problems = [json.loads(line) for line in lines]
    return answered, [f"{one['location']}: {one['problem']['detail']}" for one in problems]


def _write_all(folder: Path) -> None:
    for name, content in spoilt():
        write(folder / name.replace(".", "-"), {name: content})


def main() -> None:
    """Do it, and print what came of it."""
    with tempfile.TemporaryDirectory() as temporary:
        # Made elsewhere: a process counts for its own what it was forked from.
        making = get_context("fork").Process(target=_write_all, args=(Path(temporary),))
        making.start()
        making.join()
        for folder in sorted(Path(temporary).iterdir()):
            name = next(folder.iterdir()).name
            code, told, kilobytes = run(folder, [name])
            print(f"{name}: exit code {code}, {kilobytes // 1024} MB")
            if code not in (0, 3):
                print(f"   {told}")
                continue
            answered, problems = rows(folder)
            print(f"   {len(answered)} answered: {' '.join(answered)[:200]}")
            for problem in problems:
                print(f"   {problem[:200]}", flush=True)


if __name__ == "__main__":
    main()
