"""The version that a store's pointer names is pulled, checked, and only then promoted here."""

from __future__ import annotations

import hashlib
from pathlib import Path

from service.sharing.errors import LocalDiffers, NothingPushed, StoredWrongly
from service.sharing.release import (
    MAX_RECORD_BYTES,
    POINTER,
    Release,
    StoredFile,
    describe_version,
    parse_record,
)
from service.sharing.store import Store
from service.topics.classifier import Classifier
from service.topics.errors import ModelError, NoModel
from service.topics.live_model import classifies
from service.topics.store.bundle import load_bundle
from service.topics.store.registry import Registry

# Another pull, or a training, may hold the folder of models.
_PATIENCE_SECONDS = 60.0


def pull(registry: Registry, store: Store) -> tuple[str, bool]:
    """Add the version in effect in the store and promote it, unless it is current here already.

    Returns the version, and whether anything has changed. What serves takes it up by itself. Raises
    `SharingError`, `RegistryBusy` and `NotStored`; then what was current is so still.
    """
    pointer = store.read(POINTER, MAX_RECORD_BYTES)
    if pointer is None:
        raise NothingPushed(store.address)
    release = parse_record(pointer.data, store.place(POINTER))
    if _serves(registry, release):
        return release.version, False
    with registry.locked(_PATIENCE_SECONDS):
        if _serves(registry, release):
            return release.version, False
        folder = registry.path(release.version)
        if not folder.exists():
            with registry.unfinished() as unfinished:
                _add(registry, store, release, unfinished / release.version)
        elif describe_version(folder) != release:
            raise LocalDiffers(str(folder), store.address)
        registry.promote(release.version, f"pulled from {store.address}")
    return release.version, True


def _serves(registry: Registry, release: Release) -> bool:
    """Whether the version is current, with just these files."""
    try:
        current = registry.current()
    except NoModel:
        return False
    return current == release.version and describe_version(registry.path(current)) == release


def _add(registry: Registry, store: Store, release: Release, folder: Path) -> None:
    """Fetch the files into a folder, check and try them, and make them a version."""
    folder.mkdir()
    for name, stated in release.files.items():
        (folder / name).write_bytes(_fetch(store, f"{release.version}/{name}", stated))
    try:
        bundle = load_bundle(folder)
    except ModelError as error:
        raise StoredWrongly(
            store.place(release.version), f"cannot be used: {str(error).rstrip('.')}"
        ) from error
    if not classifies(Classifier(bundle)):
        raise StoredWrongly(store.place(release.version), "misfiles the texts it is tried on")
    registry.add(folder, release.version)


def _fetch(store: Store, name: str, stated: StoredFile) -> bytes:
    """A file that is just what the record says."""
    found = store.read(name, stated.size)
    if found is None:
        raise StoredWrongly(store.place(name), "is missing")
    if len(found.data) != stated.size:
        fault = f"has {len(found.data):,} bytes, and {stated.size:,} in its record"
        raise StoredWrongly(store.place(name), fault)
    if hashlib.sha256(found.data).hexdigest() != stated.sha256:
        raise StoredWrongly(store.place(name), "is not what its record names (SHA-256 differs)")
    return found.data
