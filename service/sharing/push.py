"""A version is pushed: its record first, its files, and the pointer last.

The record is written only where there is none, so that a version's name stands for one model,
whoever else pushes. A push that breaks off has changed no pointer, and the next goes on with it.
"""

from __future__ import annotations

from service.sharing.errors import NotReplaced, Overtaken, StoredWrongly, VersionTaken
from service.sharing.release import (
    MAX_FILE_BYTES,
    MAX_RECORD_BYTES,
    POINTER,
    RECORD,
    Release,
    describe_version,
    parse_record,
    record_of,
)
from service.sharing.store import Content, Store
from service.topics.store.bundle import load_bundle
from service.topics.store.registry import Registry


def push(
    registry: Registry, store: Store, version: str | None = None, replaces: str | None = None
) -> tuple[str, bool]:
    """Store a version, the current one by default, and let the store's pointer name it.

    Given what it `replaces`, only where the pointer names that version, or nothing yet. Returns the
    version, and whether the pointer named another before. Raises `ModelError` for a version that is
    missing or broken here, and `SharingError`.
    """
    folder = registry.path(version or registry.current())
    load_bundle(folder)
    release = describe_version(folder)
    pointer = store.read(POINTER, MAX_RECORD_BYTES)
    in_effect = _parsed(pointer, store, POINTER)
    _claim(store, release)
    for name in release.files:
        _upload(store, f"{release.version}/{name}", (folder / name).read_bytes())
    if in_effect == release:
        return release.version, False
    if replaces is not None and in_effect is not None and in_effect.version != replaces:
        raise NotReplaced(store.address, release.version, replaces, in_effect.version)
    if not store.replace(POINTER, record_of(release), pointer):
        raise Overtaken(store.address, release.version)
    return release.version, True


def _claim(store: Store, release: Release) -> None:
    """Write the record, or find it there."""
    place, record = f"{release.version}/{RECORD}", record_of(release)
    if store.create(place, record):
        return
    there = store.read(place, MAX_RECORD_BYTES)
    known = _parsed(there, store, place)
    if known is not None and known != release:
        raise VersionTaken(store.address, release.version)
    if known is None and not store.replace(place, record, there):
        raise Overtaken(store.address, release.version)


def _parsed(content: Content | None, store: Store, name: str) -> Release | None:
    """A record; None where there is none, and for a damaged one, which a push mends."""
    if content is None:
        return None
    try:
        return parse_record(content.data, store.place(name))
    except StoredWrongly:
        return None


def _upload(store: Store, name: str, data: bytes) -> None:
    """Write a file, unless it lies there as it should."""
    if store.create(name, data):
        return
    try:
        there = store.read(name, MAX_FILE_BYTES)
    except StoredWrongly:
        there = None
    if there is None or there.data != data:
        store.write(name, data)
