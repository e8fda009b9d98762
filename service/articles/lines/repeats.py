"""Lines that say what others say: captions said twice, and sentences pulled out of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from service.articles.lines.line import Line
from service.text.document import Document
from service.text.headlines import fold_words

# A line of so many words that is said twice running is a caption; paragraphs are not.
_REPEATED_WORDS = 6
# Words; shorter lines recur by chance, longer ones are no pulled sentences. By so many first
# words it is found where else a line may stand.
_PULLED_WORDS, _FIRST = range(7, 61), 5
_MOST_PLACES = 8
_SPAN = np.uint64(1_000_003)
_NEXT_SENTENCE = re.compile(r"[.!?][”\"’']? [“\"‘']?[A-Z]")


def find_repeats(lines: Sequence[Line]) -> set[int]:
    """Return the indices of the lines that are said twice running, as captions of galleries are."""
    return {
        index
        for first, (line, following) in enumerate(pairwise(lines))
        if line.words >= _REPEATED_WORDS and line.text == following.text
        for index in (first, first + 1)
    }


def find_pulled(document: Document, lines: Sequence[Line]) -> set[int]:
    """Return the indices of the lines that are a sentence of a longer line, beside which they are.

    The first line of prose is never one, since a caption may repeat it. Paragraphs that a scraper
    took twice are none either. Linear in the number of words but for sorting.
    """
    numbers = document.words.numbers.astype(np.uint64)
    count = len(numbers) - _FIRST + 1
    if count <= 0:
        return set()
    grams = np.zeros(count, np.uint64)
    for step in range(_FIRST):
        grams = grams * _SPAN + numbers[step : step + count]
    firsts = np.searchsorted(document.owners, np.arange(len(lines)))
    ordered = np.argsort(grams, kind="stable")
    begun = grams[np.minimum(firsts, count - 1)]
    froms = np.searchsorted(grams, begun, sorter=ordered)
    tos = np.searchsorted(grams, begun, side="right", sorter=ordered)
    lead = next((i for i, line in enumerate(lines) if line.prose), len(lines))
    pulled: set[int] = set()
    for index in np.flatnonzero(tos - froms > 1).tolist():
        if index == lead or firsts[index] >= count or not _may_be_pulled(lines[index]):
            continue
        found = ordered[froms[index] : tos[index]][:_MOST_PLACES]
        others = set(document.owners[found].tolist()) - {index}
        if any(_has(lines, other, index) for other in others - pulled):
            pulled.add(index)
    return pulled


def _may_be_pulled(line: Line) -> bool:
    """Say whether a line is a single sentence, or none that ends."""
    return line.words in _PULLED_WORDS and not (line.ended and _NEXT_SENTENCE.search(line.text))


def _has(lines: Sequence[Line], other: int, index: int) -> bool:
    """Say whether another line of the article says this, and more."""
    there, said = _bare(lines[other]), _bare(lines[index])
    return lines[other].kind is None and len(there) > len(said) and said in there


def _bare(line: Line) -> str:
    """The words of a line in small letters, with a blank before each and behind the last."""
    return f" {' '.join(fold_words(line.text))} "
