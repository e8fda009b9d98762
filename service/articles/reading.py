"""From what was submitted to an `Article`: the whole of the article stage."""

from __future__ import annotations

from dataclasses import replace

from service.articles.article import Article, Removed, Source
from service.articles.errors import NoArticleFound
from service.articles.furniture.kinds import FURNITURE
from service.articles.furniture.naming import name_furniture
from service.articles.furniture.walls import is_wall
from service.articles.html.page import Page
from service.articles.lines.body import Body, find_body, whole
from service.articles.wording import count_words, ends_sentence
from service.text.blocks import has_more_lines, split_blocks
from service.text.errors import TooManyParts
from service.text.language_detection import detect_language
from service.text.sentences.splitting import split_sentences

# A text of so few blocks is what the client means, however little it reads like an article.
_FEW_BLOCKS = 3
# Lines at the top of an article that may be its headline.
_HEADLINE_REACH = 3
# Of what an extractor leaves in, only some is surely not the article (docs/decisions/0032).
_LEFT_IN_HTML = frozenset(row.kind for row in FURNITURE if row.left_in_html)


def read_text(
    document: str,
    *,
    title: str | None = None,
    clean: bool = True,
    language: str | None = None,
    max_parts: int | None = None,
) -> Article:
    """Find the article in a text; raises `NoArticleFound` where `clean` leaves nothing.

    Raises `TooManyParts` where the text has more than `max_parts` lines, or the article sentences.
    """
    _limit_lines(document, max_parts)
    if clean and is_wall(document, (span.of(document) for span in split_blocks(document))):
        raise NoArticleFound
    found = find_body(document) if clean else whole(document)
    if not found.body:
        found = whole(document)
        if clean and len(found.body) > _FEW_BLOCKS:
            raise NoArticleFound
    if clean and title is not None:
        found = _without_headline(document, found, title)
    return _assemble(
        document, found, source="submitted", title=title, language=language, max_parts=max_parts
    )


def read_extracted(
    page: Page,
    *,
    title: str | None = None,
    clean: bool = True,
    language: str | None = None,
    max_parts: int | None = None,
) -> Article:
    """Make an article of an extracted page, whose text is the document; raises as `read_text`."""
    _limit_lines(page.text, max_parts)
    if clean and is_wall(page.text, (span.of(page.text) for span in split_blocks(page.text))):
        raise NoArticleFound
    found = _without_leftovers(page) if clean else whole(page.text)
    if clean and title is not None:
        found = _without_headline(page.text, found, title)
    if not found.body:
        raise NoArticleFound
    title = title or page.title
    article = _assemble(
        page.text, found, source="extracted", title=title, language=language, max_parts=max_parts
    )
    return replace(article, author=page.author, date=page.date, site=page.site)


def _without_leftovers(page: Page) -> Body:
    body, removed = [], []
    for index, span in enumerate(split_blocks(page.text)):
        text = span.of(page.text)
        kind = name_furniture(text, count_words(text))
        if index < _HEADLINE_REACH and _is_headline(text, page.title):
            removed.append(Removed(span, "heading"))
        elif kind is not None and kind not in _LEFT_IN_HTML:
            removed.append(Removed(span, kind))
        else:
            body.append(span)
    return Body(tuple(body), tuple(removed), None)


def _without_headline(document: str, found: Body, title: str) -> Body:
    """Take the client's title out of the top of the body, unless the body is nothing else.

    A headline that ends as a sentence does (`?`, `!`, a quotation) is prose by its looks.
    """
    top = found.body[:_HEADLINE_REACH]
    headlines = [span for span in top if _plain(span.of(document)) == _plain(title)]
    body = tuple(span for span in found.body if span not in headlines)
    if not headlines or not body:
        return found
    removed = [*found.removed, *(Removed(span, "heading") for span in headlines)]
    return replace(found, body=body, removed=tuple(sorted(removed, key=_offset)))


def _offset(removed: Removed) -> int:
    return removed.span.offset


def _is_headline(text: str, title: str | None) -> bool:
    """Say whether a line is the page's title, which many end with the name of the site."""
    if title is None:
        return False
    line, whole_title = _plain(text), _plain(title)
    if line == whole_title:
        return True
    # The first sentence of an article may be the beginning of a long title.
    return not ends_sentence(text) and count_words(text) > 2 and whole_title.startswith(line)


def _plain(text: str) -> str:
    """The text in small letters, with single blanks."""
    return " ".join(text.lower().split())


def _limit_lines(document: str, max_parts: int | None) -> None:
    if max_parts is not None and has_more_lines(document, max_parts):
        raise TooManyParts("lines", max_parts)


def _assemble(  # noqa: PLR0913 - what both ways of reading end in
    document: str,
    found: Body,
    *,
    source: Source,
    title: str | None,
    language: str | None,
    max_parts: int | None,
) -> Article:
    if language is None:
        language = detect_language(" ".join(span.of(document) for span in found.body[:12]))
    title_span = found.title if title is None else None
    return Article(
        document=document,
        source=source,
        language=language,
        title=title_span.of(document) if title_span is not None else title,
        title_span=title_span,
        body=found.body,
        removed=found.removed,
        sentences=split_sentences(document, found.body, language, max_parts),
    )
