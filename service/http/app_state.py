"""What the views work with: settings, the serving model, the HTML extractor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Flask, current_app

from service.articles.html.isolated_process import Extractor
from service.http.access.admission import ComputeLock, ConcurrencyLimit
from service.http.access.arrivals import Arrivals
from service.http.access.pace import Pace
from service.settings import Settings
from service.telemetry.metrics import ModelGauges
from service.topics.live_model import LiveModel

if TYPE_CHECKING:
    from service.feedback.store.store import Counts, Store
    from service.feedback.store.upkeep import Upkeep
    from service.telemetry.feedback import FeedbackCounts

_KEY = "dateline"
# Of each worker: people who say what is right can wait for a moment.
_WAITING, _WAITING_SECONDS = 31, 5.0


@dataclass(frozen=True)
class Feedback:
    """Where corrections are kept, looked after and counted."""

    store: Store
    upkeep: Upkeep
    counts: FeedbackCounts

    def watch(self) -> None:
        """Look after what is kept, in a thread that ends with the process."""

        def report(counts: Counts) -> None:
            self.counts.kept(counts.by_state, counts.oldest)

        self.upkeep.watch(report)


@dataclass(frozen=True)
class AppState:
    """One process's share of each."""

    settings: Settings
    model: LiveModel
    extractor: Extractor
    arrivals: Arrivals
    requests: ConcurrencyLimit
    streams: ConcurrencyLimit
    compute: ComputeLock
    pace: Pace = field(default_factory=lambda: Pace(_WAITING, _WAITING_SECONDS))
    gauges: ModelGauges = field(default_factory=ModelGauges)
    #: None where no database is named.
    feedback: Feedback | None = None


def install(app: Flask, state: AppState) -> None:
    """Give the app its state."""
    app.extensions[_KEY] = state


def app_state() -> AppState:
    """Return the current app's state."""
    state = current_app.extensions[_KEY]
    assert isinstance(state, AppState)
    return state
