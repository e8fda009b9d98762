"""Tests of `service.summaries.summarize`: choosing the best sentences by any method."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.articles.article import Article
from service.summaries.methods import ALGORITHMS, METHODS
from service.summaries.summary import Summary
from tests.summaries.stories import HARBOUR, HARD, make, summarize

EVERY = pytest.mark.parametrize("algorithm", ALGORITHMS)
WORDS = st.sampled_from(
    ("pier", "ferry", "The", "U.S.", "12", "e\u0301", "\U0001f6a2", "桥", "。", "…", "!", ".", "\n")
)


def check(article: Article, summary: Summary, count: int) -> None:
    """What every summary of so many sentences promises."""
    chosen = summary.sentences
    assert len(chosen) == min(count, len(article.sentences))
    assert all(item.sentence in article.sentences for item in chosen)
    spans = [item.sentence.span for item in chosen]
    assert all(one.end <= two.offset for one, two in pairwise(spans))
    assert sorted(item.rank for item in chosen) == list(range(1, len(chosen) + 1))
    assert all(math.isfinite(item.score) and 0.0 <= item.score <= 1.0 for item in chosen)
    by_rank = sorted(chosen, key=lambda item: item.rank)
    assert all(better.score >= worse.score for better, worse in pairwise(by_rank))


def test_the_algorithms_are_the_methods_the_default_first() -> None:
    """The names that a client may send are those of the methods; without one it is news."""
    assert tuple(METHODS) == ALGORITHMS
    assert summarize(make(HARBOUR)).algorithm == ALGORITHMS[0] == "news"


@EVERY
@pytest.mark.parametrize("count", [1, 3, 9, 10, 50])
def test_a_summary_has_as_many_sentences_as_wanted(algorithm: str, count: int) -> None:
    """min(k, n) sentences, in document order without overlap, ranked 1 to k, scores in 0..1."""
    article = make(HARBOUR, title="Pier at Ellery shut")
    summary = summarize(article, algorithm=algorithm, sentences=count)
    assert summary.algorithm == algorithm
    check(article, summary, count)


@EVERY
@pytest.mark.parametrize("article", HARD.values(), ids=HARD)
def test_odd_texts_are_summarised(algorithm: str, article: Article) -> None:
    """Capitals, equal sentences, no words, one word, any script: as many sentences as wanted."""
    for count in (1, 2, 50):
        check(article, summarize(article, algorithm=algorithm, sentences=count), count)


@EVERY
@pytest.mark.parametrize(
    "document", ["The bridge is shut.", "Rain fell overnight.", "...", "Wrd zkw.\n\nPft vrr."]
)
def test_where_no_sentence_is_better_the_best_has_the_highest_score(
    algorithm: str, document: str
) -> None:
    """The first rank has the score 1, of one sentence and of several that rate alike."""
    chosen = summarize(make(document), algorithm=algorithm).sentences
    assert max(item.score for item in chosen) == 1.0


@EVERY
def test_a_summary_is_the_same_twice(algorithm: str) -> None:
    """The same article gives the same sentences, ranks and scores."""
    first, second = (
        summarize(make(HARBOUR, title="Pier"), algorithm=algorithm, sentences=5) for _ in range(2)
    )
    assert first == second


@EVERY
def test_equal_sentences_keep_separate_ranks(algorithm: str) -> None:
    """Three sentences that read the same are three, each in its place with a rank of its own."""
    article = HARD["equal sentences"]
    chosen = summarize(article, algorithm=algorithm, sentences=4).sentences
    assert [item.sentence for item in chosen] == list(article.sentences)
    assert {item.rank for item in chosen} == {1, 2, 3, 4}


@pytest.mark.parametrize("algorithm", [name for name in ALGORITHMS if name != "news"])
def test_fewer_sentences_are_the_best_of_more(algorithm: str) -> None:
    """The summary of two has the first two ranks of the summary of six; news finds the best two."""
    article = make(HARBOUR)
    short = summarize(article, algorithm=algorithm, sentences=2)
    longer = summarize(article, algorithm=algorithm, sentences=6)
    assert short.sentences == tuple(item for item in longer.sentences if item.rank <= 2)


@EVERY
def test_an_article_without_sentences_has_an_empty_summary(algorithm: str) -> None:
    """Nothing to choose from is no error."""
    assert summarize(make(""), algorithm=algorithm) == Summary(algorithm, ())


@EVERY
@pytest.mark.parametrize("most", [1, 15, 16, 25, 40, 1_000])
def test_max_words_is_a_ceiling(algorithm: str, most: int) -> None:
    """The words stay within it, unless the only sentence has more; ranks leave no gap."""
    cut = summarize(make(HARBOUR), algorithm=algorithm, sentences=5, max_words=most)
    ranks = {item.rank for item in cut.sentences}
    assert ranks == set(range(1, len(ranks) + 1))
    assert len(ranks) == 1 or len(cut.text.split()) <= most
    assert most < 1_000 or len(ranks) == 5


@pytest.mark.parametrize("algorithm", [name for name in ALGORITHMS if name != "news"])
@pytest.mark.parametrize("most", [1, 15, 16, 40, 1_000])
def test_max_words_cuts_sumy_s_ranking_where_it_is_full(algorithm: str, most: int) -> None:
    """A method that ranks single sentences gives the best, up to the first too long."""
    article = make(HARBOUR)
    full = summarize(article, algorithm=algorithm, sentences=5)
    cut = summarize(article, algorithm=algorithm, sentences=5, max_words=most)
    assert set(cut.sentences) <= set(full.sentences)
    following = [item for item in full.sentences if item.rank == len(cut.sentences) + 1]
    for item in following:
        assert len(cut.text.split()) + len(item.sentence.text.split()) > most


@EVERY
def test_max_words_counts_to_the_word(algorithm: str) -> None:
    """Two sentences of five words fit into ten, and not into nine."""
    article = make("The pier is shut now. The boats are full now. Nobody knows what comes next.")
    for most, fitting in ((10, 2), (9, 1), (15, 3), (14, 2)):
        chosen = summarize(article, algorithm=algorithm, max_words=most).sentences
        assert len(chosen) == fitting


def test_max_words_is_a_ceiling_in_chinese_too() -> None:
    """Three sentences of eight characters and more are over three words."""
    assert len(summarize(HARD["Chinese"], max_words=3).sentences) == 1


@settings(max_examples=60)
@given(
    document=st.lists(WORDS, max_size=40).map(" ".join),
    algorithm=st.sampled_from(ALGORITHMS),
    count=st.integers(1, 6),
    title=st.sampled_from([None, "", "Pier", "…"]),
    language=st.sampled_from(["en", "zh", "und"]),
)
def test_any_text_is_summarised(
    document: str, algorithm: str, count: int, title: str | None, language: str
) -> None:
    """Whatever the text, headline and language, a summary keeps its promises."""
    article = make(document, title=title, language=language)
    check(article, summarize(article, algorithm=algorithm, sentences=count), count)


REST = "\n\nIslanders now depend on boats.\n\nThe council meets on Friday at noon."


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    "tag", ["(CNN)", "(CNN) -- ", "Ellery (CNN)", "ELLERY, Lund (AP) — ", "(Reuters) - "]
)
def test_place_and_agency_are_cut_off_the_first_sentence(tag: str, algorithm: str) -> None:
    """Its span begins where its text does, by every method."""
    news = "Five divers found cracks in the pier of Ellery on Tuesday."
    article = make(tag + news + REST)
    summary = summarize(article, algorithm=algorithm, sentences=3)
    first = summary.sentences[0].sentence
    assert first.text == news
    assert first.span.of(article.document) == news


@pytest.mark.parametrize(
    "sentence",
    [
        "Divers of the harbour board (AP) found cracks in it on Tuesday.",
        "The Lund Academy (LA) closed on Tuesday.",
        "ELLERY — Five divers found cracks in the pier on Tuesday.",
        "(Some) divers found cracks in the pier on Tuesday.",
    ],
)
def test_other_brackets_stay(sentence: str) -> None:
    """Only an agency behind a place, or none, is a tag."""
    assert summarize(make(sentence + REST), sentences=3).sentences[0].sentence.text == sentence
