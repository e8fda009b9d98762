"""Telling the article from the rest of a page that was pasted as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.articles.article import Removed
from service.articles.furniture.kinds import Kind
from service.articles.lines.choice import choose
from service.articles.lines.layouts import (
    captions_above_credits,
    live_posts,
    of_gallery,
    with_lists,
)
from service.articles.lines.line import PROSE_WORDS, TITLE_WORDS, Line, look_over, read_lines
from service.articles.lines.title import find_title, opens_headline
from service.text.document import Document
from service.text.spans import Span

# What the model calls a sentence that stands behind the heading of a list of other articles.
_LOOKS_LIKE_TEASER = ("caption", "other")


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a document, told apart; `title` is the headline's span where one was found.

    `kinds` has what each block is by its wording, by its text, where that was looked for.
    """

    body: tuple[Span, ...]
    removed: tuple[Removed, ...]
    title: Span | None
    kinds: Mapping[str, Kind | None] = field(default_factory=dict)


def find_body(document: Document) -> Body:
    """Tell the article's blocks from captions, teasers, menus and other furniture.

    Linear in the document's length. `body` is empty where nothing reads like an article.
    """
    lines = read_lines(document)
    overview = look_over(document.text, lines)
    choice = choose(document, lines, overview)
    prediction, is_text = choice.prediction, choice.is_text
    article = live_posts(lines) or with_lists(lines, overview.gaps, choice.article)
    article = article or of_gallery(lines)
    captions = captions_above_credits(lines, overview.gaps) if is_text else set()
    article = article - captions or article
    start, end = (min(article), max(article) + 1) if article else (0, 0)
    # Of texts the model knows few headlines, since most that it learned from have none.
    likely = None if prediction is None or is_text else prediction.titles
    title = find_title(lines, start, end, likely)
    titles: tuple[int, ...] = ()
    if title is not None:
        upper = opens_headline(lines, title, document.text)
        titles = (title - 1, title) if upper else (title,)
        article.difference_update(titles)
    body: list[Span] = []
    removed: list[Removed] = []
    behind = False
    for index, line in enumerate(lines):
        behind = behind or (line.section and index > start)
        if not line.words and not line.text.strip("> "):
            # An empty line of a quoted mail.
            removed.append(Removed(line.span, "other"))
        elif index in article:
            body.append(line.span)
        elif index in titles:
            removed.append(Removed(line.span, "heading"))
        else:
            predicted = prediction and prediction.kinds[index]
            if index in captions:
                predicted = "caption"
            if behind and line.prose and predicted in _LOOKS_LIKE_TEASER:
                predicted = "teaser"
            kind = line.kind or predicted or _name(line, start <= index < end)
            removed.append(Removed(line.span, kind))
    kinds = {line.text: line.kind for line in lines}
    return Body(tuple(body), tuple(removed), _join(lines, titles), kinds)


def _join(lines: Sequence[Line], titles: Sequence[int]) -> Span | None:
    """The headline's span, of the lines that it was wrapped into."""
    if not titles:
        return None
    start, end = lines[titles[0]].span.offset, lines[titles[-1]].span.end
    return Span(start, end - start)


def whole(document: Document) -> Body:
    """Take every block for the article, as a client asks who has cleaned the text already."""
    return Body(document.blocks, (), None)


def _name(line: Line, inside: bool) -> Kind:
    """What a line is that is not the article and does not say so, by its looks and position."""
    if line.prose and line.words >= PROSE_WORDS:
        return "teaser"
    if inside:
        return "heading"
    return "heading" if line.words in TITLE_WORDS else "navigation"
