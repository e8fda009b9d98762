"""What each block of a page says of itself, and a first guess at the run that is the article."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import get_args

from service.articles.article import Kind
from service.articles.blocks import split_blocks
from service.articles.furniture import (
    count_words,
    ends_sentence,
    is_cut_short,
    name_furniture,
    opens_section,
)
from service.articles.spans import Span

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
# Characters of a block that are looked at; a longer one is prose or rubbish by then.
_REACH = 2_000

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARGIN = re.compile(r"(?:[>|]\s?)+")
_ATTRIBUTION = frozenset(
    ("said", "says", "told", "according", "added", "announced", "dijo", "según", "sagte", "disse")
)
_KINDS: tuple[Kind, ...] = (
    *("caption", "credit", "byline", "timestamp", "copyright", "teaser", "promotion"),
    *("navigation", "heading", "signoff", "quote_header"),
)
_MAY_HEAD = frozenset({"copyright", "timestamp", "caption", "credit", "byline", "signoff"})
_KIND_COLUMNS: dict[Kind | None, tuple[float, ...]] = {
    kind: tuple(float(kind == name) for name in _KINDS) for kind in (*get_args(Kind), None)
}
# The commonest words of the languages that most pages are in: their share tells prose from lists.
_COMMON_WORDS = (
    "the of and to in a is that for it on was with as at by be this from are have has had not"
    " an were which but or his her he she they we you i its their been will would who what"
    " when there more about after into said than also can our your if so up out one all no"
    " over new just like some other could do them then now only how my me us these those him"
    " where because before while during between against under until such both each few most"
    " own same very too here any being through off down again once de la le les des et en que"
    " un une del el los las para por con se au du dans pour qui sur il der die das und den"
    " von zu mit ist im für auf nicht ein eine dem sich als auch es an werden di che non è da"
    " per al sono della nel o os do na em não com uma um mais dos como às van het een op te"
    " dat voor zijn met niet och att som på är av det till inte"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_FIRST_PERSON = frozenset(("i", "my", "me", "i'm", "i’m"))
_READER = frozenset(("you", "your", "you're", "you’re"))
_HOUSE = frozenset(("we", "our", "us"))


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the document and what it says of itself.

    `features` are numbers in the order that `features_of` gives them, `terms` its words of
    content, `names` those of them that are written with a capital somewhere past the first word.
    """

    span: Span
    text: str
    words: int
    kind: Kind | None
    prose: bool
    score: float
    features: tuple[float, ...]
    terms: frozenset[str]
    names: frozenset[str]


def read_lines(document: str) -> list[Line]:
    """Return the document's blocks, described; linear in its length."""
    spans = split_blocks(document)
    texts = [span.of(document) for span in spans]
    shortened = _shortened_captions(texts)
    lines = []
    prose_words, behind = 0, False
    # Lines recur ("3 hours ago"; in rubbish, by the hundred thousand), and are looked at once.
    seen: dict[str, Line] = {}
    for span, text in zip(spans, texts, strict=True):
        line = seen.get(text)
        if line is None:
            line = seen[text] = _describe(span, text, text in shortened)
        behind = behind or (line.score == BREAK and prose_words >= _ARTICLE_WORDS)
        prose_words += line.words if line.prose else 0
        score = line.score * _BEHIND if behind and line.score > 0.0 else line.score
        if span is not line.span or score != line.score:
            # dataclasses.replace takes five times as long.
            line = Line(
                *(span, text, line.words, line.kind, line.prose, score),
                *(line.features, line.terms, line.names),
            )
        lines.append(line)
    return lines


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


def _describe(span: Span, text: str, shortened: bool) -> Line:
    # A quoted mail's margin is no part of what the line says.
    margin = _MARGIN.match(text)
    said = text[margin.end() :] if margin is not None and margin.end() < len(text) else text
    tokens = _WORD.findall(said[:_REACH])
    words = len(tokens) if said.isascii() and len(said) <= _REACH else count_words(said)
    kind: Kind | None = "caption" if shortened else name_furniture(said, words)
    ended = ends_sentence(said)
    cut = is_cut_short(said)
    # What is named by wording that is looked at before headings may be one all the same.
    section = kind == "heading" or (kind in _MAY_HEAD and opens_section(said))
    if kind == "copyright" or cut or section:
        score = BREAK
    elif kind is not None:
        score = _FURNITURE
    elif ended and words >= PROSE_WORDS:
        score = min(float(words), _PROSE_CAP)
    elif not ended and words > 2 * PROSE_WORDS:
        score = 0.5 * min(float(words), _PROSE_CAP)
    else:
        score = 0.25 * words if ended else _SHORT_LINE
    lowered = _WORD.findall(said[:_REACH].lower())
    different = set(lowered)
    own = (math.log1p(words), ended, cut, section)
    features = (*own, *_looks(said[:_REACH], tokens, lowered, different), *_KIND_COLUMNS[kind])
    return Line(
        *(span, text, words, kind, kind is None and ended, score, features),
        frozenset([w for w in different - _COMMON if len(w) > 3]),
        frozenset([w.lower() for w in tokens[1:] if len(w) > 3 and not w.islower()]),
    )


def _looks(
    text: str, tokens: list[str], lowered: list[str], different: set[str]
) -> tuple[float, ...]:
    """Marks, capitals, digits and common words of a line's text."""
    count = max(1, len(tokens))
    first, last = text[0], text[-1]
    stops = text.count(". ") + text.count("? ") + text.count("! ") + text.count("” ")
    return (
        math.log1p(len(text)),
        last == "…" or text.endswith("..."),
        last == ":",
        last in "?!",
        min(stops, 8),
        stops / count,
        sum(map(_COMMON.__contains__, lowered)) / count,
        sum(map(str.islower, tokens)) / count,
        sum(map(str.isdigit, tokens)) / count,
        sum(map(str.isupper, tokens)) / count,
        first.islower(),
        first.isdigit(),
        first in "\"'“‘«„—",
        first in "*•·-–—>|»+#@",
        min(text.count('"') + text.count("“") + text.count("”") + text.count("»"), 6),
        text.count(",") / count,
        min(text.count("|") + text.count("»") + text.count("›") + text.count("·"), 6),
        text.count("(") / count,
        "http" in text or "www." in text or ".com" in text,
        "@" in text,
        not different.isdisjoint(_ATTRIBUTION),
        sum(map(len, tokens)) / count,
        not different.isdisjoint(_FIRST_PERSON),
        not different.isdisjoint(_READER),
        not different.isdisjoint(_HOUSE),
        "$" in text or "£" in text or "€" in text,
        " - " in text or " – " in text,
        ":" in text[:30],
        len(different) / count,
    )


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
