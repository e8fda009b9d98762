"""Which lines of a pasted document are the article, by the line model and by what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from service.articles.furniture.kinds import FURNITURE
from service.articles.furniture.wording import opens_dateline
from service.articles.lines.features import extract_features
from service.articles.lines.line import Booleans, Line, Overview
from service.articles.lines.model import TEXT_PARAMETERS, Prediction, shipped
from service.articles.lines.repeats import find_pulled, find_repeats
from service.text.document import Document

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
# What a line says it is outweighs where it stands (docs/decisions/0031).
_NEVER_BODY = frozenset(row.kind for row in FURNITURE if row.never_body)
# Of so few lines everything that is not named is meant; a matrix of so many would take over 25 MB,
# and there the densest run has to do.
_MODELLED = range(4, 10_001)
# So many characters at the beginning of a longer word are enough: cracks, cracked.
_LONG_WORD, _STEM = re.compile(r"\w{6,}"), 6
# What is looked at before the box and behind it, in lines of prose.
_BOX_REACH = 12
_MIN_BEHIND, _MIN_SHARED, _MOST_HEADLINES = 2, 2, 8
# Behind the box stand that many lines of prose for each that is none: blurbs have headlines.
_PROSE_EACH = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The indices of the article's lines, and the model's prediction where it was asked.

    `is_text`: the document is an article with a few lines of furniture, and no page.
    """

    article: set[int]
    prediction: Prediction | None
    is_text: bool


def choose(document: Document, lines: Sequence[Line], overview: Overview) -> Choice:
    """Choose the article's lines; none where nothing reads like an article."""
    reads_as_text = _is_text(lines, overview)
    is_text = len(lines) < _PAGE_LINES or reads_as_text
    if len(lines) not in _MODELLED:
        whole = reads_as_text and lines[0].prose
        run = range(len(lines)) if whole else range(*overview.run)
        return Choice({index for index in run if lines[index].kind is None}, None, is_text)
    model = shipped(TEXT_PARAMETERS) if is_text else shipped()
    prediction = model.predict(extract_features(document, lines, overview))
    return Choice(
        choose_lines(document, lines, prediction, overview, is_text=is_text), prediction, is_text
    )


def choose_lines(
    document: Document,
    lines: Sequence[Line],
    prediction: Prediction,
    overview: Overview,
    *,
    is_text: bool,
) -> set[int]:
    """Return the indices of the article's lines, none where they are too few for an article.

    `is_text` is what `Choice` says of it.
    """
    chosen = _of_text(lines, prediction, overview) if is_text else set(prediction.article)
    article = {index for index in chosen if lines[index].kind not in _NEVER_BODY}
    article = article - find_repeats(lines) or article
    if is_text:
        return article - find_pulled(document, lines) or article
    min_stretch = next(words for most, words in _MIN_STRETCHES if prediction.confidence <= most)
    return article if _longest_stretch(lines, article) >= min_stretch else set()


def _is_text(lines: Sequence[Line], overview: Overview) -> bool:
    words, reads = overview.words, overview.reads
    fragments = int((~reads).sum())
    share = words[reads].sum() / max(1.0, words.sum())
    if not lines or share < _TEXT_PROSE or fragments > _MOST_FRAGMENTS * len(lines):
        return False
    few = _TEXT_FRAGMENTS * len(lines)
    return (
        share >= _SURE_PROSE
        or fragments <= few
        or (share >= _LISTS_PROSE and fragments - int(overview.listed.sum()) <= few)
        or fragments - _count_speakers(lines, reads.tolist()) <= few
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


def _of_text(lines: Sequence[Line], prediction: Prediction, overview: Overview) -> set[int]:
    """The indices of a text's lines that are likely the article, more readily before the lead."""
    likely = prediction.likely
    words, ended, reads, listed = overview[:4]
    sure = (reads & (likely >= _SURE)).nonzero()[0]
    wanted = np.where(reads | ended, _KEPT_PROSE, _KEPT)
    wanted[ended & ~reads] = _KEPT_SHORT
    wanted[listed] = _KEPT_LISTED
    wanted[[line.kind is not None for line in lines] & ~listed] = _KEPT_NAMED
    dated = [line.kind is None and opens_dateline(line.text) > 0 for line in lines]
    wanted[dated & reads] = _KEPT_DATELINE
    if len(sure):
        opening = slice(sure[0])
        wanted[opening][(wanted[opening] == _KEPT_PROSE) & reads[opening]] = _KEPT_LEAD
    before = np.cumsum(words * (reads & (likely >= wanted)))
    for index, line in enumerate(lines):
        behind = slice(index, None)
        if not line.section or before[index] < _ARTICLE_WORDS:
            continue
        goes_on = _find_rest_behind_box(lines, reads, index)
        if goes_on is not None:
            rest = slice(goes_on, None)
            wanted[rest][reads[rest] & (wanted[rest] < _KEPT_NAMED)] = _KEPT_BEHIND_BOX
            wanted[index:goes_on] = _NEVER
        elif not reads[behind].any():
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
    return set(chosen.nonzero()[0].tolist()) if (chosen & (reads | ended)).any() else set()


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


def _find_rest_behind_box(lines: Sequence[Line], prose: Booleans, heading: int) -> int | None:
    """Return where the article goes on behind the heading of a list, or None where it does not.

    Up to eight headlines follow, and then several paragraphs, with no headlines between them,
    most of which have a longer word of the article before.
    """
    first = heading + 1
    while (
        first < len(lines)
        and first - heading <= _MOST_HEADLINES
        and _is_headline(lines, prose, first)
    ):
        first += 1
    if (
        first == heading + 1
        or first >= len(lines)
        or not prose[first]
        or lines[first].kind is not None
    ):
        return None
    rest = range(first, len(lines))
    paragraphs = [one for one in rest if prose[one] and lines[one].kind is None]
    others = sum(
        lines[one].kind is None and not prose[one] and lines[one].words > 0 for one in rest
    )
    if len(paragraphs) < max(_MIN_BEHIND, _PROSE_EACH * others):
        return None
    told = _stems(line for line, of_prose in zip(lines[:heading], prose, strict=False) if of_prose)
    shared = [told & _stems([lines[one]]) for one in paragraphs[:_BOX_REACH]]
    enough = 2 * sum(map(bool, shared)) >= len(shared)
    return first if enough and len(frozenset().union(*shared)) >= _MIN_SHARED else None


def _is_headline(lines: Sequence[Line], prose: Booleans, index: int) -> bool:
    line = lines[index]
    return line.kind is not None or not prose[index]


def _stems(lines: Iterable[Line]) -> frozenset[str]:
    """The beginnings of the longer words."""
    return frozenset(
        word[:_STEM] for line in lines for word in _LONG_WORD.findall(line.text.casefold())
    )
