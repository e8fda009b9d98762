"""Finding the headline of a page that was pasted as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from service.articles.furniture.wording import has_unspaced_script
from service.articles.lines.line import Line
from service.text.headlines import fold_words

# How far above the body the headline may stand, in lines.
_REACH = 25
_WORDS = range(2, 31)
# Words of most headlines, and of a line that has to be more than a label or kicker.
_USUAL, _MORE_THAN_LABEL, _KICKED = range(3, 17), 4, range(3, 10)
# The body's first lines, which tell in other words what the headline tells.
_OPENING, _OPENING_CHARACTERS = 4, 200
# So many characters at the beginning of a word are enough: approves, approved.
_STEM, _LONGER_WORD = 5, re.compile(r"\w{4,}")
# What speaks for a line. Of shared words three are as good as more; the line model's probability
# counts most where it was asked.
_SHARED, _MOST_SHARED, _LIKELY = 0.7, 3, 5.0
_ABOVE_BYLINE, _FIRST, _AT_TOP, _HEADS = 1.5, 0.3, 0.4, 0.8
_LABEL, _TWO_WORDS, _LONG, _ENOUGH = -1.5, -0.7, -1.0, 0.65
# Lines from a headline down to the byline: what is told below it, a name that is none plainly.
_BYLINE_REACH = 5
# Where the model sees less than that in it, a line above the headline is a teaser or a menu's.
_MIN_LIKELY, _IN_MENU, _SURE, _RIVAL = 0.1, 0.3, 0.5, 0.12
# A longer question may be the lead, as it was in five of 6,000 texts.
_SHORT, _MIDDLE, _PROSE_BELOW = 8, 12, 15
_SIGNED = frozenset({"byline", "timestamp"})
_MENU_LINES = 3
_MENU = frozenset({"navigation", "promotion"})
# What no headline ends in, in any script.
_ENDS_OTHERWISE = re.compile(r"[.,:;。．、：，।։۔။…)）]['\"”’»」』\]]*$")
# The names of writers, and a town or day with a year: DUBLIN, March 1995.
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*+"
_NAMES = re.compile(rf"{_NAME}(?:(?:,| and|, and)? {_NAME})+")
_NAME_ALONE = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}")
_DATED = re.compile(r"[\w .-]{2,40}, (?:[\w.]+ ){0,2}(?:19|20)\d\d")
# 2 de mayo de 2026, 12 мая 2026, 2. Mai 2026; 2026年5月2日, 2026-05-02.
_DATE = re.compile(
    r"(?:\d{1,2}[^\d:!?]{1,16}(?:19|20)\d\d\D{0,3}"
    r"|(?:19|20)\d\d\D{1,3}\d{1,2}\D{1,3}\d{1,2}\D{0,3}?)"
    r"(?:[\s,–-]*\d{1,2} ?[:.h時시] ?\d{2}\D{0,4})?"
)
_DATE_CHARACTERS = 30
_HANGUL = re.compile("[\uac00-\ud7a3]")

_Array = npt.NDArray[np.float64]


def find_title(
    lines: Sequence[Line], start: int, end: int, titles: _Array | None = None
) -> int | None:
    """Return the index of the headline of the body that begins at `start`, or None.

    `titles` are the line model's probabilities, where it was asked. A headline tells what the
    opening tells, or stands above the byline, or is the first line of all. What stands between
    byline and body is a subheading, an entry of a list or a caption; what stands right below the
    headline tells more of it. The body's own first line is the headline where it ends as a
    sentence does and still is none: a question above a byline.
    """
    if start >= end:
        return None
    above = range(max(0, start - _REACH), start)
    likely = [0.0] * (start + 1) if titles is None else titles[: start + 1].tolist()
    found = _find_above(
        lines,
        above,
        lines[start : min(end, start + _OPENING)],
        likely,
        page=titles is not None or _has_menu(lines, above),
    )
    # What tells more of the headline stands below it, and shares more words with the opening.
    while found is not None and found - 1 in above and _may_be_title(lines[found - 1]):
        upper = lines[found - 1]
        unlikely = titles is not None and likely[found - 1] < _MIN_LIKELY
        short = not _MORE_THAN_LABEL <= upper.words < _USUAL[-1]
        if unlikely or short or _is_label(upper):
            break
        found -= 1
    if found is None and titles is None:
        found = next((index for index in above if _is_signed(lines, index)), None)
    sure = likely[start] >= _SURE
    if found is not None and not (sure and _may_be_title(lines[start])):
        return found
    if found is not None and any(line.kind in _SIGNED for line in lines[found:start]):
        return found
    return start if _opens_as_title(lines, start, end, sure=sure) else found


def _find_above(
    lines: Sequence[Line],
    above: range,
    body: Sequence[Line],
    likely: list[float],
    *,
    page: bool,
) -> int | None:
    candidates = [index for index in above if _may_be_title(lines[index])]
    if not candidates:
        return None
    opening = _stems(body)
    signed = [index for index in above if lines[index].kind in _SIGNED or _is_date(lines[index])]
    # What stands nearest to the body, but for bylines, dates and labels, heads it; a text without
    # a menu begins with its headline.
    heads = next((index for index in reversed(above) if not _is_minor(lines[index])), None)
    top = candidates[0] if not page else heads
    bylines = [index for index in signed if lines[index].kind == "byline"]
    headed = [i for i in candidates if lines[i].kind is None and lines[i].words in _USUAL]
    if not page and candidates[0] not in headed:
        headed.insert(0, candidates[0])
    best, best_score, best_below = None, _ENOUGH, True
    for index in candidates:
        line = lines[index]
        shared = min(len(_stems([line]) & opening), _MOST_SHARED)
        score = _SHARED * shared + _LIKELY * likely[index]
        lines_down = next((other - index for other in signed if other > index), _REACH)
        above_byline = lines_down <= _BYLINE_REACH
        # Right below the headline may stand a name that is not told to be one.
        in_menu = page and likely[index] < _IN_MENU and lines_down > 2 and _in_menu(lines, index)
        if in_menu or _heads_another(lines, index):
            score += _LABEL
        elif above_byline:
            score += _ABOVE_BYLINE
        elif not shared and _joins_names(line.text):
            continue
        if index == top:
            score += _FIRST
        if index == heads or (index == 0 and not page):
            score += _HEADS if page else _AT_TOP
        if _is_label(line):
            score += _LABEL
        elif line.words not in _USUAL:
            score += _TWO_WORDS if line.words < _USUAL[0] else _LONG
        # A date alone stands above many a headline; there the model has a say.
        rivals = [low for low in headed if likely[low] >= _RIVAL * likely[index]]
        below = not above_byline and (
            _is_below(index, headed, bylines) or _is_below(index, rivals, signed)
        )
        if score > _ENOUGH and (below, -score) < (best_below, -best_score):
            best, best_score, best_below = index, score, below
    return best


def _is_below(index: int, headed: Sequence[int], signed: Sequence[int]) -> bool:
    """Say whether a byline stands above the line, under what may be its headline."""
    return any(
        low < high <= low + _BYLINE_REACH for high in signed if high < index for low in headed
    )


def _is_minor(line: Line) -> bool:
    return line.kind is not None or line.words < _USUAL[0] or _is_date(line)


def _is_date(line: Line) -> bool:
    """Say whether a line is a day and nothing else, in any language."""
    return len(line.text) <= _DATE_CHARACTERS and _DATE.fullmatch(line.text) is not None


def _is_label(line: Line) -> bool:
    """Say whether a line is in capitals as kickers are, or as the head of a printed page is."""
    if not line.text.isupper():
        return False
    return line.words <= _MORE_THAN_LABEL or any(map(str.isdigit, line.text))


def _heads_another(lines: Sequence[Line], index: int) -> bool:
    """Say whether two words are the kicker of a headline below them."""
    line, below = lines[index], lines[index + 1]
    return line.words < _USUAL[0] and below.words in _KICKED and _may_be_title(below)


def _has_menu(lines: Sequence[Line], above: range) -> bool:
    return sum(_is_of_menu(lines[index]) for index in above) >= _MENU_LINES


def _in_menu(lines: Sequence[Line], index: int) -> bool:
    """Say whether a menu's lines stand above a line of a page, or nothing, and below it."""
    return (not index or _is_of_menu(lines[index - 1])) and _is_of_menu(lines[index + 1])


def _is_of_menu(line: Line) -> bool:
    if line.kind is None:
        return line.words < _USUAL[0] and not _is_date(line)
    return line.kind in _MENU


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line, though it may end as a sentence does, has a byline right below it."""
    line = lines[index]
    if line.kind is not None or line.words not in _USUAL:
        return False
    below = lines[index + 1]
    if below.kind in _SIGNED:
        return True
    # Below a question, a name alone says who asks.
    return line.text.endswith("?") and below.kind is None and _is_name(lines, index + 1)


def _is_name(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line above a paragraph is a name and nothing else."""
    return (
        _NAME_ALONE.fullmatch(lines[index].text) is not None
        and index + 1 < len(lines)
        and lines[index + 1].prose
        and lines[index + 1].words >= _PROSE_BELOW
    )


def opens_headline(lines: Sequence[Line], title: int, document: str) -> bool:
    """Say whether the line above a headline is its first half: it goes on in small letters."""
    if not title or not lines[title].text[:1].islower():
        return False
    above = lines[title - 1]
    between = document[above.span.end : lines[title].span.offset]
    return (
        above.kind is None
        and between.count("\n") == 1
        and above.words + lines[title].words in _USUAL
        and above.text[:1].isupper()
        and not above.ended
        and not above.text.endswith((":", ";"))
    )


def _opens_as_title(lines: Sequence[Line], start: int, end: int, *, sure: bool) -> bool:
    """Say whether the body's first line is its headline all the same."""
    line = lines[start]
    if line.kind is not None or line.words not in _USUAL or start + 1 >= end:
        return False
    if _is_signed(lines, start):
        return True
    below = lines[start + 1]
    if _ENDS_OTHERWISE.search(line.text[-6:]) or not below.prose or below.words < _PROSE_BELOW:
        return False
    if sure or start or line.words > _MIDDLE:
        return sure
    shared = len(_stems([line]) & _stems([below]))
    return shared >= (1 if line.words <= _SHORT else 2)


def _may_be_title(line: Line) -> bool:
    return (
        line.words in _WORDS
        and (line.kind is None or (line.kind == "navigation" and _goes_on(line)))
        and _ENDS_OTHERWISE.search(line.text[-6:]) is None
        and "|" not in line.text
        and "@" not in line.text
        and any(map(str.isalpha, line.text))
        and not ("/" in line.text and _is_parted(line))
        and _DATED.fullmatch(line.text) is None
        and not _is_date(line)
    )


def _joins_names(text: str) -> bool:
    return (" and " in text or "," in text) and _NAMES.fullmatch(text) is not None


def _is_parted(line: Line) -> bool:
    """Say whether slashes part a menu's entries, an agency from a photographer, or a note."""
    return " /" in line.text or "//" in line.text or line.words < _MORE_THAN_LABEL


def _goes_on(line: Line) -> bool:
    """Say whether a line that begins as menus' do (Email, Home, Share) is longer than they are."""
    return line.words > _MORE_THAN_LABEL and line.text[0].isalpha()


def _stems(lines: Sequence[Line]) -> frozenset[str]:
    """The beginnings of the lines' longer words; pairs of characters where no blanks part words."""
    text = " ".join(line.text[:_OPENING_CHARACTERS] for line in lines).casefold()
    if text.isascii() or not (has_unspaced_script(text) or _HANGUL.search(text)):
        return frozenset(word[:_STEM] for word in _LONGER_WORD.findall(text))
    return frozenset(word[at : at + 2] for word in fold_words(text) for at in range(len(word) - 1))
