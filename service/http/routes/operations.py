"""The routes that people and machines who run the service use."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request

from service import __version__
from service.contract.problems import STOPPING, UNAVAILABLE, Problem
from service.contract.schemas import ModelCardAnswer, StatusAnswer
from service.http.app_state import app_state
from service.http.contract.json_alone import DescriptionRequest, with_json_alone
from service.http.contract.openapi import describe
from service.http.contract.operation import (
    OPERATE,
    READ,
    Route,
    described_routes,
    operation,
)
from service.http.draining import draining
from service.http.requests.queries import parse_query
from service.options import schemas_of
from service.telemetry.metrics import exposition
from service.topics.card.card import card_to_json
from service.topics.live_model import classifies

blueprint = Blueprint("operations", __name__)


@blueprint.get("/livez")
@operation(
    right=None,
    id="checkLiveness",
    summary="Is the process alive",
    answer={"application/json": StatusAnswer},
)
def livez() -> Response:
    """Say that the process answers."""
    return _json(StatusAnswer(status="ok").model_dump_json(exclude_none=True))


@blueprint.get("/readyz")
@operation(
    right=None,
    id="checkReadiness",
    summary="Does the model classify rightly",
    answer={"application/json": StatusAnswer},
    problems=(HTTPStatus.SERVICE_UNAVAILABLE,),
)
def readyz() -> Response:
    """Say that the loaded model has just classified known texts rightly."""
    if draining():
        detail = "The service is about to stop. Send requests elsewhere, or again in a moment."
        raise Problem(STOPPING, detail)
    if not classifies(app_state().model.classifier):
        raise Problem(UNAVAILABLE, "The loaded model misfiles the texts it is tried on.")
    return _json(StatusAnswer(status="ok").model_dump_json(exclude_none=True))


@blueprint.get("/v1/model")
@operation(
    right=READ,
    id="getModel",
    cacheable=True,
    summary="The card of the serving model, and the release of the service",
    answer={"application/json": ModelCardAnswer},
    problems=(HTTPStatus.SERVICE_UNAVAILABLE,),
)
def model() -> Response:
    """Give the card of the serving model, a promoted model that was refused, and the release."""
    served = app_state().model
    refused = asdict(served.refusal) if served.refusal else None
    release = {"version": __version__}
    return jsonify({**card_to_json(served.classifier.card), "refused": refused, "service": release})


@blueprint.get("/metrics")
@operation(
    right=OPERATE,
    id="getMetrics",
    summary="The counts of all workers, for Prometheus",
    answer_description="The text format, or OpenMetrics where that is accepted",
    answer={
        "text/plain": {"type": "string"},
        "application/openmetrics-text": {"type": "string"},
    },
)
def metrics() -> Response:
    """Give the counts of all workers, as Prometheus reads them."""
    state = app_state()
    state.gauges.update(state.model)
    page, content_type = exposition(request.headers.get("Accept", ""))
    return Response(page, content_type=content_type)


@blueprint.get("/openapi.json")
@operation(
    right=None,
    id="describeApi",
    cacheable=True,
    summary="This description",
    query=schemas_of(DescriptionRequest),
    answer_description="OpenAPI 3.1",
    answer={"application/json": {"type": "object"}},
    problems=(HTTPStatus.UNPROCESSABLE_ENTITY,),
)
def openapi() -> Response:
    """Describe every route, or what of it is JSON."""
    asked = parse_query(request, DescriptionRequest, "the description")
    described = _description(described_routes(current_app))
    if asked.bodies == "json":
        described = with_json_alone(described)
    return jsonify({**described, "servers": [{"url": request.script_root or "/"}]})


@cache
def _description(routes: tuple[Route, ...]) -> dict[str, object]:
    return describe(routes)


def _json(body: str) -> Response:
    return Response(body, content_type="application/json")
