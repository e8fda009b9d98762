"""Choosing a set of sentences: the best together, that fit, and that can stand without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from service.summaries.news.cohesion import Cohesion
from service.summaries.term_counts import Booleans, Counts, Floats, Integers

# Sentences of the sets that the ranker was trained on.
_TRAINED = 3


@dataclass(frozen=True, slots=True)
class Objective:
    """What a set of sentences is worth.

    That is the sum of the sentences' own `worth`, and for each pair of `weights` and `offsets`
    the weight times the words of the reference that the set is expected to cover (`chances`, by
    stem) over its length in words and the offset: what ROUGE-1 measures, with the offset for the
    reference's length. `offsets` and `weights` may be empty.
    """

    worth: Floats
    counts: Counts
    chances: Floats
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
    objective: Objective
    bounds: Integers
    chances: Floats
    taken: Booleans
    covered: float = 0.0
    length: float = 0.0
    places: list[int] = field(default_factory=list)

    @classmethod
    def empty(cls, objective: Objective) -> Self:
        """Return the state before the first choice."""
        counts = objective.counts
        bounds = np.searchsorted(counts.rows, np.arange(counts.height + 1))
        return cls(objective, bounds, objective.chances.copy(), np.zeros(counts.height, np.bool_))

    def gains(self) -> Floats:
        """Return what each sentence would add."""
        objective = self.objective
        fresh = objective.counts.sums(self.chances[objective.counts.columns])
        after = objective.by_length(self.covered + fresh, self.length + objective.lengths)
        before = objective.by_length(np.array([self.covered]), np.array([self.length]))
        gained: Floats = objective.worth + after - before
        return gained

    @property
    def value(self) -> float:
        objective = self.objective
        lengths = objective.lengths[self.places] + 1.0
        own = float(objective.worth[self.places] @ lengths / lengths.sum())
        covering = objective.by_length(np.array([self.covered]), np.array([self.length]))
        return _TRAINED * own + float(covering[0])

    def after(self, place: int) -> Self:
        """Return the state with one more sentence, this one unchanged."""
        after = replace(
            self, chances=self.chances.copy(), taken=self.taken.copy(), places=[*self.places]
        )
        after.take(place)
        return after

    def take(self, place: int) -> None:
        """Take a sentence."""
        cells = self.objective.counts.columns[self.bounds[place] : self.bounds[place + 1]]
        self.covered += float(self.chances[cells].sum())
        self.chances[cells] = 0.0
        self.length += float(self.objective.lengths[place])
        self.taken[place] = True
        self.places.append(place)


def choose(
    objective: Objective,
    cohesion: Cohesion,
    sentences: int,
    *,
    words: Sequence[int] = (),
    max_words: int | None = None,
) -> Choice:
    """Choose up to so many sentences, each time the one that adds the most.

    Looking one step ahead, a sentence is taken for the sake of the dangler behind it too.

    A sentence that dangles waits for the one before it, and a partial one for the others to run
    out: without `max_words` there are always min(`sentences`, all). With it, what does not fit
    beside those chosen, by `words`, is left out, and so is what dangles; where nothing fits that
    can stand alone, the shortest such sentence is given. Where one takes all the room, sets that
    spare long sentences are tried too, and the best is returned.
    """
    if max_words is None:
        return _choose(objective, cohesion, sentences, None)
    counted = np.array(words, np.int64)
    found = [_choose(objective, cohesion, sentences, _Room(counted, max_words, max_words))]
    if len(found[0].places) == 1:
        found += [
            _choose(objective, cohesion, sentences, _Room(counted, max_words, max_words // share))
            for share in (2, 3)[: sentences - 1]
        ]
    return max(found, key=lambda choice: choice.value)


@dataclass(frozen=True, slots=True)
class _Room:
    """A ceiling on all sentences' words, and one on each that holds while any keeps to it."""

    words: Integers
    most: int
    most_each: int


def _choose(objective: Objective, cohesion: Cohesion, sentences: int, room: _Room | None) -> Choice:
    height = len(objective.worth)
    state = _State.empty(objective)
    brought: list[float] = []
    rest = state.gains()
    rest -= rest.mean()
    while len(state.places) < min(sentences, height):
        allowed = _allowed(state, cohesion, room)
        if not allowed.any():
            break
        gains = state.gains()
        place = int(np.where(allowed, gains, -np.inf).argmax())
        if room is None and len(state.places) + 2 <= sentences:
            place = _look_ahead(state, cohesion, allowed, gains, place)
        left = ~state.taken
        brought.append(float(gains[place] - gains @ left / np.count_nonzero(left)))
        state.take(place)
    return Choice(state.places, brought, rest, state.value)


def _look_ahead(
    state: _State, cohesion: Cohesion, allowed: Booleans, gains: Floats, best: int
) -> int:
    """Return what to take so that the two next sentences bring the most.

    That is the best one, or the one before the best dangler, if it makes up for it.
    """
    waiting = cohesion.dangling & ~state.taken & ~cohesion.partial
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
    others = np.where(_allowed(second, cohesion, None), second.gains(), -np.inf)
    return before if pair > gains[best] + others.max() else best


def _allowed(state: _State, cohesion: Cohesion, room: _Room | None) -> Booleans:
    """Which sentences may be taken next: the first kind in which there are any."""
    left = ~state.taken
    stands = left & ~cohesion.dangling
    stands[1:] |= left[1:] & state.taken[:-1]
    kinds = [stands & ~cohesion.partial, stands, left]
    if room is None:
        return next(kind for kind in kinds if kind.any())
    space = room.most - int(room.words[state.taken].sum())
    fits = room.words <= space
    if state.places:
        kind = kinds[0]
    else:
        kind = next(kind for kind in kinds if kind.any())
        if not (kind & fits).any():
            # None fits: the one that goes least over the ceiling, rather than a stub that fits.
            kind &= room.words == room.words[kind].min()
            return kind
    short = kind & fits & (room.words <= room.most_each)
    return short if short.any() else kind & fits
