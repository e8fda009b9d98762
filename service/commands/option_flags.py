"""The options of `service.options` as flags of the command line."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from service.options import Options, schemas, wording

#: What an answer on the command line has no place for: it is named by its file, and has no offsets.
WITHOUT_FLAG = frozenset({"id", "offsets"})


class WrongFlag(Exception):
    """A flag's value that the option does not take."""

    def __init__(self, name: str, value: object, reason: str) -> None:
        super().__init__(f"{_flag(name)} {value!r}: {reason}.")


def add_flags(parser: ArgumentParser, without: frozenset[str] = WITHOUT_FLAG) -> None:
    """Give the parser a flag for each option, told with its bounds and default."""
    for name, schema in schemas().items():
        if name in without:
            continue
        if schema["type"] == "boolean":
            parser.add_argument(
                _flag(name), default=None, action=BooleanOptionalAction, help=_help(schema)
            )
        else:
            metavar = "N" if schema["type"] == "integer" else "TEXT"
            parser.add_argument(_flag(name), metavar=metavar, help=_help(schema))


def read_flags(given: Namespace, without: frozenset[str] = WITHOUT_FLAG) -> Options:
    """Return the options that were given; raises `WrongFlag`."""
    values = {name: getattr(given, name) for name in Options.model_fields.keys() - without}
    texts = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in values.items()
        if value is not None
    }
    try:
        return Options.from_text(texts)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise WrongFlag(name, texts[name], wording(first)) from None


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _help(schema: Mapping[str, Any]) -> str:
    limits = []
    if "minimum" in schema:
        limits.append(f"{schema['minimum']:,} to {schema['maximum']:,}")
    if "maxLength" in schema:
        limits.append(f"up to {schema['maxLength']:,} characters")
    if schema["default"] not in (None, True, False):
        limits.append(f"{schema['default']} by default")
    # To argparse a percent sign begins a name.
    described = str(schema["description"]).replace("%", "%%")
    return f"{described} ({'; '.join(limits)})" if limits else described
