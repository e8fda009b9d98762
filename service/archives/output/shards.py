"""Shards: the answers of a fixed range of rows, in one file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import IO, Any, Protocol

from service.archives.errors import NotInstalled
from service.archives.output.files import as_text, packed
from service.archives.row import Result

_FLUSH = 2**17


class Shard(Protocol):
    """Takes the answers of a shard in the order of their rows."""

    def add(self, result: Result) -> None:
        """Add an answer."""
        ...

    def finish(self) -> None:
        """Write what is left."""
        ...


class JsonLinesShard:
    """A JSON object a line, gzip; the same rows give the same bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._packed = packed(file)
        self._lines: list[str] = []
        self._length = 0

    def add(self, result: Result) -> None:
        """Add an answer."""
        assert result.answer is not None
        name = json.dumps(result.id, ensure_ascii=False)
        location = json.dumps(result.location, ensure_ascii=False)
        line = f'{{"id":{name},"location":{location},{result.answer[1:]}\n'
        self._lines.append(line)
        self._length += len(line)
        if self._length > _FLUSH:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        self._packed.close()

    def _flush(self) -> None:
        # A file name may have bytes that are no text.
        self._packed.write("".join(self._lines).encode("utf-8", "backslashreplace"))
        self._lines.clear()
        self._length = 0


#: Rows of a row group.
ROW_GROUP = 1_000
#: The columns of a Parquet shard, with Arrow's names of their types.
PARQUET_COLUMNS = {
    "id": "string",
    "location": "string",
    "language": "string",
    "title": "string",
    "author": "string",
    "date": "string",
    "site": "string",
    "topic": "string",
    "confidence": "double",
    "abstained": "string",
    "candidates": "list<string>",
    "section": "string",
    "section_confidence": "double",
    "section_abstained": "string",
    "summary": "string",
    "sentences": "list<string>",
    "algorithm": "string",
    "text": "string",
    "model": "string",
}


def flat(result: Result) -> dict[str, Any]:
    """Return an answer as a row of `PARQUET_COLUMNS`."""
    answer = json.loads(result.answer or "")
    article, topic, summary = answer["article"], answer["topic"], answer["summary"]
    section = topic["section"] or {}
    return {
        "id": None if result.id is None else as_text(result.id),
        "location": as_text(result.location),
        "language": answer["language"],
        **{name: article[name] for name in ("title", "author", "date", "site")},
        "topic": topic["label"],
        "confidence": topic["confidence"],
        "abstained": topic["abstained"],
        "candidates": topic["candidates"],
        "section": section.get("label"),
        "section_confidence": section.get("confidence"),
        "section_abstained": section.get("abstained"),
        "summary": summary["text"],
        "sentences": [sentence["text"] for sentence in summary["sentences"]],
        "algorithm": summary["algorithm"],
        "text": article.get("text"),
        "model": answer["model"]["version"],
    }


class ParquetShard:
    """A flat table, zstd, a row group a thousand rows."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import pyarrow
            from pyarrow.parquet import ParquetWriter
        except ImportError:
            raise NotInstalled("pyarrow", "Parquet", "requirements-batch.txt") from None
        self._table = pyarrow.Table
        kinds = {
            "string": pyarrow.string(),
            "double": pyarrow.float64(),
            "list<string>": pyarrow.list_(pyarrow.string()),
        }
        fields = [(name, kinds[kind]) for name, kind in PARQUET_COLUMNS.items()]
        self._schema = pyarrow.schema(fields)
        self._writer = ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, result: Result) -> None:
        """Add an answer."""
        self._rows.append(flat(result))
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, self._schema))
        self._rows.clear()


#: Formats of shards by name, each with what its files end in; the first is the default.
SHARDS: dict[str, tuple[str, Callable[[IO[bytes]], Shard]]] = {
    "jsonl": (".jsonl.gz", JsonLinesShard),
    "parquet": (".parquet", ParquetShard),
}


def shard_name(number: int, format_: str) -> str:
    """Return the name of a shard's file."""
    return f"part-{number:05}{SHARDS[format_][0]}"
