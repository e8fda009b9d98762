"""Telling the article from the rest of a page that was pasted as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from service.articles.article import Removed
from service.articles.furniture.kinds import FURNITURE, Kind
from service.articles.furniture.wording import opens_dateline
from service.articles.lines.boxes import find_rest_behind_box
from service.articles.lines.features import PageFeatures, extract_features
from service.articles.lines.layouts import (
    captions_above_credits,
    live_posts,
    of_gallery,
    with_lists,
)
from service.articles.lines.line import PROSE_WORDS, Line, densest_run, read_lines
from service.articles.lines.model import TEXT_PARAMETERS, Prediction, shipped
from service.articles.lines.pulled import find_pulled
from service.articles.lines.signs import find_listed, is_prose
from service.articles.lines.title import TITLE_WORDS, find_title, guess_title, opens_headline
from service.text.document import Document
from service.text.spans import Span

# No stretch of prose of so many words, or of so many more where the model doubts, is no article:
# the blurbs of a front page are shorter.
_MIN_STRETCHES = ((0.4, 90), (0.56, 50), (1.0, 36))
# A document is a text, an article with a few lines of furniture, where so large a share of the
# words is prose, and so small a share of the lines is not; anything else is a page. There may be
# more such lines where they are items of a list, or hardly any words: subheadings, who is speaking.
_TEXT_PROSE, _TEXT_FRAGMENTS = 0.85, 0.4
_SURE_PROSE, _LISTS_PROSE, _MOST_FRAGMENTS = 0.95, 0.9, 0.5
# Who speaks in an interview stands there in so many words, so many times.
_NAME_WORDS, _MIN_TURNS = 4, 3
# No text has the entries of a menu in a line, with so many bars between them.
_MENU_BARS, _MENU_WORDS = 3, 30
# The model of pages has seen none of fewer lines.
_PAGE_LINES = 21
# What is prose in a text is kept from a lower probability than the rest, above all before the
# first paragraph that is sure: there the lead is, the most valuable line.
_KEPT, _KEPT_PROSE, _KEPT_LEAD, _SURE = 0.6, 0.35, 0.25, 0.8
# So is a short sentence.
_KEPT_SHORT = 0.1
# A paragraph that opens with town and agency is hardly ever anything else.
_KEPT_DATELINE = 0.02
# A line whose wording says that it is furniture has to be likelier; an item of a list need not.
_KEPT_NAMED, _KEPT_LISTED = 0.97, 0.25
# Behind the heading of a list of other articles, with so many words of the article before it, the
# article goes on only if a line there is that likely; else all is others'.
_GOES_ON, _ARTICLE_WORDS = 0.95, 30
# A list of headlines in the middle is none of it; the article behind it was doubted for that.
_NEVER, _KEPT_BEHIND_BOX = 2.0, 0.02
# Below it no fragment at the end of a text that was cut short is kept.
_KEPT_CUT, _CUT_WORDS = 0.02, 6
# A paragraph of two lines, where the others are further apart, has a first line that breaks off.
_KEPT_WRAPPED = 0.1
# A line of so many words that is said twice running is a caption; paragraphs are not.
_REPEATED_WORDS = 6
# What the model calls a sentence that stands behind the heading of a list of other articles.
_LOOKS_LIKE_TEASER = ("caption", "other")
# What a line says it is outweighs where it stands (docs/decisions/0031).
_NEVER_BODY = frozenset(row.kind for row in FURNITURE if row.never_body)
# Of so few lines everything that is not named is meant; a matrix of so many would take over 25 MB,
# and there the densest run has to do.
_MODELLED = range(4, 10_001)


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
    is_text = len(lines) < _PAGE_LINES or _is_text(lines)
    article, prediction = _choose(document, lines, is_text=is_text)
    article = live_posts(lines) or with_lists(document.text, lines, article) or of_gallery(lines)
    captions = captions_above_credits(document.text, lines) if is_text else set()
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


def extract_page_features(document: Document, lines: Sequence[Line]) -> PageFeatures:
    """Return the features that the line model judges a page by."""
    run = densest_run(lines)
    return extract_features(document, lines, run, guess_title(lines, *run))


def find_repeats(lines: Sequence[Line]) -> set[int]:
    """Return the indices of the lines that are said twice running, as captions of galleries are."""
    return {
        index
        for first, (line, following) in enumerate(pairwise(lines))
        if line.words >= _REPEATED_WORDS and line.text == following.text
        for index in (first, first + 1)
    }


def choose_lines(
    document: Document, lines: Sequence[Line], prediction: Prediction, *, is_text: bool
) -> set[int]:
    """Return the indices of the article's lines, none where they are too few for an article.

    `is_text`: the document is an article with a few lines of furniture, and no page.
    """
    chosen = _of_text(lines, prediction) if is_text else set(prediction.article)
    article = {index for index in chosen if lines[index].kind not in _NEVER_BODY}
    article = article - find_repeats(lines) or article
    if is_text:
        return article - find_pulled(document, lines) or article
    min_stretch = next(words for most, words in _MIN_STRETCHES if prediction.confidence <= most)
    return article if _longest_stretch(lines, article) >= min_stretch else set()


def _choose(
    document: Document, lines: Sequence[Line], *, is_text: bool
) -> tuple[set[int], Prediction | None]:
    """The indices of the article's lines, and the model's prediction where it was asked."""
    if not lines:
        return set(), None
    if len(lines) not in _MODELLED:
        whole_text = lines[0].prose and _is_text(lines)
        run = range(len(lines)) if whole_text else range(*densest_run(lines))
        return {index for index in run if lines[index].kind is None}, None
    model = shipped(TEXT_PARAMETERS) if is_text else shipped()
    prediction = model.predict(extract_page_features(document, lines))
    return choose_lines(document, lines, prediction, is_text=is_text), prediction


def _is_text(lines: Sequence[Line]) -> bool:
    words = np.array([line.words for line in lines], float)
    prose = is_prose(words, np.array([line.ended for line in lines], bool))
    fragments = int((~prose).sum())
    share = words[prose].sum() / max(1.0, words.sum())
    if not lines or share < _TEXT_PROSE or fragments > _MOST_FRAGMENTS * len(lines):
        return False
    few = _TEXT_FRAGMENTS * len(lines)
    return (
        share >= _SURE_PROSE
        or fragments <= few
        or (share >= _LISTS_PROSE and fragments - int(find_listed(lines, prose).sum()) <= few)
        or fragments - _count_speakers(lines, prose.tolist()) <= few
    ) and not any(map(_is_menu, lines))


def _count_speakers(lines: Sequence[Line], prose: Sequence[bool]) -> int:
    """The lines of an interview that say who speaks: they recur, each with prose behind it."""
    names = Counter(
        line.text
        for line, is_followed in zip(lines, prose[1:], strict=False)
        if is_followed and line.kind is None and not line.ended and line.words <= _NAME_WORDS
    )
    return sum(times for times in names.values() if times >= _MIN_TURNS)


def _is_menu(line: Line) -> bool:
    """Say whether a line is the entries of a menu, which scrapers leave out."""
    return line.words <= _MENU_WORDS and line.text.count(" | ") >= _MENU_BARS


def _of_text(lines: Sequence[Line], prediction: Prediction) -> set[int]:
    """The indices of a text's lines that are likely the article, more readily before the lead."""
    likely = prediction.likely
    words = np.array([line.words for line in lines], float)
    ended = np.array([line.ended for line in lines], bool)
    prose = is_prose(words, ended)
    sure = (prose & (likely >= _SURE)).nonzero()[0]
    wanted = np.where(prose | ended, _KEPT_PROSE, _KEPT)
    wanted[ended & ~prose] = _KEPT_SHORT
    listed = find_listed(lines, prose)
    wanted[listed] = _KEPT_LISTED
    wanted[[line.kind is not None for line in lines] & ~listed] = _KEPT_NAMED
    dated = [line.kind is None and opens_dateline(line.text) > 0 for line in lines]
    wanted[dated & prose] = _KEPT_DATELINE
    if len(sure):
        opening = slice(sure[0])
        wanted[opening][(wanted[opening] == _KEPT_PROSE) & prose[opening]] = _KEPT_LEAD
    before = np.cumsum(words * (prose & (likely >= wanted)))
    for index, line in enumerate(lines):
        behind = slice(index, None)
        if not line.section or before[index] < _ARTICLE_WORDS:
            continue
        goes_on = find_rest_behind_box(lines, prose, index)
        if goes_on is not None:
            rest = slice(goes_on, None)
            wanted[rest][prose[rest] & (wanted[rest] < _KEPT_NAMED)] = _KEPT_BEHIND_BOX
            wanted[index:goes_on] = _NEVER
        elif not prose[behind].any():
            wanted[behind] = _NEVER
        elif likely[behind].max() < _GOES_ON:
            wanted[behind] = _GOES_ON
            break
    for index in np.flatnonzero(~ended[:-1] & (words[:-1] >= _CUT_WORDS)).tolist():
        if _goes_on_below(lines, index) and wanted[index] == _KEPT:
            wanted[index] = _KEPT_WRAPPED
    if wanted[-1] != _NEVER and _is_cut(lines[-1]):
        wanted[-1] = _KEPT_CUT
    chosen = likely >= wanted
    return set(chosen.nonzero()[0].tolist()) if (chosen & (prose | ended)).any() else set()


def _goes_on_below(lines: Sequence[Line], index: int) -> bool:
    """Say whether a paragraph was wrapped there: the line below is close, and the one above not."""
    line, below = lines[index], lines[index + 1]
    return (
        line.kind is None
        and below.kind is None
        and below.ended
        and below.span.offset - line.span.end == 1
        and index > 0
        and line.span.offset - lines[index - 1].span.end > 1
    )


def _is_cut(line: Line) -> bool:
    """Say whether a last line breaks off: names alone are no beginning of a sentence."""
    if line.ended or line.kind is not None or line.text[0] in "([@" or "@" in line.text:
        return False
    return line.words >= _CUT_WORDS or any(map(str.islower, line.text.split()[1:]))


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
