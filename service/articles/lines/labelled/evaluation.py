"""How much of an article was found, and how much else: 4-gram precision and recall."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.text.spans import Span

_WORD = re.compile(r"\w+")
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one page, or their means over several."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def words_of(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the text's words in lower case, with their spans."""
    for match in _WORD.finditer(text):
        yield match.group().lower(), Span(match.start(), match.end() - match.start())


def compare(found: str, wanted: str) -> Score:
    """Return the overlap of two texts' runs of four words, as the public benchmark counts it.

    Source: scrapinghub/article-extraction-benchmark. A text of fewer words is one run.
    """
    got, right = _grams(found), _grams(wanted)
    common = sum((got & right).values())
    return Score(common / max(1, got.total()), common / max(1, right.total()))


def mean(scores: Sequence[Score]) -> Score:
    """Return the means of precision and of recall, each page counting the same."""
    count = max(1, len(scores))
    return Score(sum(s.precision for s in scores) / count, sum(s.recall for s in scores) / count)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = [word for word, _ in words_of(text)]
    runs = range(max(1, len(words) - _GRAM + 1))
    return Counter(tuple(words[start : start + _GRAM]) for start in runs)
