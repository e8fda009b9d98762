"""Tests of `service.summaries.news.editing.revision`: the editor's last word on a choice."""

from __future__ import annotations

import numpy as np
import pytest

from service.summaries.news import summarizer
from service.summaries.news.editing import revision
from service.summaries.news.editing.editor import Editor, shipped
from service.summaries.news.editing.revision import find_alternatives, may_stand, value_sets
from service.summaries.news.ranker import build_scorer
from service.summaries.news.selection import Choice
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.standing import ArticleStanding
from service.summaries.news.word_features import read_vocabulary
from service.summaries.summary import Rule
from service.summaries.term_counts import Floats
from tests.summaries.stories import HARBOUR, make, summarize

STORY = (
    "The harbour board of Ellery closed the pier on Tuesday. It will stay shut until May. Divers"
    " found cracks in three of the pillars of the bridge. Bakers gave away loaves on the quay. Who"
    " will pay for the work? Islanders depend on fishing boats for food. He also said that the"
    " ferry sails from Lund Bay."
)


class Flawed(ArticleStanding):
    """A standing in which some sentences break a rule, and all else stands."""

    def __init__(self, flaws: list[int]) -> None:
        self._broken = frozenset(flaws)

    def flaw(self, place: int) -> Rule | None:
        """Return a rule for the places that were given."""
        return "fragment" if place in self._broken else None


def alternatives(
    chosen: list[int], height: int = 30, flaws: list[int] | None = None
) -> list[list[int]]:
    """The sets for a choice; later sentences bring less."""
    gains = -np.arange(float(height))
    found: list[list[int]] = find_alternatives(chosen, gains, Flawed(flaws or [])).tolist()
    return found


def test_the_choice_itself_is_first_and_no_set_is_twice() -> None:
    """The article's first sentences are among them, and what stands behind a chosen one."""
    found = alternatives([0, 15, 19])
    assert found[0] == [0, 15, 19]
    assert len(set(map(tuple, found))) == len(found)
    assert all(places == sorted(places) for places in found)
    assert [0, 1, 2] in found
    assert [0, 15, 16] in found
    assert [2, 4, 6] in found


def test_what_would_bring_most_is_tried() -> None:
    """Three of all others."""
    found = alternatives([0, 15, 19])
    assert {place for places in found for place in places} == {*range(8), 15, 16, 19, 20}


def test_sentences_that_break_a_rule_are_in_no_other_set() -> None:
    """Those of the choice stay."""
    found = alternatives([2, 5, 9], flaws=[1, 3, 5])
    others = {place for places in found for place in places}
    assert {1, 3}.isdisjoint(others)
    assert 5 in others


def test_an_article_s_end_ends_the_sets() -> None:
    """There is no sentence behind the last, and of three there is one set."""
    assert all(places[-1] < 10 for places in alternatives([0, 5, 9], height=10))
    assert alternatives([0, 1, 2], height=3) == [[0, 1, 2]]


def test_sets_are_worth_what_the_scorer_says() -> None:
    """As if each sentence had been taken one after the other."""
    article = make(HARBOUR)
    vocabulary = read_vocabulary(article)
    scorer = build_scorer(describe_sentences(article, vocabulary), vocabulary)
    sets = np.array([[0, 1, 2], [0, 3, 5], [1, 2, 7]])
    for places, worth in zip(sets.tolist(), value_sets(sets, scorer).tolist(), strict=True):
        rows = np.isin(scorer.counts.rows, places)
        covered = scorer.word_probabilities[np.unique(scorer.counts.columns[rows])].sum()
        length = scorer.lengths[places].sum()
        by_length = scorer.by_length(np.array([covered]), np.array([length]))[0]
        assert worth == pytest.approx(scorer.sentence_scores[places].sum() + by_length)


@pytest.mark.parametrize(
    ("places", "stands"),
    [
        ([0, 1, 2], True),
        ([0, 2, 3], True),
        ([0, 2, 6], False),
        ([1, 2, 3], False),
        ([0, 3, 4], False),
        ([3, 4, 5], True),
    ],
)
def test_a_set_stands_with_what_it_needs(*, places: list[int], stands: bool) -> None:
    """Pronouns need the sentence before, and a question its answer."""
    article = make(STORY)
    vocabulary = read_vocabulary(article)
    standing = ArticleStanding(article, describe_sentences(article, vocabulary), vocabulary)
    assert may_stand(places, standing, ()) is stands


def prefer(monkeypatch: pytest.MonkeyPatch, places: list[int]) -> None:
    """An editor that likes this set best, whatever the rules say."""
    offered: list[Floats] = []

    def describe(sets: Floats, *_: object) -> Floats:
        offered[:] = [sets]
        return sets

    class Partial(Editor):
        def judge(self, features: Floats, values: Floats) -> Floats:
            del features, values
            worth: Floats = (offered[0] == places).all(axis=1).astype(np.float64)
            return worth

    real = shipped()
    monkeypatch.setattr(revision, "describe_sets", describe)
    monkeypatch.setattr(revision, "shipped", lambda: Partial(real.printable, real.weight))


LONG = (
    "The harbour board of Ellery closed the pier on Tuesday. Divers had found cracks in three"
    " pillars of it. Bakers gave away loaves on the quay at dawn. Islanders depend on fishing boats"
    " for food. Odile Marchetti leads the board. She wants a bridge to Lund Bay instead. Council"
    " money went into the sea wall in 2021. Post reaches Marrow Island by fishing boats."
)


def test_the_editor_s_set_is_given_with_its_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is needed is told, and what is in is not told to be left out."""
    article = make(LONG)
    kept = Choice([0, 2, 7], [3.0, 2.0, 1.0], -np.arange(8.0), 0.0, {5: "points_back"})
    monkeypatch.setattr(summarizer, "choose", lambda *_, **__: kept)
    prefer(monkeypatch, [0, 4, 5])
    summary = summarize(article)
    texts = [item.sentence.text for item in summary.sentences]
    assert texts == [article.sentences[place].text for place in (0, 4, 5)]
    assert str(summary.sentences[0].reasons[0]) == "lead"
    assert "needed_by" in {reason.kind for reason in summary.sentences[1].reasons}
    assert summary.left_out == ()
    assert sorted(item.rank for item in summary.sentences) == [1, 2, 3]


def test_a_set_that_breaks_a_rule_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the editor says: a pronoun does not stand alone."""
    kept = Choice([0, 2, 7], [3.0, 2.0, 1.0], -np.arange(8.0), 0.0)
    monkeypatch.setattr(summarizer, "choose", lambda *_, **__: kept)
    prefer(monkeypatch, [0, 2, 5])
    article = make(LONG)
    places = {article.sentences.index(item.sentence) for item in summarize(article).sentences}
    assert places != {0, 2, 5}
    assert 5 not in places or 4 in places


@pytest.mark.parametrize(
    "wish", [{"sentences": 2}, {"sentences": 4}, {"focus": "loaves"}, {"max_words": 40}]
)
def test_the_editor_is_asked_about_plain_summaries_of_three(
    wish: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other sizes, a focus and a ceiling on words were not judged."""

    def refuse() -> Editor:
        raise AssertionError

    monkeypatch.setattr(revision, "shipped", refuse)
    assert summarize(make(LONG), **wish).sentences
