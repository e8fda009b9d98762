"""The names of a line's features, in the order of their columns.

The parameters say by these what each weight is of. `prose` is counted in words, distances in
lines, and `log` is the logarithm of one more.
"""

from __future__ import annotations

from collections.abc import Iterable

from service.articles.furniture.kinds import Kind

#: What `marks.read_marks` gives.
MARKS = (
    *("log characters", "ends in dots", "ends in a colon", "ends in ? or !", "sentence ends"),
    *("sentence ends a word", "begins small", "begins with a digit", "begins with a quote"),
    *("begins with a bullet", "quotes", "commas a word", "bars", "brackets a word"),
    *("web address", "at sign", "money", "dash", "label"),
)
#: What `vocabulary.Vocabulary.shares` holds.
WORD_SHARES = (
    *("common words", "small words", "numbers", "capital words", "mean word length"),
    *("different words", "attributes", "first person", "to the reader", "of the house"),
)
#: What `signs.read_signs` gives.
SIGNS = (
    *("words of what is seen", "number of words seen", "words of what is told"),
    *("number of words told", "words of what is offered", "number of words offered"),
    *("short fragment", "short question", "short between prose", "question between prose"),
    *("behind a colon", "in a list", "log fragments together", "post"),
)
#: The kinds of furniture that have a column; one that is not here has none until it is trained.
KINDS: tuple[Kind, ...] = (
    *("caption", "credit", "byline", "timestamp", "copyright", "teaser", "promotion"),
    *("navigation", "heading", "signoff", "quote_header"),
)
OWN = ("log words", "ended", "cut short", "heads a list", *MARKS, *WORD_SHARES, *KINDS)
_POSITION = (
    *("relative position", "log lines before", "log lines after", "log lines of page"),
    *("line breaks before", "line breaks after", "repeats"),
)
#: What each line is told of those around it; `steps` before it, or after it where negative.
NEIGHBOUR = ("log words", "log prose", "furniture", "sentence ends a word", "ended")
NEIGHBOUR_STEPS = (-3, -2, -1, 1, 2, 3)
_PROSE = ("prose share before", "prose share after", "log prose before", "log prose after")
PROSE_REACHES = (3, 6, 12)
_BREAKS = (
    *("log lines since break", "breaks before", "log prose since break"),
    *("log lines to break", "log prose to break"),
)
_RUN = (
    *("in densest run", "lines from run start", "lines from run end", "log prose of run"),
    *("prose share of run", "log prose of page", "log lines since long prose"),
    "log lines to long prose",
)
#: What `vocabulary.belonging` gives.
_BELONGING = (
    *("shared strength", "shared words", "number of shared words", "words elsewhere"),
    "shared names",
)
_HEADLINE = (
    *("share of headline's words", "share of words in headline"),
    *("share of headline's words 1 before", "share of headline's words 1 after"),
    "lines from headline",
)
BELIEF_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_BELIEF = (
    *("belief share before", "belief share after", "log belief before", "log belief after"),
    *("log belief of page", "mean belief of page"),
)
BELIEF_REACHES = (2, 5, 10)
_LIKELIEST = (
    *("in likeliest run", "lines from likeliest start", "lines from likeliest end"),
    *("belief share of likeliest run", "lines from middle", "log lines since sure"),
    *("log lines to sure", "log doubted since sure", "log doubted to sure"),
)


def _steps(names: Iterable[str], steps: Iterable[int]) -> tuple[str, ...]:
    names = tuple(names)
    return tuple(
        f"{name} {abs(step)} {'before' if step > 0 else 'after'}"
        for step in steps
        for name in names
    )


def _reaches(name: str, reaches: Iterable[int]) -> tuple[str, ...]:
    return tuple(
        f"{name} within {reach} {side}" for reach in reaches for side in ("before", "after")
    )


def _belonging(to: str) -> tuple[str, ...]:
    shared = (*_BELONGING, *_steps((_BELONGING[1],), (1, -1)))
    return tuple(f"{name}, {to}" for name in shared)


#: What the first pass is given: the columns of `PageFeatures.matrix`.
FIRST_FEATURES = (
    *(*OWN, *_POSITION, *_steps(NEIGHBOUR, NEIGHBOUR_STEPS)),
    *(*_PROSE, *_reaches("prose", PROSE_REACHES), *_BREAKS, *_RUN),
    *(*_belonging("densest run"), *_HEADLINE, *SIGNS),
)
#: What the second pass and the naming of kinds are given.
SECOND_FEATURES = (
    *(*FIRST_FEATURES, "belief", "log odds of belief", *_steps(("belief",), BELIEF_STEPS)),
    *(*_BELIEF, *_reaches("belief", BELIEF_REACHES), *_LIKELIEST, *_belonging("believed")),
)
