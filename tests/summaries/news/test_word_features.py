"""What tells the words that an article is about."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from service.articles.article import Article
from service.summaries.news.word_features import (
    WORD_FEATURES,
    Vocabulary,
    describe_words,
    read_vocabulary,
)
from tests.summaries.stories import HARBOUR, HARD, make, make_long

DOCUMENT = "The ferry sank off Lund in 1931. Divers of Lund found it. Ferries are safer now."


def read(document: str, *, title: str | None = None) -> Vocabulary:
    """The vocabulary of a text."""
    return read_vocabulary(make(document, title=title))


def feature(name: str, stem: str, document: str = DOCUMENT) -> float:
    """One feature of one stem."""
    vocabulary = read(document)
    row = describe_words(vocabulary)[vocabulary.find([stem])][0]
    return float(row[WORD_FEATURES.index(name)])


@pytest.mark.parametrize(
    ("name", "stem", "value"),
    [
        ("stop", "the", 1.0),
        ("stop", "lund", 0.0),
        ("number", "1931", 1.0),
        ("capital", "lund", 1.0),
        ("capital", "sank", 0.0),
        ("capital", "diver", 0.3),
        ("log count", "ferri", np.log(2)),
        ("log sentences", "ferri", np.log(2)),
        ("log first", "diver", np.log(2)),
        ("in opening", "lund", 1.0),
        ("in opening", "diver", 0.0),
        ("in first three", "lund", 2.0),
        ("share of sentences", "lund", 2 / 3),
        ("log length", "lund", np.log(3)),
        ("letters", "diver", 6.0),
        ("short", "it", 1.0),
        ("place in sentence", "ferri", np.log(2)),
        ("once", "1931", 1.0),
        ("once", "lund", 0.0),
    ],
)
def test_features_say_where_and_how_a_word_is_written(name: str, stem: str, value: float) -> None:
    """Counts, places and spelling, of all forms of a word together."""
    assert feature(name, stem) == pytest.approx(value)


@pytest.mark.parametrize("document", [DOCUMENT.upper(), DOCUMENT.lower()])
def test_capitals_say_nothing_where_all_or_none_are(document: str) -> None:
    """Every word then has what a word has that is never seen within a sentence."""
    vocabulary = read(document)
    column = describe_words(vocabulary)[:, WORD_FEATURES.index("capital")]
    assert set(column.tolist()) == {0.3}


def test_the_headline_s_words_are_marked_and_nothing_else_of_it() -> None:
    """Words of the headline alone are no words of the article; features are without it."""
    plain, titled = read(DOCUMENT), read(DOCUMENT, title="Ferry wreck found")
    assert titled.stems.tolist() == plain.stems.tolist()
    assert titled.headline.nonzero()[0].tolist() == titled.find(["ferri", "found"]).tolist()
    assert len(titled.find(["ferri", "found", "wreck"])) == 2
    assert np.array_equal(describe_words(plain), describe_words(titled))


@pytest.mark.parametrize("name", HARD)
def test_any_text_has_finite_features(name: str) -> None:
    """A row for each stem, also where there is none."""
    document = HARD[name].document
    vocabulary = read(document)
    described = describe_words(vocabulary)
    assert described.shape == (vocabulary.counts.width, len(WORD_FEATURES))
    assert np.isfinite(described).all()


@pytest.mark.parametrize(
    "article",
    [*HARD.values(), make(HARBOUR), make_long(3_000, 9)],
    ids=[*HARD, "an article", "3,000 sentences"],
)
def test_stems_are_counted_sentence_by_sentence(article: Article) -> None:
    """The cells over zero are those of a plain count, row by row, with rising columns."""
    vocabulary = read_vocabulary(article)
    counts = vocabulary.counts
    cells = zip(counts.rows.tolist(), counts.columns.tolist(), strict=True)
    found = dict(zip(cells, counts.values.tolist(), strict=True))
    assert list(found) == sorted(found)
    words = zip(vocabulary.rows.tolist(), vocabulary.words.tolist(), strict=True)
    assert found == Counter(words)


def test_the_words_of_a_sentence_are_its_own_list() -> None:
    """Whoever changes what was given changes nothing for the next who asks."""
    vocabulary = read(DOCUMENT)
    vocabulary.words_of(1).clear()
    assert vocabulary.words_of(1) == ["Divers", "of", "Lund", "found", "it"]
    assert vocabulary.words_of(1, 2) == ["Divers", "of"]
