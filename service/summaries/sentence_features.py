"""What tells the sentences that sum an article up: place, length, words in common, wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from service.articles.furniture import ends_sentence, name_furniture
from service.summaries.cues import ATTRIBUTION, CONNECTIVE, FIRST_PERSON, PRONOUN
from service.summaries.terms import Booleans, Floats, Integers
from service.summaries.word_features import Vocabulary

SENTENCE_FEATURES = (
    *("first", "log place", "relative place", "last", "log words", "short", "long", "very long"),
    *("mean frequency", "summed frequency", "mean log sentences", "share repeated"),
    *("share introduced", "introduced", "in common with first", "in common with opening"),
    *("has number", "numbers", "has year", "quotes", "opens with quote", "attributed"),
    *("opens with pronoun", "opens with connective", "pronouns", "first person", "question"),
    *("no end", "furniture", "bracket", "colon"),
)
# Under so many words a sentence says too little to stand in a summary: a dateline, a shout.
_LEAST_WORDS = 5
_OPENING = 3
_QUOTES = re.compile(r"[\"“”„«»‘]|^'| '")
_OPENING_QUOTES = tuple("\"“„«»'‘")


def describe_sentences(
    texts: Sequence[str], vocabulary: Vocabulary, cues: Mapping[str, int]
) -> Floats:
    """Return the features of each sentence, in the order of `SENTENCE_FEATURES`.

    `log place` is the logarithm of one more than the whole sentences before: among whole
    sentences, ranking by it alone is the lead.
    """
    height = len(texts)
    terms, counts = vocabulary.terms, vocabulary.counts
    inside = slice(0, int(counts.values.sum()))
    rows, forms = terms.rows[inside], terms.forms[inside]
    lengths = np.bincount(rows, minlength=height).astype(np.float64)
    place = np.arange(height)
    safe = np.maximum(lengths, 1.0)

    def share(flags: Booleans) -> Floats:
        return np.bincount(rows, weights=flags[forms], minlength=height).astype(np.float64)

    bits = np.fromiter((cues.get(word.lower(), 0) for word in terms.written), np.int64)
    opening = np.zeros(height, np.int64)
    begins = np.searchsorted(rows, place)
    some = lengths > 0
    opening[some] = bits[forms[begins[some]]]
    numbers = np.minimum(share(vocabulary.digit), 3.0)
    year = np.array([_is_year(word) for word in terms.written], np.bool_)
    wording = _describe_wording(texts, lengths)
    whole = _are_whole(lengths, wording[:, 3:5])
    before = place if not whole.any() else np.cumsum(whole) - whole
    return np.column_stack(
        (
            *(place == 0, np.log1p(before), place / height, place == height - 1),
            *(np.log1p(lengths), np.clip(8.0 - lengths, 0.0, 8.0) / 8.0),
            *(np.clip(lengths - low, 0.0, 40.0) / 20.0 for low in (28.0, 40.0)),
            _describe_content(vocabulary),
            *(numbers > 0.0, numbers, share(year) > 0.0, wording[:, :2]),
            *(share((bits & ATTRIBUTION) > 0) > 0.0, (opening & PRONOUN) > 0),
            *((opening & CONNECTIVE) > 0, share((bits & PRONOUN) > 0) / safe),
            *(share((bits & FIRST_PERSON) > 0) > 0.0, wording[:, 2:]),
        )
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in {"19", "20"} and word.isdecimal()


def _describe_content(vocabulary: Vocabulary) -> Floats:
    """What the words of content of each sentence have in common with the others'."""
    counts, height, width = vocabulary.counts, vocabulary.counts.height, vocabulary.counts.width
    chosen = ~vocabulary.stop[counts.columns]
    rows, columns = counts.rows[chosen], counts.columns[chosen]
    uses = np.bincount(columns, weights=counts.values[chosen], minlength=width)
    sentences = np.bincount(columns, minlength=width)
    frequency = uses / max(uses.sum(), 1.0)
    held = np.maximum(np.bincount(rows, minlength=height), 1.0)
    # Cells are sorted by row: a column's first cell is its first sentence.
    first = np.full(width, height)
    first[columns[::-1]] = rows[::-1]
    again = sentences[columns] > 1
    introduced = _sums(rows, (first[columns] == rows) & again, height)
    summed = _sums(rows, frequency[columns], height)
    return np.column_stack(
        (
            *(100.0 * summed / held, 10.0 * summed),
            _sums(rows, np.log(sentences[columns]), height) / held,
            *(_sums(rows, again, height) / held, introduced / held, introduced / 5.0),
            *(_in_common(rows, columns, vocabulary, k) / held for k in (1, _OPENING)),
        )
    )


def _in_common(rows: Integers, columns: Integers, vocabulary: Vocabulary, opening: int) -> Floats:
    """How many words each sentence behind the opening shares with it."""
    known = np.zeros(vocabulary.width, np.bool_)
    known[columns[: np.searchsorted(rows, opening)]] = True
    shared = _sums(rows, known[columns], vocabulary.counts.height)
    shared[:opening] = 0.0
    return shared


def _sums(rows: Integers, values: Booleans | Floats, height: int) -> Floats:
    return np.bincount(rows, weights=values, minlength=height).astype(np.float64)


def _describe_wording(texts: Sequence[str], lengths: Floats) -> Floats:
    """Quotes, opens with one, question, no end, furniture, bracket, colon."""
    return np.array(
        [
            (
                _QUOTES.search(text) is not None,
                text.startswith(_OPENING_QUOTES),
                "?" in text,
                not ends_sentence(text),
                name_furniture(text, int(words)) is not None,
                "(" in text,
                ": " in text,
            )
            for text, words in zip(texts, lengths.tolist(), strict=True)
        ],
        np.float64,
    ).reshape(len(texts), 7)


def find_whole(described: Floats) -> Booleans:
    """Return which sentences are more than a stub, a subheading or furniture, by their features."""
    flaws = described[:, [SENTENCE_FEATURES.index(name) for name in ("no end", "furniture")]]
    return _are_whole(np.expm1(described[:, SENTENCE_FEATURES.index("log words")]), flaws)


def _are_whole(lengths: Floats, flaws: Floats) -> Booleans:
    whole: Booleans = (np.round(lengths) >= _LEAST_WORDS) & ~flaws.any(axis=1)
    return whole
