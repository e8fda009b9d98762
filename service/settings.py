"""The service's settings: one table of name, environment variable, default and help."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting has a value that it cannot have; says which, and what it may be."""


def _setting(
    default: Any,
    help_text: str,
    least: float | None = None,
    most: float = float("inf"),
    *,
    choices: tuple[str, ...] = (),
) -> Any:
    metadata = {"help": help_text, "least": least, "most": most, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """Every setting; the environment variable is `DATELINE_` and the name in capitals."""

    bind: str = _setting("127.0.0.1:8000", "address and port to serve on")
    workers: int = _setting(0, "worker processes; 0: one a core, as memory allows", 0)
    threads: int = _setting(8, "threads in each worker", 1)
    models: Path = _setting(_ROOT / "models", "folder of the topic models")
    max_body_bytes: int = _setting(4 * 2**20, "bytes of one request body (not NDJSON)", 1)
    max_characters: int = _setting(
        1_048_576, "characters of one text, or of the text in one page", 1
    )
    max_nodes: int = _setting(15_000, "elements of one HTML page", 1)
    max_attributes: int = _setting(60_000, "attributes of one HTML page", 1)
    # Browsers stop at 512 too. libxml2 reads no deeper than 2,048, and says nothing.
    max_nesting: int = _setting(512, "levels of nesting in one HTML page, at most 2,000", 1, 2_000)
    # 150 ms are the most that a real page took; by the clock it may be half as many again.
    html_seconds: float = _setting(1.2, "seconds of computing on one HTML page", 0.1)
    max_line_bytes: int = _setting(4 * 2**20, "bytes of one NDJSON line", 1)
    max_lines: int = _setting(10_000, "articles in one NDJSON request", 1)
    max_stream_bytes: int = _setting(64 * 2**20, "bytes of one NDJSON request", 1)

    log_format: str = _setting(
        "auto",
        "log lines: `json`, `console`, or `auto`, which is console on a terminal",
        choices=("auto", "json", "console"),
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises `SettingError` for an unknown name or an impossible value."""
        environment = os.environ if environment is None else environment
        known = {environment_name(item.name): item for item in fields(cls)}
        unknown = sorted(
            name
            for name in environment
            if name.startswith("DATELINE_") and name not in known and name not in _OTHERS
        )
        if unknown:
            raise SettingError(f"Unknown setting {unknown[0]}. Known are: {', '.join(known)}.")
        values = {
            item.name: _convert(name, environment[name], item.default, item.metadata)
            for name, item in known.items()
            if name in environment
        }
        for item in known.values():
            choices = item.metadata["choices"]
            if choices and values.get(item.name, item.default) not in choices:
                name = environment_name(item.name)
                raise SettingError(f"{name} is {values[item.name]!r}; it takes {_or(choices)}.")
        return cls(**values)


# Read by the start and test scripts, not by the service.
_OTHERS = frozenset(
    {"DATELINE_VENV", "DATELINE_PYTHON", "DATELINE_REQUIRE", "DATELINE_PAGES", "DATELINE_CONTAINER"}
)


def environment_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"DATELINE_{name.upper()}"


def _or(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _convert(name: str, text: str, default: Any, bounds: Mapping[str, Any]) -> Any:
    kind = type(default)
    if kind in (str, type(_ROOT)) and not text.strip():
        raise SettingError(f"{name} is {text!r}; leave it out for its default, {default}.")
    if isinstance(default, Path):
        try:
            return Path(text).expanduser()
        except RuntimeError:
            raise SettingError(f"{name} is {text!r}; there is no such home folder.") from None
    if kind is str:
        return text
    try:
        value = kind(text)
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise SettingError(f"{name} is {text!r}; it takes {wanted}.") from None
    least, most = bounds["least"], bounds["most"]
    if least is not None and not least <= value < float("inf"):
        raise SettingError(f"{name} is {text}; it takes {least:g} or more.")
    if value > most:
        raise SettingError(f"{name} is {text}; it takes {most:g} at most.")
    return value
