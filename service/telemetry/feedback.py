"""The metrics of feedback; imported where a database is named, so that nobody else has them.

Topics that the serving model does not know are one label: they are the client's to choose.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import Counter, Gauge

from service.telemetry.metrics import REGISTRY

#: The topic of corrections to one that the model does not know.
UNKNOWN = "unknown"

_received = Counter(
    "dateline_feedback_received",
    "Corrections received, by topic and by the state that they began in.",
    ["state", "topic"],
    registry=REGISTRY,
)
_decided = Counter(
    "dateline_feedback_decided",
    "Decisions of reviewers.",
    ["decision"],
    registry=REGISTRY,
)
_kept = Gauge(
    "dateline_feedback_corrections",
    "Corrections that are kept, by state; disputed and new ones wait for a reviewer.",
    ["state"],
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)
_oldest = Gauge(
    "dateline_feedback_oldest_waiting_timestamp_seconds",
    "When the oldest correction came that waits for a reviewer, in Unix time.",
    multiprocess_mode="livemostrecent",
    registry=REGISTRY,
)


class FeedbackCounts:
    """Counts what comes, is decided and waits."""

    def received(self, state: str, topic: str, known: Collection[str]) -> None:
        """Count a correction that is new here; `known` are the topics of the serving model."""
        _received.labels(state, topic if topic in known else UNKNOWN).inc()

    def decided(self, decision: str) -> None:
        """Count a decision."""
        _decided.labels(decision).inc()

    def kept(self, by_state: Mapping[Any, int], oldest: datetime | None) -> None:
        """Tell what is kept; `oldest` is when that came which waits, or None."""
        for state, count in by_state.items():
            _kept.labels(state).set(count)
        _oldest.set(oldest.timestamp() if oldest else 0.0)
