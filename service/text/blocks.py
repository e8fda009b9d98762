"""A document as blocks: lines, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from itertools import islice

from service.text.spans import Span
from service.text.wrapping import find_continued

# Every mandatory break of Unicode's line breaking rules; \x1c-\x1e are not among them.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def split_blocks(document: str) -> tuple[Span, ...]:
    """Return the document's blocks, trimmed of blanks, in order.

    A block is a line, or the lines of one paragraph where the text was hard-wrapped
    (`wrapping.find_continued`). In a quoted mail each line has a margin (`> `), which stays in the
    block and counts for its width. Together the blocks cover every non-blank character once.
    """
    lines: list[Span] = []
    indents: list[int] = []
    for match in _LINE.finditer(document):
        text = match.group()
        stripped = text.strip()
        if stripped:
            indent = len(text) - len(text.lstrip())
            lines.append(Span(match.start() + indent, len(stripped)))
            indents.append(indent)
    continued = find_continued(document, lines, indents)
    if not continued:
        return tuple(lines)
    blocks: list[Span] = []
    for index, line in enumerate(lines):
        if index in continued:
            first = blocks[-1]
            blocks[-1] = Span(first.offset, line.end - first.offset)
        else:
            blocks.append(line)
    return tuple(blocks)


def has_more_lines(document: str, max_lines: int) -> bool:
    """Say whether more than `max_lines` lines of the document are not blank; counts no further."""
    lines = (line for line in _LINE.finditer(document) if not line.group().isspace())
    return next(islice(lines, max_lines, None), None) is not None
