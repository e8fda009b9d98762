"""The page of the API: its examples, and the files of Swagger UI."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from service.site.docs_page import EXAMPLE_ADDRESS, examples

ASSETS = f"/docs/{version('flask-swagger-ui')}"


def test_it_prints_every_example(client: FlaskClient) -> None:
    """What is printed is the files' text, asking the address that the reader has asked."""
    page = html.document_fromstring(client.get("/docs", base_url="https://desk.example").text)
    printed = {
        item.get("aria-labelledby"): item.text_content() for item in page.xpath("//main//pre")
    }
    assert printed == examples("https://desk.example")
    assert set(printed) == {
        f"{task}.{language}" for task in ("article", "many") for language in ("sh", "py", "mjs")
    }
    assert all("https://desk.example/v1/" in text for text in printed.values())


def test_the_examples_ask_as_the_reader_did(client: FlaskClient) -> None:
    """They carry a key: what ends TLS says that it does, and what anybody else says counts not."""
    headers = {"Host": "desk.example:8443", "X-Forwarded-Proto": "https"}
    for scheme in ("http", "https"):
        text = client.get("/docs", headers=headers, base_url=f"{scheme}://desk.example").text
        assert f"{scheme}://desk.example:8443/v1/analysis" in text
        assert text.count("://desk.example") == text.count(f"{scheme}://desk.example")


@pytest.mark.parametrize("path", ["/docs", "/model"])
def test_a_slash_behind_a_page_is_no_other_page(client: FlaskClient, path: str) -> None:
    """People type one, and it leads nowhere by way of the Host that was sent."""
    answer = client.get(f"{path}/")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize("host", ["a;reboot", "$(reboot)", "a'b", "a b", "<b>", "a/b"])
def test_a_strange_host_is_not_printed(client: FlaskClient, host: str) -> None:
    """The name that a client gives the service does not get into commands to be copied."""
    text = client.get("/docs", headers={"Host": host}).text
    assert "reboot" not in text
    assert f"{EXAMPLE_ADDRESS}/v1/analysis" in text


def test_it_asks_nobody_else_and_has_nothing_inline(client: FlaskClient) -> None:
    """Scripts and styles are files of ours; the policy allows data: for pictures, and no more."""
    answer = client.get("/docs")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.count("data:") == 1
    assert "img-src 'self' data:" in policy
    page = html.document_fromstring(answer.text)
    sources = page.xpath("//script/@src | //link/@href | //img/@src")
    assert sources
    assert all(re.match(r"/(docs|static)/", source) for source in sources)
    assert not page.xpath("//script[not(@src)] | //style | //@style")
    for source in sources:
        with client.get(source) as file:
            assert file.status_code == 200


def test_files_of_swagger_ui_may_be_kept_for_ever(client: FlaskClient) -> None:
    """Their address has the release, so that a new one is another address."""
    for name, kind in (("swagger-ui-bundle.js", "text/javascript"), ("swagger-ui.css", "text/css")):
        with client.get(f"{ASSETS}/{name}") as answer:
            assert answer.mimetype == kind
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert len(answer.data) > 100_000


@pytest.mark.parametrize(
    "path",
    [
        "/docs/1.0/swagger-ui.css",
        f"{ASSETS}/index.html",
        f"{ASSETS}/..%2f__init__.py",
        f"{ASSETS}/swagger-ui.js",
    ],
)
def test_nothing_else_of_the_package_is_served(client: FlaskClient, path: str) -> None:
    """Another release, another file, and a way out of the folder are not there."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_what_is_tried_first_works(keeping: Flask) -> None:
    """The examples of bodies in the description are answered with 200, or make something new."""
    client = keeping.test_client()
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    for path, methods in paths.items():
        for kind, media in (
            methods.get("post", {}).get("requestBody", {}).get("content", {}).items()
        ):
            body = {"json": media["example"]} if kind == "application/json" else None
            sent = body or {"data": media["example"].encode(), "content_type": kind}
            answer = client.post(path, **sent)
            assert answer.status_code in (200, 201), (path, kind)
            assert '"problem"' not in answer.text


def test_no_query_parameter_states_a_default(client: FlaskClient) -> None:
    """Swagger UI would send it, and a JSON article may have no query; words tell it."""
    paths = client.get("/openapi.json").json["paths"]  # type: ignore[index]
    parameters = paths["/v1/analysis"]["post"]["parameters"]
    assert not [item["name"] for item in parameters if "default" in item["schema"]]
    assert "3 by default" in next(i for i in parameters if i["name"] == "sentences")["description"]


def test_pages_are_counted_by_route(client: FlaskClient) -> None:
    """Whatever address of a file is asked for, it is one route: no client makes series."""
    for path in ("/model", "/docs", f"{ASSETS}/swagger-ui.css", "/docs/9.9/never", "/docs/9.8/x"):
        client.get(path).close()
    counts = client.get("/metrics").text
    routes = set(re.findall(r'route="([^"]*)"', counts))
    assert {"/model", "/docs", "/docs/<release>/<name>"} <= routes
    assert not [route for route in routes if "9." in route]
