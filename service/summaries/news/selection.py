"""Choosing a set of sentences: the best together, that fit, and that can stand without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from service.summaries.news.completeness import Completeness
from service.summaries.term_counts import Booleans, Counts, Floats, Integers

# Sentences of the sets that the ranker was trained on.
_TRAINED = 3


@dataclass(frozen=True, slots=True)
class SetScorer:
    """What a set of sentences is worth.

    That is the sum of `sentence_scores`, and for each pair of `weights` and `offsets` the weight
    times the words of the reference that the set is expected to cover (`word_probabilities`, by
    stem) over its length in words and the offset: what ROUGE-1 measures, with the offset for the
    reference's length. `offsets` and `weights` may be empty.
    """

    sentence_scores: Floats
    counts: Counts
    word_probabilities: Floats
    lengths: Floats
    offsets: Floats
    weights: Floats

    def by_length(self, covered: Floats, lengths: Floats) -> Floats:
        """Return the part of the value that rests on so much covered in so many words."""
        over = lengths[:, np.newaxis] + self.offsets
        return (covered[:, np.newaxis] / over) @ self.weights


@dataclass(frozen=True, slots=True)
class Choice:
    """Places in the order of choice, and what each brought beyond the average of those left.

    `rest` has what each sentence would bring as the only one. `value` is the set's, as if it
    had as many sentences as the sets that the ranker was trained on, so that sets of different
    sizes compare: the sentences' own worth is averaged by length.
    """

    places: list[int]
    gains: list[float]
    rest: Floats
    value: float


@dataclass(slots=True)
class _State:
    scorer: SetScorer
    bounds: Integers
    word_probabilities: Floats
    taken: Booleans
    covered: float = 0.0
    length: float = 0.0
    places: list[int] = field(default_factory=list)

    @classmethod
    def empty(cls, scorer: SetScorer) -> Self:
        """Return the state before the first choice."""
        counts = scorer.counts
        bounds = np.searchsorted(counts.rows, np.arange(counts.height + 1))
        return cls(
            scorer, bounds, scorer.word_probabilities.copy(), np.zeros(counts.height, np.bool_)
        )

    def gains(self) -> Floats:
        """Return what each sentence would add."""
        scorer = self.scorer
        fresh = scorer.counts.sums(self.word_probabilities[scorer.counts.columns])
        after = scorer.by_length(self.covered + fresh, self.length + scorer.lengths)
        before = scorer.by_length(np.array([self.covered]), np.array([self.length]))
        gained: Floats = scorer.sentence_scores + after - before
        return gained

    @property
    def value(self) -> float:
        scorer = self.scorer
        lengths = scorer.lengths[self.places] + 1.0
        own = float(scorer.sentence_scores[self.places] @ lengths / lengths.sum())
        covering = scorer.by_length(np.array([self.covered]), np.array([self.length]))
        return _TRAINED * own + float(covering[0])

    def after(self, place: int) -> Self:
        """Return the state with one more sentence, this one unchanged."""
        after = replace(
            self,
            word_probabilities=self.word_probabilities.copy(),
            taken=self.taken.copy(),
            places=[*self.places],
        )
        after.take(place)
        return after

    def take(self, place: int) -> None:
        """Take a sentence."""
        cells = self.scorer.counts.columns[self.bounds[place] : self.bounds[place + 1]]
        self.covered += float(self.word_probabilities[cells].sum())
        self.word_probabilities[cells] = 0.0
        self.length += float(self.scorer.lengths[place])
        self.taken[place] = True
        self.places.append(place)


def choose(
    scorer: SetScorer,
    completeness: Completeness,
    sentences: int,
    *,
    words: Sequence[int] = (),
    max_words: int | None = None,
) -> Choice:
    """Choose up to so many sentences, each time the one that adds the most.

    Looking one step ahead, a sentence is taken for the sake of the one behind that needs it too.

    A sentence that needs the one before waits for it, and an incomplete one for the others to run
    out: without `max_words` there are always min(`sentences`, all). With it, what does not fit
    beside those chosen, by `words`, is left out, and so is what needs it; where nothing fits that
    can stand alone, the shortest such sentence is given. Where one takes all the room, sets that
    spare long sentences are tried too, and the best is returned.
    """
    if max_words is None:
        return _choose(scorer, completeness, sentences, None)
    counted = np.array(words, np.int64)
    found = [_choose(scorer, completeness, sentences, _WordLimit(counted, max_words, max_words))]
    if len(found[0].places) == 1:
        found += [
            _choose(
                scorer, completeness, sentences, _WordLimit(counted, max_words, max_words // share)
            )
            for share in (2, 3)[: sentences - 1]
        ]
    return max(found, key=lambda choice: choice.value)


@dataclass(frozen=True, slots=True)
class _WordLimit:
    """A ceiling on all sentences' words, and one on each that holds while any keeps to it."""

    words: Integers
    max_words: int
    max_words_each: int


def _choose(
    scorer: SetScorer, completeness: Completeness, sentences: int, limit: _WordLimit | None
) -> Choice:
    height = len(scorer.sentence_scores)
    state = _State.empty(scorer)
    brought: list[float] = []
    rest = state.gains()
    rest -= rest.mean()
    while len(state.places) < min(sentences, height):
        allowed = _allowed(state, completeness, limit)
        if not allowed.any():
            break
        gains = state.gains()
        place = int(np.where(allowed, gains, -np.inf).argmax())
        if limit is None and len(state.places) + 2 <= sentences:
            place = _look_ahead(state, completeness, allowed, gains, place)
        left = ~state.taken
        brought.append(float(gains[place] - gains @ left / np.count_nonzero(left)))
        state.take(place)
    return Choice(state.places, brought, rest, state.value)


def _look_ahead(
    state: _State, completeness: Completeness, allowed: Booleans, gains: Floats, best: int
) -> int:
    """Return what to take so that the two next sentences bring the most.

    That is the best one, or the one before the best that points back, if it makes up for it.
    """
    waiting = completeness.without_antecedent & ~state.taken & ~completeness.incomplete
    waiting[0] = False
    waiting[1:] &= allowed[:-1]
    if not waiting.any():
        return best
    pairs = np.where(waiting[1:], gains[1:] + gains[:-1], -np.inf)
    before = int(pairs.argmax())
    if before == best:
        return best
    first, second = state.after(before), state.after(best)
    pair = gains[before] + first.gains()[before + 1]
    others = np.where(_allowed(second, completeness, None), second.gains(), -np.inf)
    return before if pair > gains[best] + others.max() else best


def _allowed(state: _State, completeness: Completeness, limit: _WordLimit | None) -> Booleans:
    """Which sentences may be taken next: the first kind in which there are any."""
    left = ~state.taken
    stands = left & ~completeness.without_antecedent
    stands[1:] |= left[1:] & state.taken[:-1]
    kinds = [stands & ~completeness.incomplete, stands, left]
    if limit is None:
        return next(kind for kind in kinds if kind.any())
    space = limit.max_words - int(limit.words[state.taken].sum())
    fits = limit.words <= space
    if state.places:
        kind = kinds[0]
    else:
        kind = next(kind for kind in kinds if kind.any())
        if not (kind & fits).any():
            # None fits: the one that goes least over the ceiling, rather than a stub that fits.
            kind &= limit.words == limit.words[kind].min()
            return kind
    short = kind & fits & (limit.words <= limit.max_words_each)
    return short if short.any() else kind & fits
