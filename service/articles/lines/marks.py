"""The marks of a page's lines: their characters, ends and beginnings, and signs of what they are.

All lines are counted at once over the document's code points: for the 180 lines of a page that
takes a fifth of the time that looking at them one by one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from service.articles.lines.line import REACH, Line, Overview
from service.text.document import Document
from service.text.lexicon import Column

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

_STOP, _CLOSING, _QUOTE, _GUILLEMET, _COMMA, _BAR, _OPEN, _AT, _MONEY, _COLON, _DASH = range(1, 12)
_CLASSES = 12
_MARKS = (
    *((_STOP, ".?!"), (_CLOSING, "”"), (_QUOTE, '"“'), (_GUILLEMET, "»"), (_COMMA, ",")),
    *((_BAR, "|›·"), (_OPEN, "("), (_AT, "@"), (_MONEY, "$£€"), (_COLON, ":"), (_DASH, "-–")),
)
_TABLE = np.zeros(0x10000, np.uint8)
for _class, _characters in _MARKS:
    _TABLE[[ord(character) for character in _characters]] = _class
_LAST_CODE = 0xFFFF
_BLANK, _DOT, _DOTS = ord(" "), ord("."), len("...")
_QUOTED, _BULLETED = "\"'“‘«„—", "*•·-–—>|»+#@"
# A colon so near the beginning introduces what the line is.
_LABEL = 30
_ADDRESSES = ("http", "www.", ".com")
_SEEN = """attend attends arrive arrives carry carries center centre cheer cheers deliver delivers
    during file footage front gather gathers gesture gestures greet greets hands hold holding holds
    hug hugs image images leave leaves left listen listens look looks outside participates photo
    photograph photos picture pictured pictures pose poses posing prepare prepares rally react
    reacts representative right seen shake shakes sit sits sitting speak speaks stand standing
    stands take takes undated wait waits walk walks watch watches wave waves waving wear wearing"""
_TOLD = "according added asked been but did had said says told was were"
_OFFERED = """advertisement advertising app article author authors caption click columnist
    commentary contributor contributors copyright donate donation download editor editors email
    expressed fellow follow here inbox media membership more newsletter newsletters note playback
    podcast policy privacy read reserved rights sign stories story subscribe subscriber subscribing
    subscription updated video views visit"""
_SORT_OF = {
    word: code for code, words in enumerate((_SEEN, _TOLD, _OFFERED), 1) for word in words.split()
}
_SORT = Column(lambda _, spelling: _SORT_OF.get(spelling.lower(), 0))
_SORTS = 4
_MOST = (4, 3, 4)
_POST = ("t.co/", "pic.twitter", "(@")
_SHORT, _SHORT_QUESTION, _ALONE, _ALONE_QUESTION = 10, 14, 12, 14


def read_marks(document: Document, lines: Sequence[Line], words: Indices) -> Array:
    """Return the marks of the lines, a row a line; `words` are those within reach, of each.

    Columns: logarithm of the length; ends in dots, in a colon, in `?` or `!`; sentence ends inside,
    and how many a word; begins small, with a digit, a quote, a bullet; quotes; commas a word; bars;
    brackets a word; an address of the web; an at sign; money; a dash; a label.
    """
    starts = np.array([line.span.offset + line.margin for line in lines], np.intp)
    lengths = np.array([line.span.length - line.margin for line in lines], np.intp)
    ends = starts + np.minimum(lengths, REACH)
    words, text, codes = np.maximum(words, 1), document.text, document.codes
    counts = _count(codes, starts, ends)
    last = codes[ends - 1]
    dots = (ends - starts >= _DOTS) & (codes[np.maximum(ends, _DOTS) - _DOTS] == _DOT)
    dots &= (last == _DOT) & (codes[ends - 2] == _DOT)
    firsts = [text[start] for start in starts.tolist()]
    begins = [(c.islower(), c.isdigit(), c in _QUOTED, c in _BULLETED) for c in firsts]
    quotes = counts[:, _QUOTE] + counts[:, _GUILLEMET] + counts[:, _CLOSING]
    return np.column_stack(
        [
            np.log1p(ends - starts),
            (last == ord("…")) | dots,
            last == ord(":"),
            (last == ord("?")) | (last == ord("!")),
            *(np.minimum(counts[:, _STOP], 8), counts[:, _STOP] / words),
            np.array(begins, float),
            np.minimum(quotes, 6),
            counts[:, _COMMA] / words,
            np.minimum(counts[:, _BAR] + counts[:, _GUILLEMET], 6),
            counts[:, _OPEN] / words,
            _addresses(text, starts, ends),
            counts[:, (_AT, _MONEY, _DASH, _COLON)] > 0,
        ]
    )


def _count(codes: npt.NDArray[np.uint32], starts: Indices, ends: Indices) -> npt.NDArray[np.intp]:
    """The marks of each class in each line; column `_STOP` has only ends before a blank."""
    classes = _TABLE[np.minimum(codes, _LAST_CODE)]
    spots = classes.nonzero()[0]
    found = classes[spots].astype(np.intp)
    owner = np.searchsorted(starts, spots, side="right") - 1
    inside = (owner >= 0) & (spots < ends[owner])
    blank = codes == _BLANK
    before, after = blank[spots - 1], blank[np.minimum(spots + 1, len(codes) - 1)]
    # What stands at the beginning or end of a line has no blank of the line beside it.
    before &= spots > starts[owner]
    after &= spots + 1 < ends[owner]
    kept = inside.copy()
    kept &= (found != _STOP) | after
    kept &= (found != _DASH) | (before & after)
    kept &= (found != _COLON) | (spots < starts[owner] + _LABEL)
    rows = len(starts)
    counted = np.bincount(owner[kept] * _CLASSES + found[kept], minlength=rows * _CLASSES).reshape(
        rows, _CLASSES
    )
    closed = inside & (found == _CLOSING) & after
    counted[:, _STOP] += np.bincount(owner[closed], minlength=rows)
    return counted


def _addresses(document: str, starts: Indices, ends: Indices) -> npt.NDArray[np.bool_]:
    """Which lines have an address of the web in them."""
    marked = np.zeros(len(starts), bool)
    for part in _ADDRESSES:
        spots = np.fromiter(_finds(document, part), np.intp)
        owner = np.searchsorted(starts, spots, side="right") - 1
        marked[owner[(owner >= 0) & (spots + len(part) <= ends[owner])]] = True
    return marked


def _finds(document: str, part: str) -> Iterator[int]:
    index = document.find(part)
    while index >= 0:
        yield index
        index = document.find(part, index + 1)


def read_signs(document: Document, lines: Sequence[Line], overview: Overview) -> list[Array]:
    """Return the signs of the lines, an entry a line; `feature_names.SIGNS` names them."""
    words, ended, reads, listed = overview[:4]
    lasts = [line.text[-1] for line in lines]
    question = np.array([last == "?" for last in lasts], bool)
    behind = np.zeros(len(lines), bool)
    behind[1:] = [last == ":" for last in lasts[:-1]]
    between = np.zeros(len(lines), bool)
    between[1:-1] = reads[:-2] & reads[2:]
    posts = any(part in document.text for part in _POST)
    return [
        *_spoken(document, len(lines)),
        ~ended & (words <= _SHORT),
        question & (words <= _SHORT_QUESTION),
        between & (words <= _ALONE),
        between & question & (words <= _ALONE_QUESTION),
        behind,
        listed,
        np.log1p(_run_lengths(~reads)),
        np.array([any(part in line.text for part in _POST) for line in lines], float)
        if posts
        else np.zeros(len(lines)),
    ]


def _spoken(document: Document, count: int) -> list[Array]:
    """Words of what is seen, told and offered: the share of each line's words, and how many."""
    words = document.words
    codes = _SORT.of(words.lexicon, words.entries)[words.numbers]
    places = codes.nonzero()[0]
    cells = document.owners[places] * _SORTS + codes[places]
    table = np.bincount(cells, minlength=count * _SORTS).reshape(-1, _SORTS)[:, 1:]
    counts = np.maximum(np.bincount(document.owners, minlength=count), 1)
    return [
        column
        for index, most in enumerate(_MOST)
        for column in (table[:, index] / counts, np.minimum(table[:, index], most))
    ]


def _run_lengths(marked: npt.NDArray[np.bool_]) -> Array:
    """For each marked entry, the length of its unbroken run; 0 for the others."""
    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False))
    runs = edges[1::2] - edges[::2]
    lengths = np.zeros(len(marked))
    lengths[marked] = np.repeat(runs, runs)
    return lengths
