"""A service under a path: it answers there and without it, and every link keeps it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import create_app
from service.http.access.keys import new_key
from service.http.contract.openapi import describe
from service.http.contract.operation import described_routes
from service.settings import Settings
from service.url_prefix import OWN_PATHS
from tests.conftest import ROOT
from tests.http.test_metrics import scrape, value
from tests.links import Answer, crawl, strays
from tests.messy import ARTICLE

PREFIX = "/news/dateline"
#: As a proxy that passes the path on asks, and one that strips it.
WAYS = [PREFIX, ""]
# A prefix that the client would like.
FORWARDED = {
    "X-Forwarded-Prefix": "/forged",
    "X-Script-Name": "/forged",
    "X-Forwarded-Path": "/forged",
    "X-Original-URL": "/forged",
    "Forwarded": 'path="/forged"',
}


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application under a path, with a database, so that it has every page."""
    database = f"sqlite:///{tmp_path_factory.mktemp('prefixed') / 'feedback.sqlite3'}"
    environment = {"DATELINE_PREFIX": PREFIX, "DATELINE_DATABASE_URL": database}
    app = create_app(Settings.from_environment(environment))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture
def desk(prefixed: Flask) -> FlaskClient:
    """A client of it."""
    return prefixed.test_client()


def body(answer: TestResponse) -> tuple[int, Any]:
    """Status and content, without the id of the request."""
    text = re.sub(r"#[0-9a-f]{32}", "#", answer.text)
    answer.close()
    return answer.status_code, text


@pytest.mark.parametrize("way", WAYS)
def test_every_link_of_every_page_keeps_it_and_answers(desk: FlaskClient, way: str) -> None:
    """Links, sources, forms, modules and what else begins with a slash, from page to page."""

    def ask(address: str) -> Answer:
        # What stands in a page is what a browser asks, of a proxy that may strip it.
        with desk.get(way + address.removeprefix(PREFIX), headers=FORWARDED) as answer:
            return Answer(answer.status_code, answer.mimetype or "", answer.get_data(as_text=True))

    found = crawl(ask, f"{PREFIX}/")
    assert strays(found, PREFIX) == []
    assert {address.removeprefix(PREFIX) for address in found} >= {
        *("/", "/model", "/docs", "/review", "/openapi.json", "/v1/model", "/static/icon.svg"),
        *(f"/static/{path.name}" for path in (ROOT / "service/site/static").glob("*.[jc]s*")),
        *(f"/static/examples/{name}.txt" for name in ("crime", "messy")),
        "/?example=crime",
    }
    assert not [address for address, answer in found.items() if "forged" in answer.text]
    # What the script puts the names of routes behind is no address by itself, a form is sent, and
    # no correction has the key that the description shows.
    assert {address for address, answer in found.items() if answer.status != 200} == {
        *(f"{PREFIX}{path}" for path in ("/v1/", "/correction", "/v1/feedback/{key}")),
    }


def test_no_file_of_a_page_begins_an_address_at_the_root() -> None:
    """Scripts and style sheets work out where they are: nothing in them begins at the root."""
    for path in (ROOT / "service/site/static").glob("*.[jc]s*"):
        assert not re.findall(r"""["'`(]/\w[^"'`)]*""", path.read_text("utf-8")), path


@pytest.mark.parametrize("path", ["/", "/model", "/model/", "/docs", "/openapi.json", "/readyz"])
def test_it_answers_the_same_without_it(desk: FlaskClient, path: str) -> None:
    """A proxy that strips the path, and a probe that knows of none, get the same answer."""
    assert body(desk.get(path)) == body(desk.get(PREFIX + path))
    assert desk.get(path).status_code == 200


def test_it_is_the_page_itself_without_a_slash(desk: FlaskClient) -> None:
    """Nobody is led on by way of the Host that was sent; the form is taken there too."""
    assert body(desk.get(PREFIX)) == body(desk.get(f"{PREFIX}/"))
    assert desk.get(f"{PREFIX}?example=crime").status_code == 200
    answer = desk.post(PREFIX, data={"text": ARTICLE})
    assert answer.status_code == 200
    assert f'<form id="ask" method="post" action="{PREFIX}/"' in answer.text
    assert f'<a id="version" href="{PREFIX}/model">' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *("/news", "/news/", "/news/datelinex", "/news/datelinex/v1/model", "/News/Dateline/"),
        *(f"{PREFIX}model", f"{PREFIX}v1/model", f"{PREFIX}.model", f"{PREFIX}%20/model"),
        *("/news/dateline/nowhere", f"{PREFIX}{PREFIX}/model", "/dateline/model"),
    ],
)
def test_other_paths_are_not_there(desk: FlaskClient, path: str) -> None:
    """A path that only looks like it, and one that has it twice, is 404."""
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_articles_are_answered(desk: FlaskClient, client: FlaskClient, way: str) -> None:
    """The API's answers are those of a service without a prefix, byte for byte."""
    for route in ("analysis", "topic", "summary"):
        sent = {"text": ARTICLE}
        assert body(desk.post(f"{way}/v1/{route}", json=sent)) == body(
            client.post(f"/v1/{route}", json=sent)
        )


@pytest.mark.parametrize("way", WAYS)
def test_problems_name_where_they_were_and_what_there_is(desk: FlaskClient, way: str) -> None:
    """`instance`, the list of routes and the way to the API are addresses: they have it."""
    nowhere = desk.get(f"{way}/nowhere").json
    assert nowhere is not None
    assert nowhere["instance"].startswith(f"{PREFIX}/nowhere#")
    assert nowhere["type"] == "urn:dateline:problem:not-found"
    assert f" {PREFIX}/openapi.json." in nowhere["detail"]
    line = json.loads(
        desk.post(f"{way}/v1/topic", data=b"{}", content_type="application/x-ndjson").text
    )
    assert line["problem"]["instance"].startswith(f"{PREFIX}/v1/topic#")
    page = desk.post(f"{way}/", json={"text": "a"})
    assert page.status_code == 415
    assert f"Programs ask {PREFIX}/v1/analysis." in page.text


@pytest.mark.parametrize("way", WAYS)
def test_without_a_model_the_way_to_summaries_has_it(way: str, tmp_path: Path) -> None:
    """What to ask instead is an address of this service."""
    names = {"DATELINE_PREFIX": PREFIX, "DATELINE_MODELS": str(tmp_path)}
    app = create_app(Settings.from_environment(names))
    answer = app.test_client().post(f"{way}/v1/topic", json={"text": ARTICLE})
    app.extensions["dateline"].extractor.close()
    assert answer.status_code == 503
    assert f"Try {PREFIX}/v1/summary" in answer.text


@pytest.mark.parametrize("way", WAYS)
def test_the_description_says_where_its_paths_are(desk: FlaskClient, way: str) -> None:
    """`servers` has the path, and the paths are as ever."""
    description = desk.get(f"{way}/openapi.json", headers=FORWARDED).json
    assert description is not None
    assert description.pop("servers") == [{"url": PREFIX}]
    unserved = describe(described_routes(desk.application))
    assert description == json.loads(json.dumps(unserved))


@pytest.mark.parametrize("way", WAYS)
def test_the_examples_ask_by_it(desk: FlaskClient, way: str) -> None:
    """What is printed to be copied has scheme, host and path, and nothing that was forwarded."""
    headers = {**FORWARDED, "Host": "desk.example", "X-Forwarded-Proto": "https"}
    text = desk.get(f"{way}/docs", headers=headers).text
    assert text.count("http://desk.example") == text.count(f"http://desk.example{PREFIX}/v1/") > 3
    assert "https://desk.example" not in text
    strange = desk.get(f"{way}/docs", headers={"Host": "a;reboot"}).text
    assert f"http://127.0.0.1:8000{PREFIX}/v1/analysis" in strange


@pytest.mark.parametrize("way", WAYS)
def test_the_page_that_is_open_is_marked(desk: FlaskClient, way: str) -> None:
    """The link to where one is says so to who cannot see it."""
    for path in ("/", "/model", "/docs"):
        page = desk.get(way + path).text
        assert re.findall(r'<a href="([^"]*)" aria-current="page">', page) == [PREFIX + path]


def test_the_headers_are_those_without_it(desk: FlaskClient, client: FlaskClient) -> None:
    """Policies, caching and types do not change with the path."""
    names = ("Content-Security-Policy", "Cache-Control", "Content-Type", "X-Frame-Options")
    for path in ("/", "/docs", "/v1/model", "/nowhere"):
        ours, others = desk.get(PREFIX + path).headers, client.get(path).headers
        assert [ours[name] for name in names] == [others[name] for name in names]


def test_counts_and_log_lines_have_the_route(
    desk: FlaskClient, capfd: pytest.CaptureFixture[str]
) -> None:
    """However a route is asked, it is one series and one name in the logs."""
    before = scrape(desk)
    for way in WAYS:
        desk.get(f"{way}/v1/model")
        desk.get(f"{way}/nowhere/at/all")
    after = scrape(desk)
    name = "dateline_requests_total"
    for route, status in (("/v1/model", "200"), ("unmatched", "404")):
        labels = {"route": route, "status": status}
        assert value(after, name, **labels) - value(before, name, **labels) == 2
    assert PREFIX not in desk.get("/metrics").text
    assert PREFIX not in "".join(capfd.readouterr())


def test_no_route_begins_where_a_prefix_could(prefixed: Flask) -> None:
    """The paths that a prefix may not begin with are those that the routes begin with."""
    routes = {str(rule).split("/")[1] for rule in prefixed.url_map.iter_rules()} - {""}
    assert routes == OWN_PATHS


def test_keys_quotas_and_rights_are_the_same_under_it(tmp_path: Path) -> None:
    """What takes a key takes one there too, and an article counts however it was sent."""
    secret, entry = new_key("desk", 2, ["read"])
    (tmp_path / "keys.toml").write_text(entry, "utf-8")
    names = {"DATELINE_PREFIX": PREFIX, "DATELINE_KEYS_FILE": str(tmp_path / "keys.toml")}
    app = create_app(Settings.from_environment(names))
    client = app.test_client()
    key = {"X-API-Key": secret}
    statuses = {
        path: [client.get(way + path).status_code for way in WAYS]
        for path in ("/", "/model", "/docs", "/livez", "/openapi.json", "/v1/model", "/metrics")
    }
    pages = {path: found for path, found in statuses.items() if found == [200, 200]}
    assert set(pages) == {"/", "/model", "/docs", "/livez", "/openapi.json"}
    assert statuses["/v1/model"] == statuses["/metrics"] == [401, 401]
    assert client.get(PREFIX).status_code == 200
    assert client.post(PREFIX, data={"text": ARTICLE}).status_code == 401
    assert [client.get(f"{way}/metrics", headers=key).status_code for way in WAYS] == [403, 403]
    asked = [
        client.post(f"{way}/v1/topic", json={"text": ARTICLE}, headers=key).status_code
        for way in (*WAYS, *WAYS)
    ]
    app.extensions["dateline"].extractor.close()
    assert asked == [200, 200, 429, 429]


def test_origins_that_are_named_may_ask_under_it() -> None:
    """CORS answers there as elsewhere."""
    names = {"DATELINE_PREFIX": PREFIX, "DATELINE_ORIGINS": "https://cms.example"}
    app = create_app(Settings.from_environment(names))
    headers = {"Origin": "https://cms.example", "Access-Control-Request-Method": "POST"}
    for way in WAYS:
        answer = app.test_client().options(f"{way}/v1/analysis", headers=headers)
        assert answer.headers["Access-Control-Allow-Origin"] == "https://cms.example"
    app.extensions["dateline"].extractor.close()


@pytest.mark.parametrize("path", [PREFIX, f"{PREFIX}/", f"{PREFIX}/model"])
def test_without_the_setting_there_is_nothing_under_it(client: FlaskClient, path: str) -> None:
    """No prefix, and no header that names one, makes links or addresses."""
    assert client.get(path, headers={"X-Forwarded-Prefix": PREFIX}).status_code == 404
    for page in ("/", "/model", "/docs", "/openapi.json"):
        text = client.get(page, headers={**FORWARDED, "X-Forwarded-Prefix": PREFIX}).text
        assert PREFIX not in text
        assert "forged" not in text
