"""Offsets in the unit that the client counts in."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

from service.text.spans import Span

OffsetUnit = Literal["code_point", "utf16"]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Turns spans in code points into spans in the client's unit.

    UTF-16 (JavaScript, Java, .NET) spends two units on every character beyond U+FFFF, so an
    offset grows by the number of those before it. Building the map is one scan of the document;
    each span costs two binary searches.
    """

    def __init__(self, document: str, unit: OffsetUnit) -> None:
        self.unit: OffsetUnit = unit
        self._astral: list[int] = []
        if unit == "utf16":
            self._astral = [match.start() for match in _ASTRAL.finditer(document)]

    def __call__(self, span: Span) -> Span:
        """Return the span in the client's unit."""
        if not self._astral:
            return span
        before = bisect_left(self._astral, span.offset)
        inside = bisect_left(self._astral, span.end, lo=before) - before
        return Span(span.offset + before, span.length + inside)
