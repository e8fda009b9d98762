"""A sketch: what of an article's words is kept to find its reprints."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from service.archives.errors import NotInstalled

#: Places of a signature.
PERMUTATIONS = 128
# Words that stand together in a shingle; characters, where words have no blanks between.
_WORDS, _CHARACTERS = 3, 8
_WORD = re.compile(r"\w+")
_LONGEST_WORDS = 20

Hashes = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class Sketch:
    """Hashes of all shingles, each once and in order, and the MinHash signature of them."""

    shingles: Hashes
    signature: Hashes


def make_sketch(text: str) -> Sketch:
    """Return the sketch of an article's own text; raises `NotInstalled`."""
    shingles = sorted({zlib.crc32(shingle.encode()) for shingle in _shingles(text.casefold())})
    signature = minhash()
    signature.update_batch(shingles)
    return Sketch(np.array(shingles, np.uint32), signature.hashvalues.astype(np.uint32))


def minhash(values: Hashes | None = None) -> Any:
    """Return a MinHash of the library's, empty or with a signature."""
    try:
        from datasketch import MinHash
    except ImportError:
        raise NotInstalled("datasketch", "--group", "requirements-batch.txt") from None
    return MinHash(PERMUTATIONS, hashfunc=int, hashvalues=values, scheme="affine32")


def similarity(one: Hashes, other: Hashes) -> float:
    """Return the share of the shingles of both that both have, from 0 to 1."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / max(1, len(one) + len(other) - both)


def _shingles(text: str) -> list[str]:
    words = _WORD.findall(text)
    if len(words) * _LONGEST_WORDS < len(text):
        bare = "".join(words)
        return [bare[at : at + _CHARACTERS] for at in range(max(1, len(bare) - _CHARACTERS + 1))]
    return [" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))]
