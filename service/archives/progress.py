"""How far a batch is, for who waits for it: a bar on a terminal, elsewhere a JSON line at times."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from service.archives.archive import Archive
from service.archives.row import Result
from service.archives.tally import NO_TOPIC, Tally
from service.commands.progress import SECONDS_BETWEEN_LINES

_BAR = "{percentage:3.0f}% {bar} {desc}"
_STEPS = 1_000


class ProgressReport:
    """Tells rate, share done, time left, topics and failures, all on standard error."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._tally = Tally()
        self._begun = self._told = monotonic()
        #: Rows and bytes that were done before, which cost next to nothing now.
        self._skipped = self._skipped_bytes = 0
        self._bar: Any = None
        if sys.stderr.isatty():
            # Its watching thread would be forked with a lock in an unknown state.
            tqdm.monitor_interval = 0
            self._bar = tqdm(total=_STEPS, bar_format=_BAR, leave=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
        else:
            self._print()

    def update(self, results: Sequence[Result]) -> None:
        """Count results."""
        for result in results:
            self._tally.add(result)
        self._tell()

    def skip(self, tally: Tally) -> None:
        """Count what was there before."""
        self._tally.merge(tally)
        self._skipped += tally.rows
        self._skipped_bytes = self._archive.taken
        self._tell()

    def _tell(self) -> None:
        if self._bar is not None:
            share = self._share()
            # Where nobody knows how much there is, the bar stays empty and counts.
            self._bar.set_description_str(self._line(), refresh=False)
            self._bar.n = round(_STEPS * share) if share is not None else 0
            self._bar.update(0)
        elif monotonic() - self._told > SECONDS_BETWEEN_LINES:
            self._print()

    def _share(self) -> float | None:
        total = self._archive.total
        return min(1.0, self._archive.taken / total) if total else None

    def _rate(self) -> float:
        return (self._tally.rows - self._skipped) / max(monotonic() - self._begun, 1e-3)

    def _seconds_left(self) -> float | None:
        total, new = self._archive.total, self._archive.taken - self._skipped_bytes
        if not total or new <= 0:
            return None
        return (monotonic() - self._begun) * max(0, total - self._archive.taken) / new

    def _line(self) -> str:
        left = self._seconds_left()
        parts = [f"{self._tally.rows:,} articles", f"{self._rate():,.0f}/s"]
        if left is not None:
            parts.append(f"{tqdm.format_interval(left)} left")
        parts += [f"{name} {count:,}" for name, count in self._topics()[:4]]
        if self._tally.failed:
            parts.append(f"failed {self._tally.failed:,}")
        return ", ".join(parts)

    def _topics(self) -> list[tuple[str, int]]:
        counts = self._tally.topics.most_common()
        return [("unsure" if name == NO_TOPIC else name, count) for name, count in counts]

    def _print(self) -> None:
        self._told = monotonic()
        share, left = self._share(), self._seconds_left()
        line = {
            "rows": self._tally.rows,
            "failed": self._tally.failed,
            "rows_per_second": round(self._rate(), 1),
            "share": None if share is None else round(share, 4),
            "seconds_left": None if left is None else round(left),
            "topics": dict(self._topics()),
        }
        print(json.dumps(line), file=sys.stderr, flush=True)
