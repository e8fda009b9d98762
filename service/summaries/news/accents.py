"""Words without the marks that a keyboard may lack, and the other forms of a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import regex

# Accents of Latin, Greek and Cyrillic letters, and the hamza and madda of Arabic ones. The marks of
# other scripts are letters of their own.
_MARKS = regex.compile(r"[\u0300-\u036f\u0653-\u0655]")
# Letters that are no plain one with a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
# What stands for a letter where a keyboard lacks it: Mueller, Soerensen, Aase.
_PAIRS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_DOTLESS = frozenset({"az", "tr"})
# Letters before an ending that a word has to have to change it: an omen is not of Oman.
_FEWEST_BEFORE = 2


def without_accents(word: str) -> str:
    """Return a word in small letters without its accents, as an English keyboard has it."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower().translate(_LETTERS))
    return unicodedata.normalize("NFC", _MARKS.sub("", parts))


def spellings_without_accents(word: str) -> set[str]:
    """Return how a word may be typed without accents: muller and mueller for Müller."""
    return {without_accents(word), without_accents(word.lower().translate(_PAIRS))}


def same_letters(word: str, language: str) -> str:
    """Return a word as it is spelled whatever the case was: of I, İ, i and ı Turkish makes two."""
    if language not in _DOTLESS:
        return word
    return word.replace("\u0307", "").replace("ı", "i")


def other_forms(word: str, inflections: Iterable[str]) -> Iterator[str]:
    """Yield a word's other forms by a language's list of them: women for woman."""
    for forms in inflections:
        known = forms.split()
        for form in known:
            ending = form.removeprefix("-")
            if word == ending:
                yield from (other.removeprefix("-") for other in known if other != form)
            elif form != ending and word.endswith(ending):
                before = word[: -len(ending)]
                if len(before) >= _FEWEST_BEFORE:
                    yield from (
                        before + other.removeprefix("-") for other in known if other != form
                    )
