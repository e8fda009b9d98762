"""Why each sentence of a summary was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from service.summaries.news.selection import Choice, SetScorer
from service.summaries.news.word_features import Vocabulary
from service.summaries.summary import Reason
from service.summaries.term_counts import Floats

# Words that a sentence covers of which so many are named.
_WORDS = 3


def find_reasons(
    choice: Choice,
    scorer: SetScorer,
    vocabulary: Vocabulary,
    *,
    lead: Sequence[int],
    focused: Floats | None,
) -> list[tuple[Reason, ...]]:
    """Return the reasons of the chosen sentences, in the order of choice."""
    found = []
    covered: set[int] = set()
    for place in choice.places:
        reasons = [Reason("lead")] if place in lead else []
        if focused is not None and focused[place] > 0.0:
            reasons.append(Reason("focus"))
        if place in choice.needed_by and choice.needed_by[place] in choice.places:
            rank = choice.places.index(choice.needed_by[place]) + 1
            reasons.append(Reason("needed_by", rank=rank))
        words = _covers(place, scorer, vocabulary, covered)
        if words or not reasons:
            reasons.append(Reason("covers", words=words))
        found.append(tuple(reasons))
    return found


def _covers(
    place: int, scorer: SetScorer, vocabulary: Vocabulary, covered: set[int]
) -> tuple[str, ...]:
    """Return the likeliest words of content of a sentence that are not covered, and cover them."""
    begin, end = vocabulary.bounds[place : place + 2]
    stems = vocabulary.words[begin:end]
    told = zip(
        *(stems.tolist(), vocabulary.stop[stems].tolist()),
        *(scorer.word_probabilities[stems].tolist(), vocabulary.words_of(place)),
        strict=True,
    )
    words: dict[int, tuple[float, str]] = {}
    for stem, is_stop, probability, word in told:
        if not is_stop and stem not in covered and stem not in words:
            words[stem] = -probability, word
    covered.update(words)
    likely = sorted(words.values(), key=itemgetter(0))
    return tuple(word for _, word in likely[:_WORDS])
