"""The default method: the set of sentences that a trained ranker expects to sum an article up."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from service.articles.article import Article
from service.summaries.language_resources import supported_languages
from service.summaries.method import Method, MethodOptions, Ranking, length_in_words
from service.summaries.news.editing.revision import revise
from service.summaries.news.editing.set_features import LANGUAGE
from service.summaries.news.focus import read_focus
from service.summaries.news.ranker import build_scorer
from service.summaries.news.reasons import find_reasons
from service.summaries.news.selection import Choice, SetScorer, choose
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.opening import find_opening
from service.summaries.news.standing.standing import ArticleStanding
from service.summaries.news.word_features import read_vocabulary
from service.summaries.term_counts import Counts, Floats

# What a sentence with every word of the focus gains: more than the ranker's own values of an
# article's sentences spread over, so that among equals alone the ranker leads. docs/decisions/0021
_FOCUS = 40.0
# Of what each next choice brings, so that equal ones keep their order.
_STEP = 1e-9


class NewsOptions(MethodOptions, Protocol):
    """What is read of the options here alone."""

    @property
    def focus(self) -> str | None:
        """What to lean towards."""


class NewsSummarizer(Method[NewsOptions]):
    """Ranks by a set scorer trained on human summaries; see `service.summaries.news.ranker`.

    In a language without stop words and stems here, and where it cannot be told, sentences rank
    as they stand, but for stubs, subheadings and furniture, which rank behind.
    """

    any_language = True
    takes = frozenset({"focus"})

    def __init__(self, language: str) -> None:
        self._language = language

    def choose(self, article: Article, options: NewsOptions) -> Ranking:
        """Choose the best set; see `selection.choose`, and `ratings_of` for the ratings."""
        texts = [sentence.text for sentence in article.sentences]
        vocabulary = read_vocabulary(article)
        known = self._language in supported_languages()
        described = describe_sentences(article, vocabulary)
        scorer = build_scorer(described, vocabulary) if known else _by_place(vocabulary.counts)
        shares = None
        if options.focus:
            shares = read_focus(options.focus, self._language, texts, vocabulary)
            scorer.sentence_scores[:] += _FOCUS * shares
        standing = ArticleStanding(article, described, vocabulary)
        # A summary that leans elsewhere need not begin as the article does.
        leaning = shares is not None and shares.any()
        first = [] if leaning else find_opening(standing, vocabulary, options.sentences)
        words = [] if options.max_words is None else [length_in_words(text) for text in texts]
        choice = choose(
            *(scorer, standing, options.sentences),
            first=first,
            words=words,
            max_words=options.max_words,
        )
        # Where the lead is delayed, what has the news is in already, and stays.
        revised = options.max_words is None and not leaning and len(first) <= 1
        if self._language == LANGUAGE and revised:
            choice = revise(choice, scorer, standing, vocabulary, described)
        reasons = find_reasons(choice, scorer, vocabulary, lead=first[:1], focused=shares)
        return Ranking(choice.places, ratings_of(choice), reasons, list(choice.passed.items()))


def ratings_of(choice: Choice) -> Floats:
    """Return a rating for each sentence: chosen ones first, in the order of choice.

    A rating is what a sentence brought beyond the average, but no more than the one before it.
    """
    lowest, chosen = np.inf, []
    for gain in choice.gains:
        lowest = min(gain, lowest - _STEP)
        chosen.append(lowest)
    ratings: Floats = np.minimum(choice.rest, lowest - _STEP)
    ratings[choice.places] = chosen
    return ratings


def _by_place(counts: Counts) -> SetScorer:
    """What sentences are worth by their place alone."""
    none = np.zeros(0)
    height = counts.height
    worth = -np.arange(height) / height
    return SetScorer(worth, counts, np.zeros(counts.width), np.zeros(height), none, none)
