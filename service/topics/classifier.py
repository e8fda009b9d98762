"""The topic of an article, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from service.articles.article import Article
from service.articles.lines.vocabulary import COMMON
from service.text.lexicon import Integers
from service.text.words import Booleans, read_words
from service.topics.distinctive_terms import DistinctiveTerm, distinctive_terms, strengths
from service.topics.term_index import Occurrences, TermIndex, count, weigh_opening, weigh_title
from service.topics.terms import OPENING_WORDS
from service.topics.topic import Abstention, Evidence, Topic

if TYPE_CHECKING:
    from service.topics.store.bundle import Bundle

Vector = npt.NDArray[np.float64]

# More terms than anybody reads; each costs a place in the answer, not time.
_MAX_EVIDENCE = 12
# As many as a reader takes in at a glance.
_MAX_DISTINCTIVE = 15
# Places given for a term, the first ones; a text of one word repeated would have a million.
_MAX_SPANS = 100


class _Document(NamedTuple):
    """A document's known terms as columns, and its TF-IDF vector of length 1 over them.

    `weights` is what the model gives each of them for each class (terms x classes).
    """

    columns: Integers
    values: Vector
    weights: Vector


class Classifier:
    """A loaded model, ready to answer; safe to share between threads.

    Computes what the bundle's scikit-learn pipeline does, for one document and without its checks
    and sparse matrices, which would take most of the time: docs/decisions/0041. A test holds the
    two equal.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.manifest = bundle.manifest
        self.card = bundle.card
        self._index = TermIndex(bundle.terms)
        logistic = bundle.pipeline.named_steps["logistic"]
        self._idf: Vector = bundle.pipeline.named_steps["tfidf"].idf_.astype(np.float64)
        # A row a term: a document's few hundred rows then lie together in memory.
        self._weights = np.ascontiguousarray(logistic.coef_.T, dtype=np.float64)
        self._bias: Vector = logistic.intercept_.astype(np.float64)

    def classify(self, article: Article, *, explain: bool = True) -> Topic:
        """Return the article's topic; only its body and headline count, not its furniture."""
        if article.language not in (*self.manifest.languages, "und"):
            return Topic(None, None, "language", None, ())
        found, words, opening = self._find(article)
        document = self._vector(*count(found))
        scores = self._probabilities(document)
        best = int(scores.argmax())
        abstained = self._abstention(article.language, words, float(scores[best]))
        evidence = self._evidence(found, document, best) if explain else ()
        rest = None
        if explain:
            logs = np.log(scores)
            rest = float(logs[best] - logs.mean()) - sum(item.weight for item in evidence)
        return Topic(
            label=None if abstained else self.manifest.classes[best],
            confidence=float(scores[best]),
            abstained=abstained,
            scores=dict(zip(self.manifest.classes, scores.tolist(), strict=True)),
            evidence=evidence,
            evidence_rest=rest,
            opening_words=len(opening),
            unknown_words=len(opening) - int(np.count_nonzero(opening)),
        )

    @cached_property
    def distinctive_terms(self) -> dict[str, tuple[DistinctiveTerm, ...]]:
        """The most distinctive terms of each topic, found once for a model."""
        strength = strengths(self._weights.T, self._idf)
        return distinctive_terms(
            self.manifest.classes, self._index.terms, strength, _MAX_DISTINCTIVE
        )

    def probabilities(self, title: str | None, text: str) -> Vector:
        """Return the calibrated probability of each class, in the manifest's order."""
        body = read_words(text)
        places = np.arange(len(body))
        parts = [
            self._index.find(body, places, np.zeros_like(places), weigh_opening(len(places))),
            *([self._find_title(title)] if title else ()),
        ]
        return self._probabilities(self._vector(*count(parts)))

    def _find(self, article: Article) -> tuple[list[Occurrences], int, Booleans]:
        """The terms of the article, how many words it has, and which of its opening's are terms."""
        words = article.words
        places, paragraphs = words.inside(article.body)
        weights = weigh_opening(len(places))
        if article.title_span is None:
            found = [self._index.find(words, places, paragraphs, weights)]
            opening = found[0].known[:OPENING_WORDS]
            if article.title:
                found.insert(0, self._find_title(article.title))
            return found, len(places) + (len(found[0].words) if article.title else 0), opening
        above, _ = words.inside([article.title_span])
        found = [
            self._index.find(
                words,
                np.concatenate([above, places]),
                np.concatenate([np.full(len(above), -1), paragraphs]),
                np.concatenate([weigh_title(len(above)), weights]),
            )
        ]
        opening = found[0].known[len(above) :][:OPENING_WORDS]
        return found, len(above) + len(places), opening

    def _find_title(self, title: str) -> Occurrences:
        """The terms of a headline that is no part of the document."""
        words = read_words(title)
        places = np.arange(len(words))
        return self._index.find(words, places, np.zeros_like(places), weigh_title(len(places)))

    def _abstention(self, language: str, words: int, confidence: float) -> Abstention | None:
        if words < self.manifest.min_words:
            return "too_short"
        if language == "und":
            return "language"
        return "low_confidence" if confidence < self.manifest.threshold else None

    def _vector(self, columns: Integers, counts: Integers) -> _Document:
        values = np.log(counts, dtype=np.float64) + 1.0
        values *= self._idf[columns]
        norm = np.sqrt(values @ values)
        return _Document(columns, values / norm if norm > 0 else values, self._weights[columns])

    def _probabilities(self, document: _Document) -> Vector:
        logits = document.values @ document.weights + self._bias
        logits /= self.manifest.temperature
        odds = np.exp(logits - logits.max())
        probabilities: Vector = odds / odds.sum()
        return probabilities

    def _evidence(
        self, found: Sequence[Occurrences], document: _Document, best: int
    ) -> tuple[Evidence, ...]:
        rows = document.weights
        shares = document.values * (rows[:, best] - rows.mean(axis=1)) / self.manifest.temperature
        terms = self._index.terms
        speaking = takewhile(lambda i: shares[i] > 0, np.argsort(-shares, kind="stable").tolist())
        # Terms of nothing but function words decide a little too, and tell a reader nothing.
        readable = (
            i for i in speaking if not COMMON.issuperset(terms[document.columns[i]].split())
        )
        chosen = list(islice(readable, _MAX_EVIDENCE))
        columns = document.columns[chosen].tolist()
        # A headline that the client gave apart has no place in the document.
        places = found[-1].places_of(columns, _MAX_SPANS)
        return tuple(
            Evidence(terms[column], weight, tuple(places[column]))
            for column, weight in zip(columns, shares[chosen].tolist(), strict=True)
        )
