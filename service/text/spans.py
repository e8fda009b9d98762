"""Spans of a document: half-open ranges of characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of the document, in code points."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """The offset just past the last character."""
        return self.offset + self.length

    def of(self, document: str) -> str:
        """Return the characters that the span covers."""
        return document[self.offset : self.end]
