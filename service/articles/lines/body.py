"""Telling the article from the rest of a page that was pasted as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.articles.article import Removed
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.lines.features import Look, look
from service.articles.lines.line import PROSE_WORDS, Line, densest_run, read_lines
from service.articles.lines.model import Choice, shipped
from service.text.blocks import split_blocks
from service.text.spans import Span

# Below this probability no line is called the headline by the model.
_LEAST_TITLE = 0.2
_TITLE_WORDS = range(3, 31)
_TITLE_REACH = 25
# No stretch of prose of so many words, or of so many more where the model doubts, is no article:
# the blurbs of a front page are shorter.
_LEAST_STRETCH, _DOUBTED_STRETCH, _DOUBTED = 36, 50, 0.46
# A text with so small a share of furniture, and of lines that are no sentences, is an article
# and nothing else: the model has learned from pages, and would look for a teaser in it.
_CLEAN_FURNITURE, _CLEAN_FRAGMENTS, _CLEAN_PROSE = 0.04, 0.45, 0.96
# What a line says it is outweighs where it stands: taken out of what the model chose, these lift
# F1 on 181 pages from 0.9151 to 0.9164.
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


def find_body(document: str) -> Body:
    """Tell the article's blocks from captions, teasers, menus and other furniture.

    Linear in the document's length. `body` is empty where nothing reads like an article.
    """
    lines = read_lines(document)
    chosen, choice = _choose(document, lines)
    start, end = (min(chosen), max(chosen) + 1) if chosen else (0, 0)
    title = _find_title(lines, start, end)
    if choice is not None and chosen:
        title = _likeliest_title(lines, choice, start, title)
    body: list[Span] = []
    removed: list[Removed] = []
    for place, line in enumerate(lines):
        if not line.words and not line.text.strip("> "):
            # An empty line of a quoted mail.
            removed.append(Removed(line.span, "other"))
        elif place in chosen:
            body.append(line.span)
        elif place == title:
            removed.append(Removed(line.span, "heading"))
        else:
            named = choice and choice.kinds[place]
            kind = line.kind or named or _name(line, start <= place < end)
            removed.append(Removed(line.span, kind))
    return Body(tuple(body), tuple(removed), None if title is None else lines[title].span)


def whole(document: str) -> Body:
    """Take every block for the article, as a client asks who has cleaned the text already."""
    return Body(split_blocks(document), (), None)


def first_look(document: str, lines: Sequence[Line]) -> Look:
    """Return the features that the line model judges a page by."""
    return look(document, lines, _find_title(lines, *densest_run(lines)))


def _choose(document: str, lines: Sequence[Line]) -> tuple[set[int], Choice | None]:
    """The places of the article's lines, and the model's choice where it was asked."""
    if _is_clean(lines):
        first = next(place for place, line in enumerate(lines) if line.prose)
        return _unnamed(lines, range(first, len(lines))), None
    if len(lines) not in _MODELLED:
        return _unnamed(lines, range(*densest_run(lines))), None
    choice = shipped().choose(first_look(document, lines))
    chosen = {place for place in choice.places if lines[place].kind not in _NEVER_BODY}
    least = _DOUBTED_STRETCH if choice.confidence < _DOUBTED else _LEAST_STRETCH
    return chosen if _longest_stretch(lines, chosen) >= least else set(), choice


def _unnamed(lines: Sequence[Line], places: range) -> set[int]:
    return {place for place in places if lines[place].kind is None}


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


def _longest_stretch(lines: Sequence[Line], chosen: set[int]) -> int:
    """Words of the longest unbroken run of chosen prose."""
    longest = words = 0
    for place, line in enumerate(lines):
        words = words + line.words * line.prose if place in chosen else 0
        longest = max(longest, words)
    return longest


def _name(line: Line, inside: bool) -> Kind:
    """What a line is that is not the article and does not say so, by its looks and place."""
    if line.prose and line.words >= PROSE_WORDS:
        return "teaser"
    if inside:
        return "heading"
    return "heading" if line.words in _TITLE_WORDS else "navigation"


def _likeliest_title(
    lines: Sequence[Line], choice: Choice, start: int, guess: int | None
) -> int | None:
    """The likeliest headline before the body, or the guess where the model sees none.

    A line that says it is something else is none, nor is one that ends in a full stop, as what
    stands under headlines does.
    """
    places = [
        place
        for place in (choice.titles[:start] >= _LEAST_TITLE).nonzero()[0].tolist()
        if lines[place].kind is None and not lines[place].text.endswith(".")
    ]
    return max(places, key=choice.titles.__getitem__, default=guess)


def _find_title(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The last line before the body that shares most words with the body's opening."""
    opening = {
        word
        for line in lines[start : min(end, start + 4)]
        for word in line.text.lower().split()
        if len(word) > 3
    }
    best, best_score = None, 1
    for place in range(max(0, start - _TITLE_REACH), start):
        line = lines[place]
        if line.kind is None and line.words in _TITLE_WORDS:
            shared = len(opening & set(line.text.lower().split()))
            if shared >= best_score:
                best, best_score = place, shared
    return best
