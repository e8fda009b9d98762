"""A document as blocks: lines, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from service.text.languages.bylines import names_authors
from service.text.spans import Span

# Every mandatory break of Unicode's line breaking rules; \x1c-\x1e are not among them.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
# What a mail program puts before each line that it quotes; tables have bars, which are no margin.
_MARGIN = re.compile(r"(?:>[^\S\n]?)+")
_ENDED = re.compile(r"[.!?:;…。！？]['\"”’»)\]]*$")
_BULLET = re.compile(r"(?:[*•·▪◦‣–—-]|\d{1,3}[.)])\s")

# Mail and plain-text tools wrap at 60 to 80 columns; beyond 120 a line is a paragraph.
_NARROWEST, _WIDEST = 40, 120
# A document counts as hard-wrapped where this share of its lines was full.
_FULL_SHARE = 0.6


def split_blocks(document: str) -> tuple[Span, ...]:
    """Return the document's blocks, trimmed of blanks, in order.

    A block is a line, or the lines of one paragraph where the text was hard-wrapped: in such a
    text the first word of the next line would not have fitted on the line before it. In a quoted
    mail each line has a margin (`> `), which stays in the block and counts for its width. Together
    the blocks cover every non-blank character once.
    """
    lines = _lines(document)
    width = _wrap_width(document, lines)
    blocks: list[Span] = []
    for index, line in enumerate(lines):
        if (
            blocks
            and _continues(document, lines[index - 1], line, width)
            and not _is_byline(document, line, lines[index + 1 : index + 2])
        ):
            first = blocks[-1]
            blocks[-1] = Span(first.offset, line.end - first.offset)
        else:
            blocks.append(line)
    return tuple(blocks)


def has_more_lines(document: str, max_lines: int) -> bool:
    """Say whether more than `max_lines` lines of the document are not blank; counts no further."""
    lines = (line for line in _LINE.finditer(document) if not line.group().isspace())
    return next(islice(lines, max_lines, None), None) is not None


def _lines(document: str) -> list[Span]:
    lines = []
    for match in _LINE.finditer(document):
        text = match.group()
        stripped = text.strip()
        if stripped:
            start = match.start() + len(text) - len(text.lstrip())
            lines.append(Span(start, len(stripped)))
    return lines


def _begin(document: str, line: Span) -> int:
    """Where the line begins behind its margin, if it has one; at its end, if it is nothing else."""
    if document[line.offset] != ">":
        return line.offset
    margin = _MARGIN.match(document, line.offset, line.end)
    return line.offset if margin is None else margin.end()


def _adjacent(document: str, line: Span, following: Span) -> bool:
    """Say whether lines stand together, quoted as often as each other, without a blank between."""
    gap = document[line.end : following.offset].replace("\r\n", "\n")
    if gap.count("\n") + gap.count("\r") > 1:
        return False
    if document[line.offset] != ">" and document[following.offset] != ">":
        return True
    return _quoted(document, line) == _quoted(document, following) != ""


def _quoted(document: str, line: Span) -> str:
    """The line's margin without blanks; none where there is nothing behind it."""
    begin = _begin(document, line)
    margin = document[line.offset : begin] if begin < line.end else ""
    return margin.replace(" ", "").replace("\t", "")


def _is_byline(document: str, line: Span, following: list[Span]) -> bool:
    """Say whether a line is a byline, under a headline that it seems to go on from."""
    if any(document[span.offset].islower() for span in following):
        return False
    return names_authors(line.of(document))


def _wrap_width(document: str, lines: list[Span]) -> int | None:
    """The column a hard-wrapped document breaks at, or None where it is not hard-wrapped."""
    longest = max((line.length for line in lines), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return None
    full = pairs = 0
    for line, following in pairwise(lines):
        if _adjacent(document, line, following):
            pairs += 1
            full += _is_full(document, line, following, longest)
    return longest if pairs >= 3 and full >= _FULL_SHARE * pairs else None


def _is_full(document: str, line: Span, following: Span, width: int) -> bool:
    word = _WORD.match(document, _begin(document, following), following.end)
    return word is not None and line.length + 1 + len(word.group()) > width


def _continues(document: str, line: Span, following: Span, width: int | None) -> bool:
    if line.length < _NARROWEST or line.length > _WIDEST:
        return False
    begin = _begin(document, following)
    if not _adjacent(document, line, following) or _BULLET.match(document, begin):
        return False
    if width is not None:
        return _is_full(document, line, following, width)
    # One wrapped line in a text that is not: it stops in mid-sentence and goes on in lower case.
    return document[begin].islower() and not _ENDED.search(line.of(document))
