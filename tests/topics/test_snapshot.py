"""What today's documents are held against."""

from __future__ import annotations

from typing import Any

import pytest

from service.topics.snapshot import Snapshot

CARD: dict[str, Any] = {
    "evaluation": {
        "classes": ["crime", "other"],
        "confusion_matrix": [[3, 1], [2, 4]],
        "calibration": {
            "bins": [
                {"confidence": 0.5, "documents": 2, "accuracy": 0.5},
                {"confidence": 0.9, "documents": 8, "accuracy": 0.9},
            ]
        },
    },
    "training": {"unknown_words": 0.05},
}


def test_shares_are_those_that_the_model_gave() -> None:
    """A topic's share counts what was given to it, rightly or not; confidence is weighted."""
    snapshot = Snapshot.of(CARD)
    assert snapshot is not None
    assert snapshot.topics == {"crime": 0.5, "other": 0.5}
    assert snapshot.confidence == pytest.approx(0.82)
    assert snapshot.unknown_words == 0.05


def test_an_older_card_lacks_unknown_words_only() -> None:
    """The rest is there without them."""
    snapshot = Snapshot.of({"evaluation": CARD["evaluation"], "training": {}})
    assert snapshot is not None
    assert snapshot.unknown_words is None


@pytest.mark.parametrize(
    "card",
    [
        {},
        {"evaluation": {}},
        {"evaluation": None},
        {"evaluation": {**CARD["evaluation"], "confusion_matrix": [[0, 0], [0, 0]]}},
        {"evaluation": {**CARD["evaluation"], "classes": ["crime"]}},
    ],
)
def test_a_card_without_figures_has_no_snapshot(card: dict[str, Any]) -> None:
    """A model serves all the same where its card says nothing to compare with."""
    assert Snapshot.of(card) is None
