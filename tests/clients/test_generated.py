"""Clients that others' generators make of /openapi.json work, and nothing is warned of."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest

from tests.clients.conftest import Service
from tests.conftest import ROOT, unavailable
from tests.messy import PAGE

pytestmark = pytest.mark.server
_TYPESCRIPT = ROOT / "tests" / "clients" / "typescript"
_HTML = "".join(f"<p>{escape(line)}</p>" for line in PAGE.splitlines() if line)
FORMS = {"text": PAGE, "html": f"<html><body><article>{_HTML}</article></body></html>"}
#: The client is in a folder `made`; prints what the TypeScript one does.
_PYTHON = """
import json, sys
from made import AuthenticatedClient
from made.api.articles import analyze_article
from made.models import AnalysisAnswer, HtmlArticle, TextArticle

address, form, key = sys.argv[1:]
content = sys.stdin.read()
article = {"text": TextArticle, "html": HtmlArticle}[form](content, explain=False)
client = AuthenticatedClient(address, key)
found: object = analyze_article.sync(client=client, body=article)
assert isinstance(found, AnalysisAnswer), found
first = found.summary.sentences[0].text
removed = len(found.article.removed)
print(json.dumps({"label": found.topic.label, "first": first, "removed": removed}))
"""


def run(command: list[str], folder: Path, content: str = "") -> str:
    """What a command prints in a folder, with the environment's programs on its path."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": beside, "PYTHONUTF8": "1", "COLUMNS": "200"},
        input=content,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def told(answer: str) -> tuple[str, bool, bool]:
    """The topic that was printed, whether the first sentence is the article's, and any removed."""
    found = json.loads(answer)
    return found["label"], found["first"] in PAGE, found["removed"] > 0


def test_openapi_python_client(service: Service, tmp_path: Path) -> None:
    """It makes a typed client without a warning, which gets the topic of a page."""
    address = f"{service.address}/openapi.json?bodies=json"
    made = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    said = run([*made, "--url", address, "--output-path", "made"], tmp_path)
    assert said.split() == ["Generating", "made"]
    (tmp_path / "topic.py").write_text(_PYTHON, "utf-8")
    for form, content in FORMS.items():
        command = [sys.executable, "topic.py", service.address, form, service.key]
        answer = run(command, tmp_path, content)
        assert told(answer) == ("diplomacy", True, True)


def test_the_whole_description_has_typed_bodies_too(service: Service, tmp_path: Path) -> None:
    """Of /openapi.json itself the same generator warns of bodies that are no JSON, and no more."""
    made = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    address = f"{service.address}/openapi.json"
    said = run([*made, "--url", address, "--output-path", "made"], tmp_path)
    warned = {line for line in said.splitlines() if line.startswith(("Unsupported", "Cannot"))}
    kinds = ("text/plain", "text/html", "application/x-ndjson")
    assert warned == {f"Unsupported content type {kind}" for kind in kinds}
    text = (tmp_path / "made/api/articles/analyze_article.py").read_text("utf-8")
    assert "body: HtmlArticle | TextArticle" in text


def test_openapi_typescript(service: Service, tmp_path: Path) -> None:
    """Its types are strict, and a program that is checked by them gets the topic of a page."""
    if shutil.which("node") is None:
        unavailable("node", "there is no Node here; on Debian: apt-get install nodejs npm")
    modules = _TYPESCRIPT / "node_modules"
    if not (modules / "openapi-typescript").is_dir():
        unavailable("typescript", "npm ci --ignore-scripts --prefix tests/clients/typescript")
    for name in ("package.json", "tsconfig.json", "topic.ts"):
        shutil.copy(_TYPESCRIPT / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(modules)
    program = str(modules / "openapi-typescript" / "bin" / "cli.js")
    address = f"{service.address}/openapi.json?bodies=json"
    said = run(["node", program, address, "--output", "api.d.ts"], tmp_path)
    assert "warn" not in said.lower()
    assert "⚠" not in said
    run(["node", str(modules / "typescript" / "bin" / "tsc")], tmp_path)
    for form, content in FORMS.items():
        command = ["node", "built/topic.js", service.address, form, service.key]
        assert told(run(command, tmp_path, content)) == ("diplomacy", True, True)
