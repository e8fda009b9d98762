"""The service's metrics: what is counted, by which labels, and the page that Prometheus reads.

Labels are routes, statuses, stages, topics, sections and versions, never anything that a client
sends, so that no client can make series. Every name is `dateline_` and what Prometheus's naming
rules say.
"""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from service.telemetry import files
from service.topics.card.baseline import Baseline
from service.topics.live_model import LiveModel
from service.topics.topic import Section, Topic

REGISTRY = CollectorRegistry()
#: The topic of a document that could not be scored, and the abstention of one that was filed.
NONE = "none"
# The route of a request that was refused before it had arrived: which it was for is not known.
UNRECEIVED = "unreceived"

# From a short text to the longest page: docs/decisions/0050.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# The lowest confidence that a model of four topics can have is 0.25.
_SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)

_requests = Counter(
    "dateline_requests",
    "Requests answered, by route template and status.",
    ["route", "status"],
    registry=REGISTRY,
)
_request_seconds = Histogram(
    "dateline_request_seconds",
    "Seconds from a request's head to the end of its answer.",
    ["route"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
_stage_seconds = Histogram(
    "dateline_stage_seconds",
    "Seconds that a request spent in a stage.",
    ["stage"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
_problems = Counter(
    "dateline_problems",
    "Problem documents sent, by type; those in NDJSON lines included.",
    ["type"],
    registry=REGISTRY,
)
_in_progress = Gauge(
    "dateline_requests_in_progress",
    "Requests being worked on.",
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
_queued = Gauge(
    "dateline_requests_queued",
    "Articles that wait for their turn to compute, as seen at the last request.",
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
_documents = Counter(
    "dateline_documents",
    "Documents given to the topic model, by the topic that scored best and why it was not named.",
    ["topic", "abstained"],
    registry=REGISTRY,
)
_confidence = Histogram(
    "dateline_confidence",
    "Probability of the topic that scored best.",
    buckets=_SHARES,
    registry=REGISTRY,
)
_sections = Counter(
    "dateline_sections",
    "Documents given to the model of sections, by the section that scored best and why it was not"
    " named.",
    ["section", "abstained"],
    registry=REGISTRY,
)
_section_confidence = Histogram(
    "dateline_section_confidence",
    "Probability of the section that scored best.",
    buckets=_SHARES,
    registry=REGISTRY,
)
_words = Counter(
    "dateline_opening_words",
    "Words in the openings of documents, by whether the topic model knows them.",
    ["known"],
    registry=REGISTRY,
)
_model_workers = Gauge(
    "dateline_model_workers",
    "Workers that serve with a version of the topic model.",
    ["version"],
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
_model_trained = Gauge(
    "dateline_model_trained_timestamp_seconds",
    "When the topic model was trained, in Unix time; that last loaded, where workers differ.",
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_model_refused = Gauge(
    "dateline_model_refused_workers",
    "Workers that at present refuse the model that is promoted.",
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
_refusals = Counter(
    "dateline_model_refusals",
    "Promoted models refused; each worker counts its own.",
    registry=REGISTRY,
)
_baseline_topics = Gauge(
    "dateline_baseline_topic_share",
    "Share of the evaluation documents for which a topic scored best.",
    ["topic"],
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_baseline_sections = Gauge(
    "dateline_baseline_section_share",
    "Share of the evaluation documents for which a section scored best.",
    ["section"],
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_baseline_section_confidence = Gauge(
    "dateline_baseline_section_confidence",
    "Mean confidence in the sections of the evaluation documents.",
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_baseline_confidence = Gauge(
    "dateline_baseline_confidence",
    "Mean confidence on the evaluation documents.",
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_baseline_unknown = Gauge(
    "dateline_baseline_unknown_words",
    "Share of unknown words in the openings of training texts, each held out of the vocabulary.",
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_memory = Gauge(
    "dateline_worker_memory_bytes",
    "Resident memory of the largest worker, shared pages included.",
    multiprocess_mode="livemax",
    registry=REGISTRY,
)


def request_begun(queued: int) -> None:
    """Count a request in; `queued` articles wait for their turn."""
    _in_progress.inc()
    _queued.set(queued)


def request_ended(
    route: str, status: int, seconds: float, stages: Mapping[str, float], queued: int
) -> None:
    """Count a request out; `stages` are milliseconds by stage."""
    _in_progress.dec()
    _queued.set(queued)
    _requests.labels(route, status).inc()
    _request_seconds.labels(route).observe(seconds)
    for stage, spent in stages.items():
        _stage_seconds.labels(stage).observe(spent / 1000.0)


def request_refused(status: int, kind: str) -> None:
    """Count a request that was refused before it had arrived, and the problem that said so."""
    _requests.labels(UNRECEIVED, status).inc()
    _problems.labels(kind).inc()


def problem_sent(kind: str) -> None:
    """Count a problem document."""
    _problems.labels(kind).inc()


def document_filed(topic: Topic) -> None:
    """Count a document that the topic model was given, and its section."""
    best = _best(topic, _confidence)
    if topic.scores is not None:
        _words.labels("false").inc(topic.unknown_words)
        _words.labels("true").inc(topic.opening_words - topic.unknown_words)
    _documents.labels(best, topic.abstained or NONE).inc()
    if topic.section is not None:
        section = _best(topic.section, _section_confidence)
        _sections.labels(section, topic.section.abstained or NONE).inc()


def _best(found: Topic | Section, confidence: Histogram) -> str:
    """The label that scored best, whose confidence is counted; `NONE` where nothing was scored."""
    if found.scores is None or found.confidence is None:
        return NONE
    confidence.observe(found.confidence)
    return max(found.scores, key=found.scores.__getitem__)


class ModelGauges:
    """Tells of one process's model; a gauge of what is no longer served goes to 0."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._topics: set[str] = set()
        self._sections: set[str] = set()
        self._refusals = 0
        self._lock = threading.Lock()

    def update(self, model: LiveModel) -> None:
        """Set the gauges to what this process serves with now, and to its memory."""
        with self._lock:
            self._update(model)

    def _update(self, model: LiveModel) -> None:
        _memory.set(_resident_bytes())
        _model_refused.set(1 if model.refusal else 0)
        _refusals.inc(model.refusals - self._refusals)
        self._refusals = model.refusals
        classifier = model.loaded
        version = classifier.manifest.version if classifier else None
        if classifier is None or version == self._version:
            return
        if self._version is not None:
            _model_workers.labels(self._version).set(0)
        _model_workers.labels(version).set(1)
        self._version = version
        _model_trained.set(_unix_time(classifier.manifest.trained_at))
        self._update_baseline(Baseline.of(classifier.card))

    def _update_baseline(self, baseline: Baseline | None) -> None:
        self._topics = _set_shares(
            _baseline_topics, baseline.topics if baseline else {}, self._topics
        )
        self._sections = _set_shares(
            _baseline_sections, baseline.sections if baseline else {}, self._sections
        )
        _baseline_section_confidence.set((baseline.section_confidence if baseline else None) or 0.0)
        _baseline_confidence.set(baseline.confidence if baseline else 0.0)
        _baseline_unknown.set((baseline.unknown_words if baseline else None) or 0.0)


def _set_shares(gauge: Gauge, shares: Mapping[str, float], before: set[str]) -> set[str]:
    """Set a gauge of shares by name, and to 0 what is there no longer; return the names."""
    for name in {*before, *shares}:
        gauge.labels(name).set(shares.get(name, 0.0))
    return set(shares)


def exposition(accept: str) -> tuple[bytes, str]:
    """Return the page for Prometheus and its content type, over all workers."""
    encode, content_type = choose_encoder(accept)
    folder = os.environ.get(files.VARIABLE)
    if folder is None:
        return encode(_Nonzero(REGISTRY)), content_type
    with files.reading(Path(folder)):
        shared = MultiProcessCollector(None, folder)  # type: ignore[no-untyped-call]
        return encode(_Nonzero(shared)), content_type


# A model, topic or baseline that is gone, or never was, has no value; 0 would be one.
_WITHOUT_ZEROS = frozenset(
    {
        "dateline_model_workers",
        "dateline_model_trained_timestamp_seconds",
        "dateline_baseline_topic_share",
        "dateline_feedback_oldest_waiting_timestamp_seconds",
        "dateline_baseline_section_share",
        "dateline_baseline_section_confidence",
        "dateline_baseline_confidence",
        "dateline_baseline_unknown_words",
    }
)


class _Nonzero(Collector):
    def __init__(self, whole: Collector) -> None:
        self._whole = whole

    def collect(self) -> Iterator[Metric]:
        for metric in self._whole.collect():
            if metric.name in _WITHOUT_ZEROS:
                metric.samples = [sample for sample in metric.samples if sample.value]
            yield metric


def _unix_time(stated: str) -> float:
    try:
        return datetime.fromisoformat(stated).timestamp()
    except ValueError:
        return 0.0


def _resident_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()
