"""What the service answers, recorded, so that a change of the code's insides can be seen to be one.

    .venv/bin/python -m tests.answers.record                      compare, and tell what differs
    .venv/bin/python -m tests.answers.record --dump build/answers write the answers, to be read
    .venv/bin/python -m tests.answers.record --reason "..."       renew the record, and say why

To see how answers differ, dump them here and in a checkout of the commit before, and ask
`diff -r` of the two folders. A dump has whole answers; the record has digests and numbers alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from werkzeug.wrappers import Response

from tests.answers.applications import applications
from tests.answers.articles import asked
from tests.answers.digests import Digest, differences, headers, parse
from tests.answers.made import made
from tests.answers.people import visited
from tests.answers.problems import refused
from tests.answers.request import Request
from tests.answers.wordings import tried

_FOLDER = Path(__file__).parent
RECORD = _FOLDER / "answers.jsonl.gz"
REASONS = _FOLDER / "reasons.tsv"
_MOST_TOLD = 30
HELP = """To see how, dump the answers here and in a checkout of the commit before, and compare:
    .venv/bin/python -m tests.answers.record --dump build/answers
If it is meant, renew the record, and say why (--only PATTERN for some of the names):
    .venv/bin/python -m tests.answers.record --reason "..." """


def requests() -> dict[str, Request]:
    """Return every request whose answer is recorded, by name."""
    found: dict[str, Request] = {}
    for request in (*asked(), *made(), *refused(), *tried(), *visited()):
        assert request.name not in found, request.name
        found[request.name] = request
    return found


def read_record() -> dict[str, Digest]:
    """Return what is recorded, by the request's name."""
    with gzip.open(RECORD, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {row.pop("name"): Digest.load(row) for row in rows}


def compare(recorded: dict[str, Digest], found: dict[str, Digest]) -> list[str]:
    """Say which answers differ from the record and in what, a line each."""
    told = []
    for name in sorted(recorded.keys() | found.keys()):
        if name not in recorded:
            told.append(f"{name}: not recorded yet")
        elif name not in found:
            told.append(f"{name}: no longer asked")
        elif different := differences(recorded[name], found[name]):
            told.append(f"{name}: {', '.join(shorten(different))}")
    return told


def shorten(told: list[str]) -> list[str]:
    """Return the first lines, and how many more there are."""
    more = len(told) - _MOST_TOLD
    return [*told[:_MOST_TOLD], f"... and {more} more"] if more > 0 else told


def ask(wanted: Iterable[Request]) -> Iterator[tuple[Request, Response]]:
    """Yield the requests with their answers."""
    with applications() as asking:
        for request in wanted:
            with asking(request) as answer:
                yield request, answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 1 where answers differ from the record."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--reason", help="renew the record, and note this sentence beside it")
    does.add_argument("--dump", type=Path, metavar="DIR", help="write the answers there")
    parser.add_argument(
        "--only", nargs="+", default=["*"], metavar="PATTERN", help="of these names"
    )
    options = parser.parse_args(arguments)

    def chosen(name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in options.only)

    wanted = [request for request in requests().values() if chosen(request.name)]
    if options.dump is not None:
        for request, answer in ask(wanted):
            _dump(options.dump / f"{request.name}.txt", answer)
        print(f"{len(wanted)} answers in {options.dump}")
        return 0
    found = {request.name: Digest.of(request, answer) for request, answer in ask(wanted)}
    recorded = read_record() if RECORD.exists() else {}
    told = compare({name: kept for name, kept in recorded.items() if chosen(name)}, found)
    print(
        "\n".join([*shorten(told), f"{len(told)} of {len(found)} answers differ from the record"])
    )
    if options.reason is None:
        return 1 if told else 0
    kept = {name: digest for name, digest in recorded.items() if not chosen(name)}
    _renew(kept | found, len(told), options.reason)
    return 0


def _dump(path: Path, answer: Response) -> None:
    content = parse(answer)
    text = (
        answer.get_data(as_text=True)
        if content is None
        else json.dumps(content, ensure_ascii=False, indent=1)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([answer.status, *headers(answer), "", text, ""]), "utf-8")


def _renew(digests: dict[str, Digest], changed: int, reason: str) -> None:
    rows = [json.dumps({"name": name, **digests[name].dump()}) for name in sorted(digests)]
    # Without the time, so that the same answers make the same file.
    RECORD.write_bytes(gzip.compress("".join(f"{row}\n" for row in rows).encode(), mtime=0))
    note = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        record_digest(),
        str(changed),
        " ".join(reason.split()),
    ]
    with REASONS.open("a", encoding="utf-8") as file:
        file.write("\t".join(note) + "\n")
    print(f"{RECORD.name}: {len(rows)} answers, {RECORD.stat().st_size:,} bytes")


def record_digest() -> str:
    """Return the digest of the record, by which a reason names it."""
    return hashlib.sha256(RECORD.read_bytes()).hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
