"""A document as blocks: lines, with hard-wrapped lines put together again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.text.spans import Span
from service.text.wrapped_lines import WrappedLines, limit_lines

# Newspaper columns have 28 to 45 characters, mails and plain text 60 to 80; beyond 120 a line is a
# paragraph. Narrower lines are those of menus and verse. An ideograph is as wide as two letters.
_NARROWEST, _NARROWEST_OF_IDEOGRAPHS, _WIDEST = 24, 14, 120
# A line that alone is broken has to be so long.
_LONG = 40
# So many lines in a row may begin otherwise than in small letters, and as many more may belong to a
# stretch before its first and behind its last.
_REACH, _MORE, _SHORT_RUN = 7, 7, 5
# How much of what goes on in small letters has to fill its column, and how much of all has to go on
# so; more where blank lines stand between, since each of those may as well part paragraphs.
_FULL_SHARE, _SURE_SHARE = 0.7, {1: 0.25, 2: 0.4}
# So many lines must go on in small letters, here and in the stretches around of the same column,
# whose longest lines may differ by a word.
_MIN_SURE, _SLACK, _AROUND = 3, 8, 4
# No menu has lines so long, and fewer do.
_MAIL, _MIN_SURE_OF_MAIL = 56, 2
# Lines that are longer by more than this belong to no column of such lines.
_MOST_RAGGED = 1.3
_PAGE_BREAK = range(2, 5)
# One line in five ends as a sentence does, of prose.
_ENDED_SHARE = 0.05
# Where first letters do not tell, more has to fill the column, and paragraphs have to end.
_FULL_SHARE_OF_WHOLE, _ENDED_SHARE_OF_WHOLE = 0.8, 0.34
_CASELESS, _CASED = "c", "lu"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of `run` (from, to before) of which those that are `sure` go on in small letters.

    `support` counts these, and in a column that is wider than menus are what else is full.
    """

    run: tuple[int, int]
    sure: tuple[int, ...]
    width: int
    support: int


def split_blocks(document: str, max_lines: int | None = None) -> tuple[Span, ...]:
    """Return the document's blocks, trimmed of blanks, in order; linear in its length.

    A block is a line, or the lines of one paragraph where the text was hard-wrapped. In a quoted
    mail each line has a margin (`> `), which stays in the block and counts for its width. Together
    the blocks cover every non-blank character once. Raises `TooManyParts` where the document has
    more than `max_lines` lines.
    """
    limit_lines(document, max_lines)
    lines = WrappedLines(document)
    continued = _find_continued(lines)
    if not continued:
        return tuple(lines.spans)
    blocks: list[Span] = []
    for index, line in enumerate(lines.spans):
        if index in continued:
            first = blocks[-1]
            blocks[-1] = Span(first.offset, line.end - first.offset)
        else:
            blocks.append(line)
    return tuple(blocks)


def _find_continued(lines: WrappedLines) -> set[int]:
    """The indices of the lines that go on from the line before them.

    In a wrapped text the first word of a line would not have fitted on the line before, and most
    lines begin with a small letter, in scripts that have them; there may be one blank line behind
    each.
    """
    caseless = lines.cases.count("c")
    if "l" not in lines.cases and caseless < _MIN_SURE:
        return set()
    gaps = lines.find_gaps(_WIDEST)
    continued: set[int] = set()
    for gap in (1, 2):
        runs = list(_runs(gaps, gap))
        stretches = [found for run in runs for found in _stretches(lines, run, gap)]
        if gap > 1 and not _are_prose(lines, stretches):
            stretches = []
        stretches = _supported(lines, stretches)
        for stretch in stretches:
            continued.update(_of_stretch(lines, stretch))
        continued.update(_of_short_runs(lines, runs, stretches))
        if caseless >= _MIN_SURE:
            continued.update(_of_whole(lines, runs, _CASELESS))
        if not stretches and any(map(lines.goes_on, range(1, len(lines)))):
            continued.update(_of_whole(lines, runs, _CASED))
    alone = {
        index
        for index, gap in enumerate(gaps)
        # One wrapped line in a text that is not: it stops in mid-sentence and goes on.
        if gap == 1 and lines.spans[index - 1].length >= _LONG and lines.goes_on(index)
    }
    broken = {
        index
        for index, gap in enumerate(gaps)
        # The end of a page, with blank lines in mid-sentence.
        if gap in _PAGE_BREAK
        and index - 1 in continued
        and 3 * lines.widths[index - 1] >= 2 * lines.widths[index - 2]
        and lines.goes_on(index)
    }
    return {index for index in continued | alone | broken if lines.are_of_text(index - 1, index)}


def _runs(gaps: Sequence[int], gap: int) -> Iterator[tuple[int, int]]:
    """The lines, two or more, that stand so far apart."""
    start = 0
    for index in range(1, len(gaps) + 1):
        if index == len(gaps) or gaps[index] != gap:
            if index - start > 1:
                yield start, index
            start = index


def _stretches(lines: WrappedLines, run: tuple[int, int], gap: int) -> Iterator[_Stretch]:
    """What of a run fills a column of its own, and mostly goes on in small letters."""
    sure: list[int] = []
    for index in range(run[0] + 1, run[1]):
        parted = gap > 1 and lines.is_remark(index - 1)
        if lines.goes_on(index) and not parted and not lines.is_address(index):
            if sure and index - sure[-1] > _REACH:
                yield from _stretch(lines, run, sure, gap)
                sure = []
            sure.append(index)
    if sure:
        yield from _stretch(lines, run, sure, gap)


def _stretch(
    lines: WrappedLines, run: tuple[int, int], sure: Sequence[int], gap: int
) -> Iterator[_Stretch]:
    first, last = sure[0], sure[-1]
    if len(sure) < _SURE_SHARE[gap] * (last - first + 1):
        return
    widths = sorted(lines.widths[index - 1] for index in sure)
    # A line or two may be longer than the column: a link, a headline.
    usual = widths[len(widths) - 1 - len(widths) // 10]
    around = range(max(run[0] + 1, first - _MORE), min(run[1], last + _MORE + 1))
    for indices in (around, sure):
        width = max(
            width
            for width in (usual, *(lines.widths[index - 1] for index in indices))
            if width <= _MOST_RAGGED * usual
        )
        if width >= _NARROWEST and _is_filled(lines, sure, width):
            others = sum(_fits(lines, index, width) for index in around) if width >= _LONG else 0
            yield _Stretch(run, tuple(sure), width, max(len(sure), others))
            return


def _is_filled(lines: WrappedLines, sure: Sequence[int], width: int) -> bool:
    return sum(lines.fills(index, width) for index in sure) >= _FULL_SHARE * len(sure)


def _are_prose(lines: WrappedLines, stretches: Sequence[_Stretch]) -> bool:
    """Say whether most lines are nearly as long as their column, and some end as sentences do.

    Names of speakers are shorter, and the items of a list have no full stop.
    """
    count = long = ended = 0
    for stretch in stretches:
        widths = lines.widths[stretch.sure[0] - 1 : stretch.sure[-1] + 1]
        count += len(widths)
        long += sum(3 * width >= 2 * stretch.width for width in widths)
        last = stretch.sure[-1]
        while last + 1 < stretch.run[1] and _fits(lines, last + 1, stretch.width):
            last += 1
        ended += sum(lines.ended(index) for index in range(stretch.sure[0], last + 1))
    return 2 * long > count and ended >= _ENDED_SHARE * count


def _supported(lines: WrappedLines, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches that others around bear out, with the width of the column they share."""
    kept = []
    for index, stretch in enumerate(stretches):
        alike = [
            other
            for other in stretches[max(0, index - _AROUND) : index + _AROUND + 1]
            if abs(other.width - stretch.width) <= _SLACK
        ]
        wanted = _MIN_SURE if stretch.width < _MAIL else _MIN_SURE_OF_MAIL
        if sum(other.support for other in alike) < wanted:
            continue
        width = max(other.width for other in alike)
        if _is_filled(lines, stretch.sure, width):
            kept.append(replace(stretch, width=width))
        elif len(stretch.sure) >= _MIN_SURE:
            kept.append(stretch)
    return kept


def _of_stretch(lines: WrappedLines, stretch: _Stretch) -> Iterator[int]:
    (start, end), width = stretch.run, stretch.width
    first, last = stretch.sure[0], stretch.sure[-1]
    sure = set(stretch.sure)
    for index in range(first, last + 1):
        if index in sure:
            if 2 * lines.widths[index - 1] >= width:
                yield index
        elif _fits(lines, index, width):
            yield index
    for indices in (range(first - 1, start, -1), range(last + 1, end)):
        unbroken = True
        for index in indices[:_MORE]:
            fits = _fits(lines, index, width)
            # Beyond the end of a paragraph, what breaks off in mid-sentence goes on all the same.
            if fits and (unbroken or not lines.ended(index - 1)):
                yield index
            unbroken = unbroken and fits


def _fits(lines: WrappedLines, index: int, width: int) -> bool:
    """Say whether a line goes on from a line that was full, and neither is beyond the column."""
    return (
        max(lines.widths[index - 1], lines.widths[index]) <= width + 1
        and not lines.starts_paragraph(index)
        and lines.fills(index, width)
    )


def _of_short_runs(
    lines: WrappedLines, runs: Sequence[tuple[int, int]], stretches: Sequence[_Stretch]
) -> Iterator[int]:
    """Paragraphs of a few lines, of which none goes on in small letters, in a wrapped text."""
    starts = [stretch.run[0] for stretch in stretches]
    told = set(starts)
    for start, end in runs:
        if not stretches or start in told or end - start > _SHORT_RUN or not lines.ended(end - 1):
            continue
        place = bisect_right(starts, start)
        for stretch in stretches[max(0, place - 1) : place + 1]:
            if all(_fits(lines, index, stretch.width) for index in range(start + 1, end)):
                yield from range(start + 1, end)
                break


def _of_whole(lines: WrappedLines, runs: Sequence[tuple[int, int]], cases: str) -> Iterator[int]:
    """What goes on where the whole text was wrapped, whatever letters its lines begin with.

    So are told scripts without small letters, and short texts in languages with many capitals.
    """
    pairs = [
        index
        for start, end in runs
        for index in range(start + 1, end)
        if lines.cases[index] in cases
        and not lines.ended(index - 1)
        and not lines.starts_paragraph(index)
        and lines.are_of_text(index - 1, index)
    ]
    if len(pairs) < _MIN_SURE:
        return
    narrowest = _LONG
    if cases == _CASELESS:
        narrowest = _NARROWEST_OF_IDEOGRAPHS if lines.is_ideograph(pairs[0]) else _NARROWEST
    widths = sorted(lines.widths[index - 1] for index in pairs)
    usual = widths[len(widths) - 1 - len(widths) // 10]
    width = max(width for width in widths if width <= usual + _SLACK)
    full = sum(lines.fills(index, width) for index in pairs)
    ended = sum(lines.ended(end - 1) for _, end in runs)
    if (
        width >= narrowest
        and full >= _FULL_SHARE_OF_WHOLE * len(pairs)
        and ended >= _ENDED_SHARE_OF_WHOLE * len(runs)
    ):
        for start, end in runs:
            for index in range(start + 1, end):
                if lines.cases[index] in cases and _fits(lines, index, width):
                    yield index
