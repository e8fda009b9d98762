"""The words of a text: one rule, one pass, as numbers.

A word is a run of letters and digits, its inner apostrophes kept; initials with their points are
one word, so that U.S. is not "u" and "s". Every stage works on the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import regex

from service.text.languages.registry import find_language
from service.text.lexicon import Integers, Lexicon, lexicon_for, renumber
from service.text.spans import Span

Booleans = npt.NDArray[np.bool_]
#: A text's code points.
Codes = npt.NDArray[np.uint32]

_LAST = 0xFFFF
_NONE, _LETTER, _DIGIT, _MARK, _APOSTROPHE, _IGNORED = range(6)
_APOSTROPHES = "'’"
# Nobody sees what Unicode calls default-ignorable, so that it parts no word and is no part of how
# one is spelled: soft hyphens, joiners, selectors. Korean's fillers stand for letters.
_IGNORABLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}--\p{L}]", regex.VERSION1)
_PLANES = (range(_LAST + 1), range(0x1BCA0, 0x1D180), range(0xE0000, 0xE1000))
_FOLDED = dict.fromkeys(map(ord, _IGNORABLE.findall("".join(map(chr, chain(*_PLANES))))))
# What may stand between the words of a pair; across other punctuation two words are no phrase.
_BLANKS = (0x20, 0x2D, 0x0A, 0xA0)


def _classify(code: int) -> int:
    character = chr(code)
    if character in _APOSTROPHES:
        return _APOSTROPHE
    if code in _FOLDED:
        return _IGNORED
    if character.isalnum():
        return _LETTER if character.isalpha() else _DIGIT
    return _MARK if unicodedata.category(character)[0] == "M" else _NONE


_TABLE = np.array([_classify(code) for code in range(_LAST + 1)], np.uint8)
_IS_BLANK = np.zeros(_LAST + 1, np.bool_)
_IS_BLANK[list(_BLANKS)] = True


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text's words in order: parallel arrays with an entry a word.

    `numbers` has the place of the word's spelling among `entries`, which are distinct, in the order
    of their first use, and numbers of the `lexicon`; `starts` and `ends` where it stands, in code
    points. `joined` says that no more than a blank, a hyphen or a line break stands between it and
    the word before.
    """

    lexicon: Lexicon
    entries: Integers
    numbers: Integers
    starts: Integers
    ends: Integers
    joined: Booleans

    def __len__(self) -> int:
        return len(self.starts)

    def spellings(self) -> list[str]:
        """Return the distinct words, as they are spelled."""
        known = self.lexicon.spellings
        return [known[entry] for entry in self.entries.tolist()]

    def inside(self, spans: Sequence[Span]) -> tuple[Integers, Integers]:
        """Return the places of the words that begin inside the spans, and each one's span.

        The spans are in the order of the text and do not overlap.
        """
        starts = np.array([span.offset for span in spans], np.int64)
        ends = np.array([span.offset + span.length for span in spans], np.int64)
        # There are few spans and many words: what is searched for are the spans' bounds.
        first = np.searchsorted(self.starts, starts)
        lengths = np.searchsorted(self.starts, ends) - first
        owners = np.repeat(np.arange(len(spans)), lengths)
        before = np.cumsum(lengths) - lengths
        places: Integers = np.arange(len(owners)) + (first - before)[owners]
        return places, owners

    def written(self) -> Iterator[str]:
        """Yield each word as it is spelled, in order."""
        return map(self.lexicon.spellings.__getitem__, self.entries[self.numbers].tolist())


def read_words(text: str) -> Words:
    """Return the words of a text; linear in its length."""
    return find_words(to_codes(text))


def find_words(codes: Codes) -> Words:
    """Return the words of a text, given its code points."""
    kinds = _read_kinds(codes)
    ignored = kinds == _IGNORED
    seen = None
    if ignored.any():
        seen = np.flatnonzero(~ignored)
        codes, kinds = codes[seen], kinds[seen]
    starts, ends, joined = _find(codes, kinds)
    spelled = _spell(codes, starts, ends)
    if seen is not None:
        starts, ends = seen[starts], seen[ends - 1] + 1
    lexicon = lexicon_for(len(spelled), int((ends - starts).max(initial=0)))
    numbers, entries = renumber(lexicon.numbers(spelled))
    return Words(lexicon, entries, numbers, starts, ends, joined)


def to_codes(text: str) -> Codes:
    """Return the text's code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _read_kinds(codes: Codes) -> npt.NDArray[np.uint8]:
    kinds = _TABLE[np.minimum(codes, _LAST)]
    beyond = np.flatnonzero(codes > _LAST)
    if len(beyond):
        # Each is looked at once; what is in the text is marked, since sorting takes longer.
        far = codes[beyond]
        table = np.zeros(int(far.max()) + 1, np.uint8)
        table[far] = 1
        found = np.flatnonzero(table)
        table[found] = [_classify(code) for code in found.tolist()]
        kinds[beyond] = table[far]
    return kinds


def _find(codes: Codes, kinds: npt.NDArray[np.uint8]) -> tuple[Integers, Integers, Booleans]:
    """Where the words of a text without ignored characters start and end, and which are joined."""
    starts, ends = _find_runs(kinds)
    points = _find_initials(codes, kinds, starts, ends)
    if len(points):
        starts, ends = _join_initials(codes, starts, ends, points)
    return starts, ends, _find_joined(codes, starts, ends)


def _spell(codes: Codes, starts: Integers, ends: Integers) -> list[str]:
    """The words between these places; all are cut out at once, in a third of the time."""
    if (ends[:-1] == starts[1:]).any():
        # Initials with a word right behind them: U.S.army.
        text = codes.tobytes().decode("utf-32-le", "surrogatepass")
        return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    inside = np.zeros(len(codes) + 1, np.int8)
    inside[starts] = 1
    inside[ends] -= 1
    apart = np.where(np.cumsum(inside[:-1], dtype=np.int8), codes, _BLANKS[0]).astype(np.uint32)
    return apart.tobytes().decode("utf-32-le", "surrogatepass").split()


def _find_runs(kinds: npt.NDArray[np.uint8]) -> tuple[Integers, Integers]:
    """Where runs of letters and digits start and end, with an apostrophe inside at most at once."""
    inside = (kinds > _NONE) & (kinds < _APOSTROPHE)
    quotes = np.flatnonzero(kinds[1:-1] == _APOSTROPHE) + 1
    inside[quotes[inside[quotes - 1] & inside[quotes + 1]]] = True
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    if (kinds[starts] == _MARK).any():
        # An accent or a vowel sign belongs to the letter before it, and without one to no word.
        bases = np.append(np.flatnonzero((kinds == _LETTER) | (kinds == _DIGIT)), len(kinds))
        starts = bases[np.searchsorted(bases, starts)]
        kept = starts < ends
        starts, ends = starts[kept], ends[kept]
    return starts.astype(np.int64), ends.astype(np.int64)


def _find_initials(
    codes: Codes, kinds: npt.NDArray[np.uint8], starts: Integers, ends: Integers
) -> Integers:
    """The words of one letter before a point, of which initials are made."""
    single = np.flatnonzero((ends - starts == 1) & (ends < len(codes)))
    pointed = codes[ends[single]] == ord(".")
    found: Integers = single[pointed & (kinds[starts[single]] == _LETTER)]
    return found


def _join_initials(
    codes: Codes, starts: Integers, ends: Integers, points: Integers
) -> tuple[Integers, Integers]:
    """Join single letters, each with its point, that stand together: two and more are initials."""
    behind = points[1:][(np.diff(points) == 1) & (starts[points[1:]] == ends[points[:-1]] + 1)]
    if not len(behind):
        return starts, ends
    follows = np.zeros(len(starts) + 1, np.bool_)
    follows[behind] = True
    last = behind[~follows[behind + 1]]
    ends = ends.copy()
    ends[last] += 1
    # The possessive of initials has its apostrophe behind a point: U.S.'s.
    before = last[last + 1 < len(starts)]
    owned = before[
        (starts[before + 1] == ends[before] + 1)
        & (ends[before + 1] == starts[before + 1] + 1)
        & (codes[starts[before + 1]] == ord("s"))
        & (_TABLE[np.minimum(codes[ends[before]], _LAST)] == _APOSTROPHE)
    ]
    follows[owned + 1] = True
    first = np.flatnonzero(~follows[:-1])
    return starts[first], np.maximum.reduceat(ends, first)


def _find_joined(codes: Codes, starts: Integers, ends: Integers) -> Booleans:
    joined = np.zeros(len(starts), np.bool_)
    if len(starts) < 2:
        return joined
    before, gaps = ends[:-1], starts[1:] - ends[:-1]
    first = np.minimum(codes[before], _LAST)
    second = codes[np.minimum(before + 1, len(codes) - 1)]
    joined[1:] = (gaps == 1) & _IS_BLANK[first]
    joined[1:] |= (gaps == 2) & (
        ((first == 0x20) & (second == 0x20)) | ((first == 0x0D) & (second == 0x0A))
    )
    return joined


# Vowels and lengthening are left out of most Arabic and Hebrew, and of all lists of words.
_VOWELS = regex.compile(r"[\u0640\u0591-\u05c7\u064b-\u0652\u0670]")
# The typographer's apostrophe and the letter that Ukrainian may use for one: п’ять, пʼять.
_PLAIN_APOSTROPHES = str.maketrans("’ʼ", "''")
# Hiragana are the endings and particles of Japanese; what a text is about is written otherwise.
_RUNS = regex.compile(
    r"(?P<pairs>[\p{Han}々]+)|\p{Hiragana}+|(?P<word>[\p{Katakana}ー]+"
    r"|(?![\p{Han}\p{Hiragana}\p{Katakana}])[\p{L}\p{N}][^\p{Han}\p{Hiragana}\p{Katakana}]*)"
)
# What is left of a word without vowels and lengthening, which may stand for its every letter.
_LEFT = regex.compile(
    r"(?:\p{L}\.){2,}(?:'s\b)?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}\p{M}]+)*"
)


class Tokenizer:
    """Splits a sentence into words as lists of words have them: what sumy asks of a tokenizer.

    A French or Italian article is parted from its noun: l'homme. Chinese and Japanese have no
    blanks between words; pairs of neighbouring characters stand in for words, as search engines
    index them, and Japanese hiragana are left out.
    """

    def __init__(self, language: str) -> None:
        known = find_language(language)
        self._in_pairs = known.unspaced
        self._elided = known.elided

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of the text, composed (NFC) and with plain apostrophes."""
        return tuple(chain.from_iterable(map(self.part, read_words(text).written())))

    def part(self, spelling: str) -> tuple[str, ...]:
        """Return the words that one of `Words` is in its language: mostly one."""
        if spelling.isascii():
            if "." not in spelling and self._elided is None:
                return (spelling,)
            words = [spelling]
        else:
            composed = unicodedata.normalize("NFC", spelling).translate(_PLAIN_APOSTROPHES)
            left = _VOWELS.sub("", composed)
            words = [left] if left.isalpha() else _LEFT.findall(left)
        if self._elided is not None:
            words = [piece for word in words for piece in _part(word, self._elided)]
        if self._in_pairs:
            words = [piece for word in words for piece in _pairs(word)]
        return tuple(filter(None, (word.rstrip(".") for word in words)))


def _part(word: str, elided: regex.Pattern[str]) -> Iterator[str]:
    pieces = word.split("'")
    parted = 0
    while parted < len(pieces) - 1 and elided.fullmatch(pieces[parted]):
        yield pieces[parted]
        parted += 1
    yield "'".join(pieces[parted:])


def _pairs(word: str) -> Iterator[str]:
    for run in _RUNS.finditer(word):
        characters = run["pairs"]
        if characters is None:
            if run["word"]:
                yield run["word"].rstrip(".'")
        elif len(characters) == 1:
            yield characters
        else:
            yield from (characters[i : i + 2] for i in range(len(characters) - 1))
