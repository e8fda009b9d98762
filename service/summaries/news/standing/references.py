"""Who and what a sentence speaks of again, and which sentences before bring them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import numpy as np

from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import CAPITAL, DIGIT, LETTERS, STOP
from service.text.languages.schema import References as ReferenceWords
from service.text.lexicon import Column

# Words of a sentence in which a thing that it speaks of again is looked for, and of its name.
_OPENING, _NAME = 7, 3
# Bits of a spelling: a title, a word that brings somebody in, all in capitals.
_TITLE, _INTRODUCING, _UPPER = 1, 2, 4


class References:
    """What the sentences of an article speak of again: persons by surname, things by "the"."""

    def __init__(self, vocabulary: Vocabulary, words: ReferenceWords) -> None:
        self._vocabulary = vocabulary
        self._words = words
        bits = vocabulary.bits
        # Initials are parts of names, though they are spelled like stop words.
        initials = (bits >> LETTERS == 1) & (bits & CAPITAL > 0) & (vocabulary.places > 0)
        self._capital = ((bits & (CAPITAL | STOP)) == CAPITAL) | initials

    def of(self, place: int) -> Iterator[tuple[int, ...]]:
        """Yield for each thing or person the places that bring it in, of which any one will do."""
        if not self._words.articles and not self._words.titles:
            return
        words = [word.lower() for word in self._vocabulary.words_of(place)]
        yield from self._persons(place, words)
        yield from self._things(place, words)

    def _persons(self, place: int, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """Yield the places before in which those are named in full who have a surname here."""
        begin, end = self._vocabulary.bounds[place : place + 2]
        capital = self._capital[begin:end].tolist()
        for at, is_name in enumerate(capital):
            if not is_name or capital[at + 1 : at + 2] == [True] or words[at] in self._words.known:
                continue
            if at and capital[at - 1] and words[at - 1] not in self._words.titles:
                continue
            stem = int(self._vocabulary.words[begin + at])
            rows = self._full_names.get(stem, ())
            if rows and not self._vocabulary.headline[stem]:
                before = tuple(row for row in rows if row <= place)
                # Whoever was a surname before has needed no introduction.
                if before and before[-1] < place and self._vocabulary.rows_of(stem)[0] == before[0]:
                    yield before

    def names_person(self, place: int, count: int) -> bool:
        """Say whether one of the first so many words is of a person whom the article names."""
        begin, end = self._vocabulary.bounds[place : place + 2]
        end = min(end, begin + count)
        capital = self._capital[begin:end]
        if (capital[1:] & capital[:-1]).any():
            return True
        stems = self._vocabulary.words[begin:end][capital].tolist()
        return any(stem in self._full_names for stem in stems)

    @cached_property
    def _full_names(self) -> dict[int, list[int]]:
        """The sentences that have another part of a name before a word that "the" never has."""
        vocabulary, capital = self._vocabulary, self._capital
        same = vocabulary.places[1:] > 0
        cues = _cues_of(self._words).of(vocabulary.lexicon, vocabulary.spelled)
        before, at = cues[:-1], cues[1:]
        # Abbreviations are no surnames.
        named = capital[1:] & capital[:-1] & same & (before & _TITLE == 0) & (at & _UPPER == 0)
        second = np.flatnonzero(named) + 1
        found: dict[int, list[int]] = {}
        if not len(second):
            return found
        introduced = vocabulary.words[1:][capital[1:] & same & (before & _INTRODUCING > 0)]
        never = set(introduced.tolist())
        parts = np.column_stack((vocabulary.words[second - 1], vocabulary.words[second])).tolist()
        for stems, row in zip(parts, vocabulary.rows[second].tolist(), strict=True):
            for stem in stems:
                if stem not in never:
                    rows = found.setdefault(stem, [])
                    if rows[-1:] != [row]:
                        rows.append(row)
        return found

    def _things(self, place: int, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """Yield the places before that have what stands behind "the" in the opening."""
        vocabulary, known = self._vocabulary, self._words
        if known.articles.isdisjoint(words[:_OPENING]):
            return
        begin = vocabulary.bounds[place]
        for at, word in enumerate(words[:_OPENING]):
            if word not in known.articles:
                continue
            things: list[int] = []
            following = ""
            for behind in range(at + 1, min(at + 1 + _NAME, len(words))):
                following = words[behind]
                bits = vocabulary.bits[begin + behind]
                if bits & (CAPITAL | DIGIT):
                    things = []
                    break
                if bits & STOP:
                    break
                things.append(behind)
            told = [behind for behind in things[:2] if words[behind] not in known.common]
            # The attack on the port says itself which attack it is.
            if not told or following in known.complements:
                continue
            stems = [int(vocabulary.words[begin + behind]) for behind in told]
            if vocabulary.headline[stems].any():
                continue
            rows = sorted(
                {row for stem in stems for row in vocabulary.rows_of(stem) if row < place}
            )
            if rows:
                yield tuple(rows)
            elif any(words[behind] in known.nouns for behind in things):
                yield (place - 1,)


@cache
def _cues_of(words: ReferenceWords) -> Column:
    """Return what a spelling does where names are read."""

    def bits(_: object, spelling: str) -> int:
        lowered = spelling.lower()
        return (
            _TITLE * (lowered in words.titles)
            | _INTRODUCING * (lowered in words.introducing)
            | _UPPER * spelling.isupper()
        )

    return Column(bits)
