"""An article's summary: rank its sentences by a method, then take the best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import regex

from service.articles.article import Article
from service.summaries.errors import FocusNotSupported, LanguageNotSupported
from service.summaries.language_resources import supported_languages
from service.summaries.method import MethodOptions
from service.summaries.methods import METHODS, method_for, names_of
from service.summaries.summary import LeftOut, RankedSentence, Summary
from service.text.language_detection import UNDETERMINED
from service.text.sentences.sentence import Sentence
from service.text.spans import Span

# The agency that a report begins with: (CNN)Five …; Boston (CNN)Bill …; WASHINGTON (AP) — Police …
_TAG = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}.,'’/-]{0,30}+ ?){0,5}+"
    r"\((?:CNN|AP|Reuters|REUTERS|AFP|UPI|DPA|dpa|ANI|PTI|Xinhua|KCNA|TASS)"
    r"(?: [\p{L}]{1,12})?\)\s*+(?:[-–—]{1,2}+\s*+)?(?=[\p{L}\p{N}\"“‘'$])"
)
_LONGEST_TAG = 90


class SummaryOptions(MethodOptions, Protocol):
    """What a summary needs of the options, all of which `service.options` declares."""

    @property
    def algorithm(self) -> str:
        """The method's name."""

    @property
    def focus(self) -> str | None:
        """What to lean towards."""


def summarize(article: Article, options: SummaryOptions) -> Summary:
    """Choose the article's most important sentences.

    Gives min(`sentences`, all) sentences, fewer where `max_words` (at least one is always given)
    allows no more. `focus` is a question or name that the summary leans towards; what the article
    does not mention changes nothing. Raises `FocusNotSupported` where the algorithm cannot lean,
    `TooAlike` where LexRank would have too many pairs to compare, and `LanguageNotSupported` where
    sumy's have no words for its language.
    """
    algorithm = options.algorithm
    if options.focus and "focus" not in METHODS[algorithm].takes:
        raise FocusNotSupported(algorithm, names_of(takes="focus"))
    if not article.sentences:
        return Summary(algorithm, ())
    _refuse_language(algorithm, article.language)
    method = method_for(algorithm, article.language)
    ranking = method.choose(article, options)
    scores = _scores(ranking.ratings.tolist())
    reasons = ranking.reasons or [()] * len(ranking.places)
    ranked = [
        RankedSentence(without_agency(article.sentences[place]), rank, scores[place], why)
        for rank, (place, why) in enumerate(zip(ranking.places, reasons, strict=True), 1)
    ]
    ranked.sort(key=lambda item: item.sentence.span.offset)
    left_out = tuple(LeftOut(article.sentences[place], rule) for place, rule in ranking.left_out)
    return Summary(algorithm, tuple(ranked), left_out)


def _refuse_language(algorithm: str, language: str) -> None:
    # Where the language cannot be told, the words are compared as they are written.
    if METHODS[algorithm].any_language or language == UNDETERMINED:
        return
    supported = supported_languages()
    if language not in supported:
        others = names_of(any_language=True)
        raise LanguageNotSupported(algorithm, language, supported, others)


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


def without_agency(sentence: Sentence) -> Sentence:
    """Return the sentence without place and agency before it, its span as much shorter."""
    text = sentence.text
    if "(" not in text[:_LONGEST_TAG]:
        return sentence
    tag = _TAG.match(text)
    if tag is None or tag.end() > _LONGEST_TAG:
        return sentence
    cut = tag.end()
    span = Span(sentence.span.offset + cut, sentence.span.length - cut)
    return Sentence(span, text[cut:], sentence.paragraph)
