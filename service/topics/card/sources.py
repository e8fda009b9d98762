"""What the sources of the training data are and the licences they state: `sources.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from service.topics.errors import TrainingDataError

SOURCES = "sources.toml"
#: Where a source's documents come from, where that can be said of all of them, and how it is told.
REGIONS = {"usa": "inside the USA", "world": "outside the USA"}


@dataclass(frozen=True)
class Source:
    """What the documents of one source are, and the licence as the source states it.

    `region` is one of `REGIONS`; None for documents from everywhere.
    """

    what: str
    licence: str
    region: str | None = None


#: Of which the file says nothing, as it may where somebody trains on counts of their own.
UNSTATED = Source("not described", "not stated")


def read_sources(data: Path) -> dict[str, Source]:
    """Return the sources that a folder of training data describes, by name.

    None without the file; raises `TrainingDataError` where it is not what it should be.
    """
    path = data / SOURCES
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingDataError(f"{SOURCES} is not TOML: {error}.") from error
    return {name: _source(name, table) for name, table in tables.items()}


def _source(name: str, table: object) -> Source:
    fields = table if isinstance(table, dict) else {}
    what, licence, region = (fields.get(key) for key in ("what", "licence", "region"))
    known = {"what", "licence"} | ({"region"} if region in list(REGIONS) else set())
    if isinstance(what, str) and isinstance(licence, str) and set(fields) == known:
        return Source(what, licence, region)
    raise TrainingDataError(
        f'{SOURCES}: [{name}] takes what = "...", licence = "..." and, where all its documents come'
        f" from there, region = {' or '.join(map(repr, REGIONS))}; and nothing else."
    )
