"""An article's summary: rank its sentences by a method, then take the best."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from service.articles.article import Article
from service.articles.furniture.kinds import count_words
from service.summaries.errors import FocusNotSupported, LanguageNotSupported
from service.summaries.methods import METHODS
from service.summaries.news.summarizer import NewsSummarizer, ratings_of
from service.summaries.summary import RankedSentence, Summary
from service.summaries.sumy.document import RankableSentence, build_document
from service.summaries.sumy.language_resources import supported_languages
from service.text.language_detection import UNDETERMINED

#: The names of the methods, the default first.
ALGORITHMS = tuple(METHODS)

#: The methods that work in every language: news goes by place where it knows no words.
ANY_LANGUAGE = frozenset({"news", "lead"})


class _Rated(Protocol):
    """What sumy hands to a callable that stands for the number of sentences."""

    sentence: RankableSentence
    order: int
    rating: float


class _Rank(NamedTuple):
    order: int
    rating: float


def summarize(
    article: Article,
    *,
    algorithm: str = "news",
    sentences: int = 3,
    max_words: int | None = None,
    focus: str | None = None,
) -> Summary:
    """Choose the article's most important sentences.

    Gives min(`sentences`, all) sentences, fewer where `max_words` (at least one is always given)
    allows no more. `focus` is a question or name that the summary leans towards; what the article
    does not mention changes nothing. Raises `FocusNotSupported` where the algorithm cannot lean,
    `TooAlike` where LexRank would have too many pairs to compare, and `LanguageNotSupported` where
    sumy's have no words for its language.
    """
    if focus and algorithm != "news":
        raise FocusNotSupported(algorithm)
    if not article.sentences:
        return Summary(algorithm, ())
    if algorithm == "news":
        places, ratings = _choose(article, sentences, max_words, focus or "")
    else:
        ranks = _rank(article, algorithm)
        places = _select(article, ranks, sentences, max_words)
        ratings = [rank.rating for rank in sorted(ranks)]
    scores = _scores(ratings)
    ranked = [
        RankedSentence(article.sentences[place], rank, scores[place])
        for rank, place in enumerate(places, 1)
    ]
    ranked.sort(key=lambda item: item.sentence.span.offset)
    return Summary(algorithm, tuple(ranked))


def _choose(
    article: Article, sentences: int, max_words: int | None, focus: str
) -> tuple[list[int], list[float]]:
    """The places of the best set, best first, and the ratings of all sentences."""
    words = [] if max_words is None else [_words(item.text) for item in article.sentences]
    method = NewsSummarizer(article.language, focus=focus)
    document = build_document(article)
    choice = method.choose(document, sentences, words=words, max_words=max_words)
    return choice.places, ratings_of(choice).tolist()


def _rank(article: Article, algorithm: str) -> list[_Rank]:
    """All sentences with their ratings, best first."""
    _refuse_language(algorithm, article.language)
    document = build_document(article)
    seen: list[_Rank] = []

    def keep(rated: Sequence[_Rated]) -> Sequence[_Rated]:
        seen.extend(_Rank(item.order, float(item.rating)) for item in rated)
        return rated

    METHODS[algorithm](article.language, document)(document, keep)
    return seen


def _refuse_language(algorithm: str, language: str) -> None:
    # Where the language cannot be told, the words are compared as they are written.
    if algorithm in ANY_LANGUAGE or language == UNDETERMINED:
        return
    supported = supported_languages()
    if language not in supported:
        raise LanguageNotSupported(algorithm, language, supported)


def _select(
    article: Article, ranks: Sequence[_Rank], sentences: int, max_words: int | None
) -> list[int]:
    """The places of the best sentences, best first, up to the first that does not fit."""
    places = [rank.order for rank in ranks[:sentences]]
    if max_words is None:
        return places
    totals = list(accumulate(_words(article.sentences[place].text) for place in places))
    return places[: max(1, bisect_right(totals, max_words))]


def _words(text: str) -> int:
    """Words as a reader counts them; in scripts without blanks, about two characters each."""
    return max(len(text.split()), count_words(text))


def _scores(ratings: Sequence[float]) -> list[float]:
    """Ratings as scores in 0..1: each method rates on a scale of its own.

    Where all are equal none is worse than the best, which has 1.
    """
    finite = [rating for rating in ratings if math.isfinite(rating)]
    if not finite:
        return [0.0] * len(ratings)
    low, high = min(finite), max(finite)
    low = min(0.0, low)
    spread = high - low
    if spread <= 0.0:
        return [1.0 if math.isfinite(rating) else 0.0 for rating in ratings]
    return [(r - low) / spread if math.isfinite(r) else 0.0 for r in ratings]
