"""The topic of an article, with its evidence."""

from __future__ import annotations

from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from service.articles.article import Article
from service.articles.lines.vocabulary import COMMON
from service.text.spans import Span
from service.topics.distinctive_terms import DistinctiveTerm, distinctive_terms, strengths
from service.topics.terms import Words, count_split, count_terms, opening_words
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
    """A document's known terms, their columns, and its TF-IDF vector of length 1 over them."""

    terms: list[str]
    columns: list[int]
    values: Vector


class Classifier:
    """A loaded model, ready to answer; safe to share between threads.

    Computes what the bundle's scikit-learn pipeline does, for one document and without its checks
    and sparse matrices, which would take most of the time: docs/decisions/0041. A test holds the
    two equal.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.manifest = bundle.manifest
        self.card = bundle.card
        self._columns = {term: column for column, term in enumerate(bundle.terms)}
        logistic = bundle.pipeline.named_steps["logistic"]
        self._idf: Vector = bundle.pipeline.named_steps["tfidf"].idf_.astype(np.float64)
        # A row a term: a document's few hundred rows then lie together in memory.
        self._weights = np.ascontiguousarray(logistic.coef_.T, dtype=np.float64)
        self._bias: Vector = logistic.intercept_.astype(np.float64)

    def classify(self, article: Article, *, explain: bool = True) -> Topic:
        """Return the article's topic; only its body and headline count, not its furniture."""
        if article.language not in (*self.manifest.languages, "und"):
            return Topic(None, None, "language", None, ())
        title = Words.of(article.title) if article.title else None
        body = [Words.of(span.of(article.document)) for span in article.body]
        document = self._vector(count_split(title, body))
        scores = self._probabilities(document)
        best = int(scores.argmax())
        words = sum(len(part.words) for part in (*body, *((title,) if title else ())))
        opening = opening_words(body)
        abstained = self._abstention(article.language, words, float(scores[best]))
        evidence = self._evidence(article, title, body, document, best) if explain else ()
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
            unknown_words=len(opening) - sum(map(self._columns.__contains__, opening)),
        )

    @cached_property
    def distinctive_terms(self) -> dict[str, tuple[DistinctiveTerm, ...]]:
        """The most distinctive terms of each topic, found once for a model."""
        strength = strengths(self._weights.T, self._idf)
        return distinctive_terms(
            self.manifest.classes, list(self._columns), strength, _MAX_DISTINCTIVE
        )

    def probabilities(self, title: str | None, text: str) -> Vector:
        """Return the calibrated probability of each class, in the manifest's order."""
        return self._probabilities(self._vector(count_terms(title, text)))

    def _abstention(self, language: str, words: int, confidence: float) -> Abstention | None:
        if words < self.manifest.min_words:
            return "too_short"
        if language == "und":
            return "language"
        return "low_confidence" if confidence < self.manifest.threshold else None

    def _vector(self, counts: dict[str, int]) -> _Document:
        terms = [term for term in counts if term in self._columns]
        columns = [self._columns[term] for term in terms]
        values = np.log([counts[term] for term in terms], dtype=np.float64) + 1.0
        values *= self._idf[columns] if terms else 1.0
        norm = np.sqrt(values @ values)
        return _Document(terms, columns, values / norm if norm > 0 else values)

    def _probabilities(self, document: _Document) -> Vector:
        logits = document.values @ self._weights[document.columns] + self._bias
        logits /= self.manifest.temperature
        odds = np.exp(logits - logits.max())
        probabilities: Vector = odds / odds.sum()
        return probabilities

    def _evidence(
        self,
        article: Article,
        title: Words | None,
        body: list[Words],
        document: _Document,
        best: int,
    ) -> tuple[Evidence, ...]:
        rows = self._weights[document.columns]
        shares = document.values * (rows[:, best] - rows.mean(axis=1)) / self.manifest.temperature
        speaking = takewhile(lambda i: shares[i] > 0, np.argsort(-shares, kind="stable").tolist())
        # Terms of nothing but function words decide a little too, and tell a reader nothing.
        readable = (i for i in speaking if not COMMON.issuperset(document.terms[i].split()))
        weights = {document.terms[i]: float(shares[i]) for i in islice(readable, _MAX_EVIDENCE)}
        places = [(words, span.offset) for words, span in zip(body, article.body, strict=True)]
        if title is not None and article.title_span is not None:
            places.insert(0, (title, article.title_span.offset))
        spans: dict[str, list[Span]] = {term: [] for term in weights}
        for words, start in places:
            for term, span in words.find(weights, start):
                if len(spans[term]) < _MAX_SPANS:
                    spans[term].append(span)
        return tuple(Evidence(term, weight, tuple(spans[term])) for term, weight in weights.items())
