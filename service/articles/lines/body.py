"""Telling the article from the rest of a page that was pasted as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.articles.article import Removed
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.lines.features import PageFeatures, extract_features
from service.articles.lines.layouts import live_posts, with_lists
from service.articles.lines.line import PROSE_WORDS, Line, densest_run, read_lines
from service.articles.lines.model import Prediction, shipped
from service.articles.lines.title import TITLE_WORDS, find_title, guess_title
from service.text.document import Document
from service.text.spans import Span

# No stretch of prose of so many words, or of so many more where the model doubts, is no article:
# the blurbs of a front page are shorter.
_MIN_STRETCH, _MIN_DOUBTED_STRETCH, _DOUBTED = 36, 50, 0.46
# A text with so small a share of furniture, and of lines that are no sentences, is an article
# and nothing else: the model has learned from pages, and would look for a teaser in it.
_CLEAN_FURNITURE, _CLEAN_FRAGMENTS, _CLEAN_PROSE = 0.04, 0.45, 0.96
# What a line says it is outweighs where it stands (docs/decisions/0031).
_NEVER_BODY = frozenset(row.kind for row in FURNITURE if row.never_body)
# The model has seen no page of so few lines, and a matrix of so many would take over 25 MB: there
# the densest run has to do.
_MODELLED = range(21, 10_001)


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a document, told apart; `title` is the headline's span where one was found."""

    body: tuple[Span, ...]
    removed: tuple[Removed, ...]
    title: Span | None


def find_body(document: Document) -> Body:
    """Tell the article's blocks from captions, teasers, menus and other furniture.

    Linear in the document's length. `body` is empty where nothing reads like an article.
    """
    lines = read_lines(document)
    article, prediction = _choose(document, lines)
    article = live_posts(lines) or with_lists(document.text, lines, article)
    start, end = (min(article), max(article) + 1) if article else (0, 0)
    title = find_title(lines, start, end, prediction.titles if prediction else None)
    if title is not None:
        article.discard(title)
    body: list[Span] = []
    removed: list[Removed] = []
    for index, line in enumerate(lines):
        if not line.words and not line.text.strip("> "):
            # An empty line of a quoted mail.
            removed.append(Removed(line.span, "other"))
        elif index in article:
            body.append(line.span)
        elif index == title:
            removed.append(Removed(line.span, "heading"))
        else:
            predicted = prediction and prediction.kinds[index]
            kind = line.kind or predicted or _name(line, start <= index < end)
            removed.append(Removed(line.span, kind))
    return Body(tuple(body), tuple(removed), None if title is None else lines[title].span)


def whole(document: Document) -> Body:
    """Take every block for the article, as a client asks who has cleaned the text already."""
    return Body(document.blocks, (), None)


def extract_page_features(document: Document, lines: Sequence[Line]) -> PageFeatures:
    """Return the features that the line model judges a page by."""
    run = densest_run(lines)
    return extract_features(document, lines, run, guess_title(lines, *run))


def _choose(document: Document, lines: Sequence[Line]) -> tuple[set[int], Prediction | None]:
    """The indices of the article's lines, and the model's prediction where it was asked."""
    if _is_clean(lines):
        first = next(index for index, line in enumerate(lines) if line.prose)
        return _unnamed(lines, range(first, len(lines))), None
    if len(lines) not in _MODELLED:
        return _unnamed(lines, range(*densest_run(lines))), None
    prediction = shipped().predict(extract_page_features(document, lines))
    article = {index for index in prediction.article if lines[index].kind not in _NEVER_BODY}
    min_stretch = _MIN_DOUBTED_STRETCH if prediction.confidence < _DOUBTED else _MIN_STRETCH
    return article if _longest_stretch(lines, article) >= min_stretch else set(), prediction


def _unnamed(lines: Sequence[Line], indices: range) -> set[int]:
    return {index for index in indices if lines[index].kind is None}


def _is_clean(lines: Sequence[Line]) -> bool:
    prose = [line for line in lines if line.prose and line.words >= PROSE_WORDS]
    furniture = sum(line.kind is not None for line in lines)
    fragments = len(lines) - len(prose) - furniture
    if not prose or furniture > max(1, _CLEAN_FURNITURE * len(lines)):
        return False
    if furniture <= _CLEAN_FURNITURE * len(lines) and fragments <= max(
        1, _CLEAN_FRAGMENTS * len(lines)
    ):
        return True
    return sum(line.words for line in prose) >= _CLEAN_PROSE * sum(line.words for line in lines)


def _longest_stretch(lines: Sequence[Line], article: set[int]) -> int:
    """Words of the longest unbroken run of the article's prose."""
    longest = words = 0
    for index, line in enumerate(lines):
        words = words + line.words * line.prose if index in article else 0
        longest = max(longest, words)
    return longest


def _name(line: Line, inside: bool) -> Kind:
    """What a line is that is not the article and does not say so, by its looks and position."""
    if line.prose and line.words >= PROSE_WORDS:
        return "teaser"
    if inside:
        return "heading"
    return "heading" if line.words in TITLE_WORDS else "navigation"
