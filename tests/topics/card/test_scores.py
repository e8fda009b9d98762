"""What a card's scores come to, against numbers worked out by hand."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from service.topics.card.card import parse_card
from service.topics.card.origin import Origin
from service.topics.card.scores import Scores, Share, f1_intervals, wilson_interval

CARD: dict[str, Any] = {
    "data_digest": "ab" * 32,
    "seed": 7,
    "libraries": {"numpy": "2.0"},
    "training": {
        "documents": 30,
        "read": 20,
        "used": 25,
        "sources": {"courier": 10, "gazette": 20},
    },
    "evaluation": {
        "classes": ["harbour", "kitchen"],
        "confusion_matrix": [[8, 2], [1, 9]],
        "macro_f1": 0.8496,
        "macro_f1_interval": [0.66, 1.0],
        "sources": {"courier": {"accuracy": 0.75, "interval": [0.3, 0.95], "documents": 4}},
        "regions": {
            "world": {
                "macro_f1": 0.75,
                "macro_f1_interval": [0.5, 1.0],
                "accuracy": 0.75,
                "defensible": 1.0,
                "documents": 4,
                "answered": {"threshold": 0.7, "share": 0.5, "right": 0.5, "defensible": 1.0},
            }
        },
        "defensible": 0.95,
        "twofold": 3,
        "answered": {"threshold": 0.7, "share": 0.5, "right": 0.9, "defensible": 1.0},
        "calibration": {
            "expected_error": 0.04,
            "bins": [{"confidence": 0.6, "accuracy": 0.5, "documents": 4}],
        },
    },
}


@pytest.fixture
def card() -> dict[str, Any]:
    """A card of twenty documents, which a test may spoil."""
    return copy.deepcopy(CARD)


def test_shares_come_from_the_matrix(card: dict[str, Any]) -> None:
    """Rows are true topics and columns given ones: recall over the first, precision the second."""
    scores = Scores.of(parse_card(card))
    assert scores is not None
    harbour, kitchen = scores.topics
    assert (harbour.precision.value, harbour.precision.documents) == (8 / 9, 9)
    assert (harbour.recall.value, harbour.recall.documents) == (0.8, 10)
    assert kitchen.recall.value == 0.9
    assert harbour.f1 == pytest.approx(16 / 19)
    assert scores.documents == 20
    assert scores.accuracy == Share(17 / 20, wilson_interval(17, 20), 20)
    assert scores.answered == Share(0.5, wilson_interval(10, 20), 20)
    assert scores.answered_right == Share(0.9, wilson_interval(9, 10), 10)
    assert scores.answered_defensible == Share(1.0, wilson_interval(10, 10), 10)
    assert scores.defensible == Share(0.95, wilson_interval(19, 20), 20)
    (region,) = scores.regions
    assert (region.name, region.macro_f1) == ("outside the USA", 0.75)
    assert region.answered == Share(0.5, wilson_interval(2, 4), 4)
    assert region.answered_defensible == Share(1.0, wilson_interval(2, 2), 2)
    ((source, right),) = scores.sources
    assert (source, right.value, right.interval) == ("courier", 0.75, wilson_interval(3, 4))
    assert scores.bins[0].right.interval == wilson_interval(2, 4)


def test_mistakes_are_those_off_the_diagonal(card: dict[str, Any]) -> None:
    """The most frequent one comes first, and a topic given rightly is none."""
    scores = Scores.of(parse_card(card))
    assert scores is not None
    assert scores.mistakes(5) == [("harbour", "kitchen", 2), ("kitchen", "harbour", 1)]
    assert len(scores.mistakes(1)) == 1


def test_more_documents_make_narrower_intervals() -> None:
    """A hundred times the documents, at the same rates, is a tenth of the width."""
    few, many = np.array([[8, 2], [1, 9]]), np.array([[800, 200], [100, 900]])
    for (low, high), (lower, higher) in zip(f1_intervals(few), f1_intervals(many), strict=True):
        assert low < lower < higher < high
        assert (higher - lower) == pytest.approx((high - low) / 10, rel=0.3)


def test_intervals_hold_the_f1_of_most_samples() -> None:
    """Nineteen in twenty samples of twenty documents have an F1 within that of a like sample."""
    generator = np.random.default_rng(3)
    rates = np.array([0.4, 0.1, 0.05, 0.45])
    within = 0
    for _ in range(200):
        matrix = generator.multinomial(200, rates).reshape(2, 2)
        low, high = f1_intervals(matrix)[0]
        within += low <= 2 * 0.4 / (0.5 + 0.45) <= high
    assert within > 180


@pytest.mark.parametrize(
    ("name", "value", "unmeasured"),
    [
        ("confusion_matrix", [[1, 2]], {"matrix", "classes", "topics", "accuracy"}),
        ("confusion_matrix", [[0, 0], [0, 0]], {"matrix", "classes", "topics", "accuracy"}),
        ("confusion_matrix", [[1, -1], [0, 1]], {"matrix", "classes", "topics", "accuracy"}),
        ("confusion_matrix", "many", {"matrix", "classes", "topics", "accuracy"}),
        ("macro_f1_interval", [0.5], {"macro_f1_interval"}),
        ("macro_f1_interval", None, {"macro_f1_interval"}),
        ("calibration", {"bins": [{"confidence": 0.5}]}, {"bins", "calibration_error"}),
        ("sources", {"courier": {"accuracy": 2.0, "documents": 3}}, {"sources"}),
        ("answered", {}, {"answered", "answered_right", "answered_defensible"}),
        (
            "answered",
            {"threshold": 0.9, "share": 0.0, "right": None},
            {"answered_right", "answered_defensible"},
        ),
        ("answered", {"threshold": 0.9, "share": 0.5, "right": 0.9}, {"answered_defensible"}),
        ("defensible", None, {"defensible"}),
        ("regions", {"world": {"macro_f1": 0.5}}, {"regions"}),
    ],
)
def test_what_a_card_lacks_was_not_measured(
    card: dict[str, Any], name: str, value: object, unmeasured: set[str]
) -> None:
    """What is missing or of another form is None or empty, and the other scores are there."""
    card["evaluation"] |= {name: value, "documents": 20}
    scores = Scores.of(parse_card(card))
    assert scores is not None
    assert (scores.macro_f1, scores.documents) == (0.8496, 20)
    assert {name for name, found in vars(scores).items() if found in (None, ())} == unmeasured


@pytest.mark.parametrize("evaluation", [None, {}, 1, {"macro_f1": "high"}, {"macro_f1": None}])
def test_a_card_without_macro_f1_has_no_scores(card: dict[str, Any], evaluation: object) -> None:
    """There is no exception: a model may serve whose card says nothing of its quality."""
    assert Scores.of(parse_card(card | {"evaluation": evaluation})) is None


def test_the_origin_has_the_largest_source_first(card: dict[str, Any]) -> None:
    """Sources are ordered by their documents."""
    origin = Origin.of(parse_card(card))
    assert origin is not None
    assert [(part.name, part.documents) for part in origin.sources] == [
        ("gazette", 20),
        ("courier", 10),
    ]
    assert (origin.documents, origin.read, origin.used) == (30, 20, 25)


def test_the_origin_says_what_the_sources_are(card: dict[str, Any]) -> None:
    """A source has the licence that the card states, and one of which it says nothing says so."""
    card["training"]["origins"] = {"courier": {"what": "letters", "licence": "CC0"}}
    origin = Origin.of(parse_card(card))
    assert origin is not None
    assert [part.licence for part in origin.sources] == ["not stated", "CC0"]


@pytest.mark.parametrize("told", [{"courier": "CC0"}, {"courier": {"what": "letters"}}, []])
def test_origins_of_another_form_are_not_stated(card: dict[str, Any], told: object) -> None:
    """A card that somebody has changed by hand says as much as it still does."""
    card["training"]["origins"] = told
    origin = Origin.of(parse_card(card))
    assert origin is not None
    assert [part.licence for part in origin.sources] == ["not stated", "not stated"]


def test_a_card_without_training_has_no_origin(card: dict[str, Any]) -> None:
    """Without an exception."""
    del card["training"]
    assert Origin.of(parse_card(card)) is None


@pytest.mark.parametrize("name", ["data_digest", "seed", "libraries"])
def test_the_rest_of_an_origin_is_there_without_a_part(card: dict[str, Any], name: str) -> None:
    """Of what is missing nothing is said, and of the other parts what is known."""
    del card[name]
    origin = Origin.of(parse_card(card))
    assert origin is not None
    assert (origin.digest is None, origin.seed is None, origin.libraries == {}) == tuple(
        name == missing for missing in ("data_digest", "seed", "libraries")
    )
    assert origin.documents == 30
