"""What each block of a page says of itself, and a first guess at the run that is the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from service.articles.furniture.captions import is_gallery
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.naming import Blocks, find_sections, name_blocks
from service.articles.furniture.wording import (
    count_words,
    ends_sentence,
    has_unspaced_script,
    is_cut_short,
)
from service.articles.lines.surroundings import Surroundings, name_by_surroundings
from service.text.document import Document
from service.text.spans import Span

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

# What a block adds to the run that holds it. The first guess at the article is the run with the
# highest sum (Kadane's maximum subarray), so a few captions inside do not break it, and the prose
# of teasers behind a copyright line cannot outweigh that line.
_PROSE_CAP = 60.0
_SHORT_LINE = -5.0
_FURNITURE = -4.0
BREAK = -60.0
# Prose behind a copyright line or the heading of a list counts less, once so many words of prose
# were before it: that much is an article, and what comes then are others'.
_ARTICLE_WORDS, _BEHIND = 60, 0.35

PROSE_WORDS = 8
_CAPTION_STEM = 40
#: Words of what is called a heading, where nothing else says what it is.
TITLE_WORDS = range(3, 31)
# Of a headline that is guessed: how far above the article, and of how many lines it has words.
_TITLE_REACH, _OPENING_LINES = 25, 4
_LIST_BULLETS = "•-–*"
#: Characters of a block that are looked at; a longer one is prose or rubbish by then.
REACH = 2_000

_MARGIN = re.compile(r"(?:[>|]\s?)+")
_ENDS_ARTICLE = frozenset(row.kind for row in FURNITURE if row.ends_article)


class Line(NamedTuple):
    """A block of the document and what it says of itself.

    `margin` is the length of a quoted mail's margin before what it says. `ended`: it ends as a
    sentence does; `cut`: with […], as teasers do; `section`: it heads a list of other articles. A
    tuple, since a page has hundreds and each is made in a quarter of the time that a frozen
    dataclass takes.
    """

    span: Span
    text: str
    words: int
    kind: Kind | None
    prose: bool
    score: float
    margin: int
    ended: bool
    cut: bool
    section: bool


class Overview(NamedTuple):
    """What is to be seen of the lines together: arrays with an entry a line, and a first guess.

    `words` and `ended` are the lines'; `reads` are those that read like prose: sentences of some
    words, or longer than a headline; `listed` are items of a list: behind a line that ends in a
    colon, no prose between. `gaps` are the line ends before each line. `run` is the half-open range
    of lines that is densest in prose, and `title` the index of the likely headline above it.
    """

    words: Floats
    ended: Booleans
    reads: Booleans
    listed: Booleans
    gaps: list[int]
    run: tuple[int, int]
    title: int | None


def read_lines(document: Document) -> list[Line]:
    """Return the document's blocks, described; linear in its length."""
    text, spans, texts = document.text, document.blocks, document.texts
    # Lines recur ("3 hours ago"; in rubbish, by the hundred thousand), and are looked at once.
    firsts: dict[str, int] = {}
    for index, block in enumerate(texts):
        firsts.setdefault(block, index)
    # A quoted mail's margin is no part of what the line says.
    margins = list(map(_margin, texts))
    said = [text[margin:] if margin else text for text, margin in zip(texts, margins, strict=True)]
    captions = _shortened_captions(texts)
    counts = np.bincount(document.owners, minlength=len(spans)).tolist()
    if has_unspaced_script(text):
        counts = list(map(count_words, texts))
    endings = {
        index: (ends_sentence(said[index]), is_cut_short(said[index])) for index in firsts.values()
    }
    named: dict[int, Kind] = {
        index: "caption"
        for block, index in firsts.items()
        if block in captions or is_gallery(said[index])
    }
    inner = [
        Span(span.offset + margin, span.length - margin) if margin else span
        for span, margin in zip(spans, margins, strict=True)
    ]
    asked = [index for index in firsts.values() if index not in named]
    named |= name_blocks(Blocks(text, document.words, inner, said, counts), asked)
    sections = find_sections(named, said)
    described: list[Line] = []
    for index, (span, block) in enumerate(zip(spans, texts, strict=True)):
        first = firsts[block]
        if first < index:
            described.append(described[first])
            continue
        kind, section, (ended, cut) = named.get(index), index in sections, endings[index]
        score = _score(kind, counts[index], ended, cut, section)
        prose = kind is None and ended
        described.append(
            Line(
                span, block, counts[index], kind, prose, score, margins[index], ended, cut, section
            )
        )
    for index, kind in _by_surroundings(described).items():
        described[index] = _renamed(described[index], kind)
    lines = []
    prose_words, behind = 0, False
    for span, line in zip(spans, described, strict=True):
        behind = behind or (line.score == BREAK and prose_words >= _ARTICLE_WORDS)
        prose_words += line.words if line.prose else 0
        score = line.score * _BEHIND if behind and line.score > 0.0 else line.score
        changed = span is not line.span or score != line.score
        lines.append(line._replace(span=span, score=score) if changed else line)
    return lines


def _by_surroundings(lines: Sequence[Line]) -> dict[int, Kind | None]:
    return name_by_surroundings(
        Surroundings(
            [line.text for line in lines],
            [line.words for line in lines],
            [line.kind for line in lines],
            [line.prose and line.words >= PROSE_WORDS for line in lines],
        )
    )


def _renamed(line: Line, kind: Kind | None) -> Line:
    prose = kind is None and line.ended
    score = _score(kind, line.words, line.ended, line.cut, line.section)
    # What is text after all is the item of a list, and neither begins nor ends an article.
    return line._replace(kind=kind, prose=prose, score=0.0 if kind is None else score)


def look_over(document: str, lines: Sequence[Line]) -> Overview:
    """Return what is to be seen of a document's lines together; linear in its length."""
    words = np.array([line.words for line in lines], float)
    ended = np.array([line.ended for line in lines], bool)
    reads: Booleans = (ended & (words >= PROSE_WORDS)) | (words > 2 * PROSE_WORDS)
    listed = [False] * len(lines)
    prose = reads.tolist()
    for index in range(1, len(lines)):
        if listed[index - 1] or lines[index - 1].text[-1] == ":":
            listed[index] = not prose[index] or lines[index].text[0] in _LIST_BULLETS
    ends = [0, *(line.span.end for line in lines)]
    gaps = [
        document.count("\n", end, line.span.offset) for end, line in zip(ends, lines, strict=False)
    ]
    run = densest_run(lines)
    title = _guess_title(lines, *run)
    return Overview(words, ended, reads, np.array(listed, bool), gaps, run, title)


def densest_run(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the half-open range of lines with the highest sum of scores; the first guess."""
    best, best_run = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, line in enumerate(lines):
        if total <= 0.0:
            total, start = 0.0, index
        total += line.score
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


def _guess_title(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The last line above a first guess at the body that shares most words with it.

    It is what the line model has learned with.
    """
    opening = {
        word
        for line in lines[start : min(end, start + _OPENING_LINES)]
        for word in line.text.lower().split()
        if len(word) > 3
    }
    best, best_score = None, 1
    for index in range(max(0, start - _TITLE_REACH), start):
        line = lines[index]
        if line.kind is None and line.words in TITLE_WORDS:
            shared = len(opening & set(line.text.lower().split()))
            if shared >= best_score:
                best, best_score = index, shared
    return best


def _margin(text: str) -> int:
    """The length of the margin of a quoted mail, unless that is all there is."""
    if text[0] not in ">|":
        return 0
    quoted = _MARGIN.match(text)
    return quoted.end() if quoted is not None and quoted.end() < len(text) else 0


def _score(kind: Kind | None, words: int, ended: bool, cut: bool, section: bool) -> float:
    if kind in _ENDS_ARTICLE or cut or section:
        return BREAK
    if kind is not None:
        return _FURNITURE
    if ended and words >= PROSE_WORDS:
        return min(float(words), _PROSE_CAP)
    if not ended and words > 2 * PROSE_WORDS:
        return 0.5 * min(float(words), _PROSE_CAP)
    return 0.25 * words if ended else _SHORT_LINE


def _shortened_captions(texts: Sequence[str]) -> set[str]:
    """The blocks that begin another block and end in dots, and the blocks they begin.

    News sites print a caption twice, once cut short. In sorted order a text stands right behind
    its own beginning, so no pair needs comparing.
    """
    found: set[str] = set()
    ordered: list[str] | None = None
    for text in texts:
        stem = text.removesuffix("…").removesuffix("...").rstrip()
        if stem == text or len(stem) < _CAPTION_STEM:
            continue
        ordered = sorted(set(texts)) if ordered is None else ordered
        first = bisect_left(ordered, stem)
        for other in islice(ordered, first, first + 3):
            if other != text and len(other) > len(text) and other.startswith(stem):
                found |= {text, other}
    return found
