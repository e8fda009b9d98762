"""Pages cut down to the article and a few lines around it, which is what a scraper leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from service.articles.lines.labelled.pages import Page
from service.articles.lines.line import Line
from service.text.spans import Span

# Lines that are left before and behind the article.
_AROUND = ((0, 0), (3, 2), (8, 6))
_MIN_LINES = 4
# Of the words of a slice, those that are the article's; below it is a page.
_MIN_SHARE = 0.5


def slice_page(page: Page, lines: Sequence[Line], labels: npt.NDArray[np.bool_]) -> Iterator[Page]:
    """Yield the page's article with no, some and more of the lines around it.

    `labels` says which of the page's lines are the article's. None are yielded of a page without
    an article, or one whose article is less than what stands between.
    """
    inside = labels.nonzero()[0]
    if len(inside) < _MIN_LINES:
        return
    words = np.array([line.words for line in lines], float)
    for before, behind in _AROUND:
        first = max(0, int(inside[0]) - before)
        last = min(len(lines) - 1, int(inside[-1]) + behind)
        kept = slice(first, last + 1)
        if words[kept][labels[kept]].sum() > _MIN_SHARE * words[kept].sum():
            yield _cut(page, lines[first].span.offset, lines[last].span.end)


def _cut(page: Page, start: int, end: int) -> Page:
    def inside(span: Span) -> bool:
        return span.offset >= start and span.end <= end

    def moved(span: Span) -> Span:
        return Span(span.offset - start, span.length)

    return Page(
        *(page.name, page.site, page.text[start:end], page.body),
        tuple(moved(span) for span in page.article if inside(span)),
        tuple((moved(span), kind) for span, kind in page.kinds if inside(span)),
    )
