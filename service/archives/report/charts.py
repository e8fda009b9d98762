"""Counts as pictures: SVG of bars, each part told by its title and not by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

# Okabe and Ito's, which those who see few colours tell apart; the last is for what has no name.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b8a800")
_NONE = "#a3a9ad"
#: Drawings are stretched to the page; what is written stands beside them, in its size.
_WIDTH, _HEIGHT, _BAR = 1000, 180, 18
_MOST_LABELS = 12
_LONGEST = 26
#: Of the labels on a wide page every so manyth is left on a narrow one.
_NARROW = 4
#: Labels further to the right would run into the last one, on a wide page and on a narrow one.
_LAST_LABEL, _LAST_NARROW = 0.83, 0.55


@dataclass(frozen=True)
class Series:
    """Names of parts in their order, and how they are drawn."""

    colours: Mapping[str, str]

    @classmethod
    def of(cls, names: Sequence[str], nameless: str) -> Series:
        """Return the series of these names; the nameless part, if any, comes last, and is grey."""
        named = [name for name in names if name != nameless]
        colours = {name: _COLOURS[at % len(_COLOURS)] for at, name in enumerate(named)}
        return cls({**colours, nameless: _NONE} if nameless in names else colours)


def bars(rows: Mapping[str, Mapping[str, int]], series: Series, words: Mapping[str, str]) -> Markup:
    """Return a bar a row, in parts, all on one scale; `words` are what parts are called."""
    most = max((sum(counts.values()) for counts in rows.values()), default=0) or 1
    scale = _WIDTH / most
    row = Markup('<li><span class="name">{}</span>{}<span class="count">{:,}</span></li>')
    drawn = []
    for name, counts in rows.items():
        x, boxes = 0.0, []
        for part, colour in series.colours.items():
            if count := counts.get(part, 0):
                said = _said(name, part, count, words)
                boxes.append(_box(x, 0, count * scale, _BAR, colour, said))
                x += count * scale
        label = name if len(name) <= _LONGEST else f"…{name[1 - _LONGEST :]}"
        drawn.append(row.format(label, _svg(_BAR, boxes), sum(counts.values())))
    return Markup('<ul class="bars">{}</ul>').format(Markup("").join(drawn))


def columns(
    rows: Mapping[str, Mapping[str, int]], series: Series, words: Mapping[str, str]
) -> Markup:
    """Return a column a row, in parts, from left to right, with the scales of both axes.

    The first and the last row are always named, and the highest count.
    """
    most = max((sum(counts.values()) for counts in rows.values()), default=0) or 1
    scale, step = _HEIGHT / most, _WIDTH / max(1, len(rows))
    every = max(1, -(-len(rows) // _MOST_LABELS))
    label = Markup('<li{} style="{}">{}</li>')
    drawn, labels = [], []
    for at, (name, counts) in enumerate(rows.items()):
        x, y = at * step, float(_HEIGHT)
        for part, colour in series.colours.items():
            count = counts.get(part, 0)
            if count:
                y -= count * scale
                said = _said(name, part, count, words)
                drawn.append(_box(x + 1, y, max(1.0, step - 2), count * scale, colour, said))
        left = at * step / _WIDTH
        if at == len(rows) - 1:
            labels.append(label.format("", "right:0" if at else "left:0", name))
        elif at % every == 0 and left <= _LAST_LABEL:
            is_fine = at // every % _NARROW or left > _LAST_NARROW
            fine = Markup(' class="fine"') if is_fine else ""
            labels.append(label.format(fine, f"left:{left:.2%}", name))
    return Markup(
        '<div class="columns"><div class="scale"><span>{:,}</span><span>0</span></div>{}'
        '<ol class="under">{}</ol></div>'
    ).format(most, _svg(_HEIGHT, drawn), Markup("").join(labels))


def legend(series: Series, words: Mapping[str, str]) -> Markup:
    """Return what the colours mean."""
    item = Markup('<li><span style="background:{}"></span>{}</li>')
    items = [item.format(colour, words.get(name, name)) for name, colour in series.colours.items()]
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items))


def _said(name: str, part: str, count: int, words: Mapping[str, str]) -> str:
    return f"{name}: {words.get(part, part)} {count:,}"


def _box(x: float, y: float, width: float, height: float, colour: str, said: str) -> Markup:  # noqa: PLR0913, PLR0917
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}">'
        "<title>{}</title></rect>"
    ).format(x, y, width, height, colour, said)


def _svg(height: float, drawn: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {} {}" height="{}" preserveAspectRatio="none" role="img">{}</svg>'
    ).format(_WIDTH, height, height, Markup("").join(drawn))
