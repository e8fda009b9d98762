"""From what was submitted to an `Article`: the whole of the article stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.articles.article import Article, Removed, Source
from service.articles.errors import NoArticleFound
from service.articles.furniture.walls import is_wall
from service.articles.html.page import Page
from service.articles.lines.body import Body, find_body, whole
from service.articles.lines.rendered.body import find_rendered_body, read_rendered_document
from service.text.document import Document, read_document
from service.text.headlines import fold_words
from service.text.language_detection import detect_language, is_plainly_english
from service.text.sentences.splitting import split_sentences
from service.text.spans import Span

# A text of so few blocks is what the client means, however little it reads like an article.
_FEW_BLOCKS = 3
# Lines at the top of an article that may be its headline.
_HEADLINE_REACH = 3
# A headline may be written with marks that the title lacks, but not at many times its length.
_WORDIER = 4


def read_text(
    text: str,
    *,
    title: str | None = None,
    clean: bool = True,
    language: str | None = None,
    max_parts: int | None = None,
) -> Article:
    """Find the article in a text; raises `NoArticleFound` where `clean` leaves nothing.

    Raises `TooManyParts` where the text has more than `max_parts` lines, or the article sentences.
    """
    document = read_document(text, max_parts)
    if clean and is_wall(text, document.texts):
        raise NoArticleFound
    found = find_body(document) if clean else whole(document)
    if not found.body:
        found = whole(document)
        if clean and len(found.body) > _FEW_BLOCKS:
            raise NoArticleFound
    return _assemble(document, found, "submitted", _Asked(title, clean, language, max_parts))


def read_rendered(
    page: Page,
    *,
    title: str | None = None,
    clean: bool = True,
    language: str | None = None,
    max_parts: int | None = None,
) -> Article:
    """Find the article in a page, all of which is the document; raises as `read_text`."""
    stated = page.stated
    document = read_rendered_document(page.rendering, max_parts)
    if clean and is_wall(page.text, document.texts):
        raise NoArticleFound
    found = find_rendered_body(document, page.rendering, stated.title) if clean else whole(document)
    if not found.body:
        raise NoArticleFound
    asked = _Asked(title, clean, language, max_parts)
    article = _assemble(document, found, "rendered", asked, stated.title)
    return replace(
        article,
        author=stated.author,
        date=stated.date,
        published=stated.published,
        changed=stated.changed,
        site=stated.site,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of both ways of reading."""

    title: str | None
    clean: bool
    language: str | None
    max_parts: int | None


def _assemble(
    document: Document, found: Body, source: Source, asked: _Asked, stated: str | None = None
) -> Article:
    """What both ways of reading end in; `stated` is the title that a page states."""
    text, title, language = document.text, asked.title, asked.language
    if asked.clean and title is not None:
        found = _without_title(text, found, title)
    if title is None:
        title = stated
    if language is None:
        plain = is_plainly_english(document.words, found.body)
        language = "en" if plain else detect_language(text, found.body)
    title_span = found.title if title is None else None
    return Article(
        document=text,
        source=source,
        language=language,
        title=title_span.of(text) if title_span is not None else title,
        title_span=title_span,
        body=found.body,
        removed=found.removed,
        sentences=split_sentences(text, found.body, language, asked.max_parts),
        words=document.words,
        kinds=found.kinds,
    )


def _without_title(document: str, found: Body, title: str) -> Body:
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
