"""Drawing the figures of summaries: quality with intervals, and time by length, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 900, 380, 56, 48
_LEFT_PANEL, _RIGHT_PANEL = (110, 430), (540, 790)
_INK, _FAINT, _OURS, _STOCK = "#333", "#ccc", "#0b6e4f", "#b3541e"

_Point = tuple[float, float]

#: Each method's mean difference to the lead, and the ends of its interval.
Differences = Mapping[str, tuple[float, float, float]]
#: Each method's milliseconds by number of sentences.
Times = Mapping[str, Sequence[tuple[int, float]]]


def draw(path: Path, differences: Differences, times: Times, title: str) -> None:
    """Write both panels as one picture that needs nothing but itself."""
    body = "\n".join((*_draw_quality(differences, title), *_draw_times(times)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' font-family="sans-serif" font-size="12" fill="{_INK}">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>\n{body}\n</svg>\n',
        encoding="utf-8",
    )


def _draw_quality(differences: Differences, title: str) -> Iterator[str]:
    left, right = _LEFT_PANEL
    low = math.floor(min(0.0, *(interval[1] for interval in differences.values())))
    high = math.ceil(max(0.0, *(interval[2] for interval in differences.values())))

    def across(points: float) -> float:
        return left + (points - low) / (high - low) * (right - left)

    yield _text(left, 20, "ROUGE-1 against the lead, 95 % intervals", weight="bold")
    yield _text(left, 38, title)
    bottom = _HEIGHT - _BOTTOM
    step = max(1, (high - low) // 8)
    for points in range(low, high + 1):
        if points % step == 0:
            yield _line((across(points), _TOP), (across(points), bottom), _FAINT)
            yield _text(across(points), bottom + 18, f"{points:+d}" if points else "lead", "middle")
    yield _line((across(0), _TOP), (across(0), bottom), _INK)
    ranked = sorted(differences.items(), key=lambda item: -item[1][0])
    gap = (bottom - _TOP) / len(ranked)
    for place, (method, (mean, least, most)) in enumerate(ranked):
        y, colour = _TOP + (place + 0.5) * gap, _OURS if method == "news" else _STOCK
        yield _text(left - 8, y + 4, method, "end")
        yield _line((across(least), y), (across(most), y), colour, 2)
        yield f'<circle cx="{across(mean):.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def _draw_times(times: Times) -> Iterator[str]:
    left, right = _RIGHT_PANEL
    points = [point for curve in times.values() for point in curve]
    sizes = sorted({size for size, _ in points})
    low = math.floor(math.log10(min(spent for _, spent in points)))
    high = math.ceil(math.log10(max(spent for _, spent in points)))
    bottom = _HEIGHT - _BOTTOM

    def across(size: int) -> float:
        return left + math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0]) * (right - left)

    def down(spent: float) -> float:
        return bottom - (math.log10(spent) - low) / (high - low) * (bottom - _TOP)

    yield _text(left, 20, "Milliseconds by number of sentences", weight="bold")
    for power in range(low, high + 1):
        yield _line((left, down(10**power)), (right, down(10**power)), _FAINT)
        yield _text(left - 8, down(10**power) + 4, f"{10**power:,g}", "end")
    for size in sizes:
        yield _text(across(size), bottom + 18, f"{size:,}", "middle")
    for name, curve in times.items():
        colour = _OURS if name == "news" else _STOCK
        dashes = ' stroke-dasharray="5 4"' if name.startswith("sumy") else ""
        path = " ".join(f"{across(size):.1f},{down(spent):.1f}" for size, spent in curve)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
        size, spent = curve[-1]
        # Names of curves that end close to each other keep apart.
        slower = any(curve[-1] < other[-1] for other in times.values())
        yield _text(across(size) + 8, down(spent) + (10 if slower else -2), name)


def _line(start: _Point, end: _Point, colour: str, width: int = 1) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        f' stroke="{colour}" stroke-width="{width}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(text)}</text>"
    )
