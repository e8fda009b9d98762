"""Where a CSV row ends whose quotes are wrong, as far as that can be told."""

from __future__ import annotations

from enum import Enum, auto


class Place(Enum):
    """Where one stands behind a line."""

    ENDED = auto()
    WITHIN = auto()
    #: Before the line, for it begins a row: its quote opens a field where none should.
    BEFORE = auto()


class Quotes:
    """Follows the quotes of a row, line by line, in a table with such a delimiter.

    A quote within a quoted field that is neither doubled nor before a delimiter or the line's end
    is text that should have been doubled; but if it stands where a field opens, in a line that
    began in quotes, the quote that was open before was never closed.
    """

    def __init__(self, delimiter: str, *, is_spaced: bool, within: bool = False) -> None:
        self._delimiter = delimiter
        self._is_spaced = is_spaced
        self._within = within

    def follow(self, line: str) -> Place:
        """Go on behind a line, which has its end."""
        began = self._within
        text = line.rstrip("\r\n")
        at = 0
        while at < len(text):
            if not self._within:
                if self._opens(text, at):
                    self._within = True
                    at = text.index('"', at) + 1
                    continue
                found = text.find(self._delimiter, at)
                if found < 0:
                    break
                at = found + 1
                if at == len(text):
                    break
                continue
            found = text.find('"', at)
            if found < 0:
                break
            behind = text[found + 1 : found + 2]
            at = found + 1
            if behind == '"':
                at += 1
            elif behind in ("", self._delimiter):
                self._within = False
                at += 1
            elif began and self._stands_first(text, found):
                return Place.BEFORE
        return Place.WITHIN if self._within else Place.ENDED

    def _opens(self, text: str, at: int) -> bool:
        """Whether a field that begins here is quoted."""
        rest = text[at : at + 100]
        return (rest.lstrip(" ") if self._is_spaced else rest).startswith('"')

    def _stands_first(self, text: str, at: int) -> bool:
        """Whether a field could open with the quote at a place."""
        before = text[:at].rstrip(" ") if self._is_spaced else text[:at]
        return not before or before.endswith(self._delimiter)
