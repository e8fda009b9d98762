"""What a candidate is found to do for its users: on their corrections, and on topics of theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.topics.card.card import HouseScore, OwnTopic
from service.topics.store.bundle import Bundle, OwnTopicRecord
from service.topics.store.registry import Registry
from service.topics.training.candidate import answers_of, predict_counted
from service.topics.training.champion import BrokenChampion
from service.topics.training.corpus import Corpus
from service.topics.training.counts import Counts, stack
from service.topics.training.findings.own_topics import measure_own_topics
from service.topics.training.findings.regressions import Unseen, judge_own_topics
from service.topics.training.fit import Trained, predict
from service.topics.training.house.doubts import Doubt, find_doubts
from service.topics.training.house.judgement import judge_by_corrections, judged_before
from service.topics.training.measuring.gate import PartVerdict, joined
from service.topics.training.measuring.truth import Labels
from service.topics.training.rows import CORRECTIONS


@dataclass(frozen=True)
class Findings:
    """What the card and the manifest say of the house, whether it may be promoted, and doubts.

    `score` is None where there are no corrections. `doubts` are corrections, of those trained on
    and of those held out, that the candidate contradicts.
    """

    score: HouseScore | None
    own_topics: dict[str, OwnTopicRecord]
    verdict: PartVerdict
    doubts: tuple[Doubt, ...]

    @property
    def scores(self) -> dict[str, OwnTopic]:
        """What the card says of the topics."""
        return {name: record.score for name, record in self.own_topics.items()}


def find(
    corpus: Corpus,
    trained: Trained,
    threshold: float,
    champion: Bundle | BrokenChampion | None,
    registry: Registry,
) -> Findings:
    """Measure a candidate, which answers from the threshold on, beside the champion."""
    before = champion if isinstance(champion, Bundle) else None
    score, by_corrections = _judge_by_corrections(before, corpus, trained, registry)
    own_topics, by_own_topics = _judge_own_topics(before, corpus, trained, threshold)
    return Findings(
        score, own_topics, joined(by_corrections, by_own_topics), _doubts(corpus, trained)
    )


def _judge_by_corrections(
    champion: Bundle | None, corpus: Corpus, trained: Trained, registry: Registry
) -> tuple[HouseScore | None, PartVerdict]:
    taught = int(np.isin(corpus.training.sources[trained.used], CORRECTIONS).sum())
    unseen = corpus.house
    if unseen is None and not taught:
        return None, PartVerdict()
    judged = judged_before(registry)
    if unseen is None:
        nothing = np.array([], np.str_)
        return judge_by_corrections(nothing, None, nothing, taught=taught, judged=judged)
    return judge_by_corrections(
        unseen.labels,
        _champions(champion, corpus, unseen) if champion else None,
        _candidates(trained, unseen),
        taught=taught,
        judged=judged,
    )


def _judge_own_topics(
    champion: Bundle | None, corpus: Corpus, trained: Trained, threshold: float
) -> tuple[dict[str, OwnTopicRecord], PartVerdict]:
    held_out, evaluation = trained.held_out, corpus.evaluation
    scores = measure_own_topics(
        trained.classes, held_out, evaluation.labels, _candidates(trained, evaluation), threshold
    )
    if not scores:
        return {}, PartVerdict()
    own = np.isin(held_out.labels, list(scores))
    articles = corpus.training.take(trained.used[own])
    answers = answers_of(trained.classes, held_out.probabilities[own])
    digests = [corpus.digests.get(place, place) for place in articles.ids.tolist()]
    unseen = (
        None
        if corpus.house is None
        else corpus.house.take(np.isin(corpus.house.labels, list(scores)))
    )
    if unseen:
        articles = stack([articles, unseen])
        answers = np.concatenate([answers, _candidates(trained, unseen)])
        digests += [""] * len(unseen)
    found = Unseen(np.array(digests, np.str_), articles.labels, answers)
    records = {name: OwnTopicRecord(score, found.records(name)) for name, score in scores.items()}
    if champion is None:
        return records, PartVerdict()
    return records, judge_own_topics(
        [name for name in scores if name in champion.manifest.classes],
        champion.manifest.own_topics,
        _champions(champion, corpus, articles),
        found,
    )


def _doubts(corpus: Corpus, trained: Trained) -> tuple[Doubt, ...]:
    """The corrections that fits which had not seen them contradict."""
    classes, held_out = trained.classes, trained.held_out
    taught = np.isin(corpus.training.sources[trained.used], CORRECTIONS)
    ids = corpus.training.ids[trained.used]
    doubts = find_doubts(
        classes, held_out.probabilities[taught], held_out.labels[taught], ids[taught]
    )
    if corpus.house is None:
        return doubts
    probabilities = predict(trained.pipeline, trained.temperature, corpus.house.matrix)
    unseen = find_doubts(classes, probabilities, corpus.house.labels, corpus.house.ids)
    return (*doubts, *unseen)


def _champions(champion: Bundle, corpus: Corpus, documents: Counts) -> Labels:
    return answers_of(champion.manifest.classes, predict_counted(champion, corpus, documents))


def _candidates(trained: Trained, documents: Counts) -> Labels:
    return answers_of(
        trained.classes, predict(trained.pipeline, trained.temperature, documents.matrix)
    )
