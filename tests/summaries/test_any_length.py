"""Tests of how long an article may be: every method takes it, in linear time and little memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest

from service.articles.article import Article
from service.summaries.methods import ALGORITHMS
from tests.growth import LINEAR, check_growth
from tests.summaries.stories import make, make_long, summarize

EVERY = pytest.mark.parametrize("algorithm", ALGORITHMS)
# Of 8 times the sentences KL takes some 26 times as long (n to the power of 1.6), and sumy's 512;
# LexRank, most of whose work are the pairs of like sentences, up to 25 times, and sumy's 64.
MOST = dict.fromkeys(ALGORITHMS, LINEAR) | {"kl": 45.0, "lexrank": 45.0}

# Articles of any length, of kinds that would take quadratic time or memory.
KINDS: dict[str, Callable[[int], Article]] = {
    "prose": lambda length: make_long(3 * length, 25),
    "words of which ten differ": lambda length: make_long(3 * length, 25, of=10),
    "one sentence": lambda length: make(f"Boats {'sank there ' * (95 * length)}today."),
    "one word": lambda length: make("ay" * (500 * length)),
    "a list whose lines differ by a number": lambda length: make(
        " ".join(f"Boat {number} sank." for number in range(10 * length))
    ),
    "one sentence again and again": lambda length: make("The boat sank today. " * (10 * length)),
}


@cache
def article_of(kind: str, length: int) -> Article:
    """An article that is made once."""
    return KINDS[kind](length)


def check_summaries(algorithm: str, kind: str, short: int, long: int) -> None:
    """Summaries have what was asked for, in a time that grows as the article does."""

    def work(article: Article) -> None:
        summary = summarize(article, algorithm=algorithm, sentences=50)
        ranks = {item.rank for item in summary.sentences}
        assert ranks == set(range(1, min(50, len(article.sentences)) + 1))

    check_growth(work, article_of(kind, short), article_of(kind, long), MOST[algorithm])


@pytest.mark.parametrize("kind", KINDS)
@EVERY
def test_no_text_is_too_long(algorithm: str, kind: str) -> None:
    """However a text is cut into words and sentences, every method ranks it in linear time.

    The long ones have 75,000 words, or a megabyte.
    """
    check_summaries(algorithm, kind, 125, 1_000)


@pytest.mark.slow
@pytest.mark.parametrize("algorithm", ["lexrank", "kl"])
def test_200_000_words_are_ranked_too(algorithm: str) -> None:
    """The methods with the most to do take 8,000 sentences, more than the service ever does."""
    check_summaries(algorithm, "prose", 333, 2_664)


@pytest.mark.parametrize("algorithm", ["news", "lexrank", "textrank", "lsa", "kl"])
def test_little_memory_is_taken(algorithm: str) -> None:
    """The matrix of all pairs of 3,000 sentences would be 72 MB by itself."""
    article = make_long(3_000, 8)
    tracemalloc.start()
    try:
        summarize(article, algorithm=algorithm)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("algorithm", ["news", "lexrank", "textrank", "kl"])
def test_ranks_of_a_long_article_are_the_same_twice(algorithm: str) -> None:
    """Blocks, queues and decompositions leave nothing to chance."""
    article = make_long(1_000, 8)
    first, second = (summarize(article, algorithm=algorithm, sentences=50) for _ in range(2))
    assert first == second
    spans = [item.sentence.span for item in first.sentences]
    assert all(one.end <= two.offset for one, two in pairwise(spans))
