"""The Flask application, put together."""

from __future__ import annotations

import logging

from flask import Flask

from service.analysis import build_extractor, warm_up
from service.http import articles, observation, operations, problems, security, services, timing
from service.settings import Settings
from service.topics.errors import ModelError
from service.topics.registry import Registry
from service.topics.serving import ServedModel

_log = logging.getLogger(__name__)


def build_app(settings: Settings) -> Flask:
    """Return the application, its model loaded and tried.

    Without a usable model it serves all the same: summaries need none, and `/readyz` says 503.
    """
    app = Flask("service", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    model = ServedModel(Registry(settings.models))
    try:
        model.load()
    except ModelError as error:
        _log.error("no topic model: %s", error)
    warm_up()
    services.install(app, services.Services(settings, model, build_extractor(settings)))
    timing.install(app)
    observation.install(app)
    problems.install(app)
    security.install(app)
    app.register_blueprint(articles.blueprint)
    app.register_blueprint(operations.blueprint)
    return app
