"""There is one version number, and whatever tells it tells the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from service import __version__
from service.cli import main
from tests.conftest import ROOT


def test_the_program_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints name and number, without a command."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"dateline {__version__}\n"


def test_the_service_tells_it(client: FlaskClient) -> None:
    """Programs find it beside the card of the model, people on the model's page."""
    answer = client.get("/v1/model").json
    assert answer is not None
    assert answer["service"] == {"version": __version__}
    assert f"served by Dateline {__version__}." in client.get("/model").text


def test_the_project_file_reads_it() -> None:
    """pyproject.toml has no number of its own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"]
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "service.__version__"}


def test_the_changelog_has_it() -> None:
    """The newest release is this one; above it is what is not released yet, below what came before.

    Each has a day, and the kinds of changes that the form knows.
    """
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(__version__)} - \d{{4}}-\d\d-\d\d", headings[1])
    numbers = [tuple(map(int, heading.split(" - ")[0].split("."))) for heading in headings[1:]]
    assert numbers == sorted(set(numbers), reverse=True)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds


def test_no_change_is_told_of_two_releases() -> None:
    """What came with a release is not said again of another."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    items = re.findall(r"^- .*(?:\n  .*)*", text, re.MULTILINE)
    assert len(items) > 100
    assert len(items) == len(set(items))


def test_the_citation_has_it() -> None:
    """CITATION.cff keeps its schema and names this release, its day and its licence."""
    path = ROOT / "CITATION.cff"
    check = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run(
        [check, "--builtin-schema", "vendor.citation-file-format", path],
        check=True,
    )
    cited = yaml.safe_load(path.read_text("utf-8"))
    assert cited["version"] == __version__
    heading = f"## {cited['version']} - {cited['date-released']}\n"
    assert heading in (ROOT / "CHANGELOG.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["license"] == project["license"]
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_example_of_kubernetes_runs_it() -> None:
    """The example names the image of this release."""
    path = ROOT / "deploy" / "kubernetes" / "overlays" / "example" / "kustomization.yaml"
    (image,) = yaml.safe_load(path.read_text("utf-8"))["images"]
    assert image["name"] == "dateline"
    assert image["newTag"] == __version__


def test_the_image_has_it() -> None:
    """The image's labels tell this release, what the project file says, and what it is built on."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    labels = dict(re.findall(r'org\.opencontainers\.image\.([\w.]+)="([^"]*)"', text))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    base = re.findall(r"^FROM (python:\S+)", text, re.MULTILINE)[-1]
    assert labels == {
        "title": "Dateline",
        "description": project["description"],
        "version": __version__,
        "licenses": project["license"],
        "revision": "${REVISION}",
        "base.name": f"docker.io/library/{base}",
    }
