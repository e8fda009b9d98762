"""What each sentence needs: those that name who or what it speaks of, or that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import regex

from service.summaries.news.standing.references import References
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import CAPITAL, STOP
from service.text.languages.cues import ATTRIBUTION
from service.text.languages.registry import find_language
from service.text.languages.schema import Openings
from service.text.sentences.sentence import Sentence

#: For each thing that a sentence needs, the places of sentences of which any one will do.
Needs = tuple[tuple[int, ...], ...]
#: What no other sentence can give.
NOWHERE: Needs = ((),)

_QUESTIONS = ("?", "？", "؟")
_CLOSING = "\"'”’“»«」) "
# What ends with a colon announces what stands next.
_ANNOUNCES = regex.compile(r"[:;][\"”’']?\.?\s*+\Z")
_ASKED = regex.compile(r"Q[:.]\s")
# A point of a list, whose subject the heading has.
_POINT = regex.compile(r"\s*+(?:\(?+(?:\d{1,3}|[a-z])[.)]++|#\d{1,3}\b[.):]?+|[•·*▪–—-])\s*+(?=\S)")
# “…,” she said. and the like: nobody is named before.
_WORD, _NEXT = regex.compile(r"\w+"), regex.compile(r"[\"“]?(\w+)")
_SPEAKER = regex.compile(r"[\"“„«‘'][^\"”“»]{1,400}[,!?.…—-]?[\"”“»’'],?\s(\p{Ll}+)\s(\p{Ll}+)")
# When he was seven, Tomas Lindqvist …: who he is follows.
_NAMED_BEHIND = regex.compile(r"[^,]{1,90}, \p{Lu}[\p{L}.’'-]++ \p{Lu}\p{Ll}")
# Words of a sentence's opening, and of what may stand there before the subject.
_OPENING, _POINTING, _LEAD_IN = 8, 12, 14
# Characters in which somebody is called by age.
_AT_FRONT = 120
# Words in which a subject is named, and in which a sentence ends with who says it.
_SUBJECT, _ENDING = 3, 4


class Antecedents:
    """What the sentences of an article need, found when it is asked for."""

    def __init__(
        self, sentences: Sequence[Sentence], vocabulary: Vocabulary, language: str
    ) -> None:
        self._sentences = sentences
        self._vocabulary = vocabulary
        found = find_language(language)
        self._openings = found.openings
        self._ages = found.references.ages
        self._introducing = found.references.introducing
        self._references = References(vocabulary, found.references)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that have a capital within sentences, in small letters."""
        vocabulary = self._vocabulary
        within = (vocabulary.places > 0) & ((vocabulary.bits & (CAPITAL | STOP)) == CAPITAL)
        spellings = vocabulary.lexicon.spellings
        return frozenset(
            spellings[entry].lower() for entry in np.unique(vocabulary.spelled[within]).tolist()
        )

    def needs(self, place: int) -> Needs:
        """Return what the sentence needs; nothing where it stands alone."""
        found: list[tuple[int, ...]] = []
        text = self._sentences[place].text
        if self.is_question(place):
            # A question at the end has no answer.
            found.append((place + 1,) if place + 1 < len(self._sentences) else ())
        elif place and _ANNOUNCES.search(text[-6:]):
            found.append((place + 1,) if place + 1 < len(self._sentences) else ())
        if place and self.is_question(place - 1):
            found.append((place - 1,))
        elif self.points_back(place) or (place and self._ages.search(text, 0, _AT_FRONT)):
            if _POINT.match(text):
                return NOWHERE
            if place:
                found.append((place - 1,))
        if place:
            found += self._references.of(place)
        return tuple(dict.fromkeys(found))

    def is_question(self, place: int) -> bool:
        """Say whether the sentence asks the reader, or somebody who answers next."""
        text = self._sentences[place].text
        if _ASKED.match(text):
            return True
        if not text.rstrip(_CLOSING).endswith(_QUESTIONS):
            return False
        # A question that somebody is said to have asked is told, not asked.
        begin, end = self._vocabulary.bounds[place : place + 2]
        quoted = not text.rstrip().endswith(_QUESTIONS)
        return not quoted or not (self._vocabulary.bits[begin:end] & ATTRIBUTION).any()

    def points_back(self, place: int) -> bool:
        """Say whether the sentence's opening, or who it says is speaking, points back."""
        text, openings = self._sentences[place].text, self._openings
        point = _POINT.match(text)
        words = self._vocabulary.words_of(place, _LEAD_IN)
        if point:
            text = text[point.end() :]
            words = words[len(_WORD.findall(point[0])) :]
        lowered = [word.lower() for word in words]
        first, second = (*lowered, "", "")[:2]
        if openings.point_back(first, second, text):
            # The first has nothing behind it that it could join on to.
            return place > 0 or point is not None
        if not openings.adverbs.isdisjoint(lowered[1:_OPENING]):
            return True
        if _speaks_of_these(openings, lowered):
            return True
        if first in openings.leaders and _is_led_in(openings, words, lowered, text):
            return True
        if self._opens_with_pronoun(words, lowered) and not (
            first in openings.clauses and _NAMED_BEHIND.match(text)
        ):
            return True
        speaker = _SPEAKER.match(text)
        if speaker is not None and not openings.pronouns.isdisjoint(speaker.groups()):
            return True
        return self._is_said_by_pronoun(place)

    def _is_said_by_pronoun(self, place: int) -> bool:
        """Say whether the sentence ends in "he said" and does not begin with a name."""
        end = self._vocabulary.bounds[place + 1]
        last = self._vocabulary.words_of(place)[-_ENDING:]
        pronouns = self._openings.pronouns
        if pronouns.isdisjoint(last):
            return False
        for at, word in enumerate(last[:-1]):
            bits = self._vocabulary.bits[end - len(last) + at + 1]
            if word in pronouns and bits & ATTRIBUTION:
                return not self._references.names_person(place, _SUBJECT)
        return False

    def _opens_with_pronoun(self, words: Sequence[str], lowered: Sequence[str]) -> bool:
        """Say whether a pronoun stands among the first words before anybody is named."""
        openings = self._openings
        if not lowered or lowered[0] in self._introducing:
            return False
        if lowered[0] not in openings.leaders and lowered[0] in self.names:
            return False
        for word, small in zip(words[1:_OPENING], lowered[1:_OPENING], strict=True):
            if small in openings.pronouns:
                return True
            if word[0].isupper() or small in self._introducing:
                return False
        return False


def _speaks_of_these(openings: Openings, lowered: Sequence[str]) -> bool:
    """Say whether a demonstrative stands before a thing in the opening: these talks."""
    near = lowered[:_POINTING]
    # Few sentences have such a word at all.
    if not (openings.pointing.isdisjoint(near) and openings.leaders.isdisjoint(near)):
        for word, then in pairwise(near[1:]):
            if word in openings.pointing:
                return then not in openings.times
            if word in openings.leaders and then in openings.behind:
                return True
    return not openings.both.isdisjoint(map("_".join, pairwise(near)))


def _is_led_in(openings: Openings, words: Sequence[str], lowered: Sequence[str], text: str) -> bool:
    """Say whether what stands before the subject, or the subject behind it, points back."""
    for place in range(1, min(5, len(words) - 1)):
        if words[place][0].isupper():
            break
        if lowered[place] in openings.demonstratives:
            then = lowered[place + 1]
            return then not in openings.times and then not in openings.pronouns
    before, comma, after = text.partition(", ")
    if not comma or len(before) > 90:
        return False
    names = [word for word in words[1:3] if word[0].isupper()]
    subject = _NEXT.match(after)
    if subject is None:
        return False
    if subject[1].lower() not in openings.pronouns | openings.demonstratives:
        return False
    # When Lund arrived, he: the name is the subject of the clause before.
    return not (names and lowered[0] in openings.clauses)
