"""The folder of models and its pointer."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.topics.errors import ModelBroken, NoModel, RegistryBusy
from service.topics.store.registry import Promotion, Registry
from tests.topics.newsroom import Desk, amend_manifest, write_model


def test_the_pointer_names_the_current_model(registry: Registry) -> None:
    """The current version is the pointer's, without its line end, and is what loads."""
    assert registry.current() == "older"
    assert registry.load().manifest.version == "older"


def test_any_version_loads_by_name(registry: Registry) -> None:
    """A named version loads though another is current."""
    assert registry.load("newer").manifest.version == "newer"


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_a_pointer_to_nothing_is_no_model(registry: Registry, content: str | None) -> None:
    """With no pointer, or an empty one, there is no model, and the message says how to get one."""
    pointer = registry.folder / "current"
    pointer.unlink()
    if content is not None:
        pointer.write_text(content, "utf-8")
    with pytest.raises(NoModel, match="bin/retrain"):
        registry.load()


def test_an_absent_folder_is_no_model(tmp_path: Path) -> None:
    """A folder that is not there has no current model and no versions."""
    registry = Registry(tmp_path / "nowhere")
    assert registry.versions() == []
    with pytest.raises(NoModel):
        registry.current()


def test_a_pointer_to_an_absent_version_is_no_model(registry: Registry) -> None:
    """A pointer to a version that is not there loads nothing, and the version is named."""
    (registry.folder / "current").write_text("gone\n", "utf-8")
    with pytest.raises(NoModel, match="gone"):
        registry.load()


def test_versions_are_in_the_order_of_training(desk: Desk, registry: Registry) -> None:
    """Versions are listed by when they were trained, not by name or when they were copied."""
    write_model(registry.folder / "middle", desk, "2024-05-15T08:00:00Z")
    assert registry.versions() == ["older", "middle", "newer"]


def test_unfinished_and_unreadable_models_are_no_versions(registry: Registry) -> None:
    """A folder without a readable manifest, as training leaves when stopped, is not listed."""
    (registry.folder / "newer" / "manifest.json").unlink()
    (registry.folder / "empty").mkdir()
    (registry.folder / "notes.txt").write_text("kept for the audit", "utf-8")
    assert registry.versions() == ["older"]
    amend_manifest(registry.folder / "older", format=99)
    assert registry.versions() == []


def test_promotion_moves_the_pointer(registry: Registry) -> None:
    """A promoted version is current, and beside the history nothing is left in the folder."""
    before = {path.name for path in registry.folder.iterdir()}
    registry.promote("newer")
    assert registry.current() == "newer"
    assert {path.name for path in registry.folder.iterdir()} == before | {"history.jsonl"}


def test_the_first_promotion_makes_the_pointer(registry: Registry) -> None:
    """Where there was no pointer, promotion makes it."""
    (registry.folder / "current").unlink()
    registry.promote("older")
    assert registry.current() == "older"


def test_promotion_replaces_the_pointer_and_does_not_rewrite_it(registry: Registry) -> None:
    """Who has the old pointer open reads the old version to its end: the file was exchanged."""
    with (registry.folder / "current").open(encoding="utf-8") as opened:
        registry.promote("newer")
        assert opened.read() == "older\n"
    assert registry.current() == "newer"


def test_a_pointer_that_cannot_be_written_beside_is_kept(registry: Registry) -> None:
    """Where the new pointer cannot be written, the old one still names its version."""
    (registry.folder / ".current.new").mkdir()
    with pytest.raises(OSError, match="current"):
        registry.promote("newer")
    assert registry.current() == "older"


def test_readers_see_one_version_or_the_other(registry: Registry) -> None:
    """While versions are promoted in turn, a reader never finds a missing or partial pointer."""
    seen: set[str] = set()
    failures: list[Exception] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            try:
                seen.add(registry.current())
            except NoModel as error:
                failures.append(error)

    reader = threading.Thread(target=watch)
    reader.start()
    try:
        for version in ["newer", "older"] * 10:
            registry.promote(version)
    finally:
        done.set()
        reader.join()
    assert not failures
    assert seen
    assert seen <= {"older", "newer"}


@pytest.mark.parametrize("fault", ["altered", "incomplete", "absent"])
def test_broken_models_are_not_promoted(registry: Registry, fault: str) -> None:
    """Promoting a model that does not load is refused, and the pointer stays as it was."""
    newer = registry.folder / "newer"
    if fault == "altered":
        (newer / "model.skops").write_bytes(b"another file")
    elif fault == "incomplete":
        (newer / "model.skops").unlink()
    version, error = ("gone", NoModel) if fault == "absent" else ("newer", ModelBroken)
    with pytest.raises(error):
        registry.promote(version)
    assert (registry.folder / "current").read_text("utf-8") == "older\n"
    assert registry.load().manifest.version == "older"


def test_a_file_is_not_promoted(registry: Registry) -> None:
    """Promoting what is a file, such as the pointer itself, is refused as no model."""
    with pytest.raises(NoModel):
        registry.promote("current")


@pytest.mark.parametrize("version", ["..", "../newer", "/etc", "", ".unfinished-x", "a" * 81])
def test_what_is_no_name_of_a_version_is_refused(registry: Registry, version: str) -> None:
    """A path, a hidden folder or an endless name is no version."""
    with pytest.raises(NoModel, match="no name of a version"):
        registry.promote(version)


def test_promotions_are_remembered_in_order(registry: Registry) -> None:
    """The history has every promotion with its time and reason, oldest first."""
    assert registry.history() == []
    registry.promote("newer", "macro-F1 rose")
    registry.promote("older", "asked for", forced=True)
    times = [datetime.fromisoformat(item.promoted_at) for item in registry.history()]
    assert all(timedelta(0) <= datetime.now(UTC) - t < timedelta(minutes=1) for t in times)
    assert [replace(item, promoted_at="") for item in registry.history()] == [
        Promotion("newer", "", "macro-F1 rose"),
        Promotion("older", "", "asked for", forced=True),
    ]


def test_refused_promotions_are_not_remembered(registry: Registry) -> None:
    """A model that does not load leaves no line in the history."""
    with pytest.raises(NoModel):
        registry.promote("gone")
    assert registry.history() == []


def test_failed_promotions_are_not_remembered(registry: Registry) -> None:
    """A promotion whose pointer could not be written is not in the history."""
    (registry.folder / ".current.new").mkdir()
    with pytest.raises(OSError, match="current"):
        registry.promote("newer")
    assert registry.history() == []


def test_a_line_cut_off_at_the_end_is_passed_over(registry: Registry) -> None:
    """A last line that a crash cut off hides no other promotion."""
    registry.promote("newer")
    with (registry.folder / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"version": "ol')
    assert [item.version for item in registry.history()] == ["newer"]


def test_a_line_cut_off_does_not_spoil_the_next(registry: Registry) -> None:
    """A promotion after a line that a crash cut off is remembered, too."""
    (registry.folder / "history.jsonl").write_text('{"version": "ol', "utf-8")
    registry.promote("newer")
    assert [item.version for item in registry.history()] == ["newer"]


def test_the_version_before_is_the_last_other_one(registry: Registry) -> None:
    """The version before is the last that was promoted and is not current, if it is still there."""
    with pytest.raises(NoModel, match="before older"):
        registry.previous()
    for version in ("older", "newer", "newer"):
        registry.promote(version)
    assert registry.previous() == "older"
    registry.promote("older")
    assert registry.previous() == "newer"
    (registry.folder / "newer").rename(registry.folder / "away")
    with pytest.raises(NoModel):
        registry.previous()


def test_the_lock_admits_one(registry: Registry) -> None:
    """While the registry is held nobody else gets it, and the message says to wait."""
    other = Registry(registry.folder)
    with registry.locked(), pytest.raises(RegistryBusy, match="Wait"), other.locked():
        pass
    with other.locked():
        pass


def test_an_error_gives_the_lock_back(registry: Registry) -> None:
    """A training that fails leaves the registry free for the next one."""
    with suppress(ZeroDivisionError), registry.locked():
        raise ZeroDivisionError
    with registry.locked():
        pass


def test_a_finished_model_is_added_whole(desk: Desk, registry: Registry) -> None:
    """A model is no version until it is added; what was not added is removed."""
    with registry.unfinished() as folder:
        write_model(folder / "added", desk)
        for path in (folder / "added").iterdir():
            path.rename(folder / path.name)
        (folder / "added").rmdir()
        assert registry.versions() == ["older", "newer"]
        registry.add(folder, "added")
    assert registry.load("added").terms == desk.terms
    with registry.unfinished() as folder:
        (folder / "model.skops").write_bytes(b"half of it")
    assert not folder.exists()


def test_what_a_killed_training_left_is_removed(registry: Registry) -> None:
    """The next training removes the folder of one that was killed."""
    left = registry.folder / ".unfinished-x"
    left.mkdir()
    (left / "model.skops").write_bytes(b"half of it")
    with registry.unfinished():
        assert not left.exists()
