"""Training a candidate, measuring it, and promoting it only if it is not worse."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from service.topics.bundle import Manifest, save_bundle, write_papers
from service.topics.corpus import Corpus, read_corpus
from service.topics.counts import Counts
from service.topics.evaluation import choose_threshold, evaluate
from service.topics.registry import Registry
from service.topics.training import Trained, predict, train

Tell = Callable[[str], None]

_SEED = 20220303
# Answers are to be right this often; the threshold is the lowest that reached it, held out.
_WANTED_PRECISION = 0.97
_LEAST_WORDS = 5
_LANGUAGES = ["en"]
# Terms whose weights are all smaller change no probability by 1e-3, and are most of the file.
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops")


@dataclass(frozen=True)
class Outcome:
    """What a training came to."""

    version: str
    promoted: bool
    reason: str
    evaluation: dict[str, Any]


def retrain(data: Path, registry: Registry, tell: Tell) -> Outcome:
    """Train on `data`, write the new version into the registry, and promote it.

    Raises `TrainingDataError` for data that cannot be used.
    """
    tell("reading the training data")
    corpus = read_corpus(data)
    for warning in corpus.warnings:
        tell(warning)
    tell(f"training on {len(corpus.training):,} documents, {len(corpus.terms):,} terms")
    trained = train(corpus.training, _SEED)
    tell("measuring")
    name, evaluation = _write(corpus, trained, registry)
    registry.promote(name)
    return Outcome(name, True, "no model was there before", evaluation)


def _write(corpus: Corpus, trained: Trained, registry: Registry) -> tuple[str, dict[str, Any]]:
    classes = trained.pipeline.named_steps["logistic"].classes_.tolist()
    held_out_right = np.array(classes)[trained.held_out.argmax(axis=1)] == trained.held_out_labels
    threshold = choose_threshold(trained.held_out, held_out_right, _WANTED_PRECISION)
    probabilities = predict(trained.pipeline, trained.temperature, corpus.evaluation.matrix)
    evaluation = evaluate(
        classes, probabilities, corpus.evaluation.labels, corpus.evaluation.sources, threshold
    )
    trained_at = datetime.now(UTC).replace(microsecond=0)
    name = f"{trained_at:%Y%m%d-%H%M%S}-{corpus.digest[:8]}"
    folder = registry.folder / name
    folder.mkdir(parents=True)
    sha256 = save_bundle(folder, corpus.terms, trained.pipeline)
    manifest = Manifest(
        version=name,
        trained_at=trained_at.isoformat().replace("+00:00", "Z"),
        classes=classes,
        languages=_LANGUAGES,
        threshold=threshold,
        temperature=trained.temperature,
        least_words=_LEAST_WORDS,
        sha256=sha256,
        data_digest=corpus.digest,
        seed=_SEED,
        libraries={"python": platform.python_version(), **{n: version(n) for n in _LIBRARIES}},
    )
    write_papers(folder, manifest, _card(manifest, corpus.training, trained, evaluation))
    return name, evaluation


def _card(
    manifest: Manifest, training: Counts, trained: Trained, evaluation: dict[str, Any]
) -> dict[str, Any]:
    sources, sizes = np.unique(training.sources, return_counts=True)
    return {
        "version": manifest.version,
        "trained_at": manifest.trained_at,
        "classes": manifest.classes,
        "languages": manifest.languages,
        "data_digest": manifest.data_digest,
        "threshold": manifest.threshold,
        "temperature": manifest.temperature,
        "training": {
            "documents": len(training),
            "used": trained.documents_used,
            "read": int(training.read.sum()),
            "sources": dict(zip(sources.tolist(), sizes.tolist(), strict=True)),
        },
        "evaluation": evaluation,
    }
