"""Whatever is wrong is said in a problem document that names the limit and the remedy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import create_app
from service.contract.problems import TYPES, Problem
from service.http.access.arrivals import Arrival
from service.http.requests.bodies import read_arrived
from service.settings import Settings
from tests.growth import check_growth
from tests.messy import ARTICLE

JSON = "application/json"


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """Check that the answer is a whole problem document and return it."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    document: dict[str, Any] = answer.get_json(force=True)
    assert {"type", "title", "status", "detail", "instance"} <= set(document)
    assert document["status"] == status
    assert document["instance"].endswith(answer.headers["X-Request-ID"])
    assert "Traceback" not in document["detail"]
    return document


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not JSON"),
        (b"", "is empty. An article is a JSON object"),
        (b'{"text": "a", "text": "b"}', "twice"),
        (b'{"text": NaN}', "NaN"),
        (b'\xff{"text": "a"}', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"sentences": ' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_bytes_that_are_no_json_are_400(client: FlaskClient, body: bytes, said: str) -> None:
    """JSON that does not parse is refused with what is wrong with it."""
    document = problem(client.post("/v1/analysis", data=body, content_type=JSON), 400)
    assert said in document["detail"]


@pytest.mark.parametrize(
    ("article", "pointer"),
    [
        ({}, ""),
        ({"text": ARTICLE, "html": "<p>a</p>"}, ""),
        ({"text": ""}, "/text"),
        ({"text": " \n\t"}, "/text"),
        ({"text": 7}, "/text"),
        ({"html": "  "}, "/html"),
        ({"text": ARTICLE, "sentences": 0}, "/sentences"),
        ({"text": ARTICLE, "sentences": 51}, "/sentences"),
        ({"text": ARTICLE, "sentences": "3"}, "/sentences"),
        ({"text": ARTICLE, "sentences": 2.5}, "/sentences"),
        ({"text": ARTICLE, "max_words": 0}, "/max_words"),
        ({"text": ARTICLE, "algorithm": "magic"}, "/algorithm"),
        ({"text": ARTICLE, "clean": "yes"}, "/clean"),
        ({"text": ARTICLE, "language": "xx"}, "/language"),
        ({"text": ARTICLE, "offsets": "bytes"}, "/offsets"),
        ({"text": ARTICLE, "title": "x" * 1_001}, "/title"),
        ({"text": ARTICLE, "focus": "x" * 301}, "/focus"),
        ({"text": ARTICLE, "focus": 7}, "/focus"),
        ({"text": ARTICLE, "focus": "pier", "algorithm": "lexrank"}, "/focus"),
        ({"text": ARTICLE, "sentence": 3}, "/sentence"),
        ({"text": "half a pair \ud83d here"}, "/text"),
    ],
)
def test_wrong_fields_are_422(client: FlaskClient, article: dict[str, Any], pointer: str) -> None:
    """A field that is missing, unknown or out of range is named."""
    document = problem(client.post("/v1/analysis", json=article), 422)
    assert [error["pointer"] for error in document["errors"]] == [pointer]


def test_of_many_unknown_names_twenty_are_told_and_what_else_is_wrong(client: FlaskClient) -> None:
    """A flood of names is refused in a time that grows as it does, and hides no other error."""

    def refuse(names: int) -> None:
        article: dict[str, Any] = {f"name{index}": index for index in range(names)}
        body = json.dumps(article | {"text": ARTICLE, "sentences": 0})
        document = problem(client.post("/v1/topic", data=body, content_type=JSON), 422)
        pointers = [error["pointer"] for error in document["errors"]]
        assert pointers == ["/sentences", *[f"/name{index}" for index in range(19)]]

    check_growth(refuse, 12_500, 100_000)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("sentences=none", "/sentences"),
        ("sentences=1&sentences=2", "/sentences"),
        ("sentense=1", "/sentense"),
        ("clean=maybe", "/clean"),
        ("clean=1", "/clean"),
        ("sentences=1_0", "/sentences"),
        ("sentences=5.0", "/sentences"),
        ("text=a", "/text"),
    ],
)
def test_wrong_query_parameters_are_422(client: FlaskClient, query: str, pointer: str) -> None:
    """The query string of a text is checked as the fields of JSON are."""
    answer = client.post(f"/v1/analysis?{query}", data=ARTICLE, content_type="text/plain")
    assert [error["pointer"] for error in problem(answer, 422)["errors"]] == [pointer]


def test_json_takes_no_query(client: FlaskClient) -> None:
    """An option in the wrong place is refused, so that it is never silently without effect."""
    answer = client.post("/v1/analysis?sentences=1", json={"text": ARTICLE})
    assert problem(answer, 422)["errors"][0]["pointer"] == "/sentences"


@pytest.mark.parametrize("body", [b'["a"]', b'"a"', b"3", b"null"])
def test_json_that_is_no_object_is_422(client: FlaskClient, body: bytes) -> None:
    """JSON that parses but is no article is a wrong field, not a broken body."""
    problem(client.post("/v1/analysis", data=body, content_type=JSON), 422)


@pytest.mark.parametrize(
    "content_type", ["image/png", "", "application/xml", "multipart/form-data"]
)
def test_unknown_content_types_are_415(client: FlaskClient, content_type: str) -> None:
    """A type that is not read here is refused with those that are."""
    answer = client.post("/v1/analysis", data=b"a", content_type=content_type)
    assert "text/plain" in problem(answer, 415)["detail"]


@pytest.mark.parametrize("encoding", ["br", "deflate", "x-unknown"])
def test_compressed_bodies_are_415(client: FlaskClient, encoding: str) -> None:
    """A compressed body is never read as if it were text."""
    answer = client.post(
        "/v1/analysis",
        data=gzip.compress(ARTICLE.encode()),
        content_type="text/plain",
        headers={"Content-Encoding": encoding},
    )
    assert "uncompressed" in problem(answer, 415)["detail"]


def test_undecodable_text_is_400(client: FlaskClient) -> None:
    """Bytes that are not what their charset says are refused with the place."""
    answer = client.post("/v1/analysis", data=b"caf\xe9", content_type="text/plain")
    assert "byte 3" in problem(answer, 400)["detail"]


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html"])
def test_undecodable_pages_are_400(client: FlaskClient, content_type: str) -> None:
    """A page that is not in the charset it was sent in, or in none at all, is refused."""
    body = bytes(range(256)) * 50
    document = problem(client.post("/v1/topic", data=body, content_type=content_type), 400)
    assert "charset" in document["detail"]


def test_a_named_charset_is_obeyed(client: FlaskClient) -> None:
    """The same bytes are read where the charset is named, and refused where it is unknown."""
    text = ARTICLE.replace("“", '"').replace("”", '"').replace("—", "-") + " Café."
    body = text.encode("latin-1")
    named = client.post("/v1/summary", data=body, content_type="text/plain; charset=iso-8859-1")
    assert named.status_code == 200
    unknown = client.post("/v1/summary", data=body, content_type="text/plain; charset=klingon")
    assert "klingon" in problem(unknown, 415)["detail"]


def test_unknown_routes_and_methods(client: FlaskClient) -> None:
    """404 and 405 are problems too, and 405 says what is allowed."""
    problem(client.get("/v2/analysis"), 404)
    problem(client.post("/v1//analysis"), 404)
    answer = client.get("/v1/analysis")
    problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Flask]:
    """An app with low limits and no model."""
    empty = tmp_path_factory.mktemp("models")
    app = create_app(
        replace(
            settings,
            max_body_bytes=2_000,
            max_characters=1_500,
            max_nodes=50,
            max_attributes=30,
            max_nesting=20,
            models=empty,
        )
    )
    yield app
    app.extensions["dateline"].extractor.close()


def test_bodies_and_texts_over_their_limits_are_413(small: Flask) -> None:
    """The limit in bytes and the one in characters are both named, and nothing is cut."""
    client = small.test_client()
    bytes_over = client.post("/v1/summary", data="a. " * 700, content_type="text/plain")
    assert "2,000 bytes" in problem(bytes_over, 413)["detail"]
    characters_over = client.post("/v1/summary", data="a. " * 600, content_type="text/plain")
    assert "1,500" in problem(characters_over, 413)["detail"]
    exact = client.post("/v1/summary", data="a. " * 500, content_type="text/plain")
    assert exact.status_code == 200


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>a" * 60, "more than 50 nodes; the limit is 50."),
        ("<p a=1 b=2 c=3>a" * 20, "more than 30 attributes; the limit is 30."),
        ("<div>" * 30 + "a", "more than 20 levels deep; the limit is 20."),
    ],
)
def test_a_page_with_too_much_markup_is_422(small: Flask, page: str, said: str) -> None:
    """Markup over its limit is refused before the work, with the limit and the remedy."""
    answer = small.test_client().post("/v1/summary", data=page, content_type="text/html")
    detail = problem(answer, 422)["detail"]
    assert said in detail
    assert "text/plain" in detail


def test_of_a_page_the_text_in_it_is_limited(small: Flask) -> None:
    """Scripts may be longer than a text may be; what is found in the page may not."""
    client = small.test_client()
    prose = "The council met on Monday and voted on the bridge. "
    script = f"<script>{'x' * 1_600}</script><article><p>{prose * 5}</p></article>"
    assert client.post("/v1/summary", data=script, content_type="text/html").status_code == 200
    long = f"<article><p>{prose * 35}</p></article>"
    answer = client.post("/v1/summary", data=long, content_type="text/html")
    assert "the limit is 1,500" in problem(answer, 413)["detail"]


def test_without_a_model_topics_are_503_and_summaries_go_on(small: Flask) -> None:
    """A missing model takes away what needs it and nothing else."""
    client = small.test_client()
    problem(client.post("/v1/topic", json={"text": ARTICLE}), 503)
    problem(client.get("/readyz"), 503)
    problem(client.get("/v1/model"), 503)
    assert client.get("/livez").status_code == 200
    answer = client.post("/v1/summary", json={"text": ARTICLE})
    assert answer.status_code == 200
    assert answer.json["model"] is None  # type: ignore[index]


def test_an_unexpected_error_is_a_problem_without_the_text(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody foresaw is a 500 problem; the log names the error and holds no article."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("service.http.routes.articles.analyse", fail)
    answer = app.test_client().post("/v1/analysis", json={"text": ARTICLE})
    problem(answer, 500)
    assert "RuntimeError" in caplog.text
    assert "VALDORA" not in caplog.text


def test_the_list_of_problem_types_is_documented() -> None:
    """Every problem type stands in docs/api.md."""
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    for kind in TYPES:
        assert f"`{kind.name}`" in page


def test_a_body_for_which_there_is_no_memory_may_come_again() -> None:
    """It is the service that has too much to do, and no fault of the body's."""

    class Full:
        def read(self, _: int) -> bytes:
            raise MemoryError

    request: Any = SimpleNamespace(environ={"wsgi.input": None}, stream=Full())
    with pytest.raises(Problem) as caught:
        read_arrived(request, Arrival())
    assert caught.value.kind.status == 429
    assert caught.value.headers["Retry-After"]


def test_memory_that_runs_out_behind_the_view_is_too_much_to_do() -> None:
    """An answer that cannot be finished for want of memory may be asked for again."""

    def fail(response: Response) -> Response:
        if response.status_code == 200:
            raise MemoryError
        return response

    app = create_app()
    app.after_request(fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    document = problem(app.test_client().get("/livez"), 429)
    assert "memory" in document["detail"]
