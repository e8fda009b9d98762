"""What tells the sentences that sum an article up: place, length, words in common, wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from service.articles.article import Article
from service.articles.furniture.naming import Blocks, name_blocks
from service.articles.furniture.wording import ends_sentence
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import DIGIT, YEAR
from service.summaries.term_counts import Booleans, Floats, Integers
from service.text.languages.cues import ATTRIBUTION, CONNECTIVE, FIRST_PERSON, PRONOUN

SENTENCE_FEATURES = (
    *("first", "log place", "relative place", "last", "log words", "short", "long", "very long"),
    *("mean frequency", "summed frequency", "mean log sentences", "share repeated"),
    *("share introduced", "introduced", "in common with first", "in common with opening"),
    *("has number", "numbers", "has year", "quotes", "opens with quote", "attributed"),
    *("opens with pronoun", "opens with connective", "pronouns", "first person", "question"),
    *("no end", "furniture", "bracket", "colon"),
)
# Under so many words a sentence says too little to stand in a summary: a dateline, a shout.
_MIN_WORDS = 5
# Words of a sentence within a paragraph from which on it is prose: one in two thousand is not.
_MOST_NAMED = 20
_OPENING = 3
# The places of features.
_LOG_WORDS, _NO_END = map(SENTENCE_FEATURES.index, ("log words", "no end"))
FURNITURE = SENTENCE_FEATURES.index("furniture")
# Between a word too few and enough.
_LOG_MIN_WORDS = np.log1p(_MIN_WORDS - 0.5)
# What `_count_cues` counts, and the rows of `_describe_wording`.
_COUNTED = np.array((DIGIT, PRONOUN, YEAR, ATTRIBUTION, FIRST_PERSON))[:, np.newaxis]
_NO_END_ROW, _FURNITURE_ROW = 3, 4
_ENDS = (".", "!", "?")
_QUOTES = frozenset("“”„«»‘")
_OPENING_QUOTES = tuple("\"“„«»'‘")


def describe_sentences(article: Article, vocabulary: Vocabulary) -> Floats:
    """Return the features of each sentence, in the order of `SENTENCE_FEATURES`.

    `log place` is the logarithm of one more than the whole sentences before: among whole
    sentences, ranking by it alone is the lead.
    """
    height = len(article.sentences)
    place = np.arange(height)
    lengths, opening, found = _count_cues(vocabulary)
    numbers, pronouns, year, said, first = found
    wording = _describe_wording(article, lengths)
    whole = (lengths >= _MIN_WORDS) & ~(wording[_NO_END_ROW] | wording[_FURNITURE_ROW])
    before = np.cumsum(whole) - whole if whole.any() else place
    numbers = np.minimum(numbers, 3.0)
    quotes, begins_quoted, *others = wording
    columns = (
        *(place == 0, np.log1p(before), place / height, place == height - 1),
        *(np.log1p(lengths), np.maximum(8.0 - lengths, 0.0) / 8.0),
        *(_over(lengths, 28.0), _over(lengths, 40.0)),
        *_describe_content(vocabulary),
        *(numbers > 0.0, numbers, year > 0, quotes, begins_quoted, said > 0),
        *((opening & PRONOUN) > 0, (opening & CONNECTIVE) > 0),
        *(pronouns / np.maximum(lengths, 1.0), first > 0, *others),
    )
    described: Floats = np.concatenate(columns, dtype=np.float64, casting="unsafe")
    return described.reshape(len(SENTENCE_FEATURES), height).T


def _count_cues(vocabulary: Vocabulary) -> tuple[Floats, Integers, Integers]:
    """Words of each sentence, the bits of its first, and how many have each of the counted bits."""
    height, bits = vocabulary.counts.height, vocabulary.bits
    lengths = np.bincount(vocabulary.rows, minlength=height).astype(np.float64)
    opening = np.zeros(height, np.int64)
    found = np.zeros((len(_COUNTED), height), np.int64)
    # Sentences without words have no first one.
    begins = np.flatnonzero(vocabulary.places == 0)
    rows = vocabulary.rows[begins]
    opening[rows] = bits[begins]
    found[:, rows] = np.add.reduceat((bits & _COUNTED) > 0, begins, axis=1, dtype=np.int64)
    return lengths, opening, found


def _over(lengths: Floats, threshold: float) -> Floats:
    return np.minimum(np.maximum(lengths - threshold, 0.0), 40.0) / 20.0


def _describe_content(vocabulary: Vocabulary) -> Iterator[Floats]:
    """What the words of content of each sentence have in common with the others'."""
    counts, height, width = vocabulary.counts, vocabulary.counts.height, vocabulary.counts.width
    chosen = np.flatnonzero(~vocabulary.stop[counts.columns])
    rows, columns = counts.rows[chosen], counts.columns[chosen]
    uses = np.bincount(columns, weights=counts.values[chosen], minlength=width)
    sentences = np.bincount(columns, minlength=width)[columns]
    frequency = uses / max(uses.sum(), 1.0)
    content_words = np.maximum(np.bincount(rows, minlength=height), 1.0)
    # Cells are sorted by row: a column's first cell is its first sentence.
    first = np.full(width, height)
    first[columns[::-1]] = rows[::-1]
    begun = first[columns]
    again = sentences > 1
    # One sum a sentence of each, all at once; the last two of words that the opening has.
    values = (
        *(frequency[columns], np.log(sentences), again, (begun == rows) & again),
        *(begun < 1, begun < _OPENING),
    )
    weights = np.concatenate(values, dtype=np.float64, casting="unsafe")
    of_sum = (rows + height * np.arange(len(values))[:, np.newaxis]).ravel()
    sums = np.bincount(of_sum, weights=weights, minlength=len(values) * height)
    sums = sums.reshape(len(values), height)
    summed, introduced = sums[0], sums[3]
    # What the opening shares with itself says nothing.
    sums[4, :1] = sums[5, :_OPENING] = 0.0
    yield 100.0 * summed / content_words
    yield 10.0 * summed
    shares = sums / content_words
    yield from shares[1:4]
    yield introduced / 5.0
    yield from shares[4:]


def _describe_wording(article: Article, lengths: Floats) -> Booleans:
    """Quotes, opens with one, question, no end, furniture, bracket, colon: a row each."""
    texts = [sentence.text for sentence in article.sentences]
    described = (
        map(_has_quote, texts),
        [text.startswith(_OPENING_QUOTES) for text in texts],
        ["?" in text for text in texts],
        # Most end in one of these, which costs less to see.
        [not text.endswith(_ENDS) and not ends_sentence(text) for text in texts],
        _find_named(article, texts, lengths),
        ["(" in text for text in texts],
        [": " in text for text in texts],
    )
    # Of bytes an array is made in half the time that lists take.
    return np.frombuffer(b"".join(map(bytes, described)), np.bool_).reshape(-1, len(texts))


def _find_named(article: Article, texts: Sequence[str], lengths: Floats) -> list[bool]:
    """Which sentences are furniture by their wording."""
    kinds = article.kinds
    # Every other paragraph is one sentence, which was named as a line.
    named = [kinds.get(text) is not None for text in texts]
    short = [
        place
        for place, length in enumerate(lengths.tolist())
        if length < _MOST_NAMED and texts[place] not in kinds
    ]
    if short:
        # Of all sentences, or clues of those between would count for the short one before them.
        spans = [sentence.span for sentence in article.sentences]
        words = lengths.astype(np.int64).tolist()
        blocks = Blocks(article.document, article.words, spans, texts, words)
        for index in name_blocks(blocks, short):
            named[index] = True
    return named


def _has_quote(text: str) -> bool:
    if '"' in text or " '" in text or text.startswith("'"):
        return True
    return not text.isascii() and not _QUOTES.isdisjoint(text)


def find_whole(described: Floats) -> Booleans:
    """Return which sentences are more than a stub, a subheading or furniture, by their features."""
    flawed = (described[:, _NO_END] > 0.0) | (described[:, FURNITURE] > 0.0)
    whole: Booleans = (described[:, _LOG_WORDS] > _LOG_MIN_WORDS) & ~flawed
    return whole
