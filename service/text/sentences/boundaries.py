"""Mending the boundaries of sentences, whatever the rules that found them.

Sentences that meet without a blank between them, or with a footnote's mark there, are parted; the
numbers of points within a paragraph ("1. Higher pay. 2. Shorter shifts.") are joined to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

from service.text.languages.schema import Abbreviations, Language

#: A footnote's mark that stands at a full stop: [1], [a], [note 2], ¹, †.
FOOTNOTES = (
    r"(?:\(\d{1,2}\)|\[(?:\w{1,3}|[a-zß-ÿ][a-zß-ÿ. ]{2,24}\d{0,3})\]|[¹²³⁰⁴-⁹]{1,3}|[*†‡]{1,3})"
)
# What is left of a sentence where it was cut at its full stop.
_REST = regex.compile(rf"[”’»]{{1,3}}+(?:{FOOTNOTES}{{1,6}}+)?|{FOOTNOTES}{{1,6}}+(?=\s|$)")
# A mark that ends a sentence, what closes a quotation there, and no blank behind.
_MARK = r"(?<![.!?…])[.!?…]++[”’»“)]{0,3}+"
_GLUED = regex.compile(rf"({_MARK})(?=[¿¡“«„(\[]?(?:\p{{Lu}}|[֐-ۿ가-힣]))")
_NOTED = regex.compile(
    rf"{_MARK}{FOOTNOTES}{{1,6}}+\s+(?=[¿¡“«„\"(]?[\p{{Lu}}\p{{Lo}}\d])"
    # What is left of a raised figure in a copied text.
    r"|(?<=\p{Ll}{4})\.\d{1,2}+(?:,\d{1,2}+){0,3}\s+(?=\p{Lu})"
)
# These marks are in no name and no number.
_SURE = regex.compile(r"(?<![।॥۔؟։])[।॥۔؟։]++(?=\p{L})")
_SURE_OR_DOTS = re.compile("[…।॥۔؟։]")
_STOP_AND_MORE = re.compile(r"\.(?=[^\s.,])")
# A longer paragraph is not read through at once.
_LONG = 20_000
_LAST_LATIN = "\u052f"
_LEFT = regex.compile(r"\S{1,40}$")
_RIGHT = regex.compile(r"[¿¡“»«„(\[]?([\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*)(?=[\s,;:]|$)")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}%]{1,40}$")
_ADDRESS = regex.compile(r"[/@_=\\#&]|www\.|:[^\s”]")
_CASELESS = regex.compile(r"[֐-ۿ가-힣]{2,}")
# How files and addresses end, which are names with a capital too: Booking.Com, Node.Js.
_ENDING_LIST = """
ai aspx app at au be biz br ca cc ch cloud cn co com cs css csv de dev dll doc docx edu es eu
exe fm fr gg gif go gov gr hk html htm hu ie il in info ini int io iq ir is it java jp jpeg jpg
js json jsx kr lt ly md me mil mobi mov mp mx name net news nl no nz online org pdf php pl png
pro ps pt py rb ro rs ru se sg sh shop site so sql store sv svg tech tr ts tsx tv tw ua uk us
vn wav works xls xlsx xml yaml zip
"""
_ENDINGS = frozenset(_ENDING_LIST.split())
# Letters of the last word of a sentence, and of a quotation that ends there.
_FEWEST_LETTERS = 2
_LONGEST_QUOTATION = 1_000
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# A number and nothing else, or one behind a mark. Years and amounts have more figures.
_NUMBER = re.compile(r"(?:^\s*|([.!?:;–—])\s+)\(?([1-9]\d?|[IVX]{1,4})\.$")
# What most paragraphs have none of. A long one is not read through for it.
_ANY = re.compile(r"\.(?<=[\dIVX]\.)\s")
# Characters of a paragraph before and behind a number in which its neighbours have to stand.
_REACH = 2_000
_ENDS = frozenset("0123456789IVX")
_TAIL = 10


def find_rest(text: str, offset: int) -> int:
    """Return where quotation marks and footnotes' marks end that stand there, behind a full stop.

    Where there are none, that is the offset.
    """
    found = _REST.match(text, offset)
    return offset if found is None else int(found.end())


def mend_boundaries(
    text: str, bounds: Iterable[tuple[int, int]], language: Language
) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph begin and end, without blanks around them.

    `bounds` are its sentences by the rules of the language, in order.
    """
    joined = _may_be_joined(text)
    for start, end in _join_points(text, bounds):
        sentence = text[start:end].strip()
        if not sentence:
            continue
        first = begun = text.index(sentence, start)
        if joined:
            for stop, following in _find_joints(sentence, language):
                yield begun, first + stop
                begun = first + following
        yield begun, first + len(sentence)


def _may_be_joined(paragraph: str) -> bool:
    """Say whether any of a paragraph's sentences may have one, as most have not."""
    if len(paragraph) > _LONG or "?" in paragraph or "!" in paragraph:
        return True
    if _STOP_AND_MORE.search(paragraph) is not None:
        return True
    return not paragraph.isascii() and _SURE_OR_DOTS.search(paragraph) is not None


def _find_joints(sentence: str, language: Language) -> list[tuple[int, int]]:
    """Where within a sentence another one ends, and where the next begins, in order.

    A full stop in a name, number, file or address is none. Takes time linear in the length.
    """
    if not _may_have_joints(sentence):
        return []
    found = [(end, end) for end in _find_glued(sentence, language)]
    found += [
        (mark.start() + len(mark[0].rstrip()), mark.end()) for mark in _NOTED.finditer(sentence)
    ]
    found += [(mark.end(), mark.end()) for mark in _SURE.finditer(sentence)]
    return sorted(found)


def _may_have_joints(sentence: str) -> bool:
    """Say quickly that there is nothing to be found, as in most sentences."""
    last = len(sentence) - 1
    place = sentence.find(".", 0, last)
    while place >= 0:
        following, before = sentence[place + 1], sentence[place - 1]
        if following.isdigit() or following.isalpha():
            # 3.5 and U.S. have none.
            if before.isalpha() if following.isdigit() else not before.isupper():
                return True
        elif following not in " .,\n\u00a0":
            return True
        place = sentence.find(".", place + 1, last)
    if "?" in sentence or "!" in sentence or "…" in sentence:
        return True
    return sentence[:1] > _LAST_LATIN and _SURE.search(sentence) is not None


def _find_glued(sentence: str, language: Language) -> list[int]:
    """Where marks end that have no blank behind; those behind a name only where others are sure."""
    sure: list[int] = []
    possible: list[int] = []
    known = language.abbreviations
    for mark in _GLUED.finditer(sentence):
        end = _without_opening(sentence, mark)
        left = _LEFT.search(sentence, max(0, mark.start() - 40), mark.start())
        right = _RIGHT.match(sentence, end)
        if left is None or right is None or _ADDRESS.search(left[0]) is not None:
            continue
        word = _WORD.search(left[0])
        if word is None or "." in left[0] or _is_name(word[0], right[1], known):
            continue
        opening = sentence[max(0, left.start() - 40) : left.start()]
        if " " in opening.strip() and _is_end(word[0], right[1], known):
            sure.append(end)
        elif len(right[1]) > 1:
            possible.append(end)
    return sorted(sure + possible) if sure else sure


def _without_opening(sentence: str, mark: regex.Match[str]) -> int:
    """Where a mark ends, without a quotation mark behind it that opens what follows."""
    end = int(mark.end())
    closing = {"“": "„", "»": "«"}.get(sentence[end - 1])
    if closing is not None and sentence.rfind(closing, max(0, end - _LONGEST_QUOTATION), end) < 0:
        return end - 1
    return end


def _is_name(word: str, following: str, known: Abbreviations) -> bool:
    """Say whether both may be parts of one name: Dr.Vell, Bridge.PDF."""
    if word.lower() in known.names or word.lower() in known.numbers:
        return True
    if following.lower() in _ENDINGS and following.lower() not in known.openers:
        return True
    return following.isupper() and len(following) > 1


def _is_end(word: str, following: str, known: Abbreviations) -> bool:
    if following.lower() in known.openers:
        return len(word) >= _FEWEST_LETTERS
    if _CASELESS.match(following) is not None:
        return len(word) > _FEWEST_LETTERS and _CASELESS.fullmatch(word) is not None
    return word.islower() and len(word) >= _FEWEST_LETTERS and word not in known.may_end


def _join_points(text: str, bounds: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The bounds of a paragraph's sentences, each number of a point joined to its point.

    A number is one if it opens the paragraph, or if the one before or behind stands near: "How
    many came? 12. Nobody else dared." has none.
    """
    if len(text) < _LONG and _ANY.search(text) is None:
        return bounds
    return _join(text, bounds)


def _join(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    opens = True
    for start, end in bounds:
        begun = start if begun is None else begun
        number = None
        if text[end - 2 : end - 1] in _ENDS or text[end - 3 : end - 2] in _ENDS:
            number = _find_number(text, begun, end, opens)
        opens = False
        if number is None:
            yield begun, end
            begun = None
        elif number > begun:
            yield begun, number
            begun = number
    if begun is not None:
        yield begun, len(text)


def _find_number(text: str, start: int, end: int, opens: bool) -> int | None:
    """Return where what is to be joined to what follows begins; none where no number ends there.

    What stands before a colon is joined too, since half of it is no sentence.
    """
    begun = max(start, end - _TAIL)
    found = _NUMBER.search(text[begun:end].rstrip())
    if found is None or not text[end - 1 : end + 2].strip(". "):
        return None
    alone = found[1] is None
    if alone and begun > start:
        return None
    if not (opens and alone) and not _has_neighbour(text, end, found[2]):
        return None
    return start if alone or found[1] in ":;–—" else begun + found.start(2)


def _has_neighbour(text: str, end: int, number: str) -> bool:
    """Say whether the number before stands near before, or the one behind it near behind."""
    if number.isdigit():
        before, behind = str(int(number) - 1), str(int(number) + 1)
    elif number in _ROMAN[1:-1]:
        place = _ROMAN.index(number)
        before, behind = _ROMAN[place - 1], _ROMAN[place + 1]
    else:
        before, behind = "0", "II"
    near = text[max(0, end - _REACH) : end - 1]
    if before != "0" and (f" {before}. " in near or near.startswith(f"{before}. ")):
        return True
    return f" {behind}. " in text[end - 1 : end + _REACH]
