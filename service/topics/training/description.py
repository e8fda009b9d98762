"""What is written beside a model that has just been trained: its manifest and its card."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np

from service.topics.card.card import (
    Card,
    Evaluation,
    ThresholdChoice,
    TopicUse,
    Training,
)
from service.topics.card.sources import UNSTATED, Source
from service.topics.codes import Codes
from service.topics.store.bundle import Manifest, SectionManifest
from service.topics.training.corpus import Corpus
from service.topics.training.fit import Trained
from service.topics.training.measuring.gate import Verdict
from service.topics.training.measuring.threshold import WANTED

#: Makes the same data give the same model.
SEED = 20220303
_MIN_WORDS = 5
_LANGUAGES = ["en"]
_LIBRARIES = ("scikit-learn", "numpy", "scipy", "skops")


def make_manifest(
    corpus: Corpus,
    trained: Trained,
    threshold: float,
    verdict: Verdict,
    *,
    forced: bool,
) -> Manifest:
    """Return the manifest, which lacks the digest of the model's file as yet."""
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
        seed=SEED,
        libraries={"python": platform.python_version(), **{n: version(n) for n in _LIBRARIES}},
        verdict=verdict.reason,
        forced=forced,
    )


def add_sections(manifest: Manifest, sections: SectionManifest | None, codes: Codes) -> Manifest:
    """Return the manifest with its sections, and the codes of what the model knows."""
    known = sections.classes if sections else []
    return replace(
        manifest,
        sections=sections,
        codes=Codes(
            {name: found for name, found in codes.topics.items() if name in manifest.classes},
            {name: found for name, found in codes.sections.items() if name in known},
            codes.releases,
        ),
    )


def describe_training(
    corpus: Corpus, described: Mapping[str, Source], trained: Trained, use: tuple[TopicUse, ...]
) -> Training:
    """Return what the card says of the documents that the model was made of."""
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


def make_card(
    manifest: Manifest,
    choice: ThresholdChoice,
    training: Training,
    evaluation: Evaluation,
    terms: Mapping[str, tuple[str, ...]],
) -> Card:
    """Return the card, which lacks nothing but what is said of sections."""
    return Card(
        version=manifest.version,
        trained_at=manifest.trained_at,
        classes=tuple(manifest.classes),
        languages=tuple(manifest.languages),
        data_digest=manifest.data_digest,
        seed=manifest.seed,
        libraries=manifest.libraries,
        threshold=manifest.threshold,
        threshold_choice=choice,
        temperature=manifest.temperature,
        wanted_precision=WANTED,
        verdict=manifest.verdict,
        forced=manifest.forced,
        training=training,
        evaluation=evaluation,
        distinctive_terms=terms,
    )
