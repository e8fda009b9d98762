"""The command `batch`: its flags, and from these to a batch."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from service import __version__
from service.archives.archive import Archive
from service.archives.batch import Batch, Outcome
from service.archives.engines.engine import Engine
from service.archives.engines.local import LocalEngine
from service.archives.engines.ray_cluster import RayEngine
from service.archives.errors import BatchError
from service.archives.inputs import Input, check_columns, find_inputs
from service.archives.output.shards import SHARDS
from service.archives.output.state import ERRORS, State
from service.archives.plan import Plan
from service.archives.progress import ProgressReport
from service.archives.reading.reader import Columns, Reading
from service.archives.reading.registry import READERS
from service.archives.tally import NO_TOPIC
from service.archives.work import ArticleWork
from service.commands.option_flags import WrongFlag, add_flags, read_flags
from service.contract.problems import problem_of
from service.settings import Settings
from service.topics.store.registry import Registry

#: Options that an article has for itself.
WITHOUT_FLAG = frozenset({"id", "title"})
_LIMITS = (
    *("max_line_bytes", "max_body_bytes", "max_characters", "max_nodes", "max_attributes"),
    *("max_nesting", "html_seconds", "max_sentences", "work_seconds"),
)
_SHARD_ROWS = 10_000
ENGINES: dict[str, Callable[[int], Engine]] = {"local": LocalEngine, "ray": RayEngine}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give the parser the flags of the command."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="JSON Lines, CSV, Parquet, WARC, each plain or packed (gzip, zstd, bz2); a folder of"
        " text and HTML; a pattern; a URL; - standard input",
    )
    parser.add_argument("--output", metavar="DIR", help="folder for the answers")
    parser.add_argument(
        "--engine",
        choices=list(ENGINES),
        default=next(iter(ENGINES)),
        help="local: processes on this machine; ray: the cluster at RAY_ADDRESS, or a new one",
    )
    parser.add_argument("--workers", type=_count, metavar="N", help="processes; one a core")
    parser.add_argument("--format", choices=list(SHARDS), default=next(iter(SHARDS)))
    parser.add_argument(
        "--input-format", choices=list(READERS), help="of all inputs, where their names mislead"
    )
    parser.add_argument(
        "--shard-rows",
        type=_count,
        default=_SHARD_ROWS,
        metavar="N",
        help=f"rows a shard ({_SHARD_ROWS:,} by default)",
    )
    parser.add_argument(
        "--group", action="store_true", help="mark reprints: group, earliest, similarity"
    )
    for name in Columns.__dataclass_fields__:
        parser.add_argument(f"--{name}-column", metavar="NAME", help=f"column with the {name}")
    parser.add_argument("--dry-run", action="store_true", help="count rows, and write nothing")
    add_flags(parser, WITHOUT_FLAG)


def run(given: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    try:
        return _run(given)
    except (BatchError, WrongFlag) as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "dateline: broken off. What is finished stays; the same command goes on where it"
            " stopped.",
            file=sys.stderr,
        )
        raise


def _run(given: argparse.Namespace) -> int:
    options = read_flags(given, WITHOUT_FLAG)
    if not given.output and not given.dry_run:
        raise BatchError("Name the folder for the answers: --output DIR.")
    settings = Settings.from_environment()
    named = {
        name: value
        for name in Columns.__dataclass_fields__
        if (value := getattr(given, f"{name}_column"))
    }
    columns = Columns(**named) if named else None
    inputs = find_inputs(given.inputs, given.output)
    check_columns(inputs, columns, given.input_format)
    archive = Archive(inputs, Reading(settings, columns), given.input_format)
    chosen = options.model_dump(include=options.model_fields_set, mode="json")
    version = Registry(settings.models).current()
    work = ArticleWork(settings, version, chosen, columns, given.group)
    if given.dry_run:
        return _count_rows(archive, work)
    plan = Plan(
        dateline=__version__,
        model={"version": version, "sha256": work.manifest.sha256},
        options=chosen,
        columns=asdict(columns) if columns else None,
        input_format=given.input_format,
        format=given.format,
        shard_rows=given.shard_rows,
        group=given.group,
        limits={name: getattr(settings, name) for name in _LIMITS},
        inputs=[_described(one) for one in inputs],
    )
    state = State(Path(given.output))
    batch = Batch(plan, archive, state)
    engine = ENGINES[given.engine](given.workers or _cores())
    outcome = batch.done()
    if outcome is None:
        with state.locked():
            # Another may have done or begun it since.
            outcome = batch.done() or _work_off(batch, archive, work, engine)
    _conclude(outcome, Path(given.output))
    return outcome.code


def _work_off(batch: Batch, archive: Archive, work: ArticleWork, engine: Engine) -> Outcome:
    # Before processes are forked, so that they share it; what is wrong with it is told here.
    work.prepare()
    print(
        "dateline: one process reads the inputs in their order, all others analyse", file=sys.stderr
    )
    with ProgressReport(archive) as progress:
        return batch.run(engine, work, progress)


def _described(one: Input) -> dict[str, object]:
    return {"name": one.name, "size": one.size, "modified": one.modified, "files": one.files}


def _count_rows(archive: Archive, work: ArticleWork) -> int:
    """Count the rows, and those that would be refused, without analysing any."""
    refused: Counter[str] = Counter()
    for row in archive.rows():
        if row.problem is not None:
            refused[row.problem["title"]] += 1
            continue
        try:
            work.submission(row)
        except Exception as error:
            refused[problem_of(error).kind.title] += 1
    for one in archive.read:
        print(f"{one.name}: {_counted(one.rows, 'row', 'rows')}, {one.size:,} bytes")
    rows = sum(one.rows for one in archive.read)
    print(f"{_counted(rows, 'row', 'rows')}, {refused.total():,} of them refused")
    for title, count in refused.most_common():
        print(f"  {count:,}: {title}")
    _print_passed(archive.reading.passed)
    print("What only the analysis finds, such as a page without an article, is not counted.")
    return 3 if refused else 0


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _conclude(outcome: Outcome, folder: Path) -> None:
    tally = outcome.tally
    again = "all was done before: " if outcome.was_done else ""
    answered = _counted(tally.answered, "article", "articles")
    print(f"{again}{answered} answered, {tally.failed:,} failed; in {folder}")
    topics = [
        f"{'no topic' if name == NO_TOPIC else name} {count:,}"
        for name, count in tally.topics.most_common()
    ]
    if topics:
        print(f"  {', '.join(topics)}")
    if outcome.stories is not None:
        print(f"  {_counted(outcome.stories, 'distinct story', 'distinct stories')}")
    if tally.failed:
        print(f"  {ERRORS} says for each why:")
        for title, count in tally.problems.most_common(5):
            print(f"  {count:,}: {title}")
    _print_passed(outcome.passed)


def _print_passed(passed: Mapping[str, int]) -> None:
    for reason, count in Counter(passed).most_common():
        print(f"  {count:,} {reason} passed over")


def _cores() -> int:
    # Of these alone may this process have its own.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"takes a whole number from 1 on, not {text!r}")
    return int(text)
