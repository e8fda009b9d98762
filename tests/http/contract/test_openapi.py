"""The description of the API is whole, and the service keeps it."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.contract.problems import MEDIA_TYPE
from service.contract.schemas import ArticleRequest
from service.feedback.correction import State
from service.http.contract.corrections import CorrectionRequest
from service.http.contract.openapi import describe
from service.http.contract.operation import described_routes, operation_at
from service.http.responses.writers import NDJSON
from service.http.routes import articles, feedback, label_studio, operations
from service.summaries.methods import ALGORITHMS


def described_api() -> dict[str, Any]:
    """What the routes for programs are described with; no model is loaded for it."""
    app = Flask("described")
    app.register_blueprint(articles.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(label_studio.blueprint)
    app.register_blueprint(operations.blueprint)
    return describe(described_routes(app))


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answers_of(path: str, method: str) -> dict[str, Any]:
    """The answers of an operation by status; problems are shared, and referred to."""
    shared = API["components"]["responses"]
    return {
        status: shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for status, one in PATHS[path][method]["responses"].items()
    }


API = described_api()
PATHS: dict[str, dict[str, Any]] = API["paths"]
SCHEMAS: dict[str, dict[str, Any]] = API["components"]["schemas"]
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
        of_http = {"414", "417", "431", "500", "501"}
        assert statuses == {"200", *refusals, *of_http}


def test_every_header_is_described(keeping_client: FlaskClient) -> None:
    """What an answer has beside its content, and what tells a browser what it may do with it."""
    browsers = {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"}
    browsers |= {"Referrer-Policy", "Cross-Origin-Resource-Policy"}
    of_messages = {"Content-Type", "Content-Length", "Date"}
    sent = {"text": "Police arrested two men after a robbery on Monday.", "topic": "crime"}
    tag = keeping_client.get("/openapi.json").headers["ETag"]
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("post", "/v1/analysis", {"json": {"text": sent["text"]}}),
        ("post", "/v1/analysis", {"data": b"a", "content_type": "image/png"}),
        ("post", "/v1/feedback", {"json": sent}),
        ("get", "/v1/feedback", {}),
        ("get", "/v1/feedback?limit=1", {}),
        ("get", "/v1/feedback/export", {}),
        ("get", "/openapi.json", {"headers": {"Accept-Encoding": "gzip"}}),
        ("get", "/openapi.json", {"headers": {"If-None-Match": tag}}),
        ("get", "/openapi.json", {"headers": {"If-Match": '"other"'}}),
        ("get", "/v1/model", {}),
    ]
    for method, address, sending in asked:
        with keeping_client.open(address, method=method.upper(), **sending) as answer:
            path = address.partition("?")[0]
            described = answers_of(path, method)[str(answer.status_code)]
            headers = {*described["headers"], *browsers, *of_messages}
            assert set(answer.headers.keys()) - headers == set(), (address, answer.status_code)


def test_refusals_name_their_remedies() -> None:
    """The headers that say what else to send, when, or how."""
    answers = answers_of("/v1/analysis", "post")
    for status, names in (
        ("401", {"WWW-Authenticate"}),
        ("405", {"Allow"}),
        ("415", {"Accept", "Accept-Encoding"}),
        ("429", {"Retry-After", "RateLimit", "RateLimit-Policy"}),
    ):
        assert names <= answers[status]["headers"].keys()
    for answer in answers_of("/livez", "get").values():
        assert "RateLimit" not in answer["headers"]
    described = API["components"]["headers"]
    used = {
        reference["$ref"].rpartition("/")[2]
        for path, method in OPERATIONS
        for answer in answers_of(path, method).values()
        for reference in answer["headers"].values()
    }
    assert used == described.keys()


def test_a_problem_of_several_operations_stands_once() -> None:
    """Written out for each, problems would be half of the description; none is left over."""
    named = re.findall(r"#/components/responses/(\w+)", json.dumps(PATHS))
    assert set(named) == API["components"]["responses"].keys()
    assert MEDIA_TYPE not in json.dumps(PATHS)


def test_operations_are_called_by_verbs() -> None:
    """Clients that are generated have a function for each, whose name nothing else has."""
    names = [PATHS[path][method]["operationId"] for path, method in OPERATIONS]
    assert len(set(names)) == len(names)
    verbs = (
        "analyze|change|check|classify|delete|describe|export|get|list|predict|send|setUp|summarize"
    )
    assert [name for name in names if not re.fullmatch(rf"(?:{verbs})[A-Z]\w+", name)] == []


def test_the_service_says_where_it_is_and_whose_it_is(client: FlaskClient) -> None:
    """The description has a server, a licence and a contact."""
    description = client.get("/openapi.json").json
    assert description is not None
    assert description["servers"] == [{"url": "/"}]
    assert description["info"]["license"]["identifier"] == "Apache-2.0"
    assert description["info"]["contact"]["name"]


@pytest.mark.parametrize(
    ("whole", "names"),
    [
        (ArticleRequest, ("TextArticle", "HtmlArticle")),
        (CorrectionRequest, ("TextCorrection", "HtmlCorrection")),
    ],
)
def test_text_and_html_have_names(whole: type[BaseModel], names: tuple[str, str]) -> None:
    """One of two schemas, each with its own member and all that is common."""
    assert SCHEMAS[whole.__name__]["oneOf"] == [_reference(name) for name in names]
    for name, own, other in zip(names, ("text", "html"), ("html", "text"), strict=True):
        schema = SCHEMAS[name]
        assert own in schema["required"]
        assert set(schema["properties"]) == set(whole.model_fields) - {other}
        assert schema["additionalProperties"] is False


def test_lines_are_described() -> None:
    """NDJSON says what a line of it is, of the request and of the answer."""
    for path, name in (("analysis", "Analysis"), ("topic", "Topic"), ("summary", "Summary")):
        operation = PATHS[f"/v1/{path}"]["post"]
        sent = operation["requestBody"]["content"][NDJSON]["schema"]
        answered = operation["responses"]["200"]["content"][NDJSON]["schema"]
        assert sent["contentSchema"]["items"] == _reference("ArticleRequest")
        lines = [_reference(f"{name}Line"), _reference("ProblemLine")]
        assert answered["contentSchema"]["items"]["anyOf"] == lines
        assert {"index", "article"} <= set(SCHEMAS[f"{name}Line"]["required"])


def test_a_choice_of_several_places_has_one_name() -> None:
    """Clients that are generated have one type for it; what it means in a place is told there."""
    found: dict[tuple[str, ...], int] = {}

    def count(schema: Any) -> None:
        if isinstance(schema, dict) and schema.get("type") == "string" and "enum" in schema:
            values = tuple(schema["enum"])
            found[values] = found.get(values, 0) + 1
        for inner in schema.values() if isinstance(schema, dict) else schema:
            if isinstance(inner, dict | list):
                count(inner)

    count(API)
    assert [values for values, places in found.items() if places > 1] == []
    offsets = SCHEMAS["TextArticle"]["properties"]["offsets"]
    assert offsets["allOf"] == [_reference("OffsetUnit")]
    assert "browsers use utf16" in offsets["description"]


def test_every_state_that_may_be_asked_for_is_described() -> None:
    """Clients that are generated take no other, so that `open` has to be among them."""
    (state,) = (
        one["schema"]
        for one in PATHS["/v1/feedback"]["get"]["parameters"]
        if one["name"] == "state"
    )
    assert state == _reference("CorrectionStateOrOpen")
    assert set(SCHEMAS["CorrectionStateOrOpen"]["enum"]) == {*get_args(State), "open"}


def test_no_schema_states_a_default() -> None:
    """Some generators take what has a default for what is always there; words tell it."""
    members = [of for schema in SCHEMAS.values() for of in schema.get("properties", {}).values()]
    assert [member for member in members if "default" in member] == []
    told = SCHEMAS["TextArticle"]["properties"]["sentences"]["description"]
    assert told.endswith("; 3 by default")


def test_the_description_can_leave_out_what_is_no_json(client: FlaskClient) -> None:
    """For generators of clients a body has one media type, and no options in the query."""
    whole, asked = (client.get(f"/openapi.json{query}").json for query in ("", "?bodies=json"))
    assert whole is not None
    assert asked is not None
    assert asked["components"] == whole["components"]
    left_out = whole["paths"].keys() - asked["paths"].keys()
    assert left_out == {"/v1/feedback/export"}
    for path, methods in asked["paths"].items():
        for method, operation in methods.items():
            before = whole["paths"][path][method]
            assert operation["operationId"] == before["operationId"]
            assert operation.get("security") == before.get("security")
            bodies = operation.get("requestBody", {"content": {"application/json": {}}})["content"]
            assert list(bodies) == ["application/json"]
            answers = [one.get("content", ()) for one in operation["responses"].values()]
            assert path == "/metrics" or all(len(content) < 2 for content in answers)
    article = asked["paths"]["/v1/analysis"]["post"]
    assert "parameters" not in article
    assert article["responses"]["200"]["content"] == {
        "application/json": {"schema": _reference("AnalysisAnswer")}
    }


def test_another_choice_of_bodies_is_refused(client: FlaskClient) -> None:
    """The problem names what there is; what else is in the query does not matter."""
    answer = client.get("/openapi.json?bodies=xml")
    assert answer.status_code == 422
    assert "'all' or 'json'" in answer.text
    assert client.get("/openapi.json?v=3").json == client.get("/openapi.json?bodies=all").json


def test_the_algorithms_of_the_contract_are_those_there_are() -> None:
    """The names in the description are the methods that the summary stage has."""
    described = ArticleRequest.model_json_schema()["properties"]["algorithm"]
    assert described["enum"] == list(ALGORITHMS)
    assert described["default"] == ALGORITHMS[0]


def test_a_key_is_asked_for_where_one_is_taken(client: FlaskClient) -> None:
    """The routes of probes and this description take none; all others may.

    Label Studio may send it as a password to its routes, and nobody to another.
    """
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    operations = {path: operation for path, item in paths.items() for operation in item.values()}
    open_to_all = {
        path for path, operation in operations.items() if operation.get("security") == []
    }
    assert open_to_all == {"/livez", "/readyz", "/openapi.json", "/label-studio/health"}
    by_password = {
        path
        for path, operation in operations.items()
        if {"password": []} in operation.get("security", ())
    }
    labelling = {path for path in operations if path.startswith("/label-studio/")}
    assert by_password == labelling - open_to_all
    others = operations.keys() - open_to_all - by_password
    assert all("security" not in operations[path] for path in others)
