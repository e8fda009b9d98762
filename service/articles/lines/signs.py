"""Signs by which furniture in whole sentences is told from paragraphs, and fragments from lists.

A caption tells in the present tense what is seen, an appeal speaks of subscribing, and a report
tells what was said and done; an item of a list stands behind a colon, a subheading alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from service.articles.lines.line import Line, Overview
from service.text.document import Document
from service.text.lexicon import Column

Array = npt.NDArray[np.float64]
_Marked = npt.NDArray[np.bool_]

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
_CODES = {
    word: code for code, words in enumerate((_SEEN, _TOLD, _OFFERED), 1) for word in words.split()
}
_CODE = Column(lambda _, spelling: _CODES.get(spelling.lower(), 0))
_CLASSES = 4
_MOST = (4, 3, 4)
_POST = ("t.co/", "pic.twitter", "(@")
_SHORT, _SHORT_QUESTION, _ALONE, _ALONE_QUESTION = 10, 14, 12, 14


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
    codes = _CODE.of(words.lexicon, words.entries)[words.numbers]
    places = codes.nonzero()[0]
    cells = document.owners[places] * _CLASSES + codes[places]
    table = np.bincount(cells, minlength=count * _CLASSES).reshape(-1, _CLASSES)[:, 1:]
    counts = np.maximum(np.bincount(document.owners, minlength=count), 1)
    return [
        column
        for index, most in enumerate(_MOST)
        for column in (table[:, index] / counts, np.minimum(table[:, index], most))
    ]


def _run_lengths(marked: _Marked) -> Array:
    """For each marked entry, the length of its unbroken run; 0 for the others."""
    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False))
    runs = edges[1::2] - edges[::2]
    lengths = np.zeros(len(marked))
    lengths[marked] = np.repeat(runs, runs)
    return lengths
