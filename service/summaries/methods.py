"""The ranking methods: ours, and sumy's with its known traps closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from service.articles.furniture import ends_sentence
from service.summaries.document import RankableSentence
from service.summaries.languages import stemmer, stop_words


class LeadSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """Ranks sentences by their place: news says the most important first.

    The measure that every other method has to beat: on 240 CNN articles its first three
    sentences reach ROUGE-1 41.3, the best of sumy's methods 37.8.
    """

    def __call__(self, document: ObjectDocumentModel, sentences_count: Any) -> tuple[Any, ...]:
        """Rank, and return what the count takes, in document order."""
        sentences = document.sentences
        places = {sentence: 1.0 - i / len(sentences) for i, sentence in enumerate(sentences)}
        return tuple(self._get_best_sentences(sentences, sentences_count, places))


class NewsSummarizer(LeadSummarizer):
    """The default: the lead, but for what says too little to stand in a summary.

    A dateline's stub, an exclamation of under five words or a subheading, which does not end as
    a sentence does, ranks behind every whole sentence.
    """

    _LEAST_WORDS = 5

    def __call__(self, document: ObjectDocumentModel, sentences_count: Any) -> tuple[Any, ...]:
        """Rank, and return what the count takes, in document order."""
        sentences = document.sentences
        count = len(sentences)
        ratings = {
            sentence: (1.0 if self._is_whole(sentence) else 0.5) - 0.5 * i / count
            for i, sentence in enumerate(sentences)
        }
        return tuple(self._get_best_sentences(sentences, sentences_count, ratings))

    def _is_whole(self, sentence: RankableSentence) -> bool:
        return len(sentence.words) >= self._LEAST_WORDS and ends_sentence(sentence.sentence.text)


class FiniteLexRankSummarizer(LexRankSummarizer):  # type: ignore[misc]
    """LexRank that ranks sentences without a common word alike, where sumy's divides by zero."""

    @staticmethod
    def power_method(matrix: npt.NDArray[np.float64], epsilon: float) -> npt.NDArray[np.float64]:
        """Return the sentences' scores, none of them NaN."""
        if not matrix.any():
            return np.full(len(matrix), 1.0 / len(matrix))
        scores: npt.NDArray[np.float64] = LexRankSummarizer.power_method(matrix, epsilon)
        return np.nan_to_num(scores, nan=0.0)


class CaselessKLSummarizer(KLSummarizer):  # type: ignore[misc]
    """KL that knows a stop word in capitals too; sumy's counts THE as a word of content."""

    def _filter_out_stop_words(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if self.normalize_word(word) not in self.stop_words]


class QuietLsaSummarizer(LsaSummarizer):  # type: ignore[misc]
    """LSA that does not warn of texts with fewer words than sentences; it ranks them all the same.

    Its matrix is weighted in one step, where sumy walks it cell by cell.
    """

    def _create_matrix(
        self, document: ObjectDocumentModel, dictionary: dict[str, int]
    ) -> npt.NDArray[np.float64]:
        matrix = np.zeros((len(dictionary), len(document.sentences)))
        for column, sentence in enumerate(document.sentences):
            for word in map(self.stem_word, sentence.words):
                row = dictionary.get(word)
                if row is not None:
                    matrix[row, column] += 1
        return matrix

    def _compute_term_frequency(
        self, matrix: npt.NDArray[np.float64], smooth: float = 0.4
    ) -> npt.NDArray[np.float64]:
        highest = matrix.max(axis=0)
        used = highest > 0
        matrix[:, used] = smooth + (1.0 - smooth) * matrix[:, used] / highest[used]
        return matrix


def _edmundson(language: str, document: ObjectDocumentModel) -> EdmundsonSummarizer:
    """Edmundson's method needs cue words, which no language has a list for.

    The words of the headline and the article's most frequent words speak for a sentence; page
    furniture that slipped in speaks against it.
    """
    method = EdmundsonSummarizer(stemmer(language))
    stop = stop_words(language)
    words = [word.lower() for sentence in document.sentences for word in sentence.words]
    frequent = Counter(word for word in words if word not in stop).most_common(20)
    headline = [word.lower() for heading in document.headings for word in heading.words]
    method.bonus_words = [word for word, _ in frequent] + headline or ["news"]
    method.stigma_words = ["advertisement", "newsletter", "subscribe", "copyright"]
    method.null_words = stop or ["the"]
    return method


def _with_stop_words(method: type[AbstractSummarizer]) -> Callable[..., AbstractSummarizer]:
    def build(language: str, _: ObjectDocumentModel) -> AbstractSummarizer:
        summarizer = method(stemmer(language))
        summarizer.stop_words = stop_words(language)
        return summarizer

    return build


def _plain(method: type[AbstractSummarizer]) -> Callable[..., AbstractSummarizer]:
    def build(language: str, _: ObjectDocumentModel) -> AbstractSummarizer:
        return method(stemmer(language))

    return build


#: How to build each method for a language and a document.
METHODS: dict[str, Callable[[str, ObjectDocumentModel], AbstractSummarizer]] = {
    "news": _plain(NewsSummarizer),
    "lead": _plain(LeadSummarizer),
    "lexrank": _with_stop_words(FiniteLexRankSummarizer),
    "textrank": _with_stop_words(TextRankSummarizer),
    "lsa": _with_stop_words(QuietLsaSummarizer),
    "luhn": _with_stop_words(LuhnSummarizer),
    "kl": _with_stop_words(CaselessKLSummarizer),
    "sumbasic": _with_stop_words(SumBasicSummarizer),
    "reduction": _with_stop_words(ReductionSummarizer),
    "edmundson": _edmundson,
}

#: Sentences that a method may be given; beyond, sumy's take over a second (on one core of 2020:
#: KL 0.8 s at 100, LexRank and Reduction 1.6 s at 500, TextRank 0.8 s at 500, LSA 0.5 s at 500).
MOST_SENTENCES: dict[str, int] = {
    "kl": 80,
    "lexrank": 500,
    "reduction": 400,
    "textrank": 500,
    "lsa": 400,
    "luhn": 1_000,
    "sumbasic": 1_000,
    "edmundson": 1_000,
}

#: Words that those methods may be given: Reduction compares each with each, LSA decomposes a
#: matrix with a row for each, and one endless sentence is no fewer words for being one. With
#: 8,000 the slowest takes 1.5 s.
MOST_WORDS = 8_000
