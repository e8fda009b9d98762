"""Why no summary was made; each message is the sentence that the client sees."""

from __future__ import annotations


class SummaryError(Exception):
    """Base of what this package raises about an article that it was given."""


class TooLong(SummaryError):
    """The article is longer than the method can rank in reasonable time."""

    def __init__(self, algorithm: str, unit: str, count: int, limit: int) -> None:
        super().__init__(
            f"The method {algorithm} compares every sentence with all and takes at most"
            f" {limit:,} {unit}; this article has {count:,}. Use news or lead, which take more."
        )
