"""bin/environment makes an environment once, and makes it again whatever became of the first."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

# How long something may take on a machine that is busy; no test waits for it to go by.
_SECONDS = 120
# A package that says when pip builds it, and is not built before it may be.
_BACKEND = """
import os, time
from pathlib import Path
from zipfile import ZipFile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    place = Path(os.environ["SLOW_FOLDER"])
    with (place / "begun").open("a") as file:
        file.write("built\\n")
    while not (place / "go").exists():
        time.sleep(0.02)
    name = "slow-1.0-py3-none-any.whl"
    with ZipFile(Path(folder, name), "w") as wheel:
        for path, text in {files!r}.items():
            wheel.writestr(path.replace("tiny", "slow"), text.replace("tiny", "slow"))
    return name
"""
_WHEEL = {
    "tiny.py": "NAME = 'tiny'\n",
    "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "tiny-1.0.dist-info/RECORD": "tiny.py,,\n",
}


@dataclass
class Checkout:
    """A checkout with small requirements, which pip finds on this machine."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def venv(self) -> Path:
        """Where its environment is made."""
        return self.folder / ".venv"

    def require(self, file: str, *archives: Path) -> None:
        """Write a requirements file, with hashes as ours have them."""
        lines = [
            f"{path.name.partition('-')[0]} @ {path.as_uri()}"
            f" --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
            for path in archives
        ]
        (self.folder / file).write_text("".join(lines), "utf-8")

    def begin(self, file: str = "requirements.txt", **variables: str) -> subprocess.Popen[str]:
        """Start bin/environment, in a process group of its own as a shell would."""
        return subprocess.Popen(
            [self.folder / "bin" / "environment", file],
            env={**self.variables, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, file: str = "requirements.txt", **variables: str) -> tuple[int, str, str]:
        """Run bin/environment; returns exit code, standard output and standard error."""
        process = self.begin(file, **variables)
        out, err = process.communicate(timeout=_SECONDS)
        return process.returncode, out, err

    def has(self, *packages: str) -> bool:
        """Whether its environment has these packages, and a pip."""
        code = f"import pip, {', '.join(packages)}"
        command = [str(self.venv / "bin" / "python"), "-I", "-c", code]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _wheel(folder: Path) -> Path:
    path = folder / "tiny-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as wheel:
        for name, text in _WHEEL.items():
            wheel.writestr(name, text)
    return path


def _slow(folder: Path) -> Path:
    path = folder / "slow-1.0.tar.gz"
    project = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    files = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: slow\nVersion: 1.0\n",
        "pyproject.toml": project,
        "backend.py": _BACKEND.replace("{files!r}", repr(_WHEEL)),
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"slow-1.0/{name}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def _checkout(folder: Path) -> Checkout:
    shutil.copytree(ROOT / "bin", folder / "checkout" / "bin")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATELINE_", "PIP_", "PYTHON"))
    }
    checkout = Checkout(
        folder / "checkout",
        {
            **kept,
            "DATELINE_PYTHON": sys.executable,
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "SLOW_FOLDER": str(folder),
        },
    )
    checkout.require("requirements.txt", _wheel(folder))
    return checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh checkout that needs the package tiny."""
    return _checkout(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout whose environment has been made."""
    checkout = _checkout(tmp_path_factory.mktemp("made"))
    code, out, err = checkout.run()
    assert (code, out) == (0, str(checkout.venv)), err
    assert checkout.has("tiny")
    return checkout


def _until(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, path
        time.sleep(0.01)


def test_it_is_made_once(made: Checkout) -> None:
    """The second start changes nothing and says nothing."""
    assert made.run() == (0, str(made.venv), "")


def test_another_file_is_added(made: Checkout, tmp_path: Path) -> None:
    """A second requirements file goes into the same environment, and both are then there."""
    (tmp_path / "go").touch()
    made.require("more.txt", _slow(tmp_path))
    inode = (made.venv / "pyvenv.cfg").stat().st_ino
    code, _, err = made.run("more.txt", SLOW_FOLDER=str(tmp_path))
    assert code == 0, err
    assert made.has("tiny", "slow")
    assert (made.venv / "pyvenv.cfg").stat().st_ino == inode
    for file in ("requirements.txt", "more.txt"):
        assert made.run(file) == (0, str(made.venv), "")


def test_what_cannot_be_had_costs_nothing(made: Checkout) -> None:
    """Without a network a second file fails in a sentence, and the first is served as before."""
    (made.folder / "far.txt").write_text(f"far-away==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    code, out, err = made.run("far.txt")
    assert (code, out) == (2, "")
    assert "dateline: far.txt could not be installed" in err.splitlines()[-1]
    assert made.run() == (0, str(made.venv), "")


def test_a_python_that_has_gone_is_noticed(made: Checkout) -> None:
    """Where the Python it was made with is not there any more, another is looked for."""
    python = made.venv / "bin" / "python"
    was = python.readlink()
    python.unlink()
    python.symlink_to("/nowhere/python3")
    code, out, err = made.run(DATELINE_PYTHON="/nowhere/python3")
    assert (code, out) == (2, "")
    assert "DATELINE_PYTHON is /nowhere/python3" in err
    python.unlink()
    python.symlink_to(was)
    assert made.run() == (0, str(made.venv), "")


def test_a_python_that_became_another_version_is_noticed(made: Checkout) -> None:
    """Where the system's Python was upgraded, and has none of the packages, all is made again."""
    (packages,) = made.venv.glob("lib/python3.*")
    packages.rename(packages.with_name("python3.2"))
    code, _, err = made.run()
    assert code == 0
    assert "its Python has gone or changed" in err
    assert made.has("tiny")
    assert not list(made.venv.glob("lib/python3.2"))


def test_a_start_that_was_broken_off_is_made_again(checkout: Checkout, tmp_path: Path) -> None:
    """Whenever it is ended, the next start heals it, and waits for a pip that was left."""
    checkout.require("requirements.txt", _slow(tmp_path))
    begun, again = tmp_path / "begun", "an earlier start was broken off"

    process = checkout.begin()
    _until(checkout.venv / "pyvenv.cfg", process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=_SECONDS)

    process = checkout.begin()
    _until(begun, process)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=_SECONDS)
    assert process.returncode == -signal.SIGINT
    assert err.startswith(again)
    assert err.splitlines()[-1] == "broken off; the next start makes it again"

    begun.unlink()
    process = checkout.begin()
    _until(begun, process)
    process.kill()
    after = checkout.begin()
    assert after.stderr is not None
    assert after.stderr.readline().startswith("waiting for another start")
    # What pip would take for installed, and is not.
    for package in checkout.venv.glob("lib/python3.*/site-packages/pip/_internal"):
        shutil.rmtree(package)
    (tmp_path / "go").touch()
    out, err = after.communicate(timeout=_SECONDS)
    assert (after.returncode, out) == (0, str(checkout.venv)), err
    assert err.startswith(again)
    process.communicate(timeout=_SECONDS)
    assert checkout.has("slow", "pip._internal")
    assert checkout.run() == (0, str(checkout.venv), "")


def test_of_two_first_starts_the_second_waits(checkout: Checkout, tmp_path: Path) -> None:
    """The second says that it waits, and finds what it needs without making it once more."""
    checkout.require("requirements.txt", _slow(tmp_path))
    first = checkout.begin()
    _until(tmp_path / "begun", first)
    second = checkout.begin()
    assert second.stderr is not None
    assert second.stderr.readline().startswith("waiting for another start")
    (tmp_path / "go").touch()
    for process in (first, second):
        out, err = process.communicate(timeout=_SECONDS)
        assert (process.returncode, out) == (0, str(checkout.venv)), err
    assert (tmp_path / "begun").read_text() == "built\n"
    assert checkout.has("slow")


def test_a_python_without_venv_is_told_its_remedy(checkout: Checkout, tmp_path: Path) -> None:
    """Debian's Python without python3-venv makes nothing; after the remedy the next start does."""
    python = tmp_path / "python"
    lacking = f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n'
    python.write_text(f"#!/bin/sh\n{lacking}", "utf-8")
    python.chmod(0o755)
    code, out, err = checkout.run(DATELINE_PYTHON=str(python))
    assert (code, out) == (2, "")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"apt-get install python{version}-venv" in err
    # What a start of an older version of the script left.
    (checkout.venv / "bin").mkdir(parents=True)
    (checkout.venv / "bin" / "python").symlink_to(sys.executable)
    code, _, err = checkout.run()
    assert code == 0, err
    assert checkout.has("tiny")


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 1\n", None], ids=["too old", "not there"])
def test_a_python_that_will_not_do_is_named(
    checkout: Checkout, tmp_path: Path, text: str | None
) -> None:
    """What DATELINE_PYTHON names is tried, and the setting and its value are told."""
    python = tmp_path / "my python"
    if text is not None:
        python.write_text(text, "utf-8")
        python.chmod(0o755)
    code, _, err = checkout.run(DATELINE_PYTHON=str(python))
    assert code == 2
    assert err == f"dateline: DATELINE_PYTHON is {python}, which is no Python 3.11 or newer.\n"
    assert not checkout.venv.exists()


def test_what_is_not_ours_is_left_alone(checkout: Checkout, tmp_path: Path) -> None:
    """A folder of somebody else's that DATELINE_VENV names is refused, and nothing in it goes."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("Dear", "utf-8")
    code, _, err = checkout.run(DATELINE_VENV=str(home))
    assert code == 2
    assert f"DATELINE_VENV is {home}" in err
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_a_relative_folder_is_one_of_where_one_stands(made: Checkout) -> None:
    """DATELINE_VENV may be relative; what is printed is good in every folder."""
    done = subprocess.run(
        [made.folder / "bin" / "environment", "requirements.txt"],
        cwd=made.venv / "bin",
        env={**made.variables, "DATELINE_VENV": "../../.venv"},
        capture_output=True,
        text=True,
        check=True,
        timeout=_SECONDS,
    )
    assert done.stdout == f"{made.venv}/bin/../../.venv"
    assert done.stderr == ""
