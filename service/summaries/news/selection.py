"""Choosing a set of sentences: the best together, that fit, and that can stand without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from service.summaries.news.standing.standing import RULES, Standing, find_group
from service.summaries.summary import Rule
from service.summaries.term_counts import Counts, Floats, Integers

# Sentences of the sets that the ranker was trained on.
_TRAINED = 3
# What a sentence loses by the logarithm of how many stand between it and the chosen one before it:
# two that belong together read as one text.
_AWAY = 0.5
# Groups of sentences that need each other, of which as many are compared.
_GROUPS = 2


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
    sizes compare: the sentences' own worth is averaged by length. `passed` has those that ranked
    before a chosen one and were left out, with the rule; `needed_by` for those that were taken for
    another's sake, which.
    """

    places: list[int]
    gains: list[float]
    rest: Floats
    value: float
    passed: dict[int, Rule] = field(default_factory=dict)
    needed_by: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """What is taken: `left` has 1.0 for each sentence that is not, else 0.0.

    `away` has what each sentence loses by how many stand between it and the taken one before it,
    which for so many is `by_gap`; before the first they count from one before the beginning.
    """

    scorer: SetScorer
    bounds: Sequence[int]
    word_probabilities: Floats
    left: Floats
    by_gap: Floats
    away: Floats
    covered: float = 0.0
    length: float = 0.0
    places: list[int] = field(default_factory=list)

    @classmethod
    def empty(cls, scorer: SetScorer) -> Self:
        """Return the state before the first choice."""
        counts = scorer.counts
        bounds = counts.rows.searchsorted(np.arange(counts.height + 1)).tolist()
        by_gap = _AWAY * np.log1p(np.arange(counts.height + 1))
        left, away = np.ones(counts.height), by_gap[1:].copy()
        return cls(scorer, bounds, scorer.word_probabilities.copy(), left, by_gap, away)

    def gains(self) -> Floats:
        """Return what each sentence would add."""
        scorer, counts = self.scorer, self.scorer.counts
        fresh = counts.sums(self.word_probabilities[counts.columns])
        gained = scorer.by_length(self.covered + fresh, self.length + scorer.lengths)
        gained += scorer.sentence_scores
        if self.places:
            gained -= self._covering
        return gained

    @property
    def _covering(self) -> float:
        over = self.length + self.scorer.offsets
        return float(self.covered / over @ self.scorer.weights)

    @property
    def value(self) -> float:
        scorer = self.scorer
        lengths = scorer.lengths[self.places] + 1.0
        own = float(scorer.sentence_scores[self.places] @ lengths / lengths.sum())
        return _TRAINED * own + self._covering

    def copy(self) -> Self:
        """Return a state of its own with the same sentences."""
        return replace(
            self,
            word_probabilities=self.word_probabilities.copy(),
            left=self.left.copy(),
            away=self.away.copy(),
            places=[*self.places],
        )

    def take(self, place: int) -> None:
        """Take a sentence."""
        cells = self.scorer.counts.columns[self.bounds[place] : self.bounds[place + 1]]
        self.covered += float(self.word_probabilities[cells].sum())
        self.word_probabilities[cells] = 0.0
        self.length += float(self.scorer.lengths[place])
        self.left[place] = 0.0
        self.places.append(place)
        # Others are as far behind as before from the next on that is taken.
        behind = self.left[place + 1 :]
        count = len(behind) if behind.all() else int(behind.argmin())
        self.away[place + 1 : place + 1 + count] = self.by_gap[:count]


def choose(  # noqa: PLR0913 - what is chosen from, how much, and what goes in before the rest
    scorer: SetScorer,
    standing: Standing,
    sentences: int,
    *,
    first: Sequence[int] = (),
    words: Sequence[int] = (),
    max_words: int | None = None,
) -> Choice:
    """Choose up to so many sentences: those of `first`, then each time the one that adds the most.

    A sentence that needs others is taken with them, where together they add more than as many
    that stand alone. One that cannot stand waits for the others to run out: without `max_words`
    there are always min(`sentences`, all). With it, what does not fit beside those chosen, by
    `words`, is left out, and so is what needs it; where nothing fits that can stand alone, the
    shortest such sentence is given. Where one takes all the room, sets that spare long sentences
    are tried too, and the best is returned.
    """
    if max_words is None:
        return _Search(scorer, standing, None).choose(sentences, first)
    counted = np.array(words, np.int64)
    limits = [_WordLimit(counted, max_words, max_words)]
    found = [_Search(scorer, standing, limits[0]).choose(sentences, first)]
    if len(found[0].places) == 1:
        limits += [
            _WordLimit(counted, max_words, max_words // share) for share in (2, 3)[: sentences - 1]
        ]
        found += [_Search(scorer, standing, limit).choose(sentences, first) for limit in limits[1:]]
    return max(found, key=lambda choice: choice.value)


@dataclass(frozen=True, slots=True)
class _WordLimit:
    """A ceiling on all sentences' words, and one on each that holds while any keeps to it."""

    words: Integers
    max_words: int
    max_words_each: int

    def allows(self, place: int, taken: Sequence[int], *, each: bool) -> bool:
        """Say whether there is room beside those taken, and it keeps to the limit of `each`."""
        words, space = int(self.words[place]), self.max_words - int(self.words[taken].sum())
        return words <= space and (not each or words <= self.max_words_each)


@dataclass(slots=True)
class _Search:
    """The choice of one set: `passed` has the places that a rule kept out, with the rule."""

    scorer: SetScorer
    standing: Standing
    limit: _WordLimit | None
    passed: dict[int, Rule] = field(default_factory=dict)
    for_the_sake_of: dict[int, int] = field(default_factory=dict)

    def choose(self, sentences: int, first: Sequence[int]) -> Choice:
        """Choose up to so many sentences, those of `first` before all others."""
        state = _State.empty(self.scorer)
        brought: list[float] = []
        gains = state.gains()
        rest = gains - gains.mean()
        wanted = min(sentences, len(gains))
        asked = [place for place in first[:wanted] if self._fits(state, place, each=True)]
        while len(state.places) < wanted:
            if state.places:
                gains = state.gains()
            if asked:
                group: Sequence[int] = [asked.pop(0)]
                # Nothing is worth more than what has to be in.
                gains[group] = gains.max()
            else:
                if state.places:
                    gains -= state.away
                group = self._next(state, gains, wanted - len(state.places))
            if not group:
                break
            for rank, place in enumerate(group):
                if rank:
                    gains = state.gains()
                brought.append(float(gains[place] - gains @ state.left / state.left.sum()))
                state.take(place)
        passed = {p: rule for p, rule in self.passed.items() if state.left[p]}
        return Choice(state.places, brought, rest, state.value, passed, self.for_the_sake_of)

    def _next(self, state: _State, gains: Floats, count: int) -> Sequence[int]:
        """Return what to take next: a sentence that stands, or a group that adds more."""
        keys = -gains
        keys[state.places] = np.inf
        order = keys.argsort(kind="stable")[: len(keys) - len(state.places)].tolist()
        groups: list[tuple[int, tuple[int, ...]]] = []
        singles: list[int] = []
        chosen = frozenset(state.places)
        for each in (True, False):
            for place in order:
                if not self._fits(state, place, each=each):
                    continue
                group = find_group(self.standing, place, chosen, count)
                if group is None:
                    if place not in self.passed:
                        self.passed[place] = self._rule(place, chosen)
                elif len(group) > 1 and self.limit is None:
                    self.passed.setdefault(place, "points_back")
                    groups = [*groups, (place, group)][:_GROUPS]
                elif len(group) == 1:
                    singles.append(place)
                    if len(singles) >= max((len(group) for _, group in groups), default=1):
                        break
            if singles or self.limit is None:
                break
        return self._best(state, gains, singles, groups) or self._fallback(state, order)

    def _best(
        self,
        state: _State,
        gains: Floats,
        singles: Sequence[int],
        groups: Sequence[tuple[int, tuple[int, ...]]],
    ) -> Sequence[int]:
        """Return the first of those that stand alone, or a group that adds more than as many."""
        best, gained = singles[:1], -np.inf
        for place, group in groups:
            # Together they add no more than each alone.
            if gains[list(group)].sum() <= gains[singles[: len(group)]].sum():
                continue
            brings = _bring(state, group)
            alone = _bring(state, singles[: len(group)]) if len(singles) >= len(group) else -np.inf
            if brings > max(alone, gained):
                best, gained = list(group), brings
                self.for_the_sake_of |= {other: place for other in group if other != place}
        return best

    def _rule(self, place: int, chosen: frozenset[int]) -> Rule:
        """Return why a sentence cannot be taken now."""
        flaw = self.standing.flaw(place)
        if flaw is not None:
            return flaw
        return "repeats" if self.standing.repeats(place, chosen) else "points_back"

    def _fallback(self, state: _State, order: Sequence[int]) -> Sequence[int]:
        """Return what to take where nothing stands: what breaks the mildest rule."""
        if self.limit is not None and state.places:
            return ()
        chosen = frozenset(state.places)
        if self.limit is not None:
            alone = [p for p in order if find_group(self.standing, p, chosen, 1) is not None]
            fitting = [p for p in order if self._fits(state, p, each=False)]
            if fitting and not alone:
                return fitting[:1]
            words = self.limit.words
            # The one that goes least over the ceiling, rather than a stub that fits.
            return [min(alone or order, key=lambda place: int(words[place]))]
        rules = [
            (RULES.index(self._rule(place, chosen)), self.standing.points_back(place))
            for place in order
        ]
        return [order[rules.index(min(rules))]]

    def _fits(self, state: _State, place: int, *, each: bool) -> bool:
        return self.limit is None or self.limit.allows(place, state.places, each=each)


def _bring(state: _State, places: Sequence[int]) -> float:
    """Return what the sentences add, one after the other."""
    total, then = 0.0, state.copy()
    for place in places:
        total += float(then.gains()[place])
        then.take(place)
    return total
