"""The topic of an article, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from service.articles.article import Article
from service.text.lexicon import Lexicon
from service.topics.distinctive_terms import DistinctiveTerm, distinctive_terms, strengths
from service.topics.head import Documents, Head, Scored, Vector
from service.topics.passages import Gathered, gather
from service.topics.term_index import Occurrences, TermCounts, TermIndex
from service.topics.topic import Abstention, Evidence, Section, Topic

if TYPE_CHECKING:
    from service.topics.store.bundle import Bundle

# More terms than anybody reads; each costs a place in the answer, not time.
_MAX_EVIDENCE = 12
# As many as a reader takes in at a glance.
_MAX_DISTINCTIVE = 15
# Places given for a term, the first ones; a text of one word repeated would have a million.
_MAX_SPANS = 100
#: The evidence, None where it is not wanted.
Told = tuple[Evidence, ...] | None


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
        return self.classify_all([article], [explain])[0]

    def classify_all(self, articles: Sequence[Article], explain: Sequence[bool]) -> list[Topic]:
        """Return the topics of articles, each the same as alone, in less time than one by one.

        `explain` says for each whether its evidence is wanted.
        """
        unknown = Section(None, None, "language", None) if self._sections else None
        topics = [Topic(None, None, "language", None, (), section=unknown)] * len(articles)
        groups: dict[Lexicon, list[int]] = {}
        for number, article in enumerate(articles):
            if article.language in (*self.manifest.languages, "und"):
                groups.setdefault(article.words.lexicon, []).append(number)
        for numbers in groups.values():
            asked = gather([articles[number] for number in numbers])
            wanted = [explain[number] for number in numbers]
            for number, topic in zip(numbers, self._classify(asked, wanted), strict=True):
                topics[number] = topic
        return topics

    def _classify(self, asked: Gathered, explain: Sequence[bool]) -> Iterator[Topic]:
        articles = asked.articles
        found = self._index.find(asked.passages)
        terms = self._index.count(found, len(articles))
        documents = self._vectors(terms)
        views = [self._topics.score(documents)]
        if self._sections is not None:
            views.append(self._sections.score(documents))
        evidence = self._evidence(asked, found, terms, views, explain)
        for number, (article, words) in enumerate(zip(articles, asked.words, strict=True)):
            scored = views[0][number]
            told = [of_view[number] for of_view in evidence]
            label, abstained = self._name(self._topics, scored, article.language, words)
            opening = found.known[asked.openings[number]]
            section = None
            if self._sections is not None:
                of_section = views[1][number]
                section = self._section(of_section, told[1], article.language, words)
            yield Topic(
                label=label,
                confidence=scored.confidence,
                abstained=abstained,
                scores=dict(zip(self.manifest.classes, scored.scores, strict=True)),
                evidence=told[0] or (),
                evidence_rest=_rest(scored, told[0]),
                opening_words=len(opening),
                unknown_words=len(opening) - int(np.count_nonzero(opening)),
                codes=self.manifest.codes.topics.get(label, ()) if label else (),
                section=section,
            )

    def _section(self, scored: Scored, evidence: Told, language: str, words: int) -> Section:
        assert self._sections is not None
        label, abstained = self._name(self._sections, scored, language, words)
        return Section(
            label=label,
            confidence=scored.confidence,
            abstained=abstained,
            scores=dict(zip(self._sections.classes, scored.scores, strict=True)),
            evidence=evidence or (),
            evidence_rest=_rest(scored, evidence),
            codes=self.manifest.codes.sections.get(label, ()) if label else (),
        )

    @cached_property
    def distinctive_terms(self) -> dict[str, tuple[DistinctiveTerm, ...]]:
        """The most distinctive terms of each topic, found once for a model."""
        strength = strengths(self._topics.weights.T, self._idf)
        return distinctive_terms(
            self.manifest.classes, self._index.terms, strength, _MAX_DISTINCTIVE
        )

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

    def _vectors(self, terms: TermCounts) -> Documents:
        values = np.log(terms.counts, dtype=np.float64) + 1.0
        values *= self._idf[terms.columns]
        squares = [values[begin:end] @ values[begin:end] for begin, end in pairwise(terms.bounds)]
        norms = np.sqrt(squares)
        norms[norms == 0] = 1.0
        values /= np.repeat(norms, np.diff(terms.bounds))
        return Documents(terms.columns, values, terms.bounds)

    def _evidence(
        self,
        asked: Gathered,
        found: Occurrences,
        terms: TermCounts,
        views: Sequence[Sequence[Scored]],
        explain: Sequence[bool],
    ) -> list[list[Told]]:
        """The terms that spoke most for the likeliest class of each view, for each article."""
        names, begins = self._index.terms, terms.bounds
        chosen = [
            [
                [
                    begin + place
                    for place in one.telling(terms.columns[begin:end], names, _MAX_EVIDENCE)
                ]
                if wanted
                else None
                for one, wanted, (begin, end) in zip(scored, explain, pairwise(begins), strict=True)
            ]
            for scored in views
        ]
        wanted = sorted({cell for of_view in chosen for cells in of_view for cell in cells or ()})
        # A headline that the client gave apart has no place in the document.
        spans = found.places_of(terms.cells, wanted, _MAX_SPANS, behind=asked.apart)
        columns = terms.columns
        return [
            [
                None
                if cells is None
                else tuple(
                    Evidence(
                        names[columns[cell]], float(one.shares[cell - begin]), tuple(spans[cell])
                    )
                    for cell in cells
                )
                for one, cells, begin in zip(scored, of_view, begins, strict=False)
            ]
            for scored, of_view in zip(views, chosen, strict=True)
        ]


def _rest(scored: Scored, evidence: Told) -> float | None:
    return None if evidence is None else scored.log_odds - sum(item.weight for item in evidence)
