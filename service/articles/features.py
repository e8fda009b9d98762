"""A page's lines as a matrix: what each says of itself, its neighbours, and its place.

Two passes read a page (stacked sequential learning: Cohen and Carvalho, IJCAI 2005). `look` gives
what a first look at the text tells; `look_again` adds what the first pass believed of the lines
around, and how far a line's words belong to what it took for the article, which is what tells a
teaser from a paragraph. On 181 real pages, cross-validated by site, the second pass lifts 4-gram
F1 from 0.907 to 0.918.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.articles.lines import BREAK, Line, densest_run

Array = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]

# Columns of a line's own features that its neighbours are told too.
_WORDS, _ENDED, _COMMON_SHARE = 0, 1, 9
_LONG_PROSE = 20.0
_CAP = 80.0


@dataclass(frozen=True, slots=True)
class Look:
    """A page's lines as numbers.

    `matrix` has a row a line. `terms` and `owners` are parallel: one entry for each line and each
    different word of content in it; `names` says which of those are names.
    """

    matrix: Array
    words: Array
    terms: _Places
    owners: _Places
    names: npt.NDArray[np.bool_]


def look(lines: Sequence[Line], gaps: Sequence[int], title: int | None) -> Look:
    """Return the features that the text alone gives.

    `gaps` are the line breaks before each line; `title` is the place of the likely headline.
    """
    count = len(lines)
    own = np.array([line.features for line in lines], dtype=float)
    words = np.array([line.words for line in lines], dtype=float)
    prose = np.array([line.prose for line in lines], dtype=float)
    furniture = np.array([line.kind is not None for line in lines], dtype=float)
    score = np.array([line.score for line in lines])
    start, end = densest_run(lines)
    weight = prose * np.minimum(words, 60.0)
    terms, owners, names = _vocabulary(lines)
    place = np.arange(count)
    inside = ((place >= start) & (place < end)).astype(float)
    columns = [
        own,
        _places(lines, gaps),
        _neighbours(own, prose, furniture),
        _masses(weight),
        _breaks(weight, score <= BREAK),
        _run(weight, start, end),
        _nearest(weight >= _LONG_PROSE),
        _belonging(inside * (weight > 0), terms, owners, names, count),
        _headline(lines, title),
    ]
    return Look(np.column_stack(columns), words, terms, owners, names)


def look_again(first: Look, belief: Array) -> Array:
    """Return the features of the second pass, given the first pass's probability of each line."""
    count = len(belief)
    place = np.arange(count)
    clipped = np.clip(belief, 0.01, 0.99)
    capped = np.minimum(first.words, _CAP)
    weight = belief * capped
    mass, room = _summed(weight), _summed(capped)
    total = max(1.0, float(mass[-1]))
    start, end = _likeliest_run((belief - 0.4) * np.minimum(first.words + 2.0, 60.0))
    middle = float((weight * place).sum()) / max(1e-9, float(weight.sum()))
    spread = 1.0 + np.sqrt(float((weight * (place - middle) ** 2).sum()) / total)
    sure = (belief > 0.7) & (first.words > 8)
    doubted = _summed(first.words * (belief < 0.5))
    before, after = _before(sure), _after(sure)
    columns = [
        belief,
        np.log(clipped / (1.0 - clipped)),
        *(_shifted(belief, step) for step in (-4, -3, -2, -1, 1, 2, 3, 4)),
        mass[:-1] / total,
        (mass[-1] - mass[1:]) / total,
        np.log1p(mass[:-1]),
        np.log1p(mass[-1] - mass[1:]),
        np.full(count, np.log1p(total)),
        np.full(count, total / max(1.0, float(room[-1]))),
        *_windows(mass, room, place),
        ((place >= start) & (place < end)).astype(float),
        _signed(place - start),
        _signed(place - end),
        np.full(count, (mass[end] - mass[start]) / total),
        (place - middle) / spread,
        np.log1p(place - before),
        np.log1p(after - place),
        np.log1p(doubted[place] - doubted[np.maximum(before, 0)]),
        np.log1p(doubted[np.minimum(after, count)] - doubted[place]),
        _belonging(
            np.where(first.words >= 4, belief, 0.0), first.terms, first.owners, first.names, count
        ),
    ]
    return np.column_stack([first.matrix, *columns])


def _places(lines: Sequence[Line], gaps: Sequence[int]) -> Array:
    count = len(lines)
    place = np.arange(count)
    repeats = Counter(line.text for line in lines)
    gap = np.minimum(np.array(gaps, dtype=float), 3.0)
    return np.column_stack(
        [
            place / max(1, count),
            np.log1p(place),
            np.log1p(count - 1 - place),
            np.full(count, np.log1p(count)),
            gap,
            _shifted(gap, -1),
            np.array([min(repeats[line.text], 5) for line in lines], dtype=float),
        ]
    )


def _neighbours(own: Array, prose: Array, furniture: Array) -> Array:
    length = own[:, _WORDS]
    told = np.column_stack(
        [length, prose * length, furniture, own[:, _COMMON_SHARE], own[:, _ENDED]]
    )
    return np.hstack([_shifted(told, step) for step in (-3, -2, -1, 1, 2, 3)])


def _masses(weight: Array) -> Array:
    """How much prose stands before, behind and around each line."""
    count = len(weight)
    place = np.arange(count)
    sums = _summed(weight)
    total = max(1.0, float(sums[-1]))
    columns = [
        *(sums[:-1] / total, (sums[-1] - sums[1:]) / total),
        *(np.log1p(sums[:-1]), np.log1p(sums[-1] - sums[1:])),
    ]
    for reach in (3, 6, 12):
        low, high = np.maximum(0, place - reach), np.minimum(count, place + reach + 1)
        columns.append((sums[place] - sums[low]) / reach / 30.0)
        columns.append((sums[high] - sums[place + 1]) / reach / 30.0)
    return np.column_stack(columns)


def _breaks(weight: Array, broken: npt.NDArray[np.bool_]) -> Array:
    """How far a copyright line or the heading of a list is, and how much prose lies between."""
    count = len(weight)
    place = np.arange(count)
    sums = _summed(weight)
    before, after = _before(broken), _after(broken)
    passed = _summed(broken.astype(float))[:-1]
    return np.column_stack(
        [
            np.log1p(place - before),
            np.minimum(passed, 6.0),
            np.log1p(sums[:-1] - sums[np.maximum(before, 0)]),
            np.log1p(after - place),
            np.log1p(sums[after] - sums[place]),
        ]
    )


def _run(weight: Array, start: int, end: int) -> Array:
    count = len(weight)
    place = np.arange(count)
    sums = _summed(weight)
    held = float(sums[end] - sums[start])
    total = max(1.0, float(sums[-1]))
    return np.column_stack(
        [
            ((place >= start) & (place < end)).astype(float),
            _signed(place - start),
            _signed(place - end),
            np.full(count, np.log1p(held)),
            np.full(count, held / total),
            np.full(count, np.log1p(total)),
        ]
    )


def _nearest(marked: npt.NDArray[np.bool_]) -> Array:
    place = np.arange(len(marked))
    return np.column_stack([np.log1p(place - _before(marked)), np.log1p(_after(marked) - place)])


def _vocabulary(
    lines: Sequence[Line],
) -> tuple[_Places, _Places, npt.NDArray[np.bool_]]:
    numbers: dict[str, int] = {}
    terms: list[int] = []
    owners: list[int] = []
    names: list[bool] = []
    for owner, line in enumerate(lines):
        terms += [numbers.setdefault(term, len(numbers)) for term in line.terms]
        names += map(line.names.__contains__, line.terms)
        owners += [owner] * len(line.terms)
    return np.array(terms, np.intp), np.array(owners, np.intp), np.array(names, bool)


def _belonging(
    belief: Array, terms: _Places, owners: _Places, names: npt.NDArray[np.bool_], count: int
) -> Array:
    """How far each line's words of content occur in the other lines, weighted by `belief`."""
    if not len(terms):
        return np.zeros((count, 7))
    own = belief[owners]
    inside = np.bincount(terms, own)[terms] - own
    outside = np.bincount(terms)[terms] - 1.0 - inside
    held = np.bincount(owners, minlength=count)
    some = np.maximum(held, 1)

    def total(values: Array) -> Array:
        return np.asarray(np.bincount(owners, values, minlength=count), dtype=float)

    shared = inside > 0.3
    strength = total(np.minimum(inside, 3.0)) / some
    matches = total(shared.astype(float))
    share = matches / some
    elsewhere = total(np.clip(outside, 0.0, 3.0)) / some
    named = (total((shared & names).astype(float)) + 0.5) / (total(names.astype(float)) + 1.0)
    return np.column_stack(
        [
            *(strength, share, np.minimum(matches, 30.0), elsewhere, named),
            *(_shifted(share, 1), _shifted(share, -1)),
        ]
    )


def _headline(lines: Sequence[Line], title: int | None) -> Array:
    count = len(lines)
    if title is None:
        return np.column_stack([np.zeros((count, 4)), np.full(count, -9.0)])
    wanted = lines[title].terms
    shared = np.array([len(line.terms & wanted) for line in lines], dtype=float)
    held = np.array([len(line.terms) for line in lines], dtype=float)
    of_title = shared / max(1, len(wanted))
    return np.column_stack(
        [
            of_title,
            shared / np.maximum(held, 1.0),
            _shifted(of_title, 1),
            _shifted(of_title, -1),
            _signed(np.arange(count) - title),
        ]
    )


def _windows(mass: Array, room: Array, place: _Places) -> list[Array]:
    count = len(place)
    columns = []
    for reach in (2, 5, 10):
        low, high = np.maximum(0, place - reach), np.minimum(count, place + reach + 1)
        columns.append((mass[place] - mass[low]) / (room[place] - room[low] + 5.0))
        columns.append((mass[high] - mass[place + 1]) / (room[high] - room[place + 1] + 5.0))
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


def _signed(distance: _Places) -> Array:
    away: Array = distance.astype(float)
    signed: Array = np.copysign(np.log1p(np.abs(away)), away)
    return signed


def _before(marked: npt.NDArray[np.bool_]) -> _Places:
    """The nearest marked row before each, or -1."""
    places = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -1))
    return np.concatenate([[-1], places[:-1]])


def _after(marked: npt.NDArray[np.bool_]) -> _Places:
    """The nearest marked row behind each, or the number of rows."""
    count = len(marked)
    places = np.minimum.accumulate(np.where(marked, np.arange(count), count)[::-1])[::-1]
    return np.concatenate([places[1:], [count]])
