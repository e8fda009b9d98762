"""A candidate's model of sections: measured, compared with the champion's, and described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.topics.card.card import Evaluation, SectionCard
from service.topics.card.sources import Source
from service.topics.store.bundle import Bundle, SectionManifest
from service.topics.training.candidate import (
    answers_of,
    pick_threshold,
    predict_stored,
    recalibrated,
    recall_of_new,
)
from service.topics.training.champion import BrokenChampion
from service.topics.training.corpus import Corpus
from service.topics.training.fit import Floats, Trained, predict
from service.topics.training.measuring.comparison import compare
from service.topics.training.measuring.evaluation import evaluate, most_distinctive
from service.topics.training.measuring.gate import PartVerdict, judge_sections
from service.topics.training.measuring.truth import Truth
from service.topics.training.usage import count_use

#: Of the sections that are named so many are to be defensible, so that nine in ten are what the
#: first of two readers gave: docs/decisions/0060.
WANTED = 0.92


@dataclass(frozen=True)
class SectionCandidate:
    """What is written of the sections beside a model, and whether they may serve.

    `manifest` and `card` are None for a model without sections.
    """

    manifest: SectionManifest | None
    card: SectionCard | None
    verdict: PartVerdict


def measure_sections(
    corpus: Corpus,
    described: Mapping[str, Source],
    trained: Trained | None,
    champion: Bundle | BrokenChampion | None,
) -> SectionCandidate:
    """Return the candidate's sections as they are found to be; none where none were trained."""
    before = champion if isinstance(champion, Bundle) else None
    known = before.manifest.sections.classes if before and before.manifest.sections else []
    if trained is None:
        return SectionCandidate(None, None, judge_sections(None, gone=known, new={}))
    truth = _truth(corpus, described)
    documents = corpus.training.by_section()
    measured = corpus.filed
    trained = recalibrated(trained, documents, measured)
    probabilities = predict(trained.pipeline, trained.temperature, measured.matrix)
    choice, threshold = pick_threshold(documents, trained, truth, probabilities, WANTED)
    comparison = None
    if before and before.sections and len(truth):
        champions = answers_of(known, _predict(before, corpus))
        comparison = compare(truth, champions, answers_of(trained.classes, probabilities))
    verdict = judge_sections(
        comparison,
        gone=[name for name in known if name not in trained.classes],
        new=recall_of_new(trained, known) if known else {},
    )
    card = SectionCard(
        classes=tuple(trained.classes),
        threshold=threshold,
        threshold_choice=choice,
        temperature=trained.temperature,
        wanted_precision=WANTED,
        documents=len(documents),
        used=len(trained.used),
        read=int(documents.read.sum()),
        sections=count_use(documents, (), trained.used),
        evaluation=evaluate(trained.classes, probabilities, truth, threshold)
        if len(truth)
        else None,
        distinctive_terms=most_distinctive(trained.pipeline, corpus.terms),
    )
    manifest = SectionManifest(trained.classes, threshold, trained.temperature)
    return SectionCandidate(manifest, card, verdict)


def evaluate_sections(
    bundle: Bundle, corpus: Corpus, described: Mapping[str, Source]
) -> Evaluation | None:
    """Return the scores of a stored model's sections; None where it, or the corpus, has none."""
    truth, stated = _truth(corpus, described), bundle.manifest.sections
    if stated is None or not len(truth):
        return None
    return evaluate(stated.classes, _predict(bundle, corpus), truth, stated.threshold)


def _truth(corpus: Corpus, described: Mapping[str, Source]) -> Truth:
    return Truth.of(corpus.filed, described)


def _predict(bundle: Bundle, corpus: Corpus) -> Floats:
    assert bundle.sections is not None
    assert bundle.manifest.sections is not None
    temperature = bundle.manifest.sections.temperature
    return predict_stored(bundle.sections, temperature, bundle.terms, corpus.terms, corpus.filed)
