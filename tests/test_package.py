"""`pip install .` gives a command that does from any folder what `bin/dateline` does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests

from service import __version__
from tests.conftest import ROOT
from tests.messy import HTML, PAGE
from tests.server.conftest import free_port

#: All that the build reads.
_PARTS = (
    *(
        "pyproject.toml",
        "setup.py",
        "MANIFEST.in",
        "requirements.txt",
        "requirements-batch.txt",
        "README.md",
        "LICENSE",
    ),
    *("NOTICE", "service", "models", "deploy"),
)
_BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The package, built of a copy by the setuptools that is here."""
    copy, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("wheel")
    for name in _PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    # What a training that was killed leaves, and what Python does.
    (copy / "models" / ".unfinished-1").mkdir()
    (copy / "service" / "http" / "__pycache__").mkdir()
    for name in ("models/.lock", "service/http/__pycache__/app.cpython-311.pyc"):
        (copy / name).write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, out],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return ZipFile(next(out.glob("*.whl")))


@pytest.fixture(scope="module")
def installed(wheel: ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that pip would unpack it into."""
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


#: What the script `dateline` does.
COMMAND = (sys.executable, "-c", "import dateline; raise SystemExit(dateline.main())")


def environment(installed: Path, **settings: str) -> dict[str, str]:
    """An environment in which the package is installed, with room for a busy machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    patience = {"DATELINE_HTML_SECONDS": "30", "DATELINE_WORK_SECONDS": "60"}
    return {**kept, **patience, **settings, "PYTHONPATH": str(installed)}


def dateline(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder that is no checkout."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(installed),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_holds_the_service_and_its_models_whole(wheel: ZipFile) -> None:
    """No file is missing, nothing else is taken along, and there is one top-level module."""
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {"dateline/__init__.py"}
    for part in ("service", "models"):
        for path in (ROOT / part).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in name and "/." not in name:
                wanted.add(f"dateline/{name}")
    wanted |= {f"dateline/deploy/{name}" for name in ("gunicorn.conf.py", "healthcheck.py")}
    assert held == wanted


def test_its_papers_are_the_projects(wheel: ZipFile) -> None:
    """Version, command and licence are right, and packages are those that are tested."""
    papers = f"dateline-{__version__}.dist-info"
    metadata = wheel.read(f"{papers}/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "dateline = dateline:main" in wheel.read(f"{papers}/entry_points.txt").decode()
    licence = (ROOT / "LICENSE").read_bytes()
    assert wheel.read(f"{papers}/licenses/LICENSE") == licence
    pinned = re.findall(r"^([\w.-]+==[^\s;\\]+)", (ROOT / "requirements.txt").read_text(), re.M)
    asked = re.findall(r"^Requires-Dist: ([\w.-]+==[^\s;]+)", metadata, re.MULTILINE)
    assert sorted(asked) == sorted(pinned)
    assert len(asked) > 40


def test_it_analyses_in_any_folder(installed: Path, tmp_path: Path) -> None:
    """The model is found, and the process that reads HTML finds the service."""
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "page.html").write_text(HTML, "utf-8")
    done = dateline(installed, tmp_path, "analyse", "page.txt", "page.html")
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^(page\S+: diplomacy), section \w", done.stdout, re.MULTILINE) == [
        "page.txt: diplomacy",
        "page.html: diplomacy",
    ]
    assert dateline(installed, tmp_path, "--version").stdout == f"dateline {__version__}\n"


@pytest.mark.server
def test_it_serves_from_any_folder(installed: Path, tmp_path: Path) -> None:
    """Gunicorn finds its configuration, the service, the model and the pages."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"DATELINE_BIND": f"127.0.0.1:{port}", "DATELINE_WORKERS": "1"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve"],
            cwd=tmp_path,
            env=environment(installed, **settings, DATELINE_DRAIN_SECONDS="0"),
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(600):
            if process.poll() is None and "is ready on" not in (tmp_path / "log").read_text():
                time.sleep(0.1)
        answer = requests.post(f"{address}/v1/topic", json={"html": HTML}, timeout=60)
        assert answer.json()["topic"]["label"] == "diplomacy"
        release = requests.get(f"{address}/v1/model", timeout=60).json()["service"]
        assert release == {"version": __version__}
        assert requests.get(f"{address}/docs", timeout=60).status_code == 200
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0


def test_without_training_data_it_says_where_that_is(installed: Path, tmp_path: Path) -> None:
    """Training takes what only a checkout has, and is told so in a sentence."""
    done = dateline(installed, tmp_path, "train")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("dateline: There is no training data in ")
    assert "--data" in done.stderr
