"""What goes into every summary: the sentence that opens the article, and the one with its news."""

from __future__ import annotations

import numpy as np

from service.summaries.news.standing.standing import Standing, find_group
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import CAPITAL, DIGIT, STOP
from service.text.languages.cues import ATTRIBUTION, PRONOUN

# Sentences among which an article opens, and among which one with a delayed lead has its news.
_OPENING, _FURTHEST, _DELAYED = 5, 20, 14
_BEFORE = frozenset({"stub", "furniture", "link", "caption"})
# The share of the headline's words that a lead with the news has more than; how many of them the
# sentence that has it instead must have, and how many more than the lead.
_FEW, _MANY, _MORE = 0.4, 3, 2
# Sentences that the news may take where the lead has none.
_NEWS = 2
# Words under which a sentence that names nobody is a scene: with a pronoun, and without.
_LONG, _SHORT = 16, 9


def find_opening(standing: Standing, vocabulary: Vocabulary, sentences: int = 3) -> list[int]:
    """Return the sentence that opens the article, and where that has no news what does.

    That is a sentence, or a question and its answer where so many `sentences` leave room.
    """
    lead = find_lead(standing, vocabulary)
    if lead is None:
        return []
    room = min(sentences - 1, _NEWS)
    return [lead, *find_news(standing, vocabulary, lead, room)] if room > 0 else [lead]


def find_lead(standing: Standing, vocabulary: Vocabulary) -> int | None:
    """Return the first sentence that stands alone and is no scene that names nobody, if any."""
    seen = 0
    for place in range(min(_FURTHEST, vocabulary.counts.height)):
        # Bylines and dates in front are no part of the opening.
        seen += standing.flaw(place) not in _BEFORE
        if seen > _OPENING:
            return None
        if not _stands(standing, place) or is_scene(vocabulary, place):
            continue
        # A caption above the article says what its first sentences say.
        following = range(place + 1, min(place + 3, vocabulary.counts.height))
        if standing.has_kicker(place) and standing.repeats(place, following):
            continue
        return place
    return None


def _stands(standing: Standing, place: int) -> bool:
    # The sentence that opens the article may be a long one.
    if standing.flaw(place) == "too_long":
        return place == 0 and not standing.needs(place)
    return find_group(standing, place, (), 1) is not None


def is_scene(vocabulary: Vocabulary, place: int) -> bool:
    """Say whether a sentence names nobody and nothing, counts nothing and reports nothing."""
    begin, end = vocabulary.bounds[place : place + 2]
    bits: list[int] = vocabulary.bits[begin:end].tolist()
    found = 0
    for of_word in bits:
        found |= of_word
    if found & (DIGIT | ATTRIBUTION):
        return False
    content = [of_word & CAPITAL for of_word in bits if not of_word & STOP]
    # Where every word has a capital it says nothing.
    if any(content) and not all(content):
        # Every sentence begins with a capital: what has one within another is a name.
        begins = bits[0] & (CAPITAL | STOP) == CAPITAL
        if any(content[begins:]) or (begins and _is_name(vocabulary, begin)):
            return False
    return len(bits) < (_LONG if found & PRONOUN else _SHORT)


def _is_name(vocabulary: Vocabulary, at: int) -> bool:
    """Say whether a word is written with a capital within a sentence."""
    same = (vocabulary.words == vocabulary.words[at]) & (vocabulary.places > 0)
    return bool((vocabulary.bits[same] & CAPITAL).any())


def find_news(standing: Standing, vocabulary: Vocabulary, lead: int, room: int) -> tuple[int, ...]:
    """Return the sentence that has the headline's words where the lead has few, if any.

    With what it needs, up to `room` sentences.
    """
    wanted = vocabulary.headline & ~vocabulary.stop
    if not wanted.any():
        return ()
    counts = vocabulary.counts
    reach = lead + _DELAYED
    end = np.searchsorted(counts.rows, reach)
    told = wanted[counts.columns[:end]]
    shared = np.bincount(counts.rows[:end][told], minlength=reach)
    # Words of the headline that the opening has at all.
    total = len(set(counts.columns[:end][told].tolist()))
    if total < _MANY or shared[lead] > _FEW * total:
        return ()
    order: list[int] = np.argsort(-shared, kind="stable").tolist()
    for place in order:
        if shared[place] < max(_MANY, shared[lead] + _MORE):
            return ()
        group = find_group(standing, place, (lead,), room)
        if group is not None:
            return group
    return ()
