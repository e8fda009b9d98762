"""A page's lines as a matrix: what each says of itself, its neighbours, and its index.

Two passes read a page (stacked sequential learning: Cohen and Carvalho, IJCAI 2005).
`extract_features` gives what the text alone tells; `add_beliefs` adds what the first pass believed
of the lines around, and how far a line's words belong to what it took for the article, which is
what tells a teaser from a paragraph (docs/decisions/0030). `feature_names` names the columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from service.articles.lines.line import BREAK, Line, Overview
from service.articles.lines.marks import read_marks, read_signs
from service.articles.lines.vocabulary import (
    Array,
    Indices,
    Marked,
    Vocabulary,
    belonging,
    read_vocabulary,
    shared_with,
)
from service.text.document import Document

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


def extract_features(document: Document, lines: Sequence[Line], overview: Overview) -> PageFeatures:
    """Return the features that the text alone gives, those that the line model judges a page by.

    Linear in the document's length but for sorting.
    """
    (start, end), title = overview.run, overview.title
    count, words = len(lines), overview.words
    prose = np.array([line.prose for line in lines], dtype=float)
    furniture = np.array([line.kind is not None for line in lines], dtype=float)
    score = np.array([line.score for line in lines])
    weight = prose * np.minimum(words, 60.0)
    inside = np.zeros(count)
    inside[start:end] = 1.0
    vocabulary = read_vocabulary(document, lines)
    shared = belonging(inside * (weight > 0), vocabulary)
    headline = None if title is None else shared_with(title, vocabulary, count)
    marks = read_marks(document, lines, vocabulary.counts)
    signs = read_signs(document, lines, overview)
    own = _own(lines, marks, vocabulary.shares)
    rows = [
        *own,
        *_positions(lines, overview.gaps),
        *_neighbours(own, prose, furniture),
        *_masses(weight),
        *_breaks(weight, score <= BREAK),
        *_run(weight, start, end),
        *_nearest(weight >= _LONG_PROSE),
        *_belonging(shared),
        *_headline(headline, title, count),
        *signs,
    ]
    return PageFeatures(np.array(rows).T, words, vocabulary)


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
    left = mass[-1] - mass[1:]
    rows = [
        belief,
        np.log(clipped / (1.0 - clipped)),
        *_all_shifted(belief, BELIEF_STEPS),
        mass[:-1] / total,
        left / total,
        np.log1p(mass[:-1]),
        np.log1p(left),
        np.full(count, np.log1p(total)),
        np.full(count, total / max(1.0, float(room[-1]))),
        *_windows(mass, room, index),
        (index >= start) & (index < end),
        _signed(index - start),
        _signed(index - end),
        np.full(count, (mass[end] - mass[start]) / total),
        (index - middle) / spread,
        np.log1p(index - before),
        np.log1p(after - index),
        np.log1p(doubted[index] - doubted[np.maximum(before, 0)]),
        np.log1p(doubted[np.minimum(after, count)] - doubted[index]),
        *_belonging(belonging(np.where(first.words >= 4, belief, 0.0), first.vocabulary)),
    ]
    return np.concatenate([first.matrix.T, np.array(rows)]).T


def _own(lines: Sequence[Line], marks: Array, shares: Array) -> list[Array]:
    """What each line says of itself."""
    named = np.zeros((len(KINDS), len(lines)))
    for index, line in enumerate(lines):
        # A line of no kind, or of none of those, has no column.
        if line.kind in _KIND_COLUMNS:
            named[_KIND_COLUMNS[line.kind], index] = 1.0
    return [
        np.log1p([line.words for line in lines]),
        *np.array([(line.ended, line.cut, line.section) for line in lines], float).T,
        *marks.T,
        *shares.T,
        *named,
    ]


def _positions(lines: Sequence[Line], gaps: Sequence[int]) -> list[Array]:
    count = len(lines)
    index = np.arange(count)
    logs = np.log1p(np.arange(count + 1))
    repeats = Counter(line.text for line in lines)
    gap = np.minimum(gaps, 3.0)
    # Before the first line stands nothing.
    gap[:1] = 0.0
    return [
        index / max(1, count),
        logs[:-1],
        logs[-2::-1],
        np.full(count, logs[-1]),
        gap,
        _shifted(gap, -1),
        np.array([min(repeats[line.text], 5) for line in lines], dtype=float),
    ]


def _neighbours(own: Sequence[Array], prose: Array, furniture: Array) -> list[Array]:
    values = {name: own[OWN.index(name)] for name in NEIGHBOUR if name in OWN}
    values |= {"log prose": prose * values["log words"], "furniture": furniture}
    return _all_shifted(np.array([values[name] for name in NEIGHBOUR]), NEIGHBOUR_STEPS)


def _masses(weight: Array) -> Iterator[Array]:
    """How much prose stands before, behind and around each line."""
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    total = max(1.0, float(sums[-1]))
    left = sums[-1] - sums[1:]
    yield sums[:-1] / total
    yield left / total
    yield np.log1p(sums[:-1])
    yield np.log1p(left)
    for reach in PROSE_REACHES:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        yield (sums[:-1] - sums[low]) / reach / 30.0
        yield (sums[high] - sums[1:]) / reach / 30.0


def _breaks(weight: Array, broken: Marked) -> list[Array]:
    """How far a copyright line or the heading of a list is, and how much prose lies between."""
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    before, after = _before(broken), _after(broken)
    passed = _summed(broken.astype(float))[:-1]
    return [
        np.log1p(index - before),
        np.minimum(passed, 6.0),
        np.log1p(sums[:-1] - sums[np.maximum(before, 0)]),
        np.log1p(after - index),
        np.log1p(sums[after] - sums[:-1]),
    ]


def _run(weight: Array, start: int, end: int) -> list[Array]:
    count = len(weight)
    index = np.arange(count)
    sums = _summed(weight)
    inside = float(sums[end] - sums[start])
    total = max(1.0, float(sums[-1]))
    return [
        ((index >= start) & (index < end)).astype(float),
        _signed(index - start),
        _signed(index - end),
        np.full(count, np.log1p(inside)),
        np.full(count, inside / total),
        np.full(count, np.log1p(total)),
    ]


def _nearest(marked: Marked) -> list[Array]:
    index = np.arange(len(marked))
    return [np.log1p(index - _before(marked)), np.log1p(_after(marked) - index)]


def _belonging(shared: Array) -> list[Array]:
    share = shared.T[_SHARE]
    return [*shared.T, _shifted(share, 1), _shifted(share, -1)]


def _headline(shared: tuple[Array, Array] | None, title: int | None, count: int) -> list[Array]:
    if shared is None or title is None:
        return [*np.zeros((4, count)), np.full(count, -9.0)]
    of_title, of_line = shared
    away = _signed(np.arange(count) - title)
    return [of_title, of_line, _shifted(of_title, 1), _shifted(of_title, -1), away]


def _windows(mass: Array, room: Array, index: Indices) -> Iterator[Array]:
    count = len(index)
    for reach in BELIEF_REACHES:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        yield (mass[:-1] - mass[low]) / (room[:-1] - room[low] + 5.0)
        yield (mass[high] - mass[1:]) / (room[high] - room[1:] + 5.0)


def _likeliest_run(score: Array) -> tuple[int, int]:
    """The half-open range with the highest sum: where the running sum rises most."""
    sums = _summed(score)
    rise = sums - np.minimum.accumulate(sums)
    end = int(rise.argmax())
    return int(sums[: end + 1].argmin()), end


def _summed(values: Array) -> Array:
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums


def _shifted(values: Array, step: int) -> Array:
    """Each line's neighbour `step` lines before it; zeros where there is none."""
    return _all_shifted(values, (step,))[0]


def _all_shifted(values: Array, steps: Sequence[int]) -> list[Array]:
    """The neighbours at each of the steps in turn; `values` has a row a feature, or is one."""
    reach, count = max(map(abs, steps)), values.shape[-1]
    wide = np.zeros((*values.shape[:-1], count + 2 * reach))
    wide[..., reach : reach + count] = values
    moved = [wide[..., reach - step : reach - step + count] for step in steps]
    return moved if values.ndim == 1 else [row for rows in moved for row in rows]


def _signed(distance: Indices) -> Array:
    away: Array = distance.astype(float)
    signed: Array = np.copysign(np.log1p(np.abs(away)), away)
    return signed


def _before(marked: Marked) -> Indices:
    """The nearest marked line before each, or -1."""
    before = np.full(len(marked), -1)
    np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1)[:-1], out=before[1:])
    return before


def _after(marked: Marked) -> Indices:
    """The nearest marked line behind each, or the number of lines."""
    count = len(marked)
    after = np.full(count, count)
    behind = np.where(marked, np.arange(count), count)[:0:-1]
    np.minimum.accumulate(behind, out=after[-2::-1] if count > 1 else after[:0])
    return after
