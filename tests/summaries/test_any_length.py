"""Tests of how long an article may be: every method takes it, in linear time and little memory."""

from __future__ import annotations

import time
import tracemalloc
from functools import cache
from itertools import pairwise

import pytest

from service.articles.article import Article
from service.summaries.summarize import ALGORITHMS, summarize
from tests.summaries.stories import make, make_long

EVERY = pytest.mark.parametrize("algorithm", ALGORITHMS)


@cache
def prose() -> Article:
    """3,000 sentences of 25 words, spread as in prose."""
    return make_long(3_000, 25)


TEXTS = {
    "75,000 words of which ten differ": lambda: make_long(3_000, 25, of=10),
    "a sentence of a megabyte": lambda: make(f"Boats {'sank there ' * 95_000}today."),
    "a word of a megabyte": lambda: make("ay" * 500_000),
    "a list whose lines differ by a number": lambda: make(
        " ".join(f"Boat {number} sank." for number in range(10_000))
    ),
    "one sentence again and again": lambda: make("The boat sank today. " * 10_000),
}


@pytest.fixture(scope="module", params=TEXTS)
def text(request: pytest.FixtureRequest) -> Article:
    """An article of a kind that would take quadratic time or memory."""
    return TEXTS[request.param]()


def seconds(article: Article, algorithm: str) -> float:
    """Seconds of the processor that the summary takes; it has what was asked for."""
    begun = time.process_time()
    summary = summarize(article, algorithm=algorithm, sentences=50)
    spent = time.process_time() - begun
    assert len(summary.sentences) == min(50, len(article.sentences))
    assert {item.rank for item in summary.sentences} == set(range(1, len(summary.sentences) + 1))
    return spent


@EVERY
def test_three_thousand_sentences_take_under_a_second(algorithm: str) -> None:
    """Every method ranks 75,000 words of prose, words and stems included."""
    assert seconds(prose(), algorithm) < 1.0


@EVERY
def test_no_text_is_too_long(algorithm: str, text: Article) -> None:
    """However a text is cut into words and sentences, every method ranks it in a second."""
    assert seconds(text, algorithm) < 1.0


@pytest.mark.parametrize("algorithm", ["lexrank", "kl"])
def test_200_000_words_take_about_two_seconds(algorithm: str) -> None:
    """The methods with the most to do rank 8,000 sentences, more than the service ever takes."""
    assert seconds(make_long(8_000, 25), algorithm) < 2.5


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
