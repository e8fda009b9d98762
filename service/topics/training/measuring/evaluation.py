"""Measuring a topic model on documents that it has not seen."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support
from sklearn.pipeline import Pipeline

from service.topics.card.card import (
    Answered,
    Calibration,
    CalibrationBin,
    Evaluation,
    RegionScore,
    SourceScore,
    TopicScore,
)
from service.topics.card.scores import wilson_interval
from service.topics.card.sources import REGIONS
from service.topics.distinctive_terms import strengths
from service.topics.training.measuring.truth import Labels, Truth

Floats = npt.NDArray[np.float64]

_BINS = 15
_RESAMPLES = 1_000
_MAX_DISTINCTIVE = 25


def log_loss(
    probabilities: Floats, truth: npt.NDArray[np.intp], weight: Floats | None = None
) -> float:
    """Return the mean negative log-probability (nats) of the true class indices."""
    own = probabilities[np.arange(len(truth)), truth]
    return float(np.average(-np.log(np.maximum(own, 1e-12)), weights=weight))


def calibration_bins(
    probabilities: Floats, correct: npt.NDArray[np.bool_]
) -> tuple[CalibrationBin, ...]:
    """Return the reliability diagram's bins: how sure, how often right, how many."""
    confidence = probabilities.max(axis=1)
    place = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return tuple(
        CalibrationBin(
            confidence=round(float(confidence[place == index].mean()), 4),
            accuracy=round(float(correct[place == index].mean()), 4),
            documents=int((place == index).sum()),
        )
        for index in range(_BINS)
        if (place == index).any()
    )


def calibration_error(bins: Iterable[CalibrationBin]) -> float:
    """Return the expected calibration error: the bins' gaps, weighted by their documents."""
    gaps = [(abs(item.confidence - item.accuracy), item.documents) for item in bins]
    total = sum(documents for _, documents in gaps)
    return sum(gap * documents for gap, documents in gaps) / total if total else 0.0


def macro_f1_interval(truth: Labels, best: Labels) -> tuple[float, float]:
    """Return the 95 % interval of macro-F1 over resamplings of the documents (percentiles)."""
    names, indices = np.unique(np.concatenate([truth, best]), return_inverse=True)
    count = len(names)
    pairs = indices[: len(truth)] * count + indices[len(truth) :]
    generator = np.random.default_rng(0)
    seen = np.isin(names, truth)
    scores = []
    for _ in range(_RESAMPLES):
        drawn = generator.choice(pairs, len(pairs))
        matrix = np.bincount(drawn, minlength=count * count).reshape(count, count)
        total = matrix.sum(axis=0) + matrix.sum(axis=1)
        f1 = 2 * matrix.diagonal() / np.maximum(total, 1)
        scores.append(f1[seen].mean())
    low, high = np.percentile(scores, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def most_distinctive(pipeline: Pipeline, terms: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the terms that speak most for each topic, against the mean of all topics."""
    logistic = pipeline.named_steps["logistic"]
    strength = strengths(logistic.coef_, pipeline.named_steps["tfidf"].idf_)
    return {
        name: tuple(terms[column] for column in np.argsort(-row, kind="stable")[:_MAX_DISTINCTIVE])
        for name, row in zip(logistic.classes_.tolist(), strength, strict=True)
    }


def evaluate(
    classes: list[str], probabilities: Floats, truth: Truth, threshold: float
) -> Evaluation:
    """Return a model's scores as the card states them.

    `probabilities` is (documents x classes). "Answered" are the documents whose best class is at
    least as probable as the threshold. A topic that the model does not know but documents have
    counts as one that it never gives: it stands behind the classes, with an F1 of 0.
    """
    labels = truth.labels
    unknown = sorted(set(labels.tolist()) - set(classes))
    classes = [*classes, *unknown]
    names = np.array(classes)
    probabilities = np.pad(probabilities, ((0, 0), (0, len(unknown))))
    columns = {name: column for column, name in enumerate(classes)}
    indices = np.array([columns[name] for name in labels.tolist()], dtype=np.intp)
    best = names[probabilities.argmax(axis=1)]
    correct, defensible = best == labels, truth.defends(best)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, best, labels=classes, zero_division=0.0
    )
    confidence = probabilities.max(axis=1)
    bins = calibration_bins(probabilities, correct)
    return Evaluation(
        macro_f1=round(float(f1[support > 0].mean()), 4),
        documents=len(truth),
        macro_f1_interval=macro_f1_interval(labels, best),
        accuracy=_share(correct),
        defensible=_share(defensible),
        twofold=int((truth.also != "").sum()),
        log_loss=round(log_loss(probabilities, indices), 4),
        topics={
            name: TopicScore(round(float(p), 4), round(float(r), 4), round(float(f), 4), int(n))
            for name, p, r, f, n in zip(classes, precision, recall, f1, support, strict=True)
            # Of a topic that no document is on nothing is known.
            if n
        },
        sources={
            source: _source_score(
                correct[truth.sources == source], defensible[truth.sources == source]
            )
            for source in np.unique(truth.sources).tolist()
        },
        regions={
            name: _region_score(truth.take(mask), best[mask], confidence[mask], threshold)
            for name, mask in truth.of_regions().items()
        },
        classes=tuple(classes),
        confusion_matrix=tuple(map(tuple, confusion_matrix(labels, best, labels=classes).tolist())),
        calibration=Calibration(round(calibration_error(bins), 4), bins),
        answered=_answered(confidence >= threshold, correct, defensible, threshold),
    )


def _share(those: npt.NDArray[np.bool_]) -> float:
    return round(float(those.mean()), 4)


def _answered(
    answered: npt.NDArray[np.bool_],
    correct: npt.NDArray[np.bool_],
    defensible: npt.NDArray[np.bool_],
    threshold: float,
) -> Answered:
    some = bool(answered.any())
    return Answered(
        threshold=round(threshold, 4),
        share=_share(answered),
        right=_share(correct[answered]) if some else None,
        defensible=_share(defensible[answered]) if some else None,
    )


def _source_score(correct: npt.NDArray[np.bool_], defensible: npt.NDArray[np.bool_]) -> SourceScore:
    right, documents = int(correct.sum()), len(correct)
    return SourceScore(
        _share(correct), documents, wilson_interval(right, documents), _share(defensible)
    )


def _region_score(truth: Truth, best: Labels, confidence: Floats, threshold: float) -> RegionScore:
    correct, defensible = best == truth.labels, truth.defends(best)
    f1 = f1_score(
        truth.labels, best, labels=np.unique(truth.labels), average="macro", zero_division=0.0
    )
    return RegionScore(
        macro_f1=round(float(f1), 4),
        macro_f1_interval=macro_f1_interval(truth.labels, best),
        accuracy=_share(correct),
        defensible=_share(defensible),
        documents=len(truth),
        answered=_answered(confidence >= threshold, correct, defensible, threshold),
    )


def to_text(evaluation: Evaluation) -> str:
    """Return the scores as lines of text, those that were measured."""
    lines = [f"{evaluation.documents} documents it has not seen"]
    interval = evaluation.macro_f1_interval
    within = f" ({interval[0]:.4f} to {interval[1]:.4f})" if interval else ""
    lines.append(f"macro-F1 {evaluation.macro_f1:.4f}{within}")
    lines += [
        f"  {name:12} precision {score.precision:.3f}  recall {score.recall:.3f}"
        f"  f1 {score.f1:.3f}  of {score.documents}"
        for name, score in evaluation.topics.items()
    ]
    lines += [
        f"  {name:12} not measured: no document is on it"
        for name in evaluation.classes
        if name not in evaluation.topics
    ]
    if evaluation.defensible is not None:
        lines.append(
            f"defensible {evaluation.defensible:.4f}; of {evaluation.twofold} two topics are right"
        )
    if evaluation.calibration:
        lines.append(f"calibration error {evaluation.calibration.expected_error:.4f}")
    if evaluation.answered:
        lines.append(_answered_text(evaluation.answered))
    lines += [
        f"{REGIONS.get(name, name)}, {score.documents} documents: macro-F1 {score.macro_f1:.4f},"
        f" accuracy {score.accuracy:.4f}, defensible {score.defensible:.4f},"
        f" {_answered_text(score.answered)}"
        for name, score in evaluation.regions.items()
    ]
    return "\n".join(lines)


def _answered_text(answered: Answered) -> str:
    right, defensible = (
        "none" if share is None else f"{share:.3f}"
        for share in (answered.right, answered.defensible)
    )
    return f"answered {answered.share:.3f}, right {right}, defensible {defensible}"
