"""Spellings as numbers, and what is found out about each of them, kept from text to text.

News repeats its words: nine in ten of a text's were in the texts before. Each stage asks something
else of a word, and has the answer in an array by the word's number: docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

# A lexicon of so many spellings is left for a new one, which bounds what is kept: some 15 MB.
# Longer words, and texts with more of them, have one of their own.
_MAX_KEPT, _MAX_LETTERS, _MAX_OF_TEXT = 65_536, 64, 16_384
_UNKNOWN = np.iinfo(np.int32).min


class Lexicon:
    """Numbers spellings as they come; safe to share between threads."""

    def __init__(self) -> None:
        self.spellings: list[str] = []
        self._numbers: dict[str, int] = {}
        self._columns: WeakKeyDictionary[Column, npt.NDArray[np.int32]] = WeakKeyDictionary()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.spellings)

    def number(self, spelling: str) -> int:
        """Return the number of a spelling, a new one where it has none yet."""
        found = self._numbers.get(spelling)
        if found is None:
            with self._lock:
                found = self._numbers.get(spelling)
                if found is None:
                    found = len(self.spellings)
                    self.spellings.append(spelling)
                    self._numbers[spelling] = found
        return found

    def numbers(self, spellings: Sequence[str]) -> Integers:
        """Return the numbers of spellings."""
        try:
            known = map(self._numbers.__getitem__, spellings)
            return np.fromiter(known, np.int64, len(spellings))
        except KeyError:
            return np.array(list(map(self.number, spellings)), np.int64)

    def values_of(self, column: Column) -> npt.NDArray[np.int32]:
        """Return what is known of a column, for at least the spellings that there are."""
        values, length = self._columns.get(column), len(self.spellings)
        if values is None or len(values) < length:
            # Another thread may do the same: what one of them finds is then found again.
            known = np.zeros(0, np.int32) if values is None else values
            more = np.full(max(length, 1_024, len(known)), _UNKNOWN, np.int32)
            values = self._columns[column] = np.append(known, more)
        return values


class Column:
    """One thing about spellings, as a number that `describe` finds once for each.

    It is given the lexicon too, so that the number may be another spelling's.
    """

    def __init__(self, describe: Callable[[Lexicon, str], int]) -> None:
        self._describe = describe

    def of(self, lexicon: Lexicon, numbers: Integers) -> Integers:
        """Return it for the spellings of these numbers."""
        values = lexicon.values_of(self)
        found: Integers = values[numbers].astype(np.int64)
        # That there is no new word costs less to see than which it is.
        if len(found) and found.min() == _UNKNOWN:
            places = (found == _UNKNOWN).nonzero()[0]
            unknown, spellings = numbers[places], lexicon.spellings
            described = [self._describe(lexicon, spellings[n]) for n in unknown.tolist()]
            found[places] = described
            values[unknown] = found[places]
        return found


class _Store:
    """Holds the lexicon that texts share."""

    def __init__(self) -> None:
        self.shared = Lexicon()


_STORE = _Store()


def lexicon_for(words: int, longest: int) -> Lexicon:
    """Return the lexicon for a text of so many words: the shared one, but for unusual texts."""
    if words > _MAX_OF_TEXT or longest > _MAX_LETTERS:
        return Lexicon()
    if len(_STORE.shared) > _MAX_KEPT:
        _STORE.shared = Lexicon()
    return _STORE.shared


def renumber(values: Integers) -> tuple[Integers, Integers]:
    """Return small numbers for the values, in the order of their first use, and the values.

    What follows from a text is then the same whatever texts were read before.
    """
    places = np.arange(len(values))
    first = np.empty(int(values.max(initial=-1)) + 1, np.int64)
    first[values[::-1]] = places[::-1]
    firsts = first[values]
    new = firsts == places
    return (new.cumsum() - 1)[firsts], values[new]
