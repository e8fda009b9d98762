"""There is one version number, and whatever tells it tells the same."""

from __future__ import annotations

import tomllib

import pytest
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
