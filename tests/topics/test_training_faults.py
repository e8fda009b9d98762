"""A training that is killed, or finds no room on the disk, at any moment, changes nothing."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from service.topics.errors import NotStored
from service.topics.live_model import LiveModel
from service.topics.store.registry import Registry
from service.topics.training import retraining
from service.topics.training.corpus import read_corpus
from service.topics.training.fit import train
from service.topics.training.retraining import retrain
from tests.conftest import ROOT
from tests.topics.newsroom import Desk, quiet, write_data, write_model

# What changes files, among the events that Python tells of.
_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
_STORED, _NOT_STORED, _OTHERWISE, _UNTOUCHED = 0, 3, 4, 5
_LINE = 100


class Trainee(NamedTuple):
    """Training data, a registry whose model `first` serves, and how to train a second."""

    data: Path
    models: Path
    retrain: Callable[[Registry], None]


@pytest.fixture(scope="module")
def trainee(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Trainee:
    """A newsroom that has trained already: what is left is to measure and to store."""
    folder = tmp_path_factory.mktemp("faults")
    data = write_data(folder / "data")
    registry = Registry(folder / "models")
    write_model(registry.folder / "first", desk)
    registry.promote("first", "x" * _LINE)
    corpus = read_corpus(data)
    trained = train(corpus.training, 1)

    def again(registry: Registry) -> None:
        # In a child, so nobody else's training is spared.
        vars(retraining).update(train=lambda *_: trained, read_corpus=lambda *_: corpus)
        retrain(data, registry, quiet, force=True)

    return Trainee(data, registry.folder, again)


def in_child(
    work: Callable[[Registry], None],
    registry: Registry,
    before: Callable[[Path], Callable[[], bool] | None],
) -> int:
    """Do it in a process of its own, prepared by `before`; return its exit code.

    What `before` returns says, at the end, whether anything was done to the work.
    """

    def run() -> None:
        touched = before(registry.folder)
        try:
            work(registry)
        except NotStored as error:
            tells = "could not be stored" in str(error) and "goes on serving" in str(error)
            os._exit(_NOT_STORED if tells else _OTHERWISE)
        except BaseException:
            os._exit(_OTHERWISE)
        os._exit(_STORED if touched is None or touched() else _UNTOUCHED)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def at_change(number: int, act: Callable[[], None]) -> Callable[[Path], Callable[[], bool] | None]:
    """What does `act` just before the process changes the folder for the n-th time."""
    left = number

    def prepare(folder: Path) -> Callable[[], bool]:
        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            opens = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if not (opens or event in _CHANGES) or str(folder) not in str(arguments[0]):
                return
            left -= 1
            if left == 0:
                act()

        sys.addaudithook(hook)
        return lambda: left <= 0

    return prepare


def kill() -> None:
    """End this process as nothing can prevent."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def whole(registry: Registry) -> str:
    """Check that all that is listed is whole and nobody holds the lock; return what serves."""
    for version in registry.versions():
        assert registry.load(version).manifest.version == version
    with registry.locked():
        pass
    assert registry.history()[0].version == "first"
    assert all(item.version in registry.versions() for item in registry.history())
    served = LiveModel(registry)
    served.refresh()
    assert served.refusal is None or "misfiles" in served.refusal.reason
    return registry.current()


def copy(trainee: Trainee, folder: Path) -> Registry:
    """A registry of its own for one attempt."""
    return Registry(Path(shutil.copytree(trainee.models, folder)))


@pytest.mark.parametrize("act", [kill, refuse], ids=["killed", "no room"])
def test_at_every_change_of_a_file(
    trainee: Trainee, tmp_path: Path, act: Callable[[], None]
) -> None:
    """Ended or refused at its first, second, … change, a training leaves what serves whole."""
    ends: list[int] = []
    number = 0
    while _UNTOUCHED not in ends:
        number += 1
        registry = copy(trainee, tmp_path / str(number))
        ends.append(in_child(trainee.retrain, registry, at_change(number, act)))
        current = whole(registry)
        if ends[-1] not in (_STORED, _UNTOUCHED):
            # Only when the pointer stands may the history lack its line.
            assert current == "first" or (current, act) == (registry.versions()[-1], kill)
            assert act is kill or not list(registry.folder.glob(".unfinished-*"))
            with registry.unfinished():
                assert len(list(registry.folder.glob(".unfinished-*"))) == 1
        else:
            assert current == registry.versions()[-1] != "first"
    assert number > 12
    # A folder that cannot be made anew is there, and what cannot be tidied away does no harm.
    expected = {-signal.SIGKILL} if act is kill else {_NOT_STORED, _STORED}
    assert set(ends) == {*expected, _UNTOUCHED}


def test_at_every_size_of_a_disk(trainee: Trainee, tmp_path: Path) -> None:
    """Wherever in a file the room ends, that is said, and the old model is the one that serves."""
    whole_sizes = copy(trainee, tmp_path / "whole")
    in_child(trainee.retrain, whole_sizes, lambda _: None)
    made = whole_sizes.folder / whole_sizes.current()
    sizes = sorted({path.stat().st_size for path in made.iterdir()})
    assert sizes[0] > 3 * _LINE
    # A training's times are in its papers, which so are some bytes longer or shorter than others'.
    for limit in sorted({1, _LINE, *(size - 99 for size in sizes), *(size // 2 for size in sizes)}):
        registry = copy(trainee, tmp_path / str(limit))

        def confine(_: Path, limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        assert in_child(trainee.retrain, registry, confine) == _NOT_STORED, limit
        assert whole(registry) == "first"
        assert registry.versions() == ["first"]
        assert not list(registry.folder.glob(".unfinished-*"))


def test_a_pointer_without_room_moves_neither_itself_nor_the_history(
    trainee: Trainee, tmp_path: Path
) -> None:
    """The history is longer than there is room for: the promotion has not happened."""
    registry = copy(trainee, tmp_path / "models")
    shutil.copytree(registry.folder / "first", registry.folder / "second")
    manifest = registry.folder / "second" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"first"', '"second"'), "utf-8")

    def confine(_: Path) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LINE, _LINE))

    ended = in_child(lambda registry: registry.promote("second"), registry, confine)
    assert ended == _NOT_STORED
    assert whole(registry) == "first"
    assert len(registry.history()) == 1
    registry.promote("second")
    assert whole(registry) == "second"
    assert registry.previous() == "first"


def test_the_command_says_it_in_a_sentence(trainee: Trainee, tmp_path: Path) -> None:
    """`dateline train` on a full disk ends with one line for its user and no traceback."""
    beside = re.compile(r"warning:|\d\d:\d\d step \d+ of ")
    registry = copy(trainee, tmp_path / "models")
    environment = {name: value for name, value in os.environ.items() if name[:9] != "DATELINE_"}
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "train", "--force", "--data", str(trainee.data)],
        cwd=ROOT,
        env={**environment, "DATELINE_MODELS": str(registry.folder)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_LINE, _LINE)),
    )
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not beside.match(line)]
    assert len(said) == 1
    assert re.fullmatch(
        r"dateline: The model could not be stored in .*goes on serving\..*", said[0]
    )
    assert "File too large" in said[0]
    assert whole(registry) == "first"
