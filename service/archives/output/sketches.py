"""Sketches of finished shards on disk, a few files a shard."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from service.archives.output.files import read_json, writing
from service.archives.row import Result
from service.archives.stories.groups import Article
from service.archives.stories.sketch import PERMUTATIONS, Hashes

_HASH_BYTES = 4


def save_sketches(folder: Path, number: int, results: Sequence[Result]) -> None:
    """Write the sketches of a shard's answers, in their order."""
    sketches = [result.sketch for result in results if result.sketch is not None]
    told = [[result.location, result.facts and result.facts.date] for result in results]
    ends = np.cumsum([len(sketch.shingles) for sketch in sketches], dtype=np.int64)
    signatures = [sketch.signature for sketch in sketches]
    empty = np.empty((0, PERMUTATIONS), np.uint32)
    arrays = {
        "shingles": np.concatenate([empty[:, 0], *(sketch.shingles for sketch in sketches)]),
        "signatures": np.stack(signatures) if signatures else empty,
        "ends": ends,
    }
    for name, array in arrays.items():
        with writing(folder / f"{number:05}.{name}.npy") as file:
            np.save(file, array)
    with writing(folder / f"{number:05}.articles") as file:
        file.write(json.dumps(told).encode())


def load_sketches(folder: Path, number: int) -> Iterator[Article]:
    """Yield the articles of a shard; their shingles stay on the disk until they are asked for."""
    shingles, signatures, ends = (
        np.load(folder / f"{number:05}.{name}.npy", mmap_mode="r")
        for name in ("shingles", "signatures", "ends")
    )
    begin = 0
    # An open file for each shard would be more than a process may have.
    path, offset = folder / f"{number:05}.shingles.npy", int(shingles.offset)
    for at, (location, date) in enumerate(read_json(folder / f"{number:05}.articles")):
        end = int(ends[at])
        shingled = partial(_slice, path, offset + begin * _HASH_BYTES, end - begin)
        yield Article(location, date, np.array(signatures[at]), shingled)
        begin = end


def _slice(path: Path, offset: int, count: int) -> Hashes:
    return np.fromfile(path, np.uint32, count, offset=offset)
