"""The languages of which something is known: the files of this folder, read once.

To add a language, add its file, named by its English name; `schema.py` says what it may hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

import regex

from service.text.languages.schema import Language, Phrases

_FOLDER = Path(__file__).parent
_PATTERNS = (regex.Pattern[str], regex.Pattern[str] | None)
_Table = TypeVar("_Table")


class WrongLanguageFile(ValueError):
    """A language's file says what none may say, or not what each has to say."""


def read_languages(folder: Path) -> dict[str, Language]:
    """Return the languages of the folder's files by code, in the order of the files' names.

    Raises `WrongLanguageFile` for a field that there is not, a value of another type, a pattern
    that is none, and a second file of one code.
    """
    languages: dict[str, Language] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise WrongLanguageFile(f"{path.name} is not TOML in UTF-8: {error}.") from error
        language = _fill(Language, table, path.name)
        known = languages.setdefault(language.code, language)
        if known is not language:
            raise WrongLanguageFile(
                f"{path.name} has the code {language.code}, which is that of {known.name} already."
            )
    return languages


_read_hints = cache(get_type_hints)


def _fill(kind: type[_Table], table: Mapping[str, object], where: str) -> _Table:
    """Make a dataclass of a table; `where` is the file, and the table in it, for messages."""
    hints = _read_hints(kind)  # type: ignore[arg-type]
    unknown = ", ".join(sorted(table.keys() - hints.keys()))
    if unknown:
        raise WrongLanguageFile(f"{where}: no field {unknown}. The fields are {', '.join(hints)}.")
    for needed in fields(kind):  # type: ignore[arg-type]
        if needed.default is needed.default_factory is MISSING and needed.name not in table:
            raise WrongLanguageFile(f"{where}: the field {needed.name} is missing.")
    return kind(
        **{name: _convert(hints[name], value, f"{where}: {name}") for name, value in table.items()}
    )


def _convert(hint: Any, value: object, where: str) -> object:
    """Make of a file's value what the field takes."""
    if isinstance(value, dict) and is_dataclass(hint):
        return _fill(hint, value, where)  # type: ignore[arg-type]
    if isinstance(value, dict) and hint == Mapping[str, Phrases]:
        return MappingProxyType(
            {kind: _convert(Phrases, phrases, f"{where}.{kind}") for kind, phrases in value.items()}
        )
    if isinstance(value, list) and hint == tuple[str, ...]:
        return tuple(str(item) for item in value)
    if isinstance(value, str) and hint == frozenset[str]:
        return frozenset(value.split())
    if type(value) is hint:
        return value
    if isinstance(value, str) and hint in _PATTERNS:
        try:
            return regex.compile(value)
        except regex.error as error:
            raise WrongLanguageFile(f"{where} is no pattern: {error}.") from error
    raise WrongLanguageFile(f"{where} cannot be {value!r}, which is {type(value).__name__}.")


#: The languages that have a file, by ISO 639-1 code.
REGISTRY: Mapping[str, Language] = MappingProxyType(read_languages(_FOLDER))
_UNREGISTERED = Language(code="", name="")


def find_language(code: str) -> Language:
    """Return what is known of a language; for one without a file, what many have in common."""
    return REGISTRY.get(code, _UNREGISTERED)
