"""Tests of `service.summaries.news.sentence_features`: what tells the sentences that sum it up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from service.articles.article import Article
from service.articles.furniture.naming import name_furniture
from service.summaries.news.sentence_features import (
    SENTENCE_FEATURES,
    describe_sentences,
    find_whole,
)
from service.summaries.news.word_features import read_vocabulary
from service.summaries.news.word_forms import DIGIT, YEAR
from service.summaries.term_counts import Floats
from service.text.languages.cues import ATTRIBUTION, FIRST_PERSON, PRONOUN
from tests.summaries.stories import HARBOUR, HARD, make, make_long

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


# With a long one, with sentences that have no words between others, and with many short lines.
ODD = {
    **HARD,
    "an article": make(HARBOUR),
    "3,000 sentences": make_long(3_000, 9),
    "none between": make("We saw 12 boats.\n\n***\n\nShe said it sank in 1931.\n\n!!!"),
    "lines of pages": make(
        "Read more: the pier is shut.\n\nThe pier is shut. Photo: Ida Lum.\n\nShare this story"
        " now. Sign up for our newsletter. The board met.\n\nReporting by Ida Lum; editing by Bo"
        " Ek. It rained on Friday."
    ),
}


@pytest.mark.parametrize("article", ODD.values(), ids=list(ODD))
def test_cues_are_counted_sentence_by_sentence(article: Article) -> None:
    """What is counted for all sentences at once is what each has by itself."""
    vocabulary = read_vocabulary(article)
    described = describe_sentences(article, vocabulary)
    for place, features in enumerate(described):
        begin, end = vocabulary.bounds[place : place + 2]
        bits = vocabulary.bits[begin:end].tolist()
        told = dict(zip(SENTENCE_FEATURES, features.tolist(), strict=True))
        assert told["log words"] == pytest.approx(np.log1p(len(bits)))
        assert told["numbers"] == min(sum(bit & DIGIT > 0 for bit in bits), 3)
        pronouns = sum(bit & PRONOUN > 0 for bit in bits)
        assert told["pronouns"] == pytest.approx(pronouns / max(len(bits), 1))
        assert told["has year"] == any(bit & YEAR for bit in bits)
        assert told["attributed"] == any(bit & ATTRIBUTION for bit in bits)
        assert told["first person"] == any(bit & FIRST_PERSON for bit in bits)
        assert told["opens with pronoun"] == bool(bits and bits[0] & PRONOUN)


@pytest.mark.parametrize("article", ODD.values(), ids=list(ODD))
def test_words_in_common_are_those_of_plain_sets(article: Article) -> None:
    """Sums over all sentences at once are what a loop over their words of content finds."""
    vocabulary = read_vocabulary(article)
    described = describe_sentences(article, vocabulary)
    bounds = vocabulary.bounds
    stems = [vocabulary.words[a:b] for a, b in pairwise(bounds)]
    bags = [set(row[~vocabulary.stop[row]].tolist()) for row in stems]
    seen: dict[int, list[int]] = {}
    for place, bag in enumerate(bags):
        for stem in bag:
            seen.setdefault(stem, []).append(place)
    opening = set[int]().union(*bags[:3])
    for place, (bag, features) in enumerate(zip(bags, described, strict=True)):
        told = dict(zip(SENTENCE_FEATURES, features.tolist(), strict=True))
        size = max(len(bag), 1)
        again = [stem for stem in bag if len(seen[stem]) > 1]
        first = [stem for stem in again if seen[stem][0] == place]
        shared = len(bag & opening) if place >= 3 else 0
        assert told["share repeated"] == pytest.approx(len(again) / size)
        assert told["introduced"] == pytest.approx(len(first) / 5)
        assert told["in common with first"] == pytest.approx(
            len(bag & bags[0]) / size if place else 0.0
        )
        assert told["in common with opening"] == pytest.approx(shared / size)
        spread = sum(np.log(len(seen[stem])) for stem in bag)
        assert told["mean log sentences"] == pytest.approx(spread / size)


@pytest.mark.parametrize("article", ODD.values(), ids=list(ODD))
def test_a_sentence_is_furniture_as_it_is_alone(article: Article) -> None:
    """What stands before and behind a short sentence names it nothing that it is not."""
    vocabulary = read_vocabulary(article)
    described = describe_sentences(article, vocabulary)
    named = described[:, SENTENCE_FEATURES.index("furniture")] > 0
    lengths = np.diff(vocabulary.bounds).tolist()
    alone = [
        words < 20 and name_furniture(sentence.text, words) is not None
        for sentence, words in zip(article.sentences, lengths, strict=True)
    ]
    assert named.tolist() == alone
