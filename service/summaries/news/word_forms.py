"""What a word is by itself, found once: its stem, its spelling, and what it does in a sentence."""

from __future__ import annotations

from functools import cache

from service.summaries.language_resources import quick_stemmer, stop_words
from service.text.languages.cues import CUES
from service.text.lexicon import Column, Lexicon
from service.text.words import Tokenizer

#: Bits of a form, above those of `service.text.languages.cues`.
STOP, CAPITAL, DIGIT, YEAR = 16, 32, 64, 128
#: Above all bits stand the letters of the word, up to `LONGEST`.
LETTERS = 8
LONGEST = 30
#: What `parts` has where a spelling is several words of its language, or none.
SEVERAL = -1


class WordForms:
    """The words of a language.

    `parts` has the number of the only word that a spelling is, `stems` that of a word's stem,
    `bits` what it does. What is kept is kept by spelling, so that nothing is looked at twice.
    """

    def __init__(self, language: str) -> None:
        self._tokenizer = Tokenizer(language)
        self._stemmed = quick_stemmer(language)
        self._stop_words = stop_words(language)
        self._cues = CUES.get(language, {})
        self.parts = Column(self._only_part)
        self.stems = Column(self._stem_of)
        self.bits = Column(self._bits)

    def part(self, spelling: str) -> tuple[str, ...]:
        """Return the words that a spelling is in the language."""
        return self._tokenizer.part(spelling)

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        lowered = word.lower()
        return lowered if word.isdecimal() else self._stemmed(lowered)

    def _only_part(self, lexicon: Lexicon, spelling: str) -> int:
        parts = self.part(spelling)
        return lexicon.number(parts[0]) if len(parts) == 1 else SEVERAL

    def _stem_of(self, lexicon: Lexicon, word: str) -> int:
        return lexicon.number(self.stem(word))

    def _bits(self, _: Lexicon, word: str) -> int:
        lowered, first = word.lower(), word[0]
        bits = self._cues.get(lowered, 0)
        if lowered in self._stop_words:
            bits |= STOP
        if first.isupper():
            bits |= CAPITAL
        if first.isdigit():
            bits |= DIGIT
            if len(word) == 4 and word[:2] in {"19", "20"} and word.isdecimal():
                bits |= YEAR
        return bits | min(len(word), LONGEST) << LETTERS


@cache
def forms_of(language: str) -> WordForms:
    """Return the words of a language."""
    return WordForms(language)
