"""Tests of `service.text.document`: a text read once, on which every stage works."""

from __future__ import annotations

import pytest
from hypothesis import given

from service.text.blocks import split_blocks
from service.text.document import read_document
from service.text.words import read_words
from tests.articles.strategies import DOCUMENTS
from tests.growth import check_growth, repeat


@given(text=DOCUMENTS)
def test_a_document_has_the_text_s_blocks_and_words(text: str) -> None:
    """It has the text as it is, its code points, and what reading each by itself finds."""
    document = read_document(text)
    words = read_words(text)
    assert document.text == text
    assert document.codes.tolist() == list(map(ord, text))
    assert document.blocks == split_blocks(text)
    assert [*document.words.written()] == [*words.written()]
    assert document.words.starts.tolist() == words.starts.tolist()
    assert document.words.ends.tolist() == words.ends.tolist()


@given(text=DOCUMENTS)
def test_every_word_stands_in_one_block_and_knows_it(text: str) -> None:
    """No word is outside the blocks or in two of them, and owners are in order."""
    document = read_document(text)
    words, owners = document.words, document.owners.tolist()
    assert len(owners) == len(words)
    assert owners == sorted(owners)
    for start, end, owner in zip(words.starts.tolist(), words.ends.tolist(), owners, strict=True):
        block = document.blocks[owner]
        assert block.offset <= start < end <= block.end


@given(text=DOCUMENTS)
def test_a_block_s_words_are_those_that_it_has_alone(text: str) -> None:
    """What stands around a block changes none of its words."""
    document = read_document(text)
    written = [*document.words.written()]
    for number, block in enumerate(document.blocks):
        owned = [
            word
            for word, owner in zip(written, document.owners.tolist(), strict=True)
            if owner == number
        ]
        assert owned == [*read_words(block.of(text)).written()]


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "\n\n"])
def test_a_text_of_nothing_is_a_document_too(text: str) -> None:
    """It has no blocks and no words."""
    document = read_document(text)
    assert document.blocks == ()
    assert len(document.words) == len(document.owners) == 0


def test_a_lone_surrogate_is_a_character_like_others() -> None:
    """What no encoding can hold is read all the same, and is part of no word."""
    document = read_document("Boats \ud800 sank\udfff.")
    assert [*document.words.written()] == ["Boats", "sank"]
    assert document.words.ends.tolist() == [5, 12]


@pytest.mark.parametrize(
    "piece", ["a", "a ", "a\n", "\n", "U.", "\u00ad", "a\u200b", "\u0301", "'a"]
)
def test_a_document_is_read_in_linear_time(piece: str) -> None:
    """Whatever a text repeats, its time grows as its length does."""
    check_growth(read_document, repeat(piece, 25_000), repeat(piece, 200_000))
