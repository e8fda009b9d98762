"""The description of the API is whole, and the service keeps it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.contract.schemas import ArticleRequest
from service.http.contract.openapi import describe
from service.http.contract.operation import described_routes, operation_at
from service.http.routes import articles, feedback, operations
from service.summaries.methods import ALGORITHMS


def paths_of_the_api() -> dict[str, dict[str, Any]]:
    """The paths that the routes for programs are described with; no model is loaded for it."""
    app = Flask("described")
    app.register_blueprint(articles.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(operations.blueprint)
    paths: dict[str, dict[str, Any]] = describe(described_routes(app))["paths"]
    return paths


PATHS = paths_of_the_api()
OPERATIONS = sorted((path, method) for path, methods in PATHS.items() for method in methods)
# Schemathesis asks for gzip, and does not inflate what an application answers in process.
PLAIN = {"Accept-Encoding": "identity"}
# A request takes 20 ms.
FEW = settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_service_keeps_its_description(keeping: Flask, path: str, method: str) -> None:
    """Generated requests, good and bad, get answers that the description foresees."""
    app = keeping
    operation = schemathesis.openapi.from_wsgi("/openapi.json", app)[path][method]

    @FEW
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        # A generated page or text may hold no article: a 422 that no schema can foresee.
        case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])

    @FEW
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def check_bad(case: Any) -> None:
        # Any text is a text: only JSON can break a schema by its content.
        if case.media_type == "application/json":
            case.call_and_validate(headers=PLAIN)

    check()
    if method in ("post", "patch"):
        check_bad()


def test_every_route_is_described(app: Flask, client: FlaskClient) -> None:
    """No route of the API is missing, and none is described that is not there.

    Pages for people are none of it: what a program may ask is described, and may not change.
    """
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    pages = ("pages.", "model_page.", "docs_page.", "review_page.", "correction.")
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(pages)]
    named = {re.sub(r"<(.+?)>", r"{\1}", str(rule)) for rule in rules}
    assert set(paths) == named


def test_every_route_declares_who_may_ask(app: Flask) -> None:
    """No view is without its declaration, from which keys and the description follow."""
    silent = [
        str(rule) for rule in app.url_map.iter_rules() if operation_at(app, rule.endpoint) is None
    ]
    assert silent == [], "declare them: @operation(right=...) below the route"


def test_every_problem_status_is_described() -> None:
    """The routes that take articles list all the statuses that they can answer."""
    for path in ("/v1/analysis", "/v1/topic", "/v1/summary"):
        statuses = set(PATHS[path]["post"]["responses"])
        refusals = {"400", "401", "403", "405", "406", "408", "413", "415", "422", "429", "503"}
        assert statuses == {"200", *refusals}


def test_the_algorithms_of_the_contract_are_those_there_are() -> None:
    """The names in the description are the methods that the summary stage has."""
    described = ArticleRequest.model_json_schema()["properties"]["algorithm"]
    assert described["enum"] == list(ALGORITHMS)
    assert described["default"] == ALGORITHMS[0]


def test_a_key_is_asked_for_where_one_is_taken(client: FlaskClient) -> None:
    """The routes of probes and this description take none; all others may."""
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    operations = {path: operation for path, item in paths.items() for operation in item.values()}
    open_to_all = {
        path for path, operation in operations.items() if operation.get("security") == []
    }
    assert open_to_all == {"/livez", "/readyz", "/openapi.json"}
    assert all("security" not in operations[path] for path in operations.keys() - open_to_all)
