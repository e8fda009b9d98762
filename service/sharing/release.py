"""What a version in a store consists of: the record of its files, with their sizes and digests.

VERSION/release.json  this record
VERSION/model.skops   and the version's other files, as they lie in a folder of models
current.json          a copy of the record of the version that is in effect

The format has a number, which rises when a reader of the old one could not read the new.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from service.disk import digest
from service.sharing.errors import FromNewerRelease, StoredWrongly
from service.topics.card.pages import OLD_PAGES, PAGES
from service.topics.store.bundle import CARD, MANIFEST, MODEL
from service.topics.store.registry import VERSION

FORMAT = 1
POINTER, RECORD = "current.json", "release.json"
#: No record is longer, in bytes.
MAX_RECORD_BYTES = 2**16
#: No file of a model is longer, in bytes: the shipped one has six million.
MAX_FILE_BYTES = 2**30

_REQUIRED = (MODEL, MANIFEST, CARD)
_NAMES = (*_REQUIRED, *PAGES, *OLD_PAGES)
# Names that a model has, and no others: none leads out of its folder.
_Name = Annotated[str, Field(pattern=f"^(?:{'|'.join(map(re.escape, _NAMES))})$")]


@dataclass(frozen=True)
class StoredFile:
    """A file of a version, by its size in bytes and its digest."""

    size: Annotated[int, Field(alias="bytes", ge=0, le=MAX_FILE_BYTES)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Release:
    """A version, and its files by their names."""

    version: Annotated[str, Field(pattern=f"^(?:{VERSION.pattern})$")]
    files: dict[_Name, StoredFile]
    format: int = FORMAT


_STRICT = ConfigDict(extra="forbid")
with_config(_STRICT)(StoredFile)
_RELEASE = TypeAdapter(with_config(_STRICT)(Release))


def describe_version(folder: Path) -> Release:
    """Return the record of a version in a folder of models."""
    names = [name for name in _NAMES if (folder / name).is_file()]
    return Release(folder.name, {name: _describe(folder / name) for name in names})


def record_of(release: Release) -> bytes:
    """Return the record as it is stored."""
    stated = _RELEASE.dump_python(release, mode="json", by_alias=True)
    return json.dumps(stated, indent=1, sort_keys=True).encode() + b"\n"


def parse_record(content: bytes, place: str) -> Release:
    """Read a record; `place` is named where it is none.

    Raises `FromNewerRelease` for a format that is not known yet, and `StoredWrongly`.
    """
    try:
        stated = json.loads(content)
    except (ValueError, RecursionError):
        raise StoredWrongly(place, "is not JSON") from None
    written = stated.get("format") if isinstance(stated, dict) else None
    if isinstance(written, int) and written > FORMAT:
        raise FromNewerRelease(place, written, FORMAT)
    try:
        release = _RELEASE.validate_json(content, strict=True)
    except ValidationError as error:
        where = ".".join(str(part)[:80] for part in error.errors()[0]["loc"])
        raise StoredWrongly(place, f"is no record of a model ({where or 'it'} is wrong)") from None
    if release.format != FORMAT or not release.files.keys() >= set(_REQUIRED):
        raise StoredWrongly(place, "is no record of a model (it lacks a file, or its format)")
    return release


def _describe(path: Path) -> StoredFile:
    return StoredFile(path.stat().st_size, digest(path))
