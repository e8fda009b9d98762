"""The words of a page's lines: what sort they are, and how far the lines share them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
import numpy.typing as npt

from service.articles.lines.line import Line

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
# Shorter words than these are seldom what a page is about.
_CONTENT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a page's lines.

    `terms` and `owners` are parallel, one entry for each line and each different word of content
    in it, in the order of lines: the number of the word, and that of the line. `names` says which
    are written with a capital past the line's first word. `shares` has a row a line: the shares
    of common, small, numeric and capital words, the mean length, the share of different words,
    and whether the line attributes, or speaks of the writer, to the reader, or of the house.
    """

    terms: Indices
    owners: Indices
    names: Marked
    shares: Array


def read_vocabulary(lines: Sequence[Line]) -> Vocabulary:
    """Return the words of the lines; the page's words are numbered once, the rest is counting."""
    tokens = list(chain.from_iterable(line.tokens for line in lines))
    counts = np.array([len(line.tokens) for line in lines], np.intp)
    owners = np.repeat(np.arange(len(lines)), counts)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    words = np.fromiter(map(numbers.__getitem__, map(str.lower, tokens)), np.intp, len(tokens))
    common = _marked(COMMON.__contains__, numbers, len(numbers))
    long = np.fromiter(map(len, numbers), np.intp, len(numbers)) >= _CONTENT_LENGTH
    lengths = np.fromiter(map(len, tokens), np.intp, len(tokens))
    small = _marked(str.islower, tokens, len(tokens))
    # Each word once a line.
    numbered = owners * max(1, len(numbers)) + words
    pairs = np.sort(numbered, kind="stable")
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    pair_owners, pair_words = np.divmod(pairs, max(1, len(numbers)))

    first = np.zeros(len(tokens), bool)
    first[(np.cumsum(counts) - counts)[counts > 0]] = True
    capital = ~small & ~first & (lengths >= _CONTENT_LENGTH)
    named = np.zeros(len(pairs), bool)
    named[np.searchsorted(pairs, numbered[capital])] = True

    some = np.maximum(counts, 1)
    shares = (
        np.bincount(owners, values, len(lines)) / some
        for values in (
            *(common[words], small, _marked(str.isdigit, numbers, len(numbers))[words]),
            *(_marked(str.isupper, tokens, len(tokens)), lengths),
        )
    )
    spoken = (
        np.bincount(pair_owners, _among(group, numbers)[pair_words], len(lines)) > 0
        for group in (_ATTRIBUTION, _FIRST_PERSON, _READER, _HOUSE)
    )
    different = np.bincount(pair_owners, minlength=len(lines)) / some
    content = (~common & long)[pair_words]
    return Vocabulary(
        *(pair_words[content], pair_owners[content], named[content]),
        np.column_stack([*shares, different, *spoken]),
    )


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


def _marked(test: Callable[[str], bool], words: Iterable[str], count: int) -> Marked:
    return np.fromiter(map(test, words), np.bool_, count)


def _among(group: Sequence[str], numbers: dict[str, int]) -> Marked:
    marked = np.zeros(len(numbers), bool)
    marked[[numbers[word] for word in group if word in numbers]] = True
    return marked
