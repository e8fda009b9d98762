"""A folder of models begins with the shipped one, and goes its own way once somebody trains."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.cli import main
from service.topics.errors import NotStored, RegistryBusy
from service.topics.store import shipped
from service.topics.store.registry import Registry
from service.topics.store.shipped import begin
from tests.conftest import ROOT


def versions(registry: Registry) -> set[str]:
    """The versions that are there."""
    return set(registry.versions())


def test_an_empty_folder_begins_with_the_shipped_model(registry: Registry, empty: Registry) -> None:
    """The current shipped version is added whole and promoted, and the history says whence."""
    assert begin(empty, registry, "1.0.0") == "older"
    assert empty.load().manifest.version == "older"
    assert versions(empty) == {"older"}
    (promotion,) = empty.history()
    assert promotion.reason == "shipped with Dateline 1.0.0"
    assert begin(empty, registry, "1.0.0") is None
    assert len(empty.history()) == 1


def test_a_newer_release_brings_its_model(registry: Registry, empty: Registry) -> None:
    """Where nobody has trained, the shipped model follows the release, and the old one stays."""
    begin(empty, registry, "1.0.0")
    registry.promote("newer")
    assert begin(empty, registry, "1.1.0") == "newer"
    assert empty.current() == "newer"
    assert versions(empty) == {"older", "newer"}
    # And back, with the older release.
    registry.promote("older")
    assert begin(empty, registry, "1.0.0") == "older"


def test_a_model_of_ones_own_stays(registry: Registry, empty: Registry) -> None:
    """What somebody has promoted, the shipped one by hand included, no release replaces."""
    begin(empty, registry, "1.0.0")
    empty.promote("older", "promoted by hand", forced=True)
    registry.promote("newer")
    assert begin(empty, registry, "1.1.0") is None
    assert empty.current() == "older"


def test_a_pointer_without_a_history_stays(registry: Registry, empty: Registry) -> None:
    """A folder that was copied from elsewhere, without its history, is somebody's own."""
    begin(empty, registry, "1.0.0")
    (empty.folder / "history.jsonl").unlink()
    registry.promote("newer")
    assert begin(empty, registry, "1.1.0") is None


def test_several_may_begin_at_once(registry: Registry, empty: Registry) -> None:
    """Of containers that start on one empty volume one adds the model, and the others wait."""
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: begin(empty, registry, "1.0.0"), range(4)))
    assert sorted(done, key=str) == [None, None, None, "older"]
    assert len(empty.history()) == 1


def test_one_that_is_held_is_waited_for_and_then_told(
    registry: Registry, empty: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the folder for long keeps it, and nothing changes."""
    monkeypatch.setattr(shipped, "_PATIENCE_SECONDS", 0.3)
    with empty.locked(), pytest.raises(RegistryBusy):
        begin(empty, registry, "1.0.0")
    assert versions(empty) == set()


def test_a_folder_that_cannot_be_made_is_told(registry: Registry) -> None:
    """The sentence names the folder."""
    with pytest.raises(NotStored, match="/proc/models"):
        begin(Registry(Path("/proc/models")), registry, "1.0.0")


def test_the_command_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`models init` begins a folder once, and leaves the checkout's own alone."""
    version = Registry(ROOT / "models").current()
    monkeypatch.setenv("DATELINE_MODELS", str(tmp_path / "own"))
    assert main(["models", "init"]) == 0
    assert main(["models", "init"]) == 0
    assert main(["models", "init", "--quiet"]) == 0
    monkeypatch.delenv("DATELINE_MODELS")
    assert main(["models", "init"]) == 0
    first, second, checkouts = capsys.readouterr().out.splitlines()
    assert first == f"serving {version}"
    assert second == f"{tmp_path / 'own'} has {version} already"
    assert checkouts == f"{ROOT / 'models'} has {version} already"
