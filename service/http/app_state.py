"""What the views work with: settings, the serving model, the HTML extractor."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, current_app

from service.articles.html.isolated_process import Extractor
from service.http.access.admission import ComputeLock, ConcurrencyLimit
from service.http.access.arrivals import Arrivals
from service.settings import Settings
from service.telemetry.metrics import ModelGauges
from service.topics.live_model import LiveModel

_KEY = "dateline"


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
    gauges: ModelGauges = field(default_factory=ModelGauges)


def install(app: Flask, state: AppState) -> None:
    """Give the app its state."""
    app.extensions[_KEY] = state


def app_state() -> AppState:
    """Return the current app's state."""
    state = current_app.extensions[_KEY]
    assert isinstance(state, AppState)
    return state
