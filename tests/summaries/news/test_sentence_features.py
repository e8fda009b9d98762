"""Tests of `service.summaries.news.sentence_features`: what tells the sentences that sum it up."""

from __future__ import annotations

import numpy as np
import pytest

from service.summaries.news.sentence_features import (
    SENTENCE_FEATURES,
    describe_sentences,
    find_whole,
)
from service.summaries.news.word_features import read_vocabulary
from service.summaries.term_counts import Floats
from tests.summaries.stories import HARD, make

DOCUMENT = """SUND.

The ferry to Marrow Island sank on Monday. It had sailed since 1931, the harbour board (its owner) \
said.

“Was anybody warned?” asked the mayor. But we do not know: nobody has seen the captain of the ferry.

Image: Getty Images"""


def describe(document: str) -> Floats:
    """The features of the text's sentences."""
    article = make(document)
    return describe_sentences(article, read_vocabulary(article))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("first", [1, 0, 0, 0, 0, 0]),
        ("last", [0, 0, 0, 0, 0, 1]),
        ("log place", [0, 0, np.log(2), np.log(3), np.log(4), np.log(5)]),
        ("has number", [0, 0, 1, 0, 0, 0]),
        ("has year", [0, 0, 1, 0, 0, 0]),
        ("quotes", [0, 0, 0, 1, 0, 0]),
        ("opens with quote", [0, 0, 0, 1, 0, 0]),
        ("attributed", [0, 0, 1, 1, 0, 0]),
        ("opens with pronoun", [0, 0, 1, 0, 0, 0]),
        ("opens with connective", [0, 0, 0, 0, 1, 0]),
        ("first person", [0, 0, 0, 0, 1, 0]),
        ("question", [0, 0, 0, 1, 0, 0]),
        ("no end", [0, 0, 0, 0, 0, 1]),
        ("furniture", [0, 0, 0, 0, 0, 1]),
        ("bracket", [0, 0, 1, 0, 0, 0]),
        ("colon", [0, 0, 0, 0, 1, 1]),
        ("short", [7 / 8, 0, 0, 2 / 8, 0, 5 / 8]),
    ],
)
def test_features_say_what_a_sentence_is_like(name: str, values: list[float]) -> None:
    """Place among whole sentences, wording, marks and length."""
    column = describe(DOCUMENT)[:, SENTENCE_FEATURES.index(name)]
    assert column.tolist() == pytest.approx(values)


def test_words_in_common_are_counted_by_stem() -> None:
    """What comes again is introduced by the first to say it, and shared by the others."""
    described = describe("The ferry sank. Divers found two ferries. Geese flew over Lund.")
    introduced = described[:, SENTENCE_FEATURES.index("introduced")]
    assert introduced.tolist() == pytest.approx([0.2, 0, 0])
    shared = described[:, SENTENCE_FEATURES.index("in common with first")]
    assert shared[0] == shared[2] == 0
    assert shared[1] > 0
    repeated = described[:, SENTENCE_FEATURES.index("share repeated")]
    assert repeated[0] > repeated[1] > repeated[2] == 0


def test_whole_sentences_are_no_stubs_subheadings_or_furniture() -> None:
    """Five words, an end, and no wording of a page's furniture."""
    document = DOCUMENT + "\n\nWhat comes next for the island\n\nFive words are enough here."
    whole = find_whole(describe(document)).tolist()
    assert whole == [False, True, True, True, True, False, False, True]


@pytest.mark.parametrize("name", HARD)
def test_any_sentence_has_finite_features(name: str) -> None:
    """A row for each sentence, whatever it is made of."""
    described = describe(HARD[name].document)
    assert described.shape[1] == len(SENTENCE_FEATURES)
    assert np.isfinite(described).all()
