"""The routes that people and machines who run the service use."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

from flask import Blueprint, Response, jsonify, request

from service import __version__
from service.http.contract.openapi import describe
from service.http.contract.problems import STOPPING, UNAVAILABLE, Problem
from service.http.contract.schemas import StatusAnswer
from service.http.draining import draining
from service.http.services import services
from service.telemetry.metrics import exposition
from service.topics.card.card import card_to_json
from service.topics.live_model import classifies

blueprint = Blueprint("operations", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """Say that the process answers."""
    return _json(StatusAnswer(status="ok").model_dump_json(exclude_none=True))


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say that the loaded model has just classified known texts rightly."""
    if draining():
        detail = "The service is about to stop. Send requests elsewhere, or again in a moment."
        raise Problem(STOPPING, detail)
    if not classifies(services().model.classifier):
        raise Problem(UNAVAILABLE, "The loaded model misfiles the texts it is tried on.")
    return _json(StatusAnswer(status="ok").model_dump_json(exclude_none=True))


@blueprint.get("/v1/model")
def model() -> Response:
    """Give the card of the serving model, a promoted model that was refused, and the release."""
    held = services().model
    refused = asdict(held.refusal) if held.refusal else None
    release = {"version": __version__}
    return jsonify({**card_to_json(held.classifier.card), "refused": refused, "service": release})


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counts of all workers, as Prometheus reads them."""
    held = services()
    held.gauges.tell(held.model)
    page, content_type = exposition(request.headers.get("Accept", ""))
    return Response(page, content_type=content_type)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe every route."""
    root = request.script_root
    return jsonify({**_description(), **({"servers": [{"url": root}]} if root else {})})


@cache
def _description() -> dict[str, object]:
    return describe()


def _json(body: str) -> Response:
    return Response(body, content_type="application/json")
