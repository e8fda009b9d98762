"""The most distinctive terms have weight where they occur, and a reader understands them."""

from __future__ import annotations

import numpy as np

from service.topics.classifier import Classifier
from service.topics.distinctive_terms import distinctive_terms, strengths
from tests.topics.newsroom import TOPICS


def test_weight_counts_where_a_term_occurs() -> None:
    """Of two terms of one weight the commoner tells more; what all topics share tells nothing."""
    weights = np.array([[2.0, 2.0, 1.0], [0.0, 0.0, 1.0]])
    idf = np.array([2.0, 6.0, 2.0])
    found = strengths(weights, idf)
    assert found[0, 0] > found[0, 1] > 0
    assert found[0, 2] == found[1, 2] == 0
    assert np.allclose(found.sum(axis=0), 0)


def test_terms_that_say_nothing_alone_are_left_out() -> None:
    """Function words, numbers, letters and pairs with any of them are passed over."""
    terms = ["the", "the ferry", "0", "covid 0", "s", "ferry", "lady ansel"]
    strength = np.array([[9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 2.0]])
    (found,) = distinctive_terms(["harbour"], terms, strength, 5).values()
    assert [(item.term, item.strength) for item in found] == [
        ("ferry", 4 / 9),
        ("lady ansel", 2 / 9),
    ]


def test_no_term_speaks_for_a_topic_that_it_speaks_against() -> None:
    """Fewer terms than asked for are given rather than such ones."""
    strength = np.array([[1.0, -1.0], [-1.0, 0.0]])
    found = distinctive_terms(["harbour", "kitchen"], ["ferry", "oven"], strength, 3)
    assert [len(items) for items in found.values()] == [1, 0]


def test_a_model_tells_what_its_topics_are_about(classifier: Classifier) -> None:
    """The small model's terms are of its topics' sentences, the most distinctive first."""
    assert set(classifier.distinctive_terms) == set(TOPICS)
    wanted = {"harbour": "ferry", "kitchen": "oven", "observatory": "planet", "theatre": "stage"}
    for topic, term in wanted.items():
        found = [item.term for item in classifier.distinctive_terms[topic]]
        assert term in found, (topic, found)
        shares = [item.strength for item in classifier.distinctive_terms[topic]]
        assert shares == sorted(shares, reverse=True)
        assert 0 < shares[-1] <= shares[0] <= 1
