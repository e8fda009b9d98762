"""What topics and sections are called in public vocabularies: `codes.toml`, ours and the user's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from service.topics.codes import Code, Codes
from service.topics.errors import TrainingDataError
from service.topics.training.files import CODES

# Of a scheme that stands here, the address of a concept follows from its code.
_ADDRESSES = {"medtop": "http://cv.iptc.org/newscodes/mediatopic/"}
_PARTS = ("topics", "sections")
_FORM = (
    "It takes tables like [[topics.shipping]], or sections for topics, each with scheme, code and"
    " name, and uri where the scheme is not medtop; and [releases] with the release of each scheme."
)


def code_files(data: Path) -> list[Path]:
    """Return those files of codes that are there, ours first."""
    return [path for path in (data / CODES, data / "yours" / CODES) if path.is_file()]


def read_codes(data: Path) -> Codes:
    """Return the codes that a folder of training data states; a user's take the place of ours.

    Raises `TrainingDataError` for a file that is not what it should be.
    """
    found: dict[str, dict[str, Any]] = {"topics": {}, "sections": {}, "releases": {}}
    for path in code_files(data):
        place = path.relative_to(data).as_posix()
        for part, tables in _tables(path, place).items():
            found[part].update(tables)
    return Codes(**found)


def _tables(path: Path, place: str) -> dict[str, dict[str, Any]]:
    try:
        stated = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingDataError(f"{place} is not TOML: {error}. {_FORM}") from error
    releases = stated.pop("releases", {})
    unknown = sorted(set(stated) - set(_PARTS))
    if unknown or not _is_table_of(releases, str):
        raise TrainingDataError(f"{place}: {unknown[0] if unknown else 'releases'}? {_FORM}")
    found: dict[str, dict[str, Any]] = {"releases": releases}
    for part, names in stated.items():
        if not _is_table_of(names, list):
            raise TrainingDataError(f"{place}: {part}? {_FORM}")
        found[part] = {
            name: tuple(_code(table, f"{place}: {part}.{name}") for table in tables)
            for name, tables in names.items()
        }
    return found


def _code(table: object, place: str) -> Code:
    fields = dict(table) if isinstance(table, dict) else {}
    if fields.get("scheme") in _ADDRESSES:
        fields.setdefault("uri", f"{_ADDRESSES[fields['scheme']]}{fields.get('code')}")
    if set(fields) != {"scheme", "code", "uri", "name"} or not _is_table_of(fields, str):
        raise TrainingDataError(f"{place} is not a code. {_FORM}")
    return Code(**fields)


def _is_table_of(found: object, kind: type) -> bool:
    return isinstance(found, dict) and all(isinstance(value, kind) for value in found.values())
