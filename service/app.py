"""The Flask application, put together."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask

from service.analysis import build_extractor, warm_up
from service.feedback.errors import FeedbackError
from service.http import app_state
from service.http.access import keys, same_site
from service.http.access.admission import OVERLOAD_LIMIT, ComputeLock, ConcurrencyLimit
from service.http.access.arrivals import Arrivals
from service.http.middleware import (
    caching,
    compression,
    errors,
    forwarding,
    guards,
    observation,
    prefix,
    timing,
)
from service.http.requests import bodies
from service.http.requests.forms import typed_key
from service.http.routes import articles, feedback, label_studio, operations
from service.proxies import Proxies
from service.settings import Settings
from service.site import correction, docs_page, model_page, pages, review_page
from service.topics.errors import ModelError
from service.topics.live_model import LiveModel
from service.topics.store.registry import Registry

_log = logging.getLogger(__name__)


def build_app(settings: Settings) -> Flask:
    """Return the application, its model loaded and tried.

    Without a usable model it serves all the same: summaries need none, and `/readyz` says 503.
    """
    app = Flask("service", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # /v1//topic is nothing, not a page that leads to /v1/topic by way of the Host that was sent.
    app.url_map.merge_slashes = False
    model = LiveModel(Registry(settings.models))
    try:
        model.load()
    except ModelError as error:
        _log.error("no topic model: %s", error)
    warm_up()
    state = app_state.AppState(
        settings,
        model,
        build_extractor(settings),
        Arrivals(settings.body_seconds, settings.max_arriving_bytes),
        ConcurrencyLimit(settings.max_requests, "Articles", OVERLOAD_LIMIT),
        ConcurrencyLimit(settings.max_streams, "Requests with many articles"),
        ComputeLock(),
        feedback=_open_feedback(settings),
    )
    app_state.install(app, state)
    timing.install(app)
    observation.install(app, lambda: state.compute.waiting)
    errors.install(app)
    # Of what is done to an answer the last of these comes first.
    compression.install(app)
    caching.install(app)
    app.teardown_request(bodies.release_body)
    _protect(app, settings)
    app.register_blueprint(articles.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(label_studio.blueprint)
    app.register_blueprint(operations.blueprint)
    pages.install(app)
    app.register_blueprint(model_page.blueprint)
    app.register_blueprint(docs_page.blueprint)
    app.register_blueprint(correction.blueprint)
    app.register_blueprint(review_page.blueprint)
    if settings.prefix or settings.proxies:
        prefix.install(app, settings.prefix)
    if settings.proxies:
        forwarding.install(app, Proxies.parse(settings.proxies))
    return app


def _open_feedback(settings: Settings) -> app_state.Feedback | None:
    if settings.database is None:
        return None
    # Imported where a database is named: SQLAlchemy takes half a second and 20 MB.
    from service.feedback.store.database import Database
    from service.feedback.store.store import Limits, Store
    from service.feedback.store.upkeep import Upkeep
    from service.telemetry.feedback import FeedbackCounts

    database = Database(settings.database)
    store = Store(database, Limits(settings.feedback_rows, settings.feedback_waiting))
    upkeep = Upkeep(store, settings.feedback_days)
    try:
        upkeep.expire()
    except FeedbackError as error:
        # Whatever it is, articles are analysed without it, and it is tried again.
        _log.error("no feedback: %s", error)
    # The workers open connections of their own.
    database.close()
    return app_state.Feedback(store, upkeep, FeedbackCounts())


def _protect(app: Flask, settings: Settings) -> None:
    guards.install(app, settings.named_origins(), changes=settings.database is not None)
    same_site.install(app, settings.named_origins())
    if settings.keys_file:
        # Imported where there are keys: most services have none.
        from service.http.access import quotas

        keys.install(app, keys.Keyring(Path(settings.keys_file)), typed_key)
        quotas.install(app, settings.redis_url)
