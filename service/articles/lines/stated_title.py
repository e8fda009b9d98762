"""A title that caller or page states, found among the lines that it is a headline of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.articles.article import Removed
from service.articles.furniture.wording import count_words, ends_sentence
from service.articles.lines.body import Body
from service.text.headlines import fold_words
from service.text.spans import Span

# Lines at the top of an article that may be its headline.
_HEADLINE_REACH = 3
# A headline may be written with marks that the title lacks, but not at many times its length; a
# line that begins the title says more than a label.
_WORDIER, _LABEL_WORDS = 4, 2


def is_headline(text: str, title: str | None) -> bool:
    """Say whether a line is a title that is known, which many end with the name of the site."""
    if title is None:
        return False
    if len(text) > len(title) * _WORDIER + _WORDIER:
        return False
    line, whole_title = fold_words(text), fold_words(title)
    if "".join(line) == "".join(whole_title) != "":
        return True
    # The first sentence of an article may be the beginning of a long title.
    begins = whole_title[: len(line)] == line
    return begins and not ends_sentence(text) and count_words(text) > _LABEL_WORDS


def without_title(document: str, found: Body, title: str) -> Body:
    """Take the client's title out of the top of the body, unless the body is nothing else.

    A headline that ends as a sentence does (`?`, `!`, a quotation) is prose by its looks; one that
    was wrapped is several blocks.
    """
    if not found.body:
        return found
    first = found.body[0].offset
    above = [item.span for item in found.removed if item.span.offset < first]
    top = (*above[1 - _HEADLINE_REACH :], *found.body[:_HEADLINE_REACH])
    headlines = [span for span in _headline_at(document, top, title) if span.offset >= first]
    body = tuple(span for span in found.body if span not in headlines)
    if not headlines or not body:
        return found
    removed = [*found.removed, *(Removed(span, "heading") for span in headlines)]
    return replace(found, body=body, removed=tuple(sorted(removed, key=_offset)))


def _headline_at(document: str, top: Sequence[Span], title: str) -> Sequence[Span]:
    """The blocks at the top that are the title together."""
    wanted = "".join(fold_words(title))
    longest = len(title) * _WORDIER + _WORDIER
    for first in range(len(top)):
        said = ""
        for last in range(first, len(top)):
            if top[last].length > longest:
                break
            said += "".join(fold_words(top[last].of(document)))
            if said == wanted != "":
                return top[first : last + 1]
            if not wanted.startswith(said):
                break
    return ()


def _offset(removed: Removed) -> int:
    return removed.span.offset
