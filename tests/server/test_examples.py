"""The examples of /docs, run as they are printed there, with and without a key."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from lxml import html

from service.http.access.keys import new_key
from tests.conftest import unavailable
from tests.server.conftest import Server, start

pytestmark = pytest.mark.server
_PROGRAMS = {"sh": "bash", "py": "python3", "mjs": "node"}
_REMEDIES = {
    "curl": "there is no curl here; on Debian: apt-get install curl",
    "node": "there is no Node here; on Debian: apt-get install nodejs",
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server that asks for keys, and a key."""
    folder = tmp_path_factory.mktemp("guarded")
    secret, entry = new_key("reader", None, ["read"])
    (folder / "keys.toml").write_text(entry, "utf-8")
    server = start(
        folder / "log", DATELINE_KEYS_FILE=str(folder / "keys.toml"), DATELINE_WORKERS="1"
    )
    yield server, secret
    server.stop()


def printed(address: str) -> dict[str, str]:
    """The examples as the page at an address prints them."""
    page = html.document_fromstring(requests.get(f"{address}/docs", timeout=10).text)
    return {item.get("aria-labelledby"): item.text_content() for item in page.xpath("//main//pre")}


def run(name: str, text: str, folder: Path, key: str | None) -> str:
    """What an example prints; fails where it does not end well."""
    kind = name.rpartition(".")[2]
    for program in ("curl", _PROGRAMS[kind]) if kind == "sh" else (_PROGRAMS[kind],):
        if shutil.which(program) is None:
            unavailable("node" if program == "node" else "server", _REMEDIES[program])
    path = folder / name
    path.write_text(text, "utf-8")
    environment = {**os.environ, "PYTHONUTF8": "1"} | ({"DATELINE_KEY": key} if key else {})
    command = [_PROGRAMS[kind], str(path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def promised(text: str) -> str:
    """What the comment at the end of an example says that it prints."""
    lines = text.split("prints:\n")[1].splitlines()
    return "".join(f"{line.lstrip('#/').strip()}\n" for line in lines)


@pytest.mark.parametrize("name", ["article.py", "article.mjs", "many.py", "many.mjs"])
def test_a_program_prints_what_it_says(server: Server, tmp_path: Path, name: str) -> None:
    """Python and JavaScript print what the comment at their end promises."""
    text = printed(server.address)[name]
    assert run(name, text, tmp_path, None) == promised(text)


def test_curl_answers(server: Server, tmp_path: Path) -> None:
    """One article gives one JSON object, three lines of NDJSON three, the second a problem."""
    shown = printed(server.address)
    found = json.loads(run("article.sh", shown["article.sh"], tmp_path, None))
    assert found["topic"]["label"] == "crime"
    assert len(found["summary"]["sentences"]) == 1
    lines = run("many.sh", shown["many.sh"], tmp_path, None).splitlines()
    answers = [json.loads(line) for line in lines]
    assert ["problem" in answer for answer in answers] == [False, True, False]


@pytest.mark.parametrize("name", ["article.sh", "article.py", "article.mjs", "many.sh", "many.py"])
def test_they_work_with_a_key(guarded: tuple[Server, str], tmp_path: Path, name: str) -> None:
    """Where the service asks for keys, DATELINE_KEY is enough."""
    server, secret = guarded
    shown = run(name, printed(server.address)[name], tmp_path, secret)
    assert "urn:dateline:problem:unauthorized" not in shown
    assert "crime" in shown or "diplomacy" in shown


@pytest.mark.parametrize("path", ["/", "/model", "/docs", "/openapi.json", "/static/page.css"])
def test_pages_need_no_key(guarded: tuple[Server, str], path: str) -> None:
    """Pages, their files and the description are for everybody; what they show is no secret."""
    server, _ = guarded
    assert requests.get(server.address + path, timeout=10).status_code == 200
    assert requests.get(f"{server.address}/v1/model", timeout=10).status_code == 401
    for source in html.document_fromstring(
        requests.get(f"{server.address}/docs", timeout=10).text
    ).xpath("//script/@src | //link/@href"):
        assert requests.get(server.address + source, timeout=10).status_code == 200
