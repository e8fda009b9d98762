"""What an engine is."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Protocol

from service.archives.row import Result, Row, Work


class Engine(Protocol):
    """Runs the work on blocks of rows, many at once, and gives their results in their order.

    Takes blocks as it needs them, never many more than are worked on. What a process had that died
    is tried again.
    """

    def run(
        self, work: Work, blocks: Iterable[Sequence[Row]]
    ) -> Generator[Sequence[Result], None, None]:
        """Yield the results of each block; closed before the end, it leaves nothing running."""
        ...
