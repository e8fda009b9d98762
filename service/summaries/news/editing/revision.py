"""The last word on a chosen set: whether an editor would rather print another that stands too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from service.summaries.news.editing.editor import shipped
from service.summaries.news.editing.set_features import describe_sets
from service.summaries.news.selection import Choice, SetScorer, choose
from service.summaries.news.standing.standing import Standing
from service.summaries.news.word_features import Vocabulary
from service.summaries.term_counts import Floats, Integers

#: Sentences of the sets that were judged.
SIZE = 3
# Sentences of the article's opening that sets are made of, and the best of all others.
_NEAR, _BEST = 5, 3
# Sets that rules are asked about.
_TRIES = 12


def revise(
    choice: Choice, scorer: SetScorer, standing: Standing, vocabulary: Vocabulary, described: Floats
) -> Choice:
    """Return the choice that the editor prefers: this one, or another set that stands.

    `described` has the features of the sentences. Rules are asked about the best sets, until one
    keeps them. A choice of another size than those that were judged is kept.
    """
    chosen = sorted(choice.places)
    if len(chosen) != SIZE:
        return choice
    sets = find_alternatives(chosen, choice.rest, standing)
    if len(sets) == 1 or vocabulary.stop.all():
        return choice
    features = describe_sets(sets, chosen[0], vocabulary, described, scorer.word_probabilities)
    worth = shipped().judge(features, value_sets(sets, scorer))
    for row in np.argsort(-worth, kind="stable")[:_TRIES].tolist():
        places = sets[row].tolist()
        if places == chosen:
            return choice
        if may_stand(places, standing, chosen):
            return _as_choice(places, choice, scorer, standing)
    return choice


def find_alternatives(chosen: Sequence[int], gains: Floats, standing: Standing) -> Integers:
    """Return the chosen set, and others in rows of rising places.

    They are made of the article's first sentences, the chosen ones with those behind them, and
    those that would bring the most by `gains`: of all that break no rule.
    """
    beside = {*range(_NEAR), *chosen, *(place + 1 for place in chosen)}
    pool = {place for place in beside if place < len(gains) and standing.flaw(place) is None}
    wanted = len(pool.union(chosen)) + _BEST
    order = np.argsort(-gains, kind="stable")[: 2 * wanted].tolist()
    for place in order:
        if len(pool) < wanted and place not in beside and standing.flaw(place) is None:
            pool.add(place)
    sets = [*combinations(sorted(pool.union(chosen)), SIZE)]
    sets.remove(tuple(chosen))
    return np.array([tuple(chosen), *sets])


def value_sets(sets: Integers, scorer: SetScorer) -> Floats:
    """Return what the ranker takes sets of one size to be worth."""
    places, members = np.unique(sets, return_inverse=True)
    counts = scorer.counts
    has = np.zeros((len(places), counts.width), np.bool_)
    begins, ends = np.searchsorted(counts.rows, (places, places + 1)).tolist()
    for row, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        has[row, counts.columns[begin:end]] = True
    rows = members.reshape(sets.shape).T
    covered = np.logical_or.reduce([has[column] for column in rows]) @ scorer.word_probabilities
    worth: Floats = scorer.sentence_scores[sets].sum(axis=1)
    worth += scorer.by_length(covered, scorer.lengths[sets].sum(axis=1))
    return worth


def may_stand(places: Sequence[int], standing: Standing, accepted: Collection[int]) -> bool:
    """Say whether sentences can stand together: each with what it needs, and none twice.

    Those that are `accepted` may have flaws.
    """
    for rank, place in enumerate(places):
        if place not in accepted and standing.flaw(place) is not None:
            return False
        if not all(any(other in places for other in others) for others in standing.needs(place)):
            return False
        if standing.repeats(place, places[:rank]):
            return False
    return True


def _as_choice(
    places: Sequence[int], before: Choice, scorer: SetScorer, standing: Standing
) -> Choice:
    """Return the set as a choice, ranked by what each sentence brings beside its first."""
    rest = sorted(places[1:], key=lambda place: -before.rest[place])
    found = choose(scorer, standing, len(places), first=[places[0], *rest])
    needed = {
        other: place
        for place in places
        for others in standing.needs(place)
        for other in others
        if other in places and other not in before.places
    }
    passed = {place: rule for place, rule in before.passed.items() if place not in places}
    return replace(found, passed=passed, needed_by=needed)
