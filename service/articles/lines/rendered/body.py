"""Telling the article from the rest of a page that was rendered from HTML."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.articles.article import Removed
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.wording import count_words, ends_sentence
from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.document import Rendering
from service.articles.lines.body import Body
from service.articles.lines.layouts import with_lists
from service.articles.lines.line import PROSE_WORDS, Line, Overview, look_over, read_lines
from service.articles.lines.model import shipped
from service.articles.lines.rendered.box_features import Boxes
from service.articles.lines.rendered.box_kinds import name_by_box
from service.articles.lines.rendered.model import extract_rendered, shipped_rendered
from service.articles.lines.repeats import find_repeats
from service.articles.lines.title import find_title
from service.regression import Array
from service.text.document import Document, read_blocks
from service.text.headlines import fold_words
from service.text.spans import Span
from service.text.wrapped_lines import limit_lines

# Probability from which a line is the article's, where the extractor keeps it and where it does
# not; from the latter the model is sure of it.
_AGREED, _SURE = 0.3, 0.7
# Percent of a line's words that the extractor keeps of one that it takes for the article.
_KEPT = 50
# Where the model is sure of less than so large a share of the words that the extractor keeps, if
# those are more than so few, the page is of a sort that it does not know, and what is kept has to
# do: most are pages of one short paragraph.
_LEAST_SHARE, _FEW_WORDS = 0.3, 20
# Of what model and extractor take for the article, some wording says surely that it is not
# (docs/decisions/0036).
_NEVER_BODY = frozenset(row.kind for row in FURNITURE if not row.left_in_html)
# A matrix of so many lines takes 20 MB; of more, what the extractor keeps has to do.
_MOST_MODELLED = 5_000
# Lines at the top of the article, and above it, that may be its headline.
_HEADLINE_REACH, _ABOVE = 3, 25
# A title may be so many times as long as the line that is it, which lacks marks; a line that begins
# it says more than a label.
_WORDIER, _LABEL_WORDS = 4, 2


def read_rendered_document(rendering: Rendering, max_lines: int | None = None) -> Document:
    """Return a rendered page as a document whose blocks are the page's lines.

    Raises `TooManyParts` where there are more than `max_lines`.
    """
    limit_lines(rendering.text, max_lines)
    return read_blocks(rendering.text, [Span(box.offset, box.length) for box in rendering.boxes])


def find_rendered_body(document: Document, rendering: Rendering, title: str | None) -> Body:
    """Tell the article's lines from the rest of a page, whose headline is `title` if it says so.

    Linear in the page but for sorting. `body` is empty where nothing reads like an article.
    """
    lines, boxes = read_lines(document), rendering.boxes
    overview = look_over(document.text, lines)
    article, kinds, titles = _choose(document, lines, overview, rendering)
    article = {index for index in article if lines[index].kind not in _NEVER_BODY}
    article = article - find_repeats(lines) or article
    article = with_lists(lines, overview.gaps, article)
    headlines = _headlines(lines, boxes, article, title)
    article -= headlines
    found = min(headlines) if headlines else None
    if found is None and title is None and article:
        found = find_title(lines, min(article), max(article) + 1, titles)
    if found is not None:
        # A masthead or a kicker.
        article -= {index for index in article if index < found and not lines[index].prose}
    body: list[Span] = []
    removed: list[Removed] = []
    for index, line in enumerate(lines):
        if index in article and index != found:
            body.append(line.span)
            continue
        is_title = index == found or index in headlines
        kind = "heading" if is_title else line.kind or name_by_box(boxes[index], line)
        removed.append(Removed(line.span, kind or (kinds[index] if kinds else "other")))
    headline = None if found is None else lines[found].span
    return Body(tuple(body), tuple(removed), headline, {line.text: line.kind for line in lines})


def choose_rendered(likely: Array, boxes: Boxes, words: Array) -> set[int]:
    """Return the indices of the article's lines, by their probability or else what is kept."""
    kept = boxes.column("kept") >= _KEPT
    chosen = likely >= np.where(kept, _AGREED, _SURE)
    most = float(words[kept].sum())
    if most > _FEW_WORDS and words[likely >= _SURE].sum() < _LEAST_SHARE * most:
        chosen = kept
    return set(np.flatnonzero(chosen).tolist())


def _choose(
    document: Document, lines: Sequence[Line], overview: Overview, rendering: Rendering
) -> tuple[set[int], list[Kind] | None, Array | None]:
    """The article's lines; what each line is if it is not, and how likely the headline."""
    if len(lines) > _MOST_MODELLED:
        kept = {index for index, box in enumerate(rendering.boxes) if box.kept >= _KEPT}
        return kept, None, None
    features = extract_rendered(document, lines, overview, rendering)
    likely, told = shipped_rendered().predict(features)
    kinds, titles = shipped().kinds(told)
    return choose_rendered(likely, features.boxes, features.page.words), kinds, titles


def _headlines(
    lines: Sequence[Line], boxes: Sequence[LineBox], article: set[int], title: str | None
) -> set[int]:
    """The lines that are the article's headline: as the page states it, or by their markup."""
    if not article:
        return set()
    top = sorted(article)[:_HEADLINE_REACH]
    above = range(max(0, top[0] - _ABOVE), top[0])
    found = {index for index in (*above, *top) if _is_title(lines[index].text, title)}
    for index in top:
        if boxes[index].heading == 1 or (index in above and boxes[index].heading):
            found.add(index)
        elif lines[index].prose and lines[index].words >= PROSE_WORDS:
            break
    if not found:
        found = {max((i for i in above if boxes[i].heading == 1), default=-1)} - {-1}
    # An article of one line may be its own headline.
    return found if article - found else set()


def _is_title(text: str, title: str | None) -> bool:
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
