"""What was pushed is what is pulled, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from service.sharing import pull as pulling
from service.sharing.errors import (
    FromNewerRelease,
    LocalDiffers,
    NothingPushed,
    NotReplaced,
    Overtaken,
    SharingError,
    StoredWrongly,
    StoreFailed,
    VersionTaken,
)
from service.sharing.pull import pull
from service.sharing.push import push
from service.sharing.release import MAX_RECORD_BYTES, POINTER
from service.sharing.store import Content, Store
from service.topics.errors import ModelError, NoModel, RegistryBusy
from service.topics.store.registry import Registry
from tests.sharing.conftest import QUICK
from tests.topics.newsroom import Desk, amend_manifest, write_model

Opened = Callable[[], Store]


class BrokenOff(Exception):
    """The connection, or the machine, is gone."""


def files(registry: Registry, version: str) -> dict[str, bytes]:
    """The files of a version, by their names."""
    return {path.name: path.read_bytes() for path in registry.path(version).iterdir()}


def unchanged(replica: Registry) -> bool:
    """Whether the folder of models is as it was: one model, and nothing left beside it."""
    names = {path.name for path in replica.folder.iterdir()} - {".lock"}
    return replica.current() == "begun" and names == {"begun", "current", "history.jsonl"}


def change(store: Store, name: str, to: Callable[[bytes], bytes]) -> None:
    """Change a file of the store, as nobody should."""
    found = store.read(name, 2**30)
    assert found is not None
    store.write(name, to(found.data))


def test_a_pushed_version_is_pulled_and_promoted(
    trained: Registry, replica: Registry, opened: Opened
) -> None:
    """The files are the same, the pointer names the version, and the history says whence."""
    assert push(trained, opened()) == ("newer", True)
    assert pull(replica, opened()) == ("newer", True)
    assert files(replica, "newer") == files(trained, "newer")
    assert replica.load().manifest.version == "newer"
    assert replica.history()[-1].reason == f"pulled from {opened().address}"


def test_what_is_there_already_is_left_alone(
    trained: Registry, replica: Registry, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pushed again and pulled again, nothing is written and no model is read from the store."""
    push(trained, opened())
    pull(replica, opened())
    before = replica.stamp()

    def forbidden(*_: object) -> None:
        raise AssertionError("it writes")

    monkeypatch.setattr(Store, "write", forbidden)
    monkeypatch.setattr(Store, "replace", forbidden)
    monkeypatch.setattr(pulling, "_fetch", forbidden)
    assert push(trained, opened()) == ("newer", False)
    assert pull(replica, opened()) == ("newer", False)
    assert replica.stamp() == before


def test_an_older_version_is_gone_back_to(
    trained: Registry, replica: Registry, opened: Opened
) -> None:
    """A version that is pushed by its name takes effect, from what a replica has already."""
    push(trained, opened(), "older")
    pull(replica, opened())
    push(trained, opened())
    pull(replica, opened())
    assert push(trained, opened(), "older") == ("older", True)
    assert pull(replica, opened()) == ("older", True)
    assert set(replica.versions()) == {"begun", "older", "newer"}
    assert [item.version for item in replica.history()] == ["begun", "older", "newer", "older"]


def test_an_empty_folder_of_models_is_filled(
    trained: Registry, tmp_path: Path, opened: Opened
) -> None:
    """A replica that has nothing yet pulls its first model."""
    push(trained, opened())
    replica = Registry(tmp_path / "new" / "models")
    assert pull(replica, opened()) == ("newer", True)


def test_nothing_pushed_is_told(replica: Registry, opened: Opened) -> None:
    """A store without a pointer is an error of its own, and nothing changes."""
    with pytest.raises(NothingPushed, match="models push URL"):
        pull(replica, opened())
    assert unchanged(replica)


def test_what_is_broken_here_is_not_pushed(trained: Registry, opened: Opened) -> None:
    """A damaged version, and one that is not there, never reach the store."""
    with (trained.path("newer") / "model.skops").open("ab") as file:
        file.write(b"more")
    for version in (None, "absent", "../older"):
        with pytest.raises(ModelError):
            push(trained, opened(), version)
    assert opened().read("current.json", 2**16) is None
    with pytest.raises(NoModel):
        push(Registry(trained.folder / "nowhere"), opened())


@pytest.mark.parametrize("writes", range(1, 6))
def test_a_push_that_breaks_off_leaves_the_old_one_in_effect(
    trained: Registry,
    replica: Registry,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    writes: int,
) -> None:
    """Wherever it breaks off: who pulls gets the version before, and the next push completes it."""
    push(trained, opened(), "older")
    written: list[str] = []
    create = Store.create

    def counted(store: Store, name: str, data: bytes) -> bool:
        if len(written) == writes - 1:
            raise BrokenOff
        written.append(name)
        return create(store, name, data)

    def never(store: Store, name: str, data: bytes, before: Content | None) -> bool:
        raise BrokenOff

    with monkeypatch.context() as patched:
        patched.setattr(Store, "create", counted)
        patched.setattr(Store, "replace", never)
        with pytest.raises(BrokenOff):
            push(trained, opened())
    assert len(written) == min(writes - 1, 4)
    assert pull(replica, opened()) == ("older", True)
    assert push(trained, opened()) == ("newer", True)
    assert pull(replica, opened()) == ("newer", True)


@pytest.mark.parametrize("name", ["model.skops", "manifest.json", "card.json"])
def test_a_changed_byte_is_refused_and_mended(
    trained: Registry, replica: Registry, opened: Opened, name: str
) -> None:
    """The file is named, the old model stays, and pushing the version again mends it."""
    push(trained, opened())

    def flip(data: bytes) -> bytes:
        middle = len(data) // 2
        return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]

    change(opened(), f"newer/{name}", flip)
    with pytest.raises(StoredWrongly, match=f"newer/{name} is not what its record names"):
        pull(replica, opened())
    assert unchanged(replica)
    assert push(trained, opened()) == ("newer", False)
    assert pull(replica, opened()) == ("newer", True)


@pytest.mark.parametrize(
    ("damage", "told"),
    [(lambda data: data[:-100], "bytes, and"), (lambda data: data + b"x", "has more than")],
)
def test_a_cut_or_longer_file_is_refused(
    trained: Registry,
    replica: Registry,
    opened: Opened,
    damage: Callable[[bytes], bytes],
    told: str,
) -> None:
    """No more than the record says is read, and less is told with both sizes."""
    push(trained, opened())
    change(opened(), "newer/model.skops", damage)
    with pytest.raises(StoredWrongly, match=told):
        pull(replica, opened())
    assert unchanged(replica)
    push(trained, opened())
    assert pull(replica, opened())[0] == "newer"


def test_a_pointer_to_a_missing_version_is_refused(
    trained: Registry, replica: Registry, opened: Opened
) -> None:
    """A record whose files are not there names the first of them, and the old model stays."""
    push(trained, opened())
    change(opened(), "current.json", lambda data: data.replace(b"newer", b"absent"))
    with pytest.raises(StoredWrongly, match=r"absent/.* is missing"):
        pull(replica, opened())
    assert unchanged(replica)


HOSTILE = {
    "no JSON": b"newer",
    "no object": b"[1]",
    "nothing": b"",
    "too deep": b"[" * 50_000,
    "too long": b" " * (2**16 + 1),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_pointer_that_is_none_is_refused(
    trained: Registry, replica: Registry, opened: Opened, content: bytes
) -> None:
    """Whatever lies in the pointer's place, the old model stays; a push puts it right."""
    opened().write("current.json", content)
    with pytest.raises(StoredWrongly, match=r"current\.json"):
        pull(replica, opened())
    assert unchanged(replica)
    if len(content) <= 2**16:
        assert push(trained, opened()) == ("newer", True)


WRONG = (
    (b'"version": "newer"', b'"version": "../newer"'),
    (b'"version": "newer"', b'"version": "/etc"'),
    (b'"version": "newer"', b'"version": ".."'),
    (b'"version": "newer"', b'"version": "newer\\n"'),
    (b'"version": "newer"', b'"version": ".lock"'),
    (b'"card.json"', b'"../../card.json"'),
    (b'"card.json"', b'"/tmp/card.json"'),
    (b'"card.json"', b'"current"'),
    (b'"card.json"', b'"card.md"'),
    (b'"bytes": ', b'"bytes": -'),
    (b'"bytes": ', b'"bytes": 99999999999'),
    (b'"sha256": "', b'"sha256": "0'),
    (b'"format": 1', b'"format": 0'),
    (b'"format": 1', b'"format": "1"'),
    (b'"format": 1', b'"format": 1, "more": 1'),
)


@pytest.mark.parametrize("wrong", WRONG)
def test_names_that_lead_elsewhere_are_refused(
    trained: Registry,
    replica: Registry,
    opened: Opened,
    tmp_path: Path,
    wrong: tuple[bytes, bytes],
) -> None:
    """A record has the names that a model has, and no others; nothing is written anywhere."""
    push(trained, opened())
    change(opened(), "current.json", lambda data: data.replace(*wrong, 1))
    before = sorted(path for path in tmp_path.rglob("*") if path.name != ".lock")
    with pytest.raises(StoredWrongly, match=r"current\.json is no record of a model"):
        pull(replica, opened())
    assert sorted(path for path in tmp_path.rglob("*") if path.name != ".lock") == before
    assert unchanged(replica)


def test_a_store_of_a_newer_release_is_left_alone(
    trained: Registry, replica: Registry, opened: Opened
) -> None:
    """Neither pulled from nor pushed over: it says to update, and the pointer stays."""
    push(trained, opened(), "older")
    newer = json.dumps({"format": 2, "version": {"name": "later"}}).encode()
    opened().write("current.json", newer)
    told = r"format 2; this one knows 1\).*Update"
    with pytest.raises(FromNewerRelease, match=told):
        pull(replica, opened())
    with pytest.raises(FromNewerRelease, match=told):
        push(trained, opened())
    found = opened().read("current.json", 2**16)
    assert found is not None
    assert found.data == newer
    assert unchanged(replica)


def test_a_model_of_a_newer_release_is_refused(
    desk: Desk, replica: Registry, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model whose own format is not known here is fetched, told, and thrown away."""
    folder = tmp_path / "later"
    write_model(folder / "later", desk)
    amend_manifest(folder / "later", format=99)
    with monkeypatch.context() as patched:
        patched.setattr("service.sharing.push.load_bundle", lambda _: None)
        push(Registry(folder), opened(), "later")
    with pytest.raises(StoredWrongly, match="has format 99"):
        pull(replica, opened())
    assert unchanged(replica)


def test_a_model_that_misfiles_is_refused(
    trained: Registry, replica: Registry, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is whole and wrong does not come into the folder of models either."""
    push(trained, opened())
    monkeypatch.setattr(pulling, "classifies", lambda _: False)
    with pytest.raises(StoredWrongly, match="misfiles"):
        pull(replica, opened())
    assert unchanged(replica)


def test_a_model_under_another_name_is_refused(
    trained: Registry, replica: Registry, opened: Opened
) -> None:
    """Its manifest has its name, so that a record alone cannot give it another."""
    version, _ = push(trained, opened())
    store, name = opened(), "another"
    pointer = store.read(POINTER, MAX_RECORD_BYTES)
    assert pointer is not None
    record = json.loads(pointer.data) | {"version": name}
    for file in record["files"]:
        found = store.read(f"{version}/{file}", 2**24)
        assert found is not None
        store.write(f"{name}/{file}", found.data)
    store.write(POINTER, json.dumps(record).encode())
    with pytest.raises(StoredWrongly, match="cannot be used: ") as told:
        pull(replica, store)
    assert ".." not in str(told.value)
    assert unchanged(replica)


def test_of_two_pushers_at_once_one_wins(
    desk: Desk, replica: Registry, tmp_path: Path, opened: Opened, trained: Registry
) -> None:
    """The others are told, no version is a mix, and the one in effect is whole."""
    push(trained, opened())
    pushers = []
    for number in range(4):
        folder = tmp_path / f"pusher{number}"
        write_model(folder / f"of{number}", desk)
        Registry(folder).promote(f"of{number}")
        pushers.append(Registry(folder))
    together = Barrier(len(pushers))

    class Together(Store):
        """Goes on once all have read the pointer."""

        met = False

        def read(self, name: str, most: int) -> Content | None:
            found = super().read(name, most)
            if name == "current.json" and not self.met:
                self.met = True
                together.wait(60)
            return found

    def run(registry: Registry) -> str | None:
        try:
            return push(registry, Together(opened().address, QUICK, writing=True))[0]
        except Overtaken:
            return None

    with ThreadPoolExecutor(len(pushers)) as threads:
        won = [version for version in threads.map(run, pushers) if version]
    assert len(won) == 1
    assert pull(replica, opened()) == (won[0], True)


def test_a_training_does_not_put_aside_what_was_pushed_meanwhile(
    trained: Registry, opened: Opened
) -> None:
    """It names what it began from; where another is in effect it is told, and that stays."""
    store = opened()
    assert push(trained, store, "older", replaces="older") == ("older", True)
    with pytest.raises(NotReplaced, match="older in effect, not begun") as told:
        push(trained, store, "newer", replaces="begun")
    assert "--replaces older, to put it in the other's place" in str(told.value)
    found = store.read(POINTER, MAX_RECORD_BYTES)
    assert found is not None
    assert json.loads(found.data)["version"] == "older"
    assert push(trained, store, "newer", replaces="older") == ("newer", True)
    # Once more, as after an answer that was lost.
    assert push(trained, store, "newer", replaces="older") == ("newer", False)


def test_two_models_of_one_name_are_never_mixed(
    desk: Desk, replica: Registry, tmp_path: Path, opened: Opened
) -> None:
    """Of two pushers whose versions have the same name one is refused, whole."""
    pushers = []
    for number in range(2):
        folder = tmp_path / f"pusher{number}"
        write_model(folder / "same", desk, f"2024-05-0{number + 1}T08:00:00Z")
        Registry(folder).promote("same")
        pushers.append(Registry(folder))
    together = Barrier(2)

    def run(registry: Registry) -> type[SharingError] | None:
        store = opened()
        together.wait(60)
        try:
            push(registry, store)
        except (VersionTaken, Overtaken) as error:
            return type(error)
        return None

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(run, pushers))
    assert sorted(told, key=str) == [VersionTaken, None]
    winner = pushers[told.index(None)]
    assert pull(replica, opened()) == ("same", True)
    assert files(replica, "same") == files(winner, "same")


def test_another_model_of_this_name_here_is_told(
    trained: Registry, replica: Registry, desk: Desk, opened: Opened
) -> None:
    """It is neither overwritten nor promoted."""
    push(trained, opened())
    write_model(replica.folder / "newer", desk, "2001-01-01T08:00:00Z")
    before = files(replica, "newer")
    with pytest.raises(LocalDiffers, match="Move it elsewhere"):
        pull(replica, opened())
    assert files(replica, "newer") == before
    assert replica.current() == "begun"


def test_a_folder_that_is_held_is_not_pulled_into(
    trained: Registry, replica: Registry, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a training goes on a pull waits, and then says so."""
    push(trained, opened())
    monkeypatch.setattr(pulling, "_PATIENCE_SECONDS", 0.3)
    with replica.locked(), pytest.raises(RegistryBusy):
        pull(replica, opened())
    assert unchanged(replica)


def test_several_pull_into_one_folder(trained: Registry, replica: Registry, opened: Opened) -> None:
    """Of those that come at once one fetches, and the others find it done."""
    push(trained, opened())
    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(lambda _: pull(replica, opened()), range(3)))
    assert sorted(done) == [("newer", False), ("newer", False), ("newer", True)]
    assert [item.version for item in replica.history()] == ["begun", "newer"]


def test_a_store_that_is_gone_is_told(tmp_path: Path) -> None:
    """A folder that is not there is a sentence, and is not made by a pull."""
    gone = tmp_path / "gone"
    with pytest.raises(StoreFailed, match="there is no such folder"):
        Store(gone.as_uri())
    assert not gone.exists()
