"""A text read once: its characters, blocks and words, on which every stage works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.text.blocks import split_blocks
from service.text.lexicon import Integers
from service.text.spans import Span
from service.text.words import Codes, Words, find_words, to_codes


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A text, its code points, blocks and words.

    `texts` are what the blocks say, and `owners` has the number of each word's block.
    """

    text: str
    codes: Codes
    blocks: tuple[Span, ...]
    texts: tuple[str, ...]
    words: Words
    owners: Integers


def read_document(text: str, max_lines: int | None = None) -> Document:
    """Read a text; linear in its length.

    Raises `TooManyParts` where it has more than `max_lines` lines.
    """
    blocks = split_blocks(text, max_lines)
    return read_blocks(text, blocks)


def read_blocks(text: str, blocks: Sequence[Span]) -> Document:
    """Read a text whose blocks are known; linear in its length.

    The blocks stand in the text's order and hold each character that is not blank once.
    """
    codes = to_codes(text)
    words = find_words(codes)
    starts = np.array([block.offset for block in blocks], np.int64)
    # No word stands outside the blocks, nor in two of them.
    lengths = np.diff(np.searchsorted(words.starts, starts), append=len(words))
    owners = np.repeat(np.arange(len(blocks)), lengths)
    texts = tuple(block.of(text) for block in blocks)
    return Document(text, codes, tuple(blocks), texts, words, owners)
