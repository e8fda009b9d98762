"""The marks of stories, written into shards that are finished."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from service.archives.output.files import as_text, packed, writing
from service.archives.output.shards import ROW_GROUP
from service.archives.stories.groups import Mark

#: The columns that a Parquet shard has then, with Arrow's names of their types.
MARK_COLUMNS = {"group": "int64", "earliest": "string", "similarity": "double"}


def _mark_lines(path: Path, marks: Sequence[Mark]) -> None:
    with gzip.open(path, "rb") as lines, writing(path) as file:
        into = packed(file)
        for line, one in zip(lines, marks, strict=True):
            # Numbers stay as they were written.
            told = json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":"))
            into.write(
                line.rstrip()[:-1] + b"," + told[1:].encode("utf-8", "backslashreplace") + b"\n"
            )
        into.close()


def _mark_table(path: Path, marks: Sequence[Mark]) -> None:
    import pyarrow
    from pyarrow import parquet

    table = parquet.read_table(path, use_threads=False)
    for name, kind in MARK_COLUMNS.items():
        cells = [getattr(one, name) for one in marks]
        if kind == "string":
            cells = [as_text(cell) for cell in cells]
        values = pyarrow.array(cells, pyarrow.type_for_alias(kind))
        table = table.append_column(name, values)
    with writing(path) as file:
        parquet.write_table(table, file, compression="zstd", row_group_size=ROW_GROUP)


#: What marks a shard, by its format.
MARKERS: dict[str, Callable[[Path, Sequence[Mark]], None]] = {
    "jsonl": _mark_lines,
    "parquet": _mark_table,
}
