"""Where sentences end, by their punctuation and the abbreviations of their language."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial

import regex

from service.text.languages.registry import REGISTRY, find_language
from service.text.languages.schema import Abbreviations, Language, SentenceEnds

# Rules of our own, since no package does as well: docs/decisions/0011.

# Marks that end a sentence, with those of Arabic, Urdu, Hindi, Ethiopic and Armenian; what closes
# a quotation that ends there (German »closes« the other way round); what opens the next.
_MARKS = ".!?…؟۔।॥።։"
_CLOSERS = "\"'”’“‘»«›‹״)\\]}"
_OPENERS = "\"'“”„‟‘’‚«»‹›״¿¡(\\[{—–-"


def _build_end(known: SentenceEnds) -> re.Pattern[str]:
    marks, closers = _MARKS + re.escape(known.marks), known.closers or f"[{_CLOSERS}]*+"
    # Nothing of a run of marks is looked at twice: a million of them are read in a second.
    return re.compile(rf"(?<![{marks}])([{marks}]++)({closers})\s++([\s{_OPENERS}]*+)")


_END = _build_end(SentenceEnds())
_ENDS = {code: _build_end(language.sentence_ends) for code, language in REGISTRY.items()}
# И. behind А. is the second initial of a name, not a word that opens a sentence.
_NEXT_WORD = re.compile(r"[^\W\d_]\.|[\w'’]*+")
# Characters of the sentence that are looked at before a full stop.
_WINDOW = 64
_PARTS_OF_WORDS = re.compile(r"['’\-–—(\[«»„“”\"/]")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
# The figures behind a full stop that is a date's: 5. 3. 2020 and 2020. 3. 5.
_REST_OF_DATE = re.compile(r"(?:1[0-2]|0?[1-9])\.(?:\s*\d{2,4}\b|\s+[^\W\d_])|(?:19|20)\d\d\b")
_DAY_OR_MONTH = re.compile(r"(?:[12]\d|3[01]|0?[1-9])(?:\.(?:1[0-2]|0?[1-9]))?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND_YEAR = re.compile(r"(?:19|20)\d\d\.$")
# What kind of company it is stands behind "Co.": Varn & Co. KG.
_COMPANY = re.compile(
    r"(?:A/S|ApS|ASA?|Oyj?|AB|KG(?:aA)?|OHG|GmbH|AG|SE|S\.?A\.?|S\.?[rR]\.?[lL]\.?|S\.?p\.?A\.?|Ltd|LLC"
    r"|Inc|[BN]\.?V\.?|Kft|Zrt|Bt|Sp|Lda|Ltda|SAS|SARL|PLC|plc|Tbk)(?!\w)"
)
_MONTH = re.compile(r"(?:1[0-2]|0?[1-9])\.\s*\d")
_VOWELS = re.compile("[aeiouyаеиоуъыэюяєіαεηιουωæøœı]")
_LONGEST_SHORT = 4
_LABEL = re.compile(r"[^\W\d_]\d{0,3}")
_ROMAN = re.compile(r"[IVXІХ]+")

# Quotations that stay in one piece, if they are no longer, where a sentence goes on behind them:
# half of one is not a sentence.
_PAIRS = re.compile(
    "|".join(rf"{a}[^{a}{b}]{{1,300}}{b}" for a, b in ('""', "“”", "‘’", "「」", "『』"))
)
_UNSPACED_END = re.compile(r"[。！？!?]+[」』”’）)]*")


def find_boundaries(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a paragraph, with the blanks around it.

    Together they cover the text. A sentence ends at a mark before a blank, in Chinese and Japanese
    at any, unless it goes on in lower case or the full stop is an abbreviation's. Takes time
    linear in the text's length.
    """
    known = find_language(language)
    ends = _unspaced_ends if known.unspaced else _ends
    begun = 0
    for end in ends(text, known):
        yield begun, end
        begun = end
    if begun < len(text):
        yield begun, len(text)


def _ends(text: str, language: Language) -> Iterator[int]:
    has_capitals = any(map(str.isupper, text))
    # Where a danda ends sentences, a full stop is an abbreviation's.
    has_danda = "।" in text
    is_quoted = _find_quotations(text, language.sentence_ends.whole_quotations)
    goes_on = language.sentence_ends.goes_on
    begun = 0
    for mark in _ENDS.get(language.code, _END).finditer(text):
        marks, closers, openers = mark.groups()
        end, following = mark.end(2), mark.end()
        if is_quoted(end):
            continue
        if has_capitals and _is_small(text, following):
            continue
        if has_danda and marks == ".":
            continue
        if closers and goes_on.match(text, end):
            continue
        # With a quotation mark in between, the full stop ended something.
        if marks == "." and not closers and not openers:
            before = text[max(begun, end - _WINDOW) : end]
            if _is_abbreviation(before, text, following, language.abbreviations):
                continue
        begun = end
        yield end


def _is_small(text: str, offset: int) -> bool:
    """Say whether a word in small letters stands there, so that no sentence begins."""
    letter, after = text[offset : offset + 1], text[offset + 1 : offset + 3]
    # Georgian has no capitals, and its letters count as small.
    if not letter.islower() or "ა" <= letter <= "ჿ":
        return False
    # iPhone and the Dutch 's Avonds open sentences.
    opens = after[:1].isupper() or (text[offset - 1] in "'’" and after[:1].isspace())
    return not opens


def _is_abbreviation(before: str, text: str, following: int, known: Abbreviations) -> bool:
    """Say whether the full stop at the end of `before` leaves the sentence open."""
    parts = before[:-1].rsplit(None, 1)
    whole = parts[-1] if parts else ""
    written = _PARTS_OF_WORDS.split(whole)[-1]
    if not written:
        return False
    word = _fold(written)
    if "-" in whole and _fold(whole) in known.names:
        return True
    if text[following : following + 1] == "§":
        return True
    if text[following : following + 1].isdigit():
        return _goes_on_in_figures(written, parts, text, following, known)
    after = _NEXT_WORD.match(text, following)
    if word == "co" and _COMPANY.match(text, following) is not None:
        return True
    opens = after is not None and _fold(after.group()) in known.openers
    if word in known.numbers and after is not None and not opens and _is_label(after.group()):
        return True
    if known.ordinals.fullmatch(written):
        return not opens
    if word in known.closing:
        return False
    if _is_behind_amount(parts) and (len(word) == 1 or (len(word) == 2 and word in known.may_end)):
        # Years and measures mostly end a sentence: in 2014 р. But hardly the words В 2014 р. alone.
        return word in known.may_end and not opens and len(before.split()) <= 3
    if word in known.names:
        return True
    if opens:
        return False
    return word in known.may_end or (
        _INITIALS.fullmatch(word) is not None and not _is_letter(parts, word, known)
    )


def _is_label(word: str) -> bool:
    """Say whether a word is the letter or number of what stands before it: bl. C2, trim. II."""
    return _LABEL.fullmatch(word) is not None or _ROMAN.fullmatch(word) is not None


def _fold(word: str) -> str:
    # The Turkish İ becomes two characters.
    return word.lower().replace("\u0307", "")


def _goes_on_in_figures(
    written: str, parts: list[str], text: str, following: int, known: Abbreviations
) -> bool:
    """Say whether a word and a full stop belong to the figures behind them."""
    word = _fold(written)
    if written[0].isdigit():
        if _DAY_OR_MONTH.fullmatch(written):
            year_first = len(parts) > 1 and _BEHIND_YEAR.search(parts[0]) is not None
            return year_first or _REST_OF_DATE.match(text, following) is not None
        return _YEAR.fullmatch(written) is not None and _MONTH.match(text, following) is not None
    # German streets are written in one word: Goethestr. 4.
    if word in known.numbers or word in known.names:
        return True
    if (word.endswith("str") and "str" in known.numbers) or ("." in word and word in known.may_end):
        return True
    if not written.islower() or word in known.closing:
        return False
    # Words have vowels; kl. 9, nr. 5 and t.o.m. 9 are none.
    return "." in word or (
        len(word) <= _LONGEST_SHORT and not _has_vowels(word) and not _is_behind_amount(parts)
    )


def _has_vowels(word: str) -> bool:
    return _VOWELS.search(unicodedata.normalize("NFD", word)) is not None


def _is_letter(parts: list[str], word: str, known: Abbreviations) -> bool:
    """Say whether a letter is no initial: Plan B."""
    if len(word) > 1 or len(parts) < 2:
        return False
    return _fold(_PARTS_OF_WORDS.split(parts[0].rsplit(None, 1)[-1])[-1]) in known.lettered


def _is_behind_amount(parts: list[str]) -> bool:
    if len(parts) < 2:
        return False
    amount = parts[0].rsplit(None, 1)[-1]
    return amount[-1:].isdigit() or _ROMAN.fullmatch(amount) is not None


def _unspaced_ends(text: str, language: Language) -> Iterator[int]:
    known = language.sentence_ends
    is_quoted = _find_quotations(text, known.whole_quotations)
    for mark in _UNSPACED_END.finditer(text):
        if not is_quoted(mark.end()) and not known.goes_on.match(text, mark.end()):
            yield mark.end()


def _find_quotations(text: str, behind: regex.Pattern[str] | None) -> Callable[[int], bool]:
    """Return what says whether an offset is inside a quotation that stays in one piece.

    Those do behind which the pattern matches; without one none does.
    """
    if behind is None:
        return lambda _: False
    pairs = [pair.span() for pair in _PAIRS.finditer(text) if behind.match(text, pair.end())]
    return partial(_is_within, [start for start, _ in pairs], [end for _, end in pairs])


def _is_within(starts: list[int], ends: list[int], offset: int) -> bool:
    nearest = bisect_left(starts, offset) - 1
    return nearest >= 0 and offset < ends[nearest]
