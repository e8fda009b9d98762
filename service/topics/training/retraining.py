"""Training a candidate, measuring it beside the champion, and promoting it if it is not worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from service.topics.card.card import Evaluation, ThresholdChoice, TopicUse
from service.topics.card.pages import write_pages
from service.topics.card.sources import Source, read_sources
from service.topics.store.bundle import Bundle, save_bundle, write_manifest_and_card
from service.topics.store.registry import Registry
from service.topics.training.champion import BrokenChampion, read_champion
from service.topics.training.corpus import Corpus, read_corpus
from service.topics.training.counts import Counts
from service.topics.training.description import (
    SEED,
    describe_training,
    make_card,
    make_manifest,
)
from service.topics.training.files import listed
from service.topics.training.fit import (
    RESIDUAL,
    Floats,
    Report,
    Trained,
    choose_temperature,
    predict,
    train,
)
from service.topics.training.measuring.comparison import compare
from service.topics.training.measuring.evaluation import (
    evaluate,
    most_distinctive,
)
from service.topics.training.measuring.gate import FIRST, Verdict, judge, judge_beside_broken
from service.topics.training.measuring.threshold import (
    Judged,
    choose_threshold,
    describe_choice,
)
from service.topics.training.measuring.truth import Labels, Truth
from service.topics.training.rows import USERS_SOURCE
from service.topics.training.usage import count_use

# So few documents of other sources tell too little to calibrate and choose a threshold on.
_MIN_JUDGED = 200


@dataclass(frozen=True)
class Outcome:
    """What a training came to; a candidate that is not promoted stays in the registry.

    `use` counts the articles that it was made of, by topic.
    """

    version: str
    promoted: bool
    reason: str
    warnings: tuple[str, ...]
    use: tuple[TopicUse, ...]


def retrain(data: Path, registry: Registry, report: Report, *, force: bool = False) -> Outcome:
    """Train on `data`, add the new version to the registry, and promote it if the gate lets it.

    `force` promotes whatever the gate says, and is recorded in manifest and history. Raises
    `TrainingDataError` for data that cannot be used and `RegistryBusy` where another training is
    at work; `NotStored` where the disk is full, and then nothing has changed.
    """
    with registry.locked():
        report("reading the training data")
        corpus, described = read_corpus(data), read_sources(data)
        trained = train(corpus.training, SEED, report)
        report("measuring")
        champion = read_champion(registry)
        truth = Truth.of(corpus.evaluation, described)
        trained = _calibrated_elsewhere(corpus, trained, truth)
        probabilities = predict(trained.pipeline, trained.temperature, corpus.evaluation.matrix)
        choice, threshold = _choose_threshold(corpus, trained, truth, probabilities)
        evaluation = evaluate(trained.classes, probabilities, truth, threshold)
        verdict = _judge(champion, corpus, trained, truth, _answers(trained.classes, probabilities))
        use = count_use(corpus, trained.used)
        forced = force and not verdict.promote
        manifest = make_manifest(corpus, trained, threshold, verdict, forced=forced)
        with registry.unfinished() as folder:
            sha256 = save_bundle(folder, corpus.terms, trained.pipeline)
            manifest = replace(manifest, sha256=sha256)
            training = describe_training(corpus, described, trained, use)
            terms = most_distinctive(trained.pipeline, corpus.terms)
            card = make_card(manifest, choice, training, evaluation, terms)
            write_manifest_and_card(folder, manifest, card)
            write_pages(folder, card)
            registry.add(folder, manifest.version)
        if verdict.promote or forced:
            registry.promote(manifest.version, verdict.reason, forced=forced)
    promoted = verdict.promote or forced
    reason = f"promoted by force, although {verdict.reason}" if forced else verdict.reason
    warnings = (*corpus.warnings, *_doubted(corpus, trained))
    return Outcome(manifest.version, promoted, reason, warnings, use)


def evaluate_bundle(bundle: Bundle, corpus: Corpus, described: Mapping[str, Source]) -> Evaluation:
    """Return a stored model's scores on the corpus's evaluation documents."""
    return evaluate(
        bundle.manifest.classes,
        _predict(bundle, corpus, corpus.evaluation),
        Truth.of(corpus.evaluation, described),
        bundle.manifest.threshold,
    )


def _predict(bundle: Bundle, corpus: Corpus, counts: Counts) -> Floats:
    columns = {term: column for column, term in enumerate(corpus.terms)}
    # A term that the corpus no longer has is in no document of it: an empty column stands for it.
    places = [columns.get(term, len(corpus.terms)) for term in bundle.terms]
    matrix = counts.matrix.copy()
    matrix.resize(matrix.shape[0], len(corpus.terms) + 1)
    return predict(bundle.pipeline, bundle.manifest.temperature, matrix.tocsc()[:, places].tocsr())


def _doubted(corpus: Corpus, trained: Trained) -> list[str]:
    """Name the user's articles that the training left out, which it does for one reason only."""
    unused = np.ones(len(corpus.training), dtype=bool)
    unused[trained.used] = False
    places = corpus.training.ids[unused & (corpus.training.sources == USERS_SOURCE)].tolist()
    if not places:
        return []
    return [f"left out, under {RESIDUAL} but like the articles of a new topic: {listed(places)}"]


def _calibrated_elsewhere(corpus: Corpus, trained: Trained, truth: Truth) -> Trained:
    """Calibrate on evaluation documents of sources that no part of the model was fitted to.

    A model is surer of itself on those it was fitted to, even where it had not seen the document.
    Where there are too few of the others its calibration stays.
    """
    known = np.isin(truth.labels, trained.classes)
    new = np.flatnonzero(known & ~np.isin(truth.sources, corpus.training.sources))
    # A topic that a user added is in no evaluation document, and stands for none of them.
    if len(new) < _MIN_JUDGED or set(trained.classes) - set(truth.labels[new].tolist()):
        return trained
    logits = np.log(predict(trained.pipeline, 1.0, corpus.evaluation.matrix[new]))
    columns = np.searchsorted(trained.classes, truth.labels[new])
    return trained.at(choose_temperature(logits, columns, np.ones(len(new))))


def _choose_threshold(
    corpus: Corpus, trained: Trained, truth: Truth, probabilities: Floats
) -> tuple[ThresholdChoice, float]:
    """Choose it on evaluation documents of sources that no part of the model was fitted to.

    Where these are too few, on those that it was fitted to, each judged by another fit.
    """
    answers = _answers(trained.classes, probabilities)
    new = ~np.isin(truth.sources, corpus.training.sources)
    # Evaluation documents on a topic that a user added stand under the residual one.
    unfiled = (truth.labels == RESIDUAL) & ~np.isin(answers, truth.labels)
    judged = Judged(
        probabilities.max(axis=1), truth.defends(answers), truth.sources, np.ones(len(truth))
    ).take(new & ~unfiled)
    few = len(judged) < _MIN_JUDGED
    if few:
        judged = _judged_in_turn(corpus, trained)
    threshold = choose_threshold(judged)
    return describe_choice(judged, threshold, cross_validated=few), threshold


def _judged_in_turn(corpus: Corpus, trained: Trained) -> Judged:
    held_out = trained.held_out
    answers = _answers(trained.classes, held_out.probabilities)
    return Judged(
        held_out.probabilities.max(axis=1),
        (answers == held_out.labels) | (answers == held_out.also),
        corpus.training.sources[trained.used],
        held_out.weight,
    )


def _answers(classes: list[str], probabilities: Floats) -> Labels:
    answers: Labels = np.array(classes)[probabilities.argmax(axis=1)]
    return answers


def _judge(
    champion: Bundle | BrokenChampion | None,
    corpus: Corpus,
    trained: Trained,
    truth: Truth,
    answers: Labels,
) -> Verdict:
    """Compare the candidate's answers to the evaluation documents with the champion's."""
    if champion is None:
        return FIRST
    if isinstance(champion, BrokenChampion):
        known = list(champion.topics or ())
    else:
        known = champion.manifest.classes
    gone = [name for name in known if name not in trained.classes]
    new_topics = _new_topics(trained, known)
    if isinstance(champion, BrokenChampion):
        return judge_beside_broken(champion, gone=gone, new_topics=new_topics)
    before = _answers(known, _predict(champion, corpus, corpus.evaluation))
    # The evaluation documents were filed before a new topic was there, so those of it stand under
    # the residual one: given to the new topic they say nothing. Taken from any other, it is wrong.
    kept = ~(np.isin(answers, list(new_topics)) & (truth.labels == RESIDUAL))
    return judge(
        compare(truth.take(kept), before[kept], answers[kept]),
        gone=gone,
        new_topics=new_topics,
        contradicted=_contradicted(champion, corpus),
    )


def _new_topics(trained: Trained, known: list[str]) -> dict[str, float]:
    """The held-out recall of each topic that the champion does not know."""
    held_out = trained.held_out
    best = _answers(trained.classes, held_out.probabilities)
    return {
        name: float((best[held_out.labels == name] == name).mean())
        for name in trained.classes
        if name not in known
    }


def _contradicted(champion: Bundle, corpus: Corpus) -> tuple[int, int]:
    """How many of the users' articles the champion files under another topic, and of how many."""
    known = champion.manifest.classes
    users = corpus.training.take(
        (corpus.training.sources == USERS_SOURCE) & np.isin(corpus.training.labels, known)
    )
    if not len(users):
        return 0, 0
    best = _answers(known, _predict(champion, corpus, users))
    return int((best != users.labels).sum()), len(users)
