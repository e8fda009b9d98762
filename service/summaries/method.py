"""What a method is: it chooses an article's best sentences, and rates them all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Generic, Protocol, TypeVar

import numpy as np
from sumy.models.dom import ObjectDocumentModel

from service.articles.article import Article
from service.articles.furniture.wording import count_words
from service.summaries.document import build_document
from service.summaries.summary import Reason, Rule
from service.summaries.term_counts import Floats


class MethodOptions(Protocol):
    """What every method reads of the options, all of which `service.options` declares.

    One that reads more says so by a protocol of its own, and names it in `Method.takes`.
    """

    @property
    def sentences(self) -> int:
        """Sentences wanted."""

    @property
    def max_words(self) -> int | None:
        """A ceiling on all sentences' words."""


Asked_contra = TypeVar("Asked_contra", bound=MethodOptions, contravariant=True)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places of the chosen sentences, best first, and a rating for each sentence there is.

    `reasons` has why each of the chosen ones was chosen, in their order, and `left_out` the places
    of those that a rule kept out; both are empty where the method has none.
    """

    places: Sequence[int]
    ratings: Floats
    reasons: Sequence[tuple[Reason, ...]] = ()
    left_out: Sequence[tuple[int, Rule]] = ()


class Method(ABC, Generic[Asked_contra]):
    """A method for articles of one language; it serves many threads and keeps nothing of them.

    `any_language` says that it needs no stop words and word stems; `takes` names the options that
    it reads beyond those of every method. Asking them of another method is refused.
    """

    any_language: ClassVar[bool] = False
    takes: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def __init__(self, language: str) -> None:
        raise NotImplementedError

    @abstractmethod
    def choose(self, article: Article, options: Asked_contra) -> Ranking:
        """Choose from an article that has sentences; one is chosen, however long it is."""
        raise NotImplementedError


class RatingMethod(Method[MethodOptions]):
    """A method that rates each sentence by itself: the best are chosen, the earlier of equals."""

    @abstractmethod
    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return a finite rating for each sentence of a document that has some."""
        raise NotImplementedError

    def choose(self, article: Article, options: MethodOptions) -> Ranking:
        """Choose the best, up to the first that does not fit."""
        ratings = self.rate(build_document(article))
        places = np.argsort(-ratings, kind="stable")[: options.sentences].tolist()
        if options.max_words is not None:
            texts = (article.sentences[place].text for place in places)
            totals = list(accumulate(map(length_in_words, texts)))
            places = places[: max(1, bisect_right(totals, options.max_words))]
        return Ranking(places, ratings)


def length_in_words(text: str) -> int:
    """Return words as a reader counts them; in scripts without blanks, two characters are one."""
    return max(len(text.split()), count_words(text))
