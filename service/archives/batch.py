"""A batch: from inputs to shards, in numbered units that are the same whoever does them.

Shard n has the answers of the rows from n times `shard_rows` on, so that however many processes
work on it, and however often it is broken off, the same files come of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from time import monotonic
from typing import Any, Protocol

from service.archives.archive import Archive
from service.archives.engines.engine import Engine
from service.archives.errors import OutputTaken
from service.archives.output.marking import MARKERS
from service.archives.output.shards import SHARDS, shard_name
from service.archives.output.sketches import load_sketches, save_sketches
from service.archives.output.state import ERRORS, MANIFEST, State, Unit
from service.archives.plan import Plan
from service.archives.report.report import Account, render
from service.archives.row import Result, Row, Work
from service.archives.stories.groups import mark
from service.archives.tally import Tally

#: Rows that a process is given at a time; fewer where they have so many bytes together.
BLOCK_ROWS, _BLOCK_BYTES = 32, 2**21


class Progress(Protocol):
    """Is told what was done."""

    def update(self, results: Sequence[Result]) -> None:
        """Count results."""
        ...

    def skip(self, tally: Tally) -> None:
        """Count what was there before."""
        ...


class OtherRows(OutputTaken):
    """An input is no longer what finished shards were made of."""

    def __init__(self, shard: str) -> None:
        super().__init__(
            f"The rows that {shard} was made of have changed: an input is not what it was. Bring it"
            " back, or name another folder with --output and begin anew."
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a batch."""

    tally: Tally
    #: What was passed over, by the reason.
    passed: Mapping[str, int]
    #: How many distinct stories there are, where they are grouped.
    stories: int | None = None
    #: Whether there was nothing left to do.
    was_done: bool = False

    @property
    def code(self) -> int:
        """The exit code: 0 where all are answered, 3 where some are not."""
        return 3 if self.tally.failed else 0


@dataclass
class _Pending:
    """A block that the engine has: its unit, and how many rows it is."""

    unit: int
    rows: int


class Batch:
    """The work of one command, from where it stopped to its end."""

    def __init__(self, plan: Plan, archive: Archive, state: State) -> None:
        self._plan = plan
        self._archive = archive
        self._state = state
        self._digests: dict[int, str] = {}
        self._pending: deque[_Pending] = deque()
        self._done: dict[int, Unit] = {}

    def done(self) -> Outcome | None:
        """Return what came of it if it is all done; raises `OutputTaken` for another's folder."""
        manifest = self._state.manifest()
        if manifest is None:
            return None
        self._plan.compare(manifest["plan"], self._state.folder)
        if manifest["state"] != "done":
            return None
        for shard in manifest["shards"]:
            path = self._state.folder / shard["name"]
            if not path.is_file() or path.stat().st_size != shard["bytes"]:
                raise OutputTaken(
                    f"{path} is gone or cut short, though {MANIFEST} says that all is done. Remove"
                    f" {MANIFEST}, {ERRORS} and the shards to do it all again, or name another"
                    " folder with --output."
                )
        # A run that was killed at the very end may have left it.
        self._state.close()
        tally = Tally.from_json(manifest["tally"])
        return Outcome(tally, manifest["passed"], manifest["stories"], was_done=True)

    def run(self, engine: Engine, work: Work, progress: Progress) -> Outcome:
        """Do what is left; call it while the state is locked."""
        manifest = self._state.manifest()
        if manifest is None:
            manifest = {"state": "running", "begun": _now(), "seconds": 0.0}
            self._state.begin({**manifest, "plan": self._plan.to_json()})
        begun = monotonic()
        self._done = self._state.finished()
        results = engine.run(work, self._blocks(progress))
        with closing(results):
            self._write(results, progress)
        return self._finish(manifest, monotonic() - begun)

    def _blocks(self, progress: Progress) -> Iterator[Sequence[Row]]:
        """Yield the rows of unfinished units; those of finished ones are compared with theirs."""
        size = self._plan.shard_rows
        numbered = enumerate(self._archive.rows())
        for unit, rows in groupby(numbered, key=lambda pair: pair[0] // size):
            block: list[Row] = []
            length = 0
            digest = hashlib.sha256()
            for _, row in rows:
                content = row.content
                digest.update(len(content).to_bytes(8, "big") + content)
                if unit in self._done:
                    continue
                block.append(row)
                length += len(content)
                if len(block) == BLOCK_ROWS or length >= _BLOCK_BYTES:
                    yield self._hand_over(unit, block)
                    block, length = [], 0
            if block:
                yield self._hand_over(unit, block)
            self._end_unit(unit, digest.hexdigest(), progress)

    def _hand_over(self, unit: int, block: list[Row]) -> list[Row]:
        self._pending.append(_Pending(unit, len(block)))
        return block

    def _end_unit(self, unit: int, digest: str, progress: Progress) -> None:
        self._digests[unit] = digest
        finished = self._done.get(unit)
        if finished is not None:
            if finished.rows != digest:
                raise OtherRows(finished.shard.name)
            progress.skip(finished.tally)

    def _write(self, results: Iterator[Sequence[Result]], progress: Progress) -> None:
        held = next(results, None)
        while held is not None:
            held = self._write_shard(held, results, progress)

    def _write_shard(
        self,
        first: Sequence[Result],
        results: Iterator[Sequence[Result]],
        progress: Progress,
    ) -> Sequence[Result] | None:
        """Write the shard that a block begins; returns the block that begins the next."""
        unit = self._pending[0].unit
        name = shard_name(unit, self._plan.format)
        tally, errors = Tally(), bytearray()
        sketched: list[Result] = []
        block: Sequence[Result] | None = first
        with self._state.shard(name) as file:
            shard = SHARDS[self._plan.format][1](file)
            while block is not None and self._pending and self._pending[0].unit == unit:
                pending = self._pending.popleft()
                assert len(block) == pending.rows, "an engine gives a result for each row"
                for result in block:
                    tally.add(result)
                    if result.answer is not None:
                        shard.add(result)
                        # The answer is written; what is kept here would be all of the shard.
                        if self._plan.group:
                            sketched.append(replace(result, answer=""))
                    else:
                        errors += _error_line(result)
                progress.update(block)
                block = next(results, None)
            shard.finish()
        if self._plan.group:
            save_sketches(self._state.sketches, unit, sketched)
        self._done[unit] = self._state.add(unit, self._digests[unit], name, tally, bytes(errors))
        return block

    def _finish(self, manifest: Mapping[str, Any], seconds: float) -> Outcome:
        for number in self._done.keys() - self._digests.keys():
            raise OtherRows(self._done[number].shard.name)
        units = [self._done[number] for number in sorted(self._done)]
        tally = Tally()
        for unit in units:
            tally.merge(unit.tally)
        self._state.collect_errors(len(units))
        stories = None
        if self._plan.group:
            units, stories = self._mark(units)
        passed = dict(self._archive.reading.passed)
        ended, plan = _now(), self._plan
        account = Account(
            manifest["begun"],
            ended,
            seconds,
            plan.model["version"],
            plan.dateline,
            passed,
            stories,
        )
        self._state.report(render(tally, account))
        self._state.begin(
            {
                "state": "done",
                "begun": manifest["begun"],
                "ended": ended,
                "seconds": round(seconds, 3),
                "counts": {"rows": tally.rows, "answered": tally.answered, "failed": tally.failed},
                "stories": stories,
                "passed": passed,
                "inputs": [asdict(one) for one in self._archive.read],
                "shards": [
                    {**asdict(unit.shard), "rows": unit.tally.rows, "failed": unit.tally.failed}
                    for unit in units
                ],
                "plan": plan.to_json(),
                # Samples have words of articles, which stand in the report alone.
                "tally": {**tally.to_json(), "samples": []},
            }
        )
        self._state.close()
        return Outcome(tally, passed, stories)

    def _mark(self, units: Sequence[Unit]) -> tuple[list[Unit], int]:
        """Mark the stories of all shards; returns how many stories there are."""
        folder = self._state.sketches
        articles = [one for unit in units for one in load_sketches(folder, unit.number)]
        marks = mark(articles)
        marked, begin = [], 0
        for unit in units:
            end = begin + unit.tally.answered
            if not unit.marked:
                MARKERS[self._plan.format](self._state.folder / unit.shard.name, marks[begin:end])
                unit = self._state.add_marked(unit)  # noqa: PLW2901 - the same, further on
            marked.append(unit)
            begin = end
        return marked, max((one.group for one in marks), default=0)


def _error_line(result: Result) -> bytes:
    line = {"id": result.id, "location": result.location, "problem": result.problem}
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
