"""Tests of `service.summaries.news.selection`: choosing sets of sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from service.summaries.news import selection
from service.summaries.news.selection import Choice, SetScorer, choose
from service.summaries.news.standing.antecedents import Needs
from service.summaries.summary import Rule
from service.summaries.term_counts import Counts


def build(bags: list[str], worth: list[float] | None = None) -> SetScorer:
    """An scorer of sentences whose words are letters, each as likely to be wanted."""
    cells = sorted({(row, ord(word) - 97) for row, bag in enumerate(bags) for word in bag})
    rows, columns = np.array(cells, np.int64).T
    counts = Counts(rows, columns, np.ones(len(cells)), len(bags), 26)
    return SetScorer(
        sentence_scores=np.array(worth or [0.0] * len(bags)),
        counts=counts,
        word_probabilities=np.ones(26),
        lengths=counts.sums(counts.values),
        offsets=np.array([4.0]),
        weights=np.array([10.0]),
    )


@dataclass(frozen=True)
class Stand:
    """Sentences of which some need the one before, or others, are incomplete or say the same."""

    needing: Mapping[int, Needs]
    incomplete: Collection[int]
    alike: Collection[int]

    def flaw(self, place: int) -> Rule | None:
        """A stub is what is incomplete."""
        return "stub" if place in self.incomplete else None

    def needs(self, place: int) -> Needs:
        """What was said that it needs."""
        return self.needing.get(place, ())

    def points_back(self, place: int) -> bool:
        """Whether it needs anything."""
        return place in self.needing

    def repeats(self, place: int, chosen: Collection[int]) -> bool:
        """Whether it and one of those chosen are alike."""
        return place in self.alike and any(other in self.alike for other in chosen)

    def has_kicker(self, place: int) -> bool:
        """None has."""
        return place < 0


def pick(
    scorer: SetScorer,
    sentences: int,
    *,
    needing: Collection[int] | Mapping[int, Needs] = (),
    incomplete: Collection[int] = (),
    alike: Collection[int] = (),
    **options: Any,
) -> Choice:
    """The choice, with these sentences needing the one before, or incomplete, or alike."""
    if not isinstance(needing, Mapping):
        needing = {place: ((place - 1,),) if place else () for place in needing}
    return choose(scorer, Stand(needing, incomplete, alike), sentences, **options)


def test_the_set_is_better_than_the_best_singles() -> None:
    """Two good sentences that say the same bring less than one of them and a fresh one."""
    scorer = build(["abcdefg", "abcdefh", "xyz"])
    assert pick(scorer, 2).places == [0, 2]


def test_the_choice_is_near_the_best_set_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On small problems, no set is better by a fifth, and on average by a twentieth."""
    monkeypatch.setattr(selection, "_AWAY", 0.0)
    chance = np.random.default_rng(7)
    reached = []
    for _ in range(20):
        bags = ["".join(chance.choice(list("abcdefghijkl"), 5)) for _ in range(8)]
        scorer = build(bags)

        def value(places: tuple[int, ...], scorer: SetScorer = scorer) -> float:
            held = np.isin(scorer.counts.rows, places)
            covered = float(len(np.unique(scorer.counts.columns[held])))
            length = float(scorer.lengths[list(places)].sum())
            return float(scorer.by_length(np.array([covered]), np.array([length]))[0])

        best = max(value(places) for places in combinations(range(8), 3))
        reached.append(value(tuple(pick(scorer, 3).places)) / best)
    assert min(reached) >= 0.8
    assert np.mean(reached) >= 0.95


def test_worth_decides_among_sentences_that_cover_as_much() -> None:
    """Of like sentences the one of more worth comes first."""
    assert pick(build(["abc", "def", "ghi"], [0.0, 0.2, 0.1]), 3).places == [1, 2, 0]


def test_equal_sentences_are_taken_in_order() -> None:
    """Nothing tells them apart but their place."""
    assert pick(build(["abc"] * 4), 3).places == [0, 1, 2]


def test_a_sentence_waits_for_the_one_it_needs() -> None:
    """The best sentence is not taken while its antecedent is missing, and is once that is in."""
    scorer = build(["abc", "abd", "klmnopq"], [0.1, 0.0, 0.0])
    assert pick(scorer, 1).places == [2]
    assert pick(scorer, 1, needing=(2,)).places == [0]
    assert pick(scorer, 2, needing=(2,)).places == [1, 2]
    assert pick(scorer, 3, needing=(2,)).places == [1, 2, 0]
    assert pick(build(["abc", "klmnopq", "abd"]), 2, needing=(1,)).places == [0, 1]


def test_a_sentence_is_taken_for_the_one_behind_that_needs_it() -> None:
    """If the two bring more than others; not where only one is wanted, nor for less."""
    scorer = build(["abc", "ab", "klmnopqrs", "cd"])
    assert pick(scorer, 1, needing=(2,)).places == [0]
    assert pick(scorer, 2, needing=(2,)).places == [1, 2]
    assert pick(build(["abc", "ab", "a", "def"]), 2, needing=(2,)).places == [0, 3]


def test_a_partial_sentence_comes_behind_all_others() -> None:
    """However good, it is taken where nothing else is left, and before what needs another too."""
    scorer = build(["abcdefg", "hi", "jk", "lm"])
    assert pick(scorer, 3, incomplete=(0,)).places == [1, 2, 3]
    assert pick(scorer, 4, incomplete=(0,)).places == [1, 2, 3, 0]
    assert pick(scorer, 4, incomplete=(0,), needing=(2, 3)).places == [1, 2, 3, 0]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_where_everything_needs_another_there_are_as_many_all_the_same(count: int) -> None:
    """The rules choose between sentences; they never cost one."""
    scorer = build(["ab", "cd", "ef", "gh"])
    everything = (0, 1, 2, 3)
    choice = pick(scorer, count, needing=everything, incomplete=everything)
    assert sorted(choice.places) == sorted(set(choice.places))
    assert len(choice.places) == min(count, 4)


def test_the_ceiling_is_filled_with_what_fits() -> None:
    """Behind a long sentence a short one is taken, though a better one would not fit."""
    scorer = build(["abcdefgh", "ijklmn", "op"], [5.0, 0.0, 0.0])
    choice = pick(scorer, 3, words=(8, 6, 2), max_words=10)
    assert choice.places == [0, 2]


def test_several_short_sentences_may_beat_a_long_one() -> None:
    """Under a ceiling the set counts, not its first sentence."""
    scorer = build(["abcdefghij", "klmn", "opqr", "stuv"])
    lengths = tuple(int(length) for length in scorer.lengths)
    assert pick(scorer, 1, words=lengths, max_words=12).places == [0]
    choice = pick(scorer, 3, words=lengths, max_words=12)
    assert sorted(choice.places) == [1, 2, 3]


def test_one_sentence_is_given_under_any_ceiling() -> None:
    """Where none fits the shortest is given, of equals the best, and no second."""
    scorer = build(["abc", "defg", "hi"])
    assert pick(scorer, 3, words=(3, 4, 2), max_words=1).places == [2]
    assert pick(scorer, 3, words=(4, 4, 5), max_words=1).places == [1]


def test_no_stub_is_given_for_a_sentence_that_is_too_long() -> None:
    """The shortest sentence that can stand alone is; a stub only where there is nothing else."""
    scorer = build(["abcdefgh", "ijklmn", "op", "q"])
    words = (8, 6, 2, 1)
    for most in (1, 2, 5):
        choice = pick(scorer, 3, words=words, max_words=most, incomplete=(2,), needing=(3,))
        assert choice.places == [1]
    choice = pick(scorer, 3, words=words, max_words=2, incomplete=(0, 1, 2, 3))
    assert choice.places == [2]


def test_under_a_ceiling_nothing_without_its_antecedent_fills_the_room() -> None:
    """Fewer sentences are allowed there, so that none stands without the one it needs."""
    scorer = build(["abcdefgh", "xyzuvwrst", "kl"])
    choice = pick(scorer, 3, words=(8, 9, 2), max_words=10, needing=(2,), incomplete=(1,))
    assert choice.places == [0]


def test_what_a_set_is_worth_does_not_grow_by_size_alone() -> None:
    """A set of worth alone is worth its average, by length."""
    scorer = build(["abcd", "efgh"], [2.0, 1.0])
    bare = SetScorer(
        scorer.sentence_scores,
        scorer.counts,
        scorer.word_probabilities,
        scorer.lengths,
        np.zeros(0),
        np.zeros(0),
    )
    assert pick(bare, 1).value == pytest.approx(6.0)
    assert pick(bare, 2).value == pytest.approx(4.5)


def test_what_has_to_be_in_is_in_before_all_others() -> None:
    """The sentence that opens the article is, whatever it adds, if there is room for it."""
    scorer = build(["abc", "klmnop", "qrstuv"])
    assert pick(scorer, 2, first=[0]).places[0] == 0
    assert pick(scorer, 2, first=[2, 0]).places == [2, 0]
    assert 0 not in pick(scorer, 2, first=[0], words=(9, 3, 3), max_words=6).places


def test_the_chain_of_what_is_needed_holds_all_the_way_up() -> None:
    """A sentence is taken with all that it needs in turn, or not at all."""
    scorer = build(["abcdef", "ab", "cd", "klmnopqrstuv", "wx", "yz"])
    chain: dict[int, Needs] = {2: ((1,),), 3: ((2,),)}
    assert sorted(pick(scorer, 3, needing=chain).places) == [1, 2, 3]
    assert 3 not in pick(scorer, 2, needing=chain).places
    assert 3 not in pick(scorer, 3, needing=chain, incomplete=(1,)).places


def test_any_of_several_sentences_will_do() -> None:
    """Where one that has the full name is chosen, the surname may stand."""
    scorer = build(["abc", "defgh", "ijk", "lmnop"])
    needing: dict[int, Needs] = {3: ((0, 1),)}
    assert pick(scorer, 2, needing=needing).places == [1, 3]


def test_a_question_is_taken_with_its_answer_or_not_at_all() -> None:
    """The two need each other."""
    scorer = build(["abc", "defghijk", "lmnopqrs", "tuv"])
    needing: dict[int, Needs] = {1: ((2,),), 2: ((1,),)}
    assert pick(scorer, 1, needing=needing).places in ([0], [3])
    assert sorted(pick(scorer, 2, needing=needing).places) == [1, 2]


def test_what_repeats_a_chosen_sentence_is_left_out() -> None:
    """Though it would add more than the others."""
    scorer = build(["abcdefgh", "abcdefij", "kl"], [0.0, 5.0, 0.0])
    choice = pick(scorer, 2, alike=(0, 1), first=[0])
    assert choice.places == [0, 2]
    assert choice.passed == {1: "repeats"}


def test_the_choice_says_what_it_passed_over_and_why() -> None:
    """Those that ranked before a chosen one, with the rule; and for whom one was taken."""
    scorer = build(["abc", "ab", "klmnopqrs", "cd", "tuvwxyzef"])
    choice = pick(scorer, 2, needing=(2,), incomplete=(4,))
    assert choice.places == [1, 2]
    assert choice.needed_by == {1: 2}
    assert choice.passed == {4: "stub"}


def test_of_equals_the_one_behind_a_chosen_sentence_is_taken() -> None:
    """Two that stand together read as one text."""
    assert pick(build(["abc", "def", "ghi", "jkl"]), 2, first=[2]).places == [2, 3]


@pytest.mark.parametrize("order", [(4,), (4, 1, 7), (0, 8), (8, 0, 5, 6)])
def test_what_distance_costs_is_kept_up_as_sentences_are_taken(order: tuple[int, ...]) -> None:
    """For each that is left it is by the logarithm of how many stand up to the one before it."""
    state = selection._State.empty(build(["abc"] * 9))
    for place in order:
        state.take(place)
    for place in set(range(9)) - set(order):
        before = [other for other in order if other < place]
        gap = place - max(before) - 1 if before else place + 1
        assert state.away[place] == pytest.approx(selection._AWAY * np.log1p(gap))
