"""Training a candidate, measuring it beside the champion, and promoting it if it is not worse."""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from service.topics.card.card import Card, Evaluation, TopicUse, Training
from service.topics.card.pages import write_pages
from service.topics.card.sources import UNSTATED, Source, read_sources
from service.topics.store.bundle import Bundle, Manifest, save_bundle, write_manifest_and_card
from service.topics.store.registry import Registry
from service.topics.training.champion import BrokenChampion, read_champion
from service.topics.training.corpus import Corpus, read_corpus
from service.topics.training.counts import Counts
from service.topics.training.evaluation import choose_threshold, evaluate, most_distinctive
from service.topics.training.files import listed
from service.topics.training.fit import RESIDUAL, Report, Trained, predict, train
from service.topics.training.gate import FIRST, Verdict, judge, judge_beside_broken
from service.topics.training.rows import USERS_SOURCE
from service.topics.training.usage import count_use

_SEED = 20220303
# Answers are to be right this often; the threshold is the lowest that reached it, held out.
_WANTED_PRECISION = 0.97
_MIN_WORDS = 5
_LANGUAGES = ["en"]
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops")


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
        trained = train(corpus.training, _SEED, report)
        report("measuring")
        champion = read_champion(registry)
        threshold = _threshold(trained)
        evaluation = _evaluate(corpus, trained, threshold)
        verdict = _judge(champion, corpus, trained, evaluation, threshold)
        use = count_use(corpus, trained.used)
        forced = force and not verdict.promote
        manifest = _manifest(corpus, trained, threshold, verdict, forced)
        with registry.unfinished() as folder:
            sha256 = save_bundle(folder, corpus.terms, trained.pipeline)
            manifest = replace(manifest, sha256=sha256)
            training = _training(corpus, described, trained, use)
            terms = most_distinctive(trained.pipeline, corpus.terms)
            card = _card(manifest, training, evaluation, terms)
            write_manifest_and_card(folder, manifest, card)
            write_pages(folder, card)
            registry.add(folder, manifest.version)
        if verdict.promote or forced:
            registry.promote(manifest.version, verdict.reason, forced=forced)
    promoted = verdict.promote or forced
    reason = f"promoted by force, although {verdict.reason}" if forced else verdict.reason
    warnings = (*corpus.warnings, *_doubted(corpus, trained))
    return Outcome(manifest.version, promoted, reason, warnings, use)


def evaluate_bundle(bundle: Bundle, corpus: Corpus) -> Evaluation:
    """Return a stored model's scores on the corpus's evaluation documents."""
    return evaluate(
        bundle.manifest.classes,
        _predict(bundle, corpus, corpus.evaluation),
        corpus.evaluation.labels,
        corpus.evaluation.sources,
        bundle.manifest.threshold,
    )


def _predict(bundle: Bundle, corpus: Corpus, counts: Counts) -> npt.NDArray[np.float64]:
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


def _threshold(trained: Trained) -> float:
    held_out = trained.held_out
    best = np.array(trained.classes)[held_out.probabilities.argmax(axis=1)]
    return choose_threshold(
        held_out.probabilities, best == held_out.labels, _WANTED_PRECISION, held_out.weight
    )


def _evaluate(corpus: Corpus, trained: Trained, threshold: float) -> Evaluation:
    documents = corpus.evaluation
    probabilities = predict(trained.pipeline, trained.temperature, documents.matrix)
    return evaluate(trained.classes, probabilities, documents.labels, documents.sources, threshold)


def _judge(
    champion: Bundle | BrokenChampion | None,
    corpus: Corpus,
    trained: Trained,
    evaluation: Evaluation,
    threshold: float,
) -> Verdict:
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
    return judge(
        evaluate_bundle(champion, corpus),
        _without_new(corpus, trained, list(new_topics), threshold) if new_topics else evaluation,
        gone=gone,
        new_topics=new_topics,
        contradicted=_contradicted(champion, corpus),
    )


def _new_topics(trained: Trained, known: list[str]) -> dict[str, float]:
    """The held-out recall of each topic that the champion does not know."""
    held_out = trained.held_out
    best = np.array(trained.classes)[held_out.probabilities.argmax(axis=1)]
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
    best = np.array(known)[_predict(champion, corpus, users).argmax(axis=1)]
    return int((best != users.labels).sum()), len(users)


def _without_new(
    corpus: Corpus, trained: Trained, new_topics: list[str], threshold: float
) -> Evaluation:
    """Scores on the documents that a new topic does not rightly take.

    The evaluation documents were filed before the topic was there, so those of it stand under
    `RESIDUAL`: given to the new topic they say nothing. Taken from any other topic they are wrong.
    """
    documents = corpus.evaluation
    probabilities = predict(trained.pipeline, trained.temperature, documents.matrix)
    best = np.array(trained.classes)[probabilities.argmax(axis=1)]
    kept = ~(np.isin(best, new_topics) & (documents.labels == RESIDUAL))
    return evaluate(
        trained.classes,
        probabilities[kept],
        documents.labels[kept],
        documents.sources[kept],
        threshold,
    )


def _manifest(
    corpus: Corpus, trained: Trained, threshold: float, verdict: Verdict, forced: bool
) -> Manifest:
    now = datetime.now(UTC)
    return Manifest(
        version=f"{now:%Y%m%d-%H%M%S}-{corpus.digest[:8]}",
        trained_at=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        classes=trained.classes,
        languages=_LANGUAGES,
        threshold=threshold,
        temperature=trained.temperature,
        min_words=_MIN_WORDS,
        sha256="",
        data_digest=corpus.digest,
        seed=_SEED,
        libraries={"python": platform.python_version(), **{n: version(n) for n in _LIBRARIES}},
        verdict=verdict.reason,
        forced=forced,
    )


def _training(
    corpus: Corpus, described: dict[str, Source], trained: Trained, use: tuple[TopicUse, ...]
) -> Training:
    sources, sizes = np.unique(corpus.training.sources, return_counts=True)
    return Training(
        documents=len(corpus.training),
        used=len(trained.used),
        read=int(corpus.training.read.sum()),
        sources=dict(zip(sources.tolist(), sizes.tolist(), strict=True)),
        origins={name: described.get(name, UNSTATED) for name in sources.tolist()},
        topics=use,
        unknown_words=corpus.unknown_words,
    )


def _card(
    manifest: Manifest,
    training: Training,
    evaluation: Evaluation,
    terms: dict[str, tuple[str, ...]],
) -> Card:
    return Card(
        version=manifest.version,
        trained_at=manifest.trained_at,
        classes=tuple(manifest.classes),
        languages=tuple(manifest.languages),
        data_digest=manifest.data_digest,
        seed=manifest.seed,
        libraries=manifest.libraries,
        threshold=manifest.threshold,
        temperature=manifest.temperature,
        wanted_precision=_WANTED_PRECISION,
        verdict=manifest.verdict,
        forced=manifest.forced,
        training=training,
        evaluation=evaluation,
        distinctive_terms=terms,
    )
