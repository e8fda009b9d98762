"""Counts as pictures: SVG of bars, each part told by its title and not by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

# Okabe and Ito's, which those who see few colours tell apart; the last is for what has no name.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b8a800")
_NONE = "#a3a9ad"
_WIDTH, _BAR, _GAP, _LABELS, _NUMBERS = 760, 18, 8, 190, 90
_HEIGHT, _FOOT = 180, 22
_MOST_LABELS = 12


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
    scale = (_WIDTH - _LABELS - _NUMBERS) / most
    height = len(rows) * (_BAR + _GAP)
    drawn = []
    for at, (name, counts) in enumerate(rows.items()):
        y, x = at * (_BAR + _GAP), float(_LABELS)
        label = name if len(name) <= 26 else f"…{name[-25:]}"
        drawn.append(_text(_LABELS - 8, y + 13, label, anchor="end"))
        for part, colour in series.colours.items():
            count = counts.get(part, 0)
            if count:
                drawn.append(
                    _box(x, y, count * scale, _BAR, colour, _said(name, part, count, words))
                )
                x += count * scale
        drawn.append(_text(x + 6, y + 13, f"{sum(counts.values()):,}"))
    return _svg(height, drawn)


def columns(
    rows: Mapping[str, Mapping[str, int]], series: Series, words: Mapping[str, str]
) -> Markup:
    """Return a column a row, in parts, from left to right."""
    most = max((sum(counts.values()) for counts in rows.values()), default=0) or 1
    scale, step = (_HEIGHT - 14) / most, _WIDTH / max(1, len(rows))
    every = max(1, -(-len(rows) // _MOST_LABELS))
    drawn = []
    for at, (name, counts) in enumerate(rows.items()):
        x, y = at * step, float(_HEIGHT)
        for part, colour in series.colours.items():
            count = counts.get(part, 0)
            if count:
                y -= count * scale
                said = _said(name, part, count, words)
                drawn.append(_box(x + 1, y, max(1.0, step - 2), count * scale, colour, said))
        if at % every == 0:
            drawn.append(_text(x + 1, _HEIGHT + 16, name))
    return _svg(_HEIGHT + _FOOT, drawn)


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


def _text(x: float, y: float, text: str, *, anchor: str = "start") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, text
    )


def _svg(height: float, drawn: Sequence[Markup]) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img">{}</svg>').format(
        _WIDTH, height, Markup("").join(drawn)
    )
