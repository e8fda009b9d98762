"""The terms that the topic model counts: words and pairs of neighbouring words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from service.articles.spans import Span

# A word, its apostrophes kept; or initials with their points, so that U.S. is not "u" and "s".
_WORD = re.compile(r"((?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*)")
_DIGITS = re.compile(r"\d+")
_POSSESSIVE = ("'s", "’s")
# What may stand between the words of a pair; across other punctuation two words are no phrase.
_JOINTS = frozenset({" ", "-", "\n", "\r\n", "\u00a0", "  "})
#: A headline is the editor's own summary, so its terms count this often.
TITLE_WEIGHT = 2


def _normalise(word: str) -> str:
    word = word.lower()
    if word.isalpha():
        return word
    word = word.replace("’", "'").removesuffix("'s").rstrip(".")
    # 2024 and 2025 say the same of the topic, and so do 3 and 300 dead.
    return _DIGITS.sub("0", word)


def _words(text: str) -> tuple[list[str], list[str]]:
    """Split into normalised words and what stands between each and the next."""
    parts = _WORD.split(text)
    return [_normalise(word) for word in parts[1::2]], parts[2::2]


def _terms(text: str) -> list[str]:
    words, gaps = _words(text)
    pairs = zip(words, words[1:], gaps, strict=False)
    return words + [f"{one} {two}" for one, two, gap in pairs if gap in _JOINTS]


def count_terms(title: str | None, text: str) -> Counter[str]:
    """Return how often each word, and each pair of words, occurs in an article.

    Words are in lower case, without a possessive's ending, digits as `0`.
    """
    counts = Counter(_terms(text))
    if title:
        for term in _terms(title):
            counts[term] += TITLE_WEIGHT
    return counts


def count_words(text: str) -> int:
    """Return the number of words in the text."""
    return sum(1 for _ in _WORD.finditer(text))


def find_terms(
    document: str, within: Iterable[Span], wanted: Iterable[str]
) -> dict[str, list[Span]]:
    """Return where in those parts of the document each of the wanted terms stands, in order."""
    found: dict[str, list[Span]] = {term: [] for term in wanted}
    for part in within:
        pieces = _WORD.split(part.of(document))
        ends = list(accumulate((len(piece) for piece in pieces), initial=part.offset))
        before = ""
        for index in range(1, len(pieces), 2):
            word = _normalise(pieces[index])
            start, end = ends[index], ends[index + 1]
            if pieces[index].endswith(_POSSESSIVE):
                end -= 2
            if word in found:
                found[word].append(Span(start, end - start))
            pair = f"{before} {word}"
            if pair in found and pieces[index - 1] in _JOINTS:
                found[pair].append(Span(ends[index - 2], end - ends[index - 2]))
            before = word
    return found
