"""What a line's box says, as features beside those of its text (docs/decisions/0057).

A line is seen beside those of the same container (parent, and its parent) and of the same style
(tag, depth and names): what trafilatura kept of those, and what the first pass believed of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.elements import BLOCK_NUMBERS, Within
from service.articles.html.rendering.naming import Named
from service.articles.lines.vocabulary import Array, Indices, Marked

_COLUMNS = {field: column for column, field in enumerate(LineBox._fields)}
_TAGS = ("p", "div", "section", "article", "li", "td", "blockquote", "figcaption", "body")
_KEPT_STEPS = (-3, -2, -1, 1, 2, 3)
_REACHES = (2, 5, 10)
_LINKED_STEPS = (-2, -1, 1, 2)

_GROUPS = ("container", "outer container", "style")
_NAMED = tuple(name.name.lower() for name in Named if name.name)
_WITHIN = tuple(name.name.lower() for name in Within if name.name)

#: The columns of `read_boxes`, behind those of the text.
BOX_FEATURES = (
    *("linked", "log links", "strong", "control", "log images", "in a heading", "heading level"),
    *(*(f"in {tag}" for tag in _TAGS), "log depth", "behind a break", "behind a blank line"),
    *("log alike", "log repeated", "log position"),
    *(f"within {name}" for name in _WITHIN),
    *(f"named {name}" for name in _NAMED),
    *(f"near {name}" for name in _NAMED),
    *(f"around {name}" for name in _NAMED),
    *("kept", "kept whole", "log kept words", "kept share of page", "in kept run"),
    *("lines from first kept", "lines from last kept", "nothing kept"),
    *(f"kept {abs(s)} {'before' if s > 0 else 'after'}" for s in _KEPT_STEPS),
    *(f"linked {abs(s)} {'before' if s > 0 else 'after'}" for s in _LINKED_STEPS),
    *(f"kept within {r} {side}" for r in _REACHES for side in ("before", "after")),
    *("same container before", "same container after", "same style before", "same style after"),
    *(f"{what} of {group}" for group in _GROUPS
      for what in ("share", "kept share", "prose share", "linked share")),
    *("kept share of others in container", "kept share of others in style"),
    *("depth from kept depth",),
)  # fmt: skip
#: What the second pass adds of the boxes.
BELIEF_FEATURES = (
    *(f"belief share of {group}" for group in _GROUPS),
    *(f"belief share of others in {group}" for group in _GROUPS),
)


class Boxes:
    """The boxes of a page's lines as a table, and the groups that its lines fall into."""

    def __init__(self, boxes: Sequence[LineBox], parents: Sequence[int]) -> None:
        self.table = np.array(boxes, np.int64).reshape(len(boxes), len(LineBox._fields))
        around = np.array(parents, np.int64)
        container = around[self.column("block")]
        style = np.stack([self.column("tag"), self.column("depth"), self.column("named")])
        self.groups: tuple[Indices, ...] = tuple(
            np.unique(numbers, return_inverse=True, axis=-1)[1].ravel()
            for numbers in (container, around[container], style)
        )

    def column(self, field: str) -> Indices:
        """Return a field of all lines."""
        found: Indices = self.table[:, _COLUMNS[field]]
        return found


def read_boxes(boxes: Boxes, words: Array, prose: Marked) -> Array:
    """Return the boxes as features, a row a line; `prose` says which lines read like it."""
    count = len(words)
    length = np.maximum(boxes.column("length"), 1)
    linked = boxes.column("linked") / length
    kept = boxes.column("kept") / 100.0
    chosen = kept >= 0.5
    tag, depth, parted = boxes.column("tag"), boxes.column("depth"), boxes.column("parted")
    index = np.arange(count)
    where = np.flatnonzero(chosen)
    first, last = (where[0], where[-1]) if len(where) else (0, count - 1)
    kept_words = words * kept
    total = max(1.0, float(words.sum()))
    depth_kept = np.median(depth[chosen]) if len(where) else depth.mean()
    rows: list[Array | Indices | Marked] = [
        linked,
        np.log1p(boxes.column("links")),
        boxes.column("strong") / length,
        boxes.column("control") / length,
        np.log1p(boxes.column("images")),
        boxes.column("heading") > 0,
        boxes.column("heading"),
        *(tag == BLOCK_NUMBERS[name] for name in _TAGS),
        np.log1p(depth),
        parted == 1,
        parted == 3,
        *(np.log1p(boxes.column(name)) for name in ("alike", "repeated", "position")),
        *_bits(boxes.column("within"), len(_WITHIN)),
        *_bits(boxes.column("named"), len(_NAMED)),
        *_bits(boxes.column("named_near"), len(_NAMED)),
        *_bits(boxes.column("named_around"), len(_NAMED)),
        kept,
        kept > 0.95,
        np.full(count, np.log1p(kept_words.sum())),
        np.full(count, kept_words.sum() / total),
        (index >= first) & (index <= last),
        _signed(index - first),
        _signed(index - last),
        np.full(count, float(len(where) == 0)),
        *_shifts(kept, _KEPT_STEPS),
        *_shifts(linked, _LINKED_STEPS),
        *_windows(kept_words, words),
    ]
    for group in (boxes.groups[0], boxes.groups[2]):
        same = group[1:] == group[:-1]
        rows += [np.concatenate([[False], same]), np.concatenate([same, [False]])]
    others: list[Array] = []
    for group in boxes.groups:
        inside = np.bincount(group, words)[group]
        some = np.maximum(inside, 1.0)
        rows += [
            inside / total,
            np.bincount(group, kept_words)[group] / some,
            np.bincount(group, words * prose)[group] / some,
            np.bincount(group, words * linked)[group] / some,
        ]
        others.append(_of_others(group, kept, words))
    rows += [others[0], others[2], depth - depth_kept]
    return np.array(rows, float).T


def read_beliefs(boxes: Boxes, words: Array, belief: Array) -> Array:
    """Return what is believed of the lines of the same container and style, a row a line."""
    weight = words + 1.0
    rows = [
        np.bincount(group, belief * weight)[group] / np.bincount(group, weight)[group]
        for group in boxes.groups
    ]
    return np.array([*rows, *(_of_others(group, belief, words) for group in boxes.groups)]).T


def _of_others(group: Indices, value: Array, words: Array) -> Array:
    """The mean of the others of each line's group, by words; a half where there are none."""
    total, room = np.bincount(group, value * words)[group], np.bincount(group, words)[group]
    found: Array = (total - value * words + 1.0) / (room - words + 2.0)
    return found


def _bits(values: Indices, count: int) -> Array:
    return ((values >> np.arange(count)[:, None]) & 1).astype(float)


def _shifts(values: Array, steps: Sequence[int]) -> list[Array]:
    count, reach = len(values), max(map(abs, steps))
    wide = np.zeros(count + 2 * reach)
    wide[reach : reach + count] = values
    return [wide[reach - step : reach - step + count] for step in steps]


def _windows(part: Array, whole: Array) -> list[Array]:
    count = len(part)
    index = np.arange(count)
    sums = [np.concatenate([[0.0], np.cumsum(values)]) for values in (part, whole)]
    found = []
    for reach in _REACHES:
        low, high = np.maximum(0, index - reach), np.minimum(count, index + reach + 1)
        found.append((sums[0][:-1] - sums[0][low]) / (sums[1][:-1] - sums[1][low] + 5.0))
        found.append((sums[0][high] - sums[0][1:]) / (sums[1][high] - sums[1][1:] + 5.0))
    return found


def _signed(distance: Indices) -> Array:
    away: Array = distance.astype(float)
    signed: Array = np.copysign(np.log1p(np.abs(away)), away)
    return signed
