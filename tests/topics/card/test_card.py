"""A card is read as far as it goes, and written as it was."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings
from service.topics.card.card import Card, card_to_json, parse_card
from service.topics.card.sources import SOURCES
from service.topics.store.bundle import CARD
from service.topics.store.registry import Registry
from service.topics.training.retraining import retrain
from tests.topics.newsroom import quiet

#: What the first cards had not, by the part that it stands in.
_ADDED = {
    "": ("threshold_choice",),
    "training": ("topics",),
    "evaluation": ("defensible", "twofold", "regions"),
}


def stored(registry: Registry) -> dict[str, Any]:
    """The current model's card as it is stored."""
    path = registry.folder / registry.current() / CARD
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def test_the_shipped_card_is_written_as_it_was() -> None:
    """It comes back without additions, and so does an older one: what it lacks is not written."""
    content = stored(Registry(Settings().models))
    assert json.dumps(card_to_json(parse_card(content))) == json.dumps(content)
    for part, names in _ADDED.items():
        for name in names:
            (content[part] if part else content).pop(name, None)
    card = parse_card(content)
    assert card.training is not None
    assert card.evaluation is not None
    assert (card.training.topics, card.threshold_choice) == ((), None)
    assert (card.evaluation.defensible, card.evaluation.regions) == (None, {})
    assert json.dumps(card_to_json(card)) == json.dumps(content)


def test_a_new_card_lacks_nothing(sectioned: Path, empty: Registry) -> None:
    """What a training writes has every part, and is read as what it was."""
    data = sectioned
    described = '[gazette]\nwhat = "news"\nlicence = "CC0"\nregion = "usa"\n'
    (data / SOURCES).write_text(described, "utf-8")
    retrain(data, empty, quiet)
    content = stored(empty)
    card = parse_card(content)
    assert json.dumps(card_to_json(card)) == json.dumps(content)
    parts = [card, card.training, card.evaluation, card.sections]
    for part in parts:
        assert is_dataclass(part)
        for item in fields(part):
            # Corrections and users' topics are measured where there are any.
            if item.name in ("house", "own_topics"):
                continue
            assert getattr(part, item.name) not in (None, (), {}), item.name


def test_nothing_stated_is_nothing_written() -> None:
    """An empty card is one, in both directions."""
    assert parse_card({}) == Card()
    assert card_to_json(Card()) == {}


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"seed": "seven"}, "seed"),
        ({"classes": ["crime", 4]}, "classes.1"),
        ({"evaluation": [1]}, "evaluation"),
        ({"evaluation": {"accuracy": 0.5}}, "evaluation.macro_f1"),
        ({"training": {"documents": -1}}, "training.documents"),
        ({"training": {"topics": [{"topic": "crime"}]}}, "training.topics.0.yours"),
    ],
)
def test_what_is_of_another_form_is_left_out_and_logged(
    wrong: dict[str, Any], place: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The rest is read, and the log names the place and the model."""
    card = parse_card({"version": "tiny", "forced": True, **wrong})
    assert (card.version, card.forced) == ("tiny", True)
    assert (card.seed, card.classes, card.evaluation) == (None, (), None)
    assert card.training is None or (card.training.documents, card.training.topics) == (None, ())
    assert "card of tiny" in caplog.text
    assert f"{place}: " in caplog.text
