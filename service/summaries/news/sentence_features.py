"""What tells the sentences that sum an article up: place, length, words in common, wording."""

from __future__ import annotations

from collections.abc import Iterator

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
_QUOTES = frozenset("“”„«»‘")
_OPENING_QUOTES = tuple("\"“„«»'‘")


def describe_sentences(article: Article, vocabulary: Vocabulary) -> Floats:
    """Return the features of each sentence, in the order of `SENTENCE_FEATURES`.

    `log place` is the logarithm of one more than the whole sentences before: among whole
    sentences, ranking by it alone is the lead.
    """
    height, bits = len(article.sentences), vocabulary.bits
    lengths = np.bincount(vocabulary.rows, minlength=height).astype(np.float64)
    place = np.arange(height)
    opening = np.zeros(height, np.int64)
    begins = vocabulary.places == 0
    opening[vocabulary.rows[begins]] = bits[begins]
    numbers = np.minimum(vocabulary.sums((bits & DIGIT) > 0), 3.0)
    pronouns = vocabulary.sums((bits & PRONOUN) > 0) / np.maximum(lengths, 1.0)
    year, said, first = (
        vocabulary.sums((bits & bit) > 0) > 0.0 for bit in (YEAR, ATTRIBUTION, FIRST_PERSON)
    )
    quotes, begins_quoted, question, no_end, furniture, bracket, colon = wording = (
        _describe_wording(article, lengths)
    )
    whole = _are_whole(lengths, wording[3:5].T)
    before = place if not whole.any() else np.cumsum(whole) - whole
    described = np.empty((len(SENTENCE_FEATURES), height))
    for row, column in enumerate(
        (
            *(place == 0, np.log1p(before), place / height, place == height - 1),
            *(np.log1p(lengths), np.maximum(8.0 - lengths, 0.0) / 8.0),
            *(_over(lengths, 28.0), _over(lengths, 40.0)),
            *_describe_content(vocabulary),
            *(numbers > 0.0, numbers, year, quotes, begins_quoted, said),
            *((opening & PRONOUN) > 0, (opening & CONNECTIVE) > 0, pronouns, first),
            *(question, no_end, furniture, bracket, colon),
        )
    ):
        described[row] = column
    return described.T


def _over(lengths: Floats, threshold: float) -> Floats:
    return np.minimum(np.maximum(lengths - threshold, 0.0), 40.0) / 20.0


def _describe_content(vocabulary: Vocabulary) -> Iterator[Floats]:
    """What the words of content of each sentence have in common with the others'."""
    counts, height, width = vocabulary.counts, vocabulary.counts.height, vocabulary.counts.width
    chosen = ~vocabulary.stop[counts.columns]
    rows, columns = counts.rows[chosen], counts.columns[chosen]
    uses = np.bincount(columns, weights=counts.values[chosen], minlength=width)
    sentences = np.bincount(columns, minlength=width)
    frequency = uses / max(uses.sum(), 1.0)
    content_words = np.maximum(np.bincount(rows, minlength=height), 1.0)
    # Cells are sorted by row: a column's first cell is its first sentence.
    first = np.full(width, height)
    first[columns[::-1]] = rows[::-1]
    again = sentences[columns] > 1
    introduced = _sums(rows, (first[columns] == rows) & again, height)
    summed = _sums(rows, frequency[columns], height)
    yield 100.0 * summed / content_words
    yield 10.0 * summed
    yield _sums(rows, np.log(sentences[columns]), height) / content_words
    yield _sums(rows, again, height) / content_words
    yield introduced / content_words
    yield introduced / 5.0
    for opening in (1, _OPENING):
        yield _in_common(rows, columns, vocabulary, opening) / content_words


def _in_common(rows: Integers, columns: Integers, vocabulary: Vocabulary, opening: int) -> Floats:
    """How many words each sentence behind the opening shares with it."""
    known = np.zeros(vocabulary.counts.width, np.bool_)
    known[columns[: np.searchsorted(rows, opening)]] = True
    shared = _sums(rows, known[columns], vocabulary.counts.height)
    shared[:opening] = 0.0
    return shared


def _sums(rows: Integers, values: Booleans | Floats, height: int) -> Floats:
    return np.bincount(rows, weights=values, minlength=height).astype(np.float64)


def _describe_wording(article: Article, lengths: Floats) -> Floats:
    """Quotes, opens with one, question, no end, furniture, bracket, colon."""
    texts, kinds = [sentence.text for sentence in article.sentences], article.kinds
    # Every other paragraph is one sentence, which was named as a line.
    named = [kinds.get(text) is not None for text in texts]
    short = [
        place
        for place in np.flatnonzero(lengths < _MOST_NAMED).tolist()
        if texts[place] not in kinds
    ]
    spans = [article.sentences[place].span for place in short]
    said = [texts[place] for place in short]
    words = lengths[short].astype(np.int64).tolist()
    blocks = Blocks(article.document, article.words, spans, said, words)
    for index in name_blocks(blocks, range(len(short))):
        named[short[index]] = True
    return np.array(
        [
            [_has_quote(text) for text in texts],
            [text.startswith(_OPENING_QUOTES) for text in texts],
            ["?" in text for text in texts],
            [not ends_sentence(text) for text in texts],
            named,
            ["(" in text for text in texts],
            [": " in text for text in texts],
        ],
        np.float64,
    )


def _has_quote(text: str) -> bool:
    if '"' in text or " '" in text or text.startswith("'"):
        return True
    return not text.isascii() and not _QUOTES.isdisjoint(text)


def find_whole(described: Floats) -> Booleans:
    """Return which sentences are more than a stub, a subheading or furniture, by their features."""
    flaws = described[:, [SENTENCE_FEATURES.index(name) for name in ("no end", "furniture")]]
    return _are_whole(np.expm1(described[:, SENTENCE_FEATURES.index("log words")]), flaws)


def _are_whole(lengths: Floats, flaws: Floats) -> Booleans:
    whole: Booleans = (np.round(lengths) >= _MIN_WORDS) & ~flaws.any(axis=1)
    return whole
