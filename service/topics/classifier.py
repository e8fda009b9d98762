"""The topic of an article, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from service.articles.article import Article
from service.text.lexicon import Integers
from service.text.words import Booleans, read_words
from service.topics.distinctive_terms import DistinctiveTerm, distinctive_terms, strengths
from service.topics.head import Document, Head, Scored, Vector
from service.topics.term_index import Occurrences, TermIndex, count, weigh_opening, weigh_title
from service.topics.terms import OPENING_WORDS
from service.topics.topic import Abstention, Evidence, Section, Topic

if TYPE_CHECKING:
    from service.topics.store.bundle import Bundle

# More terms than anybody reads; each costs a place in the answer, not time.
_MAX_EVIDENCE = 12
# As many as a reader takes in at a glance.
_MAX_DISTINCTIVE = 15
# Places given for a term, the first ones; a text of one word repeated would have a million.
_MAX_SPANS = 100


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
        manifest, sections = bundle.manifest, bundle.manifest.sections
        self._idf: Vector = bundle.pipeline.named_steps["tfidf"].idf_.astype(np.float64)
        self._topics = Head(
            manifest.classes,
            bundle.pipeline.named_steps["logistic"],
            manifest.threshold,
            manifest.temperature,
        )
        self._sections: Head | None = None
        if sections is not None and bundle.sections is not None:
            logistic = bundle.sections.named_steps["logistic"]
            self._sections = Head(
                sections.classes, logistic, sections.threshold, sections.temperature
            )

    def classify(self, article: Article, *, explain: bool = True) -> Topic:
        """Return the article's topic, and its section where the model has sections.

        Only its body and headline count, not its furniture.
        """
        if article.language not in (*self.manifest.languages, "und"):
            unknown = Section(None, None, "language", None) if self._sections else None
            return Topic(None, None, "language", None, (), section=unknown)
        found, words, opening = self._find(article)
        document = self._vector(*count(found))
        scored = self._topics.score(document)
        section = self._sections.score(document) if self._sections else None
        both = [scored] if section is None else [scored, section]
        evidence = self._evidence(found, document, both) if explain else [()] * len(both)
        label, abstained = self._name(self._topics, scored, article.language, words)
        return Topic(
            label=label,
            confidence=scored.confidence,
            abstained=abstained,
            scores=dict(zip(self.manifest.classes, scored.scores.tolist(), strict=True)),
            evidence=evidence[0],
            evidence_rest=_rest(scored, evidence[0]) if explain else None,
            opening_words=len(opening),
            unknown_words=len(opening) - int(np.count_nonzero(opening)),
            codes=self.manifest.codes.topics.get(label, ()) if label else (),
            section=self._section(section, evidence[1], article.language, words, explain=explain)
            if section
            else None,
        )

    def _section(
        self,
        scored: Scored,
        evidence: tuple[Evidence, ...],
        language: str,
        words: int,
        *,
        explain: bool,
    ) -> Section:
        assert self._sections is not None
        label, abstained = self._name(self._sections, scored, language, words)
        return Section(
            label=label,
            confidence=scored.confidence,
            abstained=abstained,
            scores=dict(zip(self._sections.classes, scored.scores.tolist(), strict=True)),
            evidence=evidence,
            evidence_rest=_rest(scored, evidence) if explain else None,
            codes=self.manifest.codes.sections.get(label, ()) if label else (),
        )

    @cached_property
    def distinctive_terms(self) -> dict[str, tuple[DistinctiveTerm, ...]]:
        """The most distinctive terms of each topic, found once for a model."""
        strength = strengths(self._topics.weights.T, self._idf)
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
        return self._topics.score(self._vector(*count(parts))).scores

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

    def _name(
        self, head: Head, scored: Scored, language: str, words: int
    ) -> tuple[str | None, Abstention | None]:
        """The likeliest class, or why it is not named."""
        if words < self.manifest.min_words:
            return None, "too_short"
        if language == "und":
            return None, "language"
        if scored.confidence < head.threshold:
            return None, "low_confidence"
        return head.classes[scored.best], None

    def _vector(self, columns: Integers, counts: Integers) -> Document:
        values = np.log(counts, dtype=np.float64) + 1.0
        values *= self._idf[columns]
        norm = np.sqrt(values @ values)
        return Document(columns, values / norm if norm > 0 else values)

    def _evidence(
        self, found: Sequence[Occurrences], document: Document, views: Sequence[Scored]
    ) -> list[tuple[Evidence, ...]]:
        """The terms that spoke most for the likeliest class of each view."""
        columns, terms = document.columns, self._index.terms
        chosen = [scored.telling(columns, terms, _MAX_EVIDENCE) for scored in views]
        wanted = {int(columns[place]) for places in chosen for place in places}
        # A headline that the client gave apart has no place in the document.
        spans = found[-1].places_of(sorted(wanted), _MAX_SPANS)
        return [
            tuple(
                Evidence(terms[column], float(scored.shares[place]), tuple(spans[column]))
                for place, column in ((place, int(columns[place])) for place in places)
            )
            for scored, places in zip(views, chosen, strict=True)
        ]


def _rest(scored: Scored, evidence: Sequence[Evidence]) -> float:
    return scored.log_odds - sum(item.weight for item in evidence)
