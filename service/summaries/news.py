"""The default method: the set of sentences that a trained ranker expects to sum an article up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sumy.models.dom import ObjectDocumentModel

from service.summaries.cohesion import read_cohesion
from service.summaries.cues import CUES
from service.summaries.languages import stop_words, supported_languages
from service.summaries.ranker import shipped
from service.summaries.rating import RatedSummarizer
from service.summaries.selection import MOST_STEPS, Choice, Objective, choose
from service.summaries.sentence_features import describe_sentences
from service.summaries.terms import Counts, Floats, Terms, number_terms
from service.summaries.word_features import Vocabulary, describe_words, read_vocabulary
from service.summaries.words import Tokenizer

# What a sentence with every word of the focus gains. The ranker's own values of an article's
# sentences lie within about ten of each other: a focus leads, and among equals the ranker does.
_FOCUS = 12.0
# What stands in the headline has this much higher odds of standing in a summary. The summaries that
# the ranker was trained on come without headlines, so this is set by hand, and low.
_HEADLINE = 2.0
# Of what each next choice brings, so that equal ones keep their order.
_STEP = 1e-9


class NewsSummarizer(RatedSummarizer):
    """Ranks by a set objective trained on human summaries; see `service.summaries.ranker`.

    In a language without stop words and stems here, and where it cannot be told, sentences rank
    as they stand, but for stubs, subheadings and furniture, which rank behind.
    """

    def __init__(self, language: str, stem: Callable[[str], str], *, focus: str = "") -> None:
        super().__init__(stem)
        self._language = language
        self._focus = focus
        self._stop_words = stop_words(language)

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return the ratings of the sentences: see `ratings_of`."""
        return ratings_of(self.choose(document, MOST_STEPS))

    def choose(
        self,
        document: ObjectDocumentModel,
        sentences: int,
        *,
        words: Sequence[int] = (),
        max_words: int | None = None,
    ) -> Choice:
        """Choose sentences of a document that has some; see `selection.choose`."""
        read = [sentence.sentence for sentence in document.sentences]
        terms = number_terms(
            (*document.sentences, *document.headings), self._stemmer, self._stop_words
        )
        vocabulary = read_vocabulary(terms, len(read))
        known = self._language in supported_languages()
        cues = CUES.get(self._language, {})
        described = describe_sentences([item.text for item in read], vocabulary, cues)
        objective = self._weigh(described, vocabulary) if known else _by_place(vocabulary.counts)
        objective.worth[:] += _FOCUS * self._in_focus(terms, vocabulary.counts)
        cohesion = read_cohesion(read, described, self._language)
        return choose(objective, cohesion, sentences, words=words, max_words=max_words)

    def _weigh(self, described: Floats, vocabulary: Vocabulary) -> Objective:
        objective = shipped().weigh(described, describe_words(vocabulary), vocabulary.counts)
        chances, titled = objective.chances, vocabulary.headline & ~vocabulary.stop
        chances[titled] *= _HEADLINE / (1.0 + (_HEADLINE - 1.0) * chances[titled])
        return objective

    def _in_focus(self, terms: Terms, counts: Counts) -> Floats:
        """How much of the focus each sentence has: rare words count for more, absent for none.

        The root of the share, since one word of a question tells much and the last little.
        """
        wanted = np.zeros(counts.width)
        numbers = {stem: number for number, stem in enumerate(terms.stems[: counts.width])}
        for word in Tokenizer(self._language).to_words(self._focus):
            if word.lower() not in self._stop_words:
                number = numbers.get(self.stem_word(word))
                if number is not None:
                    wanted[number] = 1.0
        if not wanted.any():
            return np.zeros(counts.height)
        held = np.bincount(counts.columns, minlength=counts.width)
        wanted *= np.log1p(counts.height / np.maximum(held, 1))
        shares: Floats = np.sqrt(counts.sums(wanted[counts.columns]) / wanted.sum())
        return shares


def ratings_of(choice: Choice) -> Floats:
    """Return a rating for each sentence: chosen ones first, in the order of choice.

    A rating is what a sentence brought beyond the average, but no more than the one before it.
    """
    ratings = choice.rest.copy()
    lowest = np.inf
    for place, gain in zip(choice.places, choice.gains, strict=True):
        lowest = min(gain, lowest - _STEP)
        ratings[place] = lowest
    left = np.ones(len(ratings), np.bool_)
    left[choice.places] = False
    ratings[left] = np.minimum(ratings[left], lowest - _STEP)
    return ratings


def _by_place(counts: Counts) -> Objective:
    """What sentences are worth by their place alone."""
    none = np.zeros(0)
    height = counts.height
    worth = -np.arange(height) / height
    return Objective(worth, counts, np.zeros(counts.width), np.zeros(height), none, none)
