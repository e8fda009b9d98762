"""A real server under a path: asked directly, and through nginx as docs/operating.md sets it up."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.links import Answer, crawl, strays
from tests.messy import ARTICLE
from tests.server.conftest import ROOT, Server, free_port, start
from tests.server.nginx import LOCATIONS, composed, located, nginx, podded
from tests.server.test_wire import exchange

pytestmark = pytest.mark.server
PREFIX = "/news/dateline"


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server under a path, with one worker and a database of corrections."""
    folder = tmp_path_factory.mktemp("prefixed")
    database = f"sqlite:///{folder / 'feedback.sqlite3'}"
    settings = {"DATELINE_PREFIX": PREFIX, "DATELINE_DATABASE_URL": database}
    server = start(folder / "log", **settings, DATELINE_WORKERS="1")
    yield server
    server.stop()


@pytest.fixture(params=LOCATIONS)
def proxied(request: pytest.FixtureRequest, prefixed: Server, tmp_path: Path) -> Iterator[str]:
    """The address of an nginx that is set up as the documentation says."""
    port = free_port()
    with nginx(located(request.param, port, prefixed.port), tmp_path, port):
        yield f"http://127.0.0.1:{port}"


def followed(address: str) -> dict[str, Answer]:
    """Every address that the page at a host's path leads to."""

    def ask(path: str) -> Answer:
        answer = requests.get(address + path, timeout=20, allow_redirects=False)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        return Answer(answer.status_code, kind, answer.content.decode("utf-8"))

    return crawl(ask, f"{PREFIX}/")


def whole(found: dict[str, Answer]) -> bool:
    """Whether every page, file and route was found, under the path, and answered."""
    failed = {address for address, answer in found.items() if answer.status != 200}
    # What the script puts the names of routes behind is no address by itself, a form is sent, and
    # no correction has the key that the description shows.
    expected = {f"{PREFIX}{path}" for path in ("/v1/", "/correction", "/v1/feedback/{key}")}
    return strays(found, PREFIX) == [] and failed == expected and len(found) > 25


def test_every_link_leads_to_an_answer(prefixed: Server) -> None:
    """From page to page, over real gunicorn."""
    assert whole(followed(prefixed.address))


def test_behind_the_documented_proxy_every_link_leads_to_an_answer(proxied: str) -> None:
    """Passed on or stripped: no link leads past the location, where nginx has nothing."""
    assert requests.get(f"{proxied}/model", timeout=9).status_code == 404
    assert whole(followed(proxied))
    without = requests.get(f"{proxied}{PREFIX}?example=crime", timeout=9)
    assert (without.status_code, without.url) == (200, f"{proxied}{PREFIX}/?example=crime")
    answer = requests.post(f"{proxied}{PREFIX}/v1/topic", json={"text": ARTICLE}, timeout=20)
    assert answer.json()["topic"]["label"] == "diplomacy"
    problem = requests.get(f"{proxied}{PREFIX}/nowhere", timeout=9).json()
    assert problem["instance"].startswith(f"{PREFIX}/nowhere#")
    text = requests.get(f"{proxied}{PREFIX}/docs", headers={"Host": "a.example"}, timeout=9).text
    assert f"http://a.example{PREFIX}/v1/analysis" in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (PREFIX, 200),
        (f"{PREFIX}/", 200),
        (f"{PREFIX}?example=crime", 200),
        (f"{PREFIX}/livez", 200),
        ("/livez", 200),
        (f"{PREFIX}x", 404),
        (f"{PREFIX}livez", 404),
        ("/news", 404),
        (f"{PREFIX}{PREFIX}/livez", 404),
        (f"http://desk.example{PREFIX}/livez", 200),
    ],
)
@pytest.mark.parametrize(
    "header", ["", "SCRIPT_NAME: /forged\r\n", "X-Forwarded-Prefix: /forged\r\n"]
)
def test_paths_on_the_wire(prefixed: Server, path: str, status: int, header: str) -> None:
    """With the path, without it and near it; no header makes another path or link of it."""
    lines = f"GET {path} HTTP/1.1\r\nHost: desk.example\r\n{header}Connection: close\r\n\r\n"
    answer = exchange(prefixed, lines.encode()).decode()
    assert answer.startswith(f"HTTP/1.1 {status} "), answer[:200]
    assert "forged" not in answer
    assert not re.search(r"(?im)^location:", answer)


def test_the_line_to_try_works(prefixed: Server) -> None:
    """The log says where the service is, and the command in it gets an answer."""
    log = prefixed.log.read_text()
    assert f"Dateline is ready on {prefixed.address}{PREFIX}" in log
    found = re.search(r"try: (curl [^\"\n]*)", log)
    assert found is not None
    done = subprocess.run(shlex.split(found[1]), capture_output=True, timeout=30, check=True)
    assert f"{PREFIX}/v1/analysis" in found[1]
    assert json.loads(done.stdout)["topic"]["label"] == "crime"


@pytest.mark.parametrize("arguments", [[], ["/livez"], [f"{PREFIX}/readyz"]])
def test_the_health_check_of_the_image_needs_no_prefix(
    prefixed: Server, arguments: list[str]
) -> None:
    """It asks as ever, with the environment that the service has."""
    environment = {
        **os.environ,
        "DATELINE_BIND": f"127.0.0.1:{prefixed.port}",
        "DATELINE_PREFIX": PREFIX,
    }
    program = [sys.executable, str(ROOT / "deploy/healthcheck.py"), *arguments]
    assert subprocess.run(program, env=environment, timeout=30, check=False).returncode == 0


def test_log_lines_have_the_route(prefixed: Server) -> None:
    """A route has one name, whichever way it was asked."""
    name = "the-way-it-was-asked"
    for way in (PREFIX, ""):
        headers = {"X-Request-ID": name}
        requests.get(f"{prefixed.address}{way}/v1/model", headers=headers, timeout=9)
    lines = [line for line in prefixed.log.read_text().splitlines() if name in line]
    assert [json.loads(line)["route"] for line in lines] == ["/v1/model", "/v1/model"]


def test_the_proxy_of_compose_passes_it_on(prefixed: Server, tmp_path: Path) -> None:
    """Pages, articles and lines, which take a way of their own there, with the setting alone."""
    port = free_port()
    with nginx(composed(port, prefixed.port), tmp_path, port):
        address = f"http://127.0.0.1:{port}"
        assert whole(followed(address))
        line = json.dumps({"text": ARTICLE}).encode()
        for kind in ("application/json", "application/x-ndjson"):
            answer = requests.post(
                f"{address}{PREFIX}/v1/topic", line, headers={"Content-Type": kind}, timeout=20
            )
            assert answer.json()["topic"]["label"] == "diplomacy"
            assert answer.headers["Content-Type"] == kind


def test_the_proxy_of_the_pod_shows_no_counts(prefixed: Server, tmp_path: Path) -> None:
    """Under the path as without it `/metrics` is on Prometheus's port alone; the rest passes."""
    port, counts = free_port(), free_port()
    with nginx(podded(port, prefixed.port, counts), tmp_path, port):
        for path in (
            *("/metrics", f"{PREFIX}/metrics", f"{PREFIX}//metrics", f"{PREFIX}/%6detrics"),
            *("//metrics", f"{PREFIX}/x/../metrics", f"{PREFIX}/metrics?x=/y"),
        ):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=9)
            connection.request("GET", path)
            assert connection.getresponse().status == 404, path
            connection.close()
        for path in ("/readyz", f"{PREFIX}/readyz", f"{PREFIX}/", "/model"):
            assert requests.get(f"http://127.0.0.1:{port}{path}", timeout=9).status_code == 200
        shown = requests.get(f"http://127.0.0.1:{counts}/metrics", timeout=9)
        assert "dateline_requests_total" in shown.text
