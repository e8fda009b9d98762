"""Words of a sentence, in the form that stop words and stemmers are written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import regex

from service.text.languages.registry import find_language

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Python's own expressions end a word at a combining mark, which Hindi has in most of its words.
_MARKED_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}\p{M}]+)*")
# The typographer's apostrophe and the letter that Ukrainian may use for one: п’ять, пʼять.
_APOSTROPHES = str.maketrans("’ʼ", "''")
# Vowels and lengthening are left out of most Arabic and Hebrew, and of all lists of words.
_VOWELS = regex.compile(r"[\u0640\u0591-\u05c7\u064b-\u0652\u0670]")
# Hiragana are the endings and particles of Japanese; what a text is about is written otherwise.
_RUNS = regex.compile(
    r"(?P<pairs>[\p{Han}々]+)|\p{Hiragana}+|(?P<word>[\p{Katakana}ー]+|[^\p{Han}\p{Hiragana}\p{Katakana}]+)"
)


class Tokenizer:
    """Splits a sentence into words: what sumy asks of a tokenizer, for any language.

    A French or Italian article is parted from its noun: l'homme. Chinese and Japanese have no
    blanks between words; pairs of neighbouring characters stand in for words, as search engines
    index them, and Japanese hiragana are left out.
    """

    def __init__(self, language: str) -> None:
        known = find_language(language)
        self._in_pairs = known.unspaced
        self._elided = known.elided

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of the text, composed (NFC) and with plain apostrophes."""
        if text.isascii():
            words: Iterable[str] = _WORD.findall(text)
        else:
            composed = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
            words = _MARKED_WORD.findall(_VOWELS.sub("", composed))
        if self._elided is not None:
            words = [piece for word in words for piece in _part(word, self._elided)]
        if self._in_pairs:
            words = [piece for word in words for piece in _pairs(word)]
        return tuple(words)


def _part(word: str, elided: regex.Pattern[str]) -> Iterator[str]:
    pieces = word.split("'")
    parted = 0
    while parted < len(pieces) - 1 and elided.fullmatch(pieces[parted]):
        yield pieces[parted]
        parted += 1
    yield "'".join(pieces[parted:])


def _pairs(word: str) -> Iterator[str]:
    for run in _RUNS.finditer(word):
        characters = run["pairs"]
        if characters is None:
            if run["word"]:
                yield run["word"]
        elif len(characters) == 1:
            yield characters
        else:
            yield from (characters[i : i + 2] for i in range(len(characters) - 1))
