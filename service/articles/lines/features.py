"""A page's lines as a matrix: what each says of itself, its neighbours, and its index.

Two passes read a page (stacked sequential learning: Cohen and Carvalho, IJCAI 2005).
`extract_features` gives what the text alone tells; `add_beliefs` adds what the first pass believed
of the lines around, and how far a line's words belong to what it took for the article, which is
what tells a teaser from a paragraph (docs/decisions/0030). `feature_names` names the columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from service.articles.lines.feature_names import (
    BELIEF_REACHES,
    BELIEF_STEPS,
    KINDS,
    NEIGHBOUR,
    NEIGHBOUR_STEPS,
    OWN,
    PROSE_REACHES,
)
from service.articles.lines.line import BREAK, Line
from service.articles.lines.marks import read_marks
from service.articles.lines.signs import read_signs
from service.articles.lines.vocabulary import (
    Array,
    Indices,
    Marked,
    Vocabulary,
    belonging,
    read_vocabulary,
    shared_with,
)

# Column of `belonging`: the share of a line's terms.
_SHARE = 1
_KIND_COLUMNS = {kind: column for column, kind in enumerate(KINDS)}
_LONG_PROSE = 20.0
_CAP = 80.0


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """A page's lines as numbers.

    `matrix` has a row a line; `words` are the lines' lengths.
    """

    matrix: Array
    words: Array
    vocabulary: Vocabulary


def extract_features(
    document: str, lines: Sequence[Line], run: tuple[int, int], title: int | None
) -> PageFeatures:
    """Return the features that the text alone gives.

    `run` is the half-open range of lines that is densest in prose, `title` the index of the likely
    headline. Linear in the document's length but for sorting.
    """
    count = len(lines)
    vocabulary = read_vocabulary(lines)
    own = _own(document, lines, vocabulary)
    words = np.array([line.words for line in lines], dtype=float)
    prose = np.array([line.prose for line in lines], dtype=float)
    furniture = np.array([line.kind is not None for line in lines], dtype=float)
    score = np.array([line.score for line in lines])
    start, end = run
    weight = prose * np.minimum(words, 60.0)
    index = np.arange(count)
    inside = ((index >= start) & (index < end)).astype(float)
    columns = [
        own,
        _positions(document, lines),
        _neighbours(own, prose, furniture),
        _masses(weight),
        _breaks(weight, score <= BREAK),
        _run(weight, start, end),
        _nearest(weight >= _LONG_PROSE),
        _belonging(inside * (weight > 0), vocabulary),
        _headline(vocabulary, title, count),
        read_signs(document, lines),
    ]
    return PageFeatures(np.column_stack(columns), words, vocabulary)


def add_beliefs(first: PageFeatures, belief: Array) -> Array:
    """Return the features of the second pass, given the first pass's probability of each line."""
    count = len(belief)
    index = np.arange(count)
    clipped = np.clip(belief, 0.01, 0.99)
    capped = np.minimum(first.words, _CAP)
    weight = belief * capped
    mass, room = _summed(weight), _summed(capped)
    total = max(1.0, float(mass[-1]))
    start, end = _likeliest_run((belief - 0.4) * np.minimum(first.words + 2.0, 60.0))
    middle = float((weight * index).sum()) / max(1e-9, float(weight.sum()))
    spread = 1.0 + np.sqrt(float((weight * (index - middle) ** 2).sum()) / total)
    sure = (belief > 0.7) & (first.words > 8)
    doubted = _summed(first.words * (belief < 0.5))
    before, after = _before(sure), _after(sure)
    columns = [
        belief,
        np.log(clipped / (1.0 - clipped)),
        *(_shifted(belief, step) for step in BELIEF_STEPS),
        mass[:-1] / total,
        (mass[-1] - mass[1:]) / total,
        np.log1p(mass[:-1]),
        np.log1p(mass[-1] - mass[1:]),
        np.full(count, np.log1p(total)),
        np.full(count, total / max(1.0, float(room[-1]))),
        *_windows(mass, room, index),
        ((index >= start) & (index < end)).astype(float),
        _signed(index - start),
        _signed(index - end),
        np.full(count, (mass[end] - mass[start]) / total),
        (index - middle) / spread,
        np.log1p(index - before),
        np.log1p(after - index),
        np.log1p(doubted[index] - doubted[np.maximum(before, 0)]),
        np.log1p(doubted[np.minimum(after, count)] - doubted[index]),
        _belonging(np.where(first.words >= 4, belief, 0.0), first.vocabulary),
    ]
    return np.column_stack([first.matrix, *columns])


def _own(document: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Array:
    """What each line says of itself."""
    words = np.log1p([line.words for line in lines])
    ends = np.array([(line.ended, line.cut, line.section) for line in lines], float)
    # A line of no kind, or of none of those, has no column.
    kinds = np.array([_KIND_COLUMNS.get(line.kind, -1) if line.kind else -1 for line in lines])
    named = kinds[:, np.newaxis] == np.arange(len(KINDS))
    return np.column_stack([words, ends, read_marks(document, lines), vocabulary.shares, named])


def _positions(document: str, lines: Sequence[Line]) -> Array:
    count = len(lines)
    index = np.arange(count)
    repeats = Counter(line.text for line in lines)
    gap = np.minimum(_gaps(document, lines), 3.0)
    return np.column_stack(
        [
            index / max(1, count),
            np.log1p(index),
            np.log1p(count - 1 - index),
            np.full(count, np.log1p(count)),
            gap,
            _shifted(gap, -1),
            np.array([min(repeats[line.text], 5) for line in lines], dtype=float),
        ]
    )


def _gaps(document: str, lines: Sequence[Line]) -> Array:
    """The line breaks before each line."""
    between = pairwise(line.span for line in lines)
    gaps = [document.count("\n", before.end, span.offset) for before, span in between]
    return np.array([0, *gaps], float)


def _neighbours(own: Array, prose: Array, furniture: Array) -> Array:
    values = {name: own[:, OWN.index(name)] for name in NEIGHBOUR if name in OWN}
    values |= {"log prose": prose * values["log words"], "furniture": furniture}
    shown = np.column_stack([values[name] for name in NEIGHBOUR])
    return np.hstack([_shifted(shown, step) for step in NEIGHBOUR_STEPS])


def _masses(weight: Array) -> Array:
    """How much prose stands before, behind and around each line."""
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    total = max(1.0, float(sums[-1]))
    columns = [
        *(sums[:-1] / total, (sums[-1] - sums[1:]) / total),
        *(np.log1p(sums[:-1]), np.log1p(sums[-1] - sums[1:])),
    ]
    for reach in PROSE_REACHES:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        columns.append((sums[index] - sums[low]) / reach / 30.0)
        columns.append((sums[high] - sums[index + 1]) / reach / 30.0)
    return np.column_stack(columns)


def _breaks(weight: Array, broken: Marked) -> Array:
    """How far a copyright line or the heading of a list is, and how much prose lies between."""
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    before, after = _before(broken), _after(broken)
    passed = _summed(broken.astype(float))[:-1]
    return np.column_stack(
        [
            np.log1p(index - before),
            np.minimum(passed, 6.0),
            np.log1p(sums[:-1] - sums[np.maximum(before, 0)]),
            np.log1p(after - index),
            np.log1p(sums[after] - sums[index]),
        ]
    )


def _run(weight: Array, start: int, end: int) -> Array:
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    inside = float(sums[end] - sums[start])
    total = max(1.0, float(sums[-1]))
    return np.column_stack(
        [
            ((index >= start) & (index < end)).astype(float),
            _signed(index - start),
            _signed(index - end),
            np.full(count, np.log1p(inside)),
            np.full(count, inside / total),
            np.full(count, np.log1p(total)),
        ]
    )


def _nearest(marked: Marked) -> Array:
    index = np.arange(len(marked))
    return np.column_stack([np.log1p(index - _before(marked)), np.log1p(_after(marked) - index)])


def _belonging(belief: Array, vocabulary: Vocabulary) -> Array:
    shared = belonging(belief, vocabulary)
    share = shared[:, _SHARE]
    return np.column_stack([shared, _shifted(share, 1), _shifted(share, -1)])


def _headline(vocabulary: Vocabulary, title: int | None, count: int) -> Array:
    if title is None:
        return np.column_stack([np.zeros((count, 4)), np.full(count, -9.0)])
    of_title, of_line = shared_with(title, vocabulary, count)
    return np.column_stack(
        [
            *(of_title, of_line, _shifted(of_title, 1), _shifted(of_title, -1)),
            _signed(np.arange(count) - title),
        ]
    )


def _windows(mass: Array, room: Array, index: Indices) -> list[Array]:
    count = len(index)
    columns = []
    for reach in BELIEF_REACHES:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        columns.append((mass[index] - mass[low]) / (room[index] - room[low] + 5.0))
        columns.append((mass[high] - mass[index + 1]) / (room[high] - room[index + 1] + 5.0))
    return columns


def _likeliest_run(score: Array) -> tuple[int, int]:
    """The half-open range with the highest sum: where the running sum rises most."""
    sums = _summed(score)
    rise = sums - np.minimum.accumulate(sums)
    end = int(rise.argmax())
    return int(sums[: end + 1].argmin()), end


def _summed(values: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(values)])


def _shifted(values: Array, step: int) -> Array:
    """Each row's neighbour `step` rows before it; zeros where there is none."""
    moved = np.zeros_like(values)
    if step > 0:
        moved[step:] = values[:-step]
    else:
        moved[:step] = values[-step:]
    return moved


def _signed(distance: Indices) -> Array:
    away: Array = distance.astype(float)
    signed: Array = np.copysign(np.log1p(np.abs(away)), away)
    return signed


def _before(marked: Marked) -> Indices:
    """The nearest marked row before each, or -1."""
    indices = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))
    return np.concatenate([[-1], indices[:-1]])


def _after(marked: Marked) -> Indices:
    """The nearest marked row behind each, or the number of rows."""
    count = len(marked)
    indices = np.minimum.accumulate(np.where(marked, np.arange(count), count)[::-1])[::-1]
    return np.concatenate([indices[1:], [count]])
