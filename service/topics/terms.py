"""The terms that the topic model counts: words and pairs of neighbouring words."""

from __future__ import annotations

import re
from collections import Counter

from service.text.words import Words, read_words

_DIGITS = re.compile(r"\d+")
# Files store counts as bytes; beyond a few dozen, more of a word says nothing more.
MAX_COUNT = 255
#: News says what it is about in the headline and at the top: a term there counts so often, one
#: further down once: docs/decisions/0040.
TITLE_WEIGHT, OPENING_WEIGHT, OPENING_WORDS = 4, 4, 150


def normalise(word: str) -> str:
    """Return a word as it is counted: in lower case, without a possessive's ending, digits as 0."""
    word = word.lower()
    if word.isalpha():
        return word
    word = word.replace("’", "'").removesuffix("'s").rstrip(".")
    # 2024 and 2025 say the same of the topic, and so do 3 and 300 dead.
    return _DIGITS.sub("0", word)


def normalised(words: Words) -> list[str]:
    """Return the words of a text as they are counted, in order."""
    counted = list(map(normalise, words.spellings()))
    return [counted[number] for number in words.numbers.tolist()]


def count_terms(title: str | None, text: str) -> Counter[str]:
    """Return how often each word, and each pair of words, occurs in an article.

    Words are in lower case, without a possessive's ending, digits as `0`; headline and opening
    count more.
    """
    counts: Counter[str] = Counter()
    body = read_words(text)
    for place, term in _terms(body):
        counts[term] += OPENING_WEIGHT if place < OPENING_WORDS else 1
    for _, term in _terms(read_words(title)) if title else ():
        counts[term] += TITLE_WEIGHT
    for term, count in counts.items():
        counts[term] = min(count, MAX_COUNT)
    return counts


def opening_words(text: str) -> list[str]:
    """Return the words of a text's opening, the same that count more."""
    return normalised(read_words(text))[:OPENING_WORDS]


def _terms(words: Words) -> list[tuple[int, str]]:
    """Each word, and each pair with only a blank or hyphen between, with its last word's place."""
    counted = normalised(words)
    pairs = zip(counted, counted[1:], words.joined[1:].tolist(), strict=False)
    return [
        *enumerate(counted),
        *((place, f"{one} {two}") for place, (one, two, joined) in enumerate(pairs, 1) if joined),
    ]
