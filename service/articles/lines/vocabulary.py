"""The words of a page's lines: what sort they are, and how far the lines share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.articles.lines.line import REACH, Line
from service.text.document import Document
from service.text.lexicon import Column, Lexicon, renumber

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Marked = npt.NDArray[np.bool_]

_ATTRIBUTION = (
    *("said", "says", "told", "according", "added", "announced"),
    *("dijo", "según", "sagte", "disse"),
)
_FIRST_PERSON = ("i", "my", "me", "i'm", "i’m")
_READER = ("you", "your", "you're", "you’re")
_HOUSE = ("we", "our", "us")
_COMMON_WORDS = (
    "the of and to in a is that for it on was with as at by be this from are have has had not"
    " an were which but or his her he she they we you i its their been will would who what"
    " when there more about after into said than also can our your if so up out one all no"
    " over new just like some other could do them then now only how my me us these those him"
    " where because before while during between against under until such both each few most"
    " own same very too here any being through off down again once de la le les des et en que"
    " un une del el los las para por con se au du dans pour qui sur il der die das und den"
    " von zu mit ist im für auf nicht ein eine dem sich als auch es an werden di che non è da"
    " per al sono della nel o os do na em não com uma um mais dos como às van het een op te"
    " dat voor zijn met niet och att som på är av det till inte"
)
#: The commonest words of the languages that most pages are in: their share tells prose from lists.
COMMON = frozenset(_COMMON_WORDS.split())
# Bits of what a word is.
_COMMON, _SMALL, _DIGITS, _CAPITALS = 1, 2, 4, 8
_SPOKEN = {_ATTRIBUTION: 16, _FIRST_PERSON: 32, _READER: 64, _HOUSE: 128}
_LENGTH = 8
# Shorter words than these are seldom what a page is about.
_CONTENT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a page's lines.

    `terms` and `owners` are parallel, one entry for each line and each different word of content
    in it, in the order of lines: the number of the word, and that of the line. `names` says which
    are written with a capital past the line's first word. `counts` and `shares` have a row a line:
    the number of words; and the shares of common, small, numeric and capital words, the mean
    length, the share of different words, and whether the line attributes, or speaks of the writer,
    to the reader, or of the house.
    """

    terms: Indices
    owners: Indices
    names: Marked
    counts: Indices
    shares: Array


def read_vocabulary(document: Document, lines: Sequence[Line]) -> Vocabulary:
    """Return the words of the lines, as far as these are looked at.

    Each distinct spelling is looked at once, the rest is counting.
    """
    reach = np.array([line.span.offset + line.margin + REACH for line in lines], np.int64)
    near = np.flatnonzero(document.words.starts < reach[document.owners])
    owners, spelled = document.owners[near], document.words.numbers[near]
    lexicon, entries = document.words.lexicon, document.words.entries
    bits = _BITS.of(lexicon, entries)
    number_of, lowered = renumber(_LOWERED.of(lexicon, entries))
    words, marks = number_of[spelled], bits[spelled]
    counts = np.bincount(owners, minlength=len(lines))
    lengths = marks >> _LENGTH
    # Each word once a line.
    width = max(1, len(lowered))
    numbered = owners * width + words
    pairs = np.sort(numbered, kind="stable")
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    pair_owners, pair_words = np.divmod(pairs, width)

    first = np.zeros(len(words), bool)
    first[(np.cumsum(counts) - counts)[counts > 0]] = True
    capital = ((marks & _SMALL) == 0) & ~first & (lengths >= _CONTENT_LENGTH)
    named = np.zeros(len(pairs), bool)
    named[np.searchsorted(pairs, numbered[capital])] = True

    some = np.maximum(counts, 1)
    shares = (
        np.bincount(owners, values, len(lines)) / some
        for values in (
            *((marks & bit) > 0 for bit in (_COMMON, _SMALL, _DIGITS, _CAPITALS)),
            lengths,
        )
    )
    spoken = (
        np.bincount(owners[(marks & bit) > 0], minlength=len(lines)) > 0 for bit in _SPOKEN.values()
    )
    different = np.bincount(pair_owners, minlength=len(lines)) / some
    says = np.zeros(len(lowered), bool)
    says[number_of] = ((bits & _COMMON) == 0) & ((bits >> _LENGTH) >= _CONTENT_LENGTH)
    content = says[pair_words]
    return Vocabulary(
        *(pair_words[content], pair_owners[content], named[content], counts),
        np.column_stack([*shares, different, *spoken]),
    )


def _describe(_: Lexicon, spelling: str) -> int:
    """The bits of what a word is, above which stands its length."""
    lowered = spelling.lower()
    bits = len(spelling) << _LENGTH
    for bit, holds in (
        (_COMMON, lowered in COMMON),
        (_SMALL, spelling.islower()),
        (_DIGITS, spelling.isdigit()),
        (_CAPITALS, spelling.isupper()),
        *((bit, lowered in group) for group, bit in _SPOKEN.items()),
    ):
        bits |= bit * holds
    return bits


_BITS = Column(_describe)
_LOWERED = Column(lambda lexicon, spelling: lexicon.number(spelling.lower()))


def belonging(belief: Array, vocabulary: Vocabulary) -> Array:
    """Return how far each line's terms occur in the other lines, weighted by `belief`.

    A row a line: mean strength, share of its terms, their number, how often they stand in lines
    that are not believed, and the share of its names.
    """
    terms, owners, rows = vocabulary.terms, vocabulary.owners, len(belief)
    if not len(terms):
        return np.zeros((rows, 5))
    own = belief[owners]
    inside = np.bincount(terms, own)[terms] - own
    outside = np.bincount(terms)[terms] - 1.0 - inside
    some = np.maximum(np.bincount(owners, minlength=rows), 1)

    def total(values: Array | Marked) -> Array:
        return np.asarray(np.bincount(owners, values, minlength=rows), dtype=float)

    shared = inside > 0.3
    matches = total(shared)
    strength = total(np.minimum(inside, 3.0)) / some
    elsewhere = total(np.clip(outside, 0.0, 3.0)) / some
    named = (total(shared & vocabulary.names) + 0.5) / (total(vocabulary.names) + 1.0)
    return np.column_stack([strength, matches / some, np.minimum(matches, 30.0), elsewhere, named])


def shared_with(index: int, vocabulary: Vocabulary, rows: int) -> tuple[Array, Array]:
    """Return each line's share of the terms of the line at `index`, and of its own, in common."""
    wanted = np.zeros(int(vocabulary.terms.max(initial=0)) + 1, bool)
    wanted[vocabulary.terms[vocabulary.owners == index]] = True
    shared = np.bincount(vocabulary.owners, wanted[vocabulary.terms], rows)
    counts = np.bincount(vocabulary.owners, minlength=rows)
    return shared / max(1, int(wanted.sum())), shared / np.maximum(counts, 1)
