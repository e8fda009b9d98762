"""What today's documents are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.articles.reading import read_text
from service.topics.card.baseline import Baseline
from service.topics.card.card import parse_card
from service.topics.classifier import Classifier
from service.topics.terms import OPENING_WORDS, opening_words
from service.topics.training.corpus import read_corpus
from service.topics.training.counts import write_counts, write_terms
from tests.topics.newsroom import Desk, write_article

CARD: dict[str, Any] = {
    "evaluation": {
        "macro_f1": 0.7,
        "classes": ["crime", "other"],
        "confusion_matrix": [[3, 1], [2, 4]],
        "calibration": {
            "bins": [
                {"confidence": 0.5, "documents": 2, "accuracy": 0.5},
                {"confidence": 0.9, "documents": 8, "accuracy": 0.9},
            ],
            "expected_error": 0.0,
        },
    },
    "training": {"unknown_words": 0.05},
}


def test_shares_are_those_that_the_model_gave() -> None:
    """A topic's share counts what was given to it, rightly or not; confidence is weighted."""
    baseline = Baseline.of(parse_card(CARD))
    assert baseline is not None
    assert baseline.topics == {"crime": 0.5, "other": 0.5}
    assert baseline.confidence == pytest.approx(0.82)
    assert baseline.unknown_words == 0.05


def test_an_older_card_lacks_unknown_words_only() -> None:
    """The rest is there without them."""
    baseline = Baseline.of(parse_card({"evaluation": CARD["evaluation"], "training": {}}))
    assert baseline is not None
    assert baseline.unknown_words is None


@pytest.mark.parametrize(
    "card",
    [
        {},
        {"evaluation": {}},
        {"evaluation": {"macro_f1": 0.7}},
        {"evaluation": None},
        {"evaluation": {**CARD["evaluation"], "confusion_matrix": [[0, 0], [0, 0]]}},
        {"evaluation": {**CARD["evaluation"], "classes": ["crime"]}},
    ],
)
def test_a_card_without_figures_has_no_baseline(card: dict[str, Any]) -> None:
    """A model serves all the same where its card says nothing to compare with."""
    assert Baseline.of(parse_card(card)) is None


def test_the_opening_is_the_first_words_of_the_body() -> None:
    """Over several blocks, as many words as count more, and all where there are fewer."""
    opening = opening_words("\n\n".join(["one two " * 40, "three " * 90, "four"]))
    assert len(opening) == OPENING_WORDS
    assert opening[79:81] == ["two", "three"]
    assert opening[-1] == "three"
    assert opening_words("One two\n\nthree") == ["one", "two", "three"]


def test_a_topic_tells_how_many_words_the_model_lacks(desk: Desk, classifier: Classifier) -> None:
    """Invented words are unknown, the model's own are not."""
    text = write_article(desk.classes[0], 900)
    known = classifier.classify(read_text(text, language="en"))
    strange = classifier.classify(read_text(f"Qxelba vornix trelaq. {text}", language="en"))
    assert known.opening_words <= OPENING_WORDS
    assert strange.unknown_words - known.unknown_words in (2, 3)
    assert 0 <= known.unknown_words < known.opening_words


def test_training_texts_are_held_out_of_the_vocabulary(desk: Desk, tmp_path: Path) -> None:
    """A word in three own texts is a term, yet unknown to each of them without itself."""
    (tmp_path / "counts").mkdir()
    write_terms(tmp_path / "counts" / "terms.txt.gz", desk.terms)
    write_counts(tmp_path / "counts" / "desk.npz", desk.documents)
    write_counts(tmp_path / "evaluation.npz", desk.documents)
    assert read_corpus(tmp_path).unknown_words == 0.0
    folder = tmp_path / "articles" / desk.classes[0]
    folder.mkdir(parents=True)
    shares = []
    for number in range(4):
        (folder / f"{number}.txt").write_text(
            f"Headline {number}\n\nqxelba vornix trelaq zembor, numbered {number * 'x'}y", "utf-8"
        )
        shares.append(read_corpus(tmp_path).unknown_words)
    # With three texts the four words are terms of the vocabulary; with four they are so without
    # the text that is looked at, too.
    assert shares[2] > 0.6
    assert shares[3] < 0.4
