"""Tests of `service.summaries.news.rouge`: the measure that the ranker is trained on."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from rouge_score.rouge_scorer import RougeScorer

from service.summaries.news.rouge import score_sets, tokenize
from tests.summaries.stories import HARBOUR, make

REFERENCES = (
    "Ellery's pier is closed: divers have found cracks in three pillars.",
    "Fishing boats carry food to Marrow Island since the pier at Ellery was shut in 2025.",
)


def test_figures_are_those_of_rouge_score() -> None:
    """For every set of one to four sentences and for each reference."""
    sentences = [sentence.text for sentence in make(HARBOUR).sentences]
    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    for size in (1, 2, 3, 4):
        sets = np.array(list(combinations(range(len(sentences)), size)))
        expected = [
            [
                scorer.score(reference, " ".join(sentences[i] for i in places))["rouge1"].fmeasure
                for places in sets
            ]
            for reference in REFERENCES
        ]
        for reference, scores in zip(REFERENCES, expected, strict=True):
            assert score_sets(sentences, [reference], sets) == pytest.approx(scores)
        means = np.mean(expected, axis=0)
        assert score_sets(sentences, REFERENCES, sets) == pytest.approx(means)


def test_words_are_stems_of_ascii_letters_and_digits() -> None:
    """As the package reads them: short words stay, marks and accents part words."""
    assert tokenize("The ferries' cafés: 1,200 IS") == [
        "the",
        "ferri",
        "caf",
        "s",
        "1",
        "200",
        "is",
    ]


@pytest.mark.parametrize("references", [[], [""], ["…"]])
def test_nothing_to_compare_with_scores_nothing(references: list[str]) -> None:
    """No division by zero."""
    assert score_sets(["Boats ran.", "..."], references, np.array([[0], [1]])).tolist() == [0, 0]
