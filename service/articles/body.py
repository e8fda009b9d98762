"""Telling the article from the rest of a page that was pasted as text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from service.articles.article import Kind, Removed
from service.articles.blocks import split_blocks
from service.articles.furniture import (
    count_words,
    ends_sentence,
    is_cut_short,
    name_furniture,
    opens_section,
)
from service.articles.spans import Span

# What a block adds to the run that holds it. The article is the run with the highest sum
# (Kadane's maximum subarray), so a few captions inside do not break it, and the prose of
# teasers behind a copyright line cannot outweigh that line.
_PROSE_CAP = 60.0
_SHORT_LINE = -5.0
_FURNITURE = -4.0
_BREAK = -60.0
# Prose behind a copyright line or the heading of a list counts less, once so many words of prose
# were before it: that much is an article, and what comes then are others'.
_ARTICLE_WORDS, _BEHIND = 60, 0.35

_PROSE_WORDS = 8
_TITLE_WORDS = range(3, 31)
_CAPTION_STEM = 40


@dataclass(frozen=True, slots=True)
class _Block:
    span: Span
    text: str
    words: int
    kind: Kind | None
    prose: bool
    score: float


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a document, told apart; `title` is the headline's span where one was found."""

    body: tuple[Span, ...]
    removed: tuple[Removed, ...]
    title: Span | None


def find_body(document: str) -> Body:
    """Tell the article's blocks from captions, teasers, menus and other furniture.

    Linear in the document's length. `body` is empty where nothing reads like an article.
    """
    blocks = _describe(document)
    start, end = _best_run(blocks)
    body: list[Span] = []
    removed: list[Removed] = []
    for index, block in enumerate(blocks):
        kind = _kind_inside(block) if start <= index < end else _kind_outside(block)
        if kind is None:
            body.append(block.span)
        else:
            removed.append(Removed(block.span, kind))
    return Body(tuple(body), tuple(removed), _find_title(blocks, start, end))


def whole(document: str) -> Body:
    """Take every block for the article, as a client asks who has cleaned the text already."""
    return Body(split_blocks(document), (), None)


def _describe(document: str) -> list[_Block]:
    spans = split_blocks(document)
    texts = [span.of(document) for span in spans]
    shortened = _shortened_captions(texts)
    blocks = []
    prose_words, behind = 0, False
    # Lines recur ("3 hours ago"; in rubbish, by the hundred thousand), and are looked at once.
    readings: dict[str, tuple[int, Kind | None, bool, float]] = {}
    for span, text in zip(spans, texts, strict=True):
        reading = readings.get(text)
        if reading is None:
            reading = readings[text] = _read(text, text in shortened)
        words, kind, prose, score = reading
        behind = behind or (score == _BREAK and prose_words >= _ARTICLE_WORDS)
        prose_words += words if prose else 0
        if behind and score > 0.0:
            score *= _BEHIND
        blocks.append(_Block(span, text, words, kind, prose, score))
    return blocks


def _read(text: str, shortened: bool) -> tuple[int, Kind | None, bool, float]:
    """What a block says of itself: its words, kind of furniture, whether it is prose, and score."""
    words = count_words(text)
    kind = "caption" if shortened else name_furniture(text, words)
    ended = ends_sentence(text)
    return words, kind, kind is None and ended, _score(text, words, kind, ended)


def _score(text: str, words: int, kind: Kind | None, ended: bool) -> float:
    if kind == "copyright" or is_cut_short(text) or opens_section(text):
        return _BREAK
    if kind is not None:
        return _FURNITURE
    if ended and words >= _PROSE_WORDS:
        return min(float(words), _PROSE_CAP)
    if not ended and words > 2 * _PROSE_WORDS:
        return 0.5 * min(float(words), _PROSE_CAP)
    return 0.25 * words if ended else _SHORT_LINE


def _shortened_captions(texts: list[str]) -> set[str]:
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


def _best_run(blocks: list[_Block]) -> tuple[int, int]:
    best, best_run = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, block in enumerate(blocks):
        if total <= 0.0:
            total, start = 0.0, index
        total += block.score
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


def _kind_inside(block: _Block) -> Kind | None:
    if block.kind is not None:
        return block.kind
    if block.prose or block.words > 2 * _PROSE_WORDS:
        return None
    return "heading"


def _kind_outside(block: _Block) -> Kind:
    if block.kind is not None:
        return block.kind
    if block.prose and block.words >= _PROSE_WORDS:
        return "teaser"
    return "heading" if block.words in _TITLE_WORDS else "navigation"


def _find_title(blocks: list[_Block], start: int, end: int) -> Span | None:
    """The last line before the body that shares most words with the body's opening."""
    opening = {
        word
        for block in blocks[start : min(end, start + 4)]
        for word in block.text.lower().split()
        if len(word) > 3
    }
    best, best_score = None, 0
    for block in blocks[max(0, start - 25) : start]:
        if block.kind is None and block.words in _TITLE_WORDS:
            shared = len(opening & set(block.text.lower().split()))
            if shared >= best_score:
                best, best_score = block.span, shared
    return best if best_score else None
