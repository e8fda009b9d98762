"""A model's pages tell its card: to people and, in their front matter, to Hugging Face's Hub."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from huggingface_hub import ModelCard, ModelCardData

from service.cli import main
from service.topics.card.card import Card, Evaluation, HouseScore, OwnTopic, RegionScore
from service.topics.card.pages import PAGES, README, render_page, write_pages
from service.topics.errors import CardIncomplete
from service.topics.store.bundle import read_card
from service.topics.store.registry import Registry
from service.topics.training.retraining import retrain
from tests.conftest import ROOT
from tests.topics.newsroom import TOPICS, quiet

SHIPPED = ROOT / "models" / (ROOT / "models" / "current").read_text("utf-8").strip()
#: What the Hub's documentation names, and what is ours.
KEYS = {
    "language",
    "license",
    "library_name",
    "pipeline_tag",
    "tags",
    "metrics",
    "thresholds",
    "model-index",
}


@pytest.fixture
def card() -> Card:
    """The shipped model's card."""
    return read_card(SHIPPED)


def front_matter(page: str) -> dict[str, Any]:
    """What a page states before its text."""
    before, stated, text = page.split("---\n", 2)
    assert before == ""
    assert text.startswith("\n# ")
    found: dict[str, Any] = yaml.safe_load(stated)
    return found


def read_by_the_hub(page: str) -> ModelCardData:
    """What the Hub's own reader finds."""
    found = ModelCard(page).data
    assert isinstance(found, ModelCardData)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_shipped_pages_are_those_of_its_card(card: Card, name: str) -> None:
    """They can be made again to the byte, from the card alone."""
    assert render_page(name, card) == (SHIPPED / name).read_text("utf-8")


def test_the_hub_reads_it(card: Card) -> None:
    """Language, licence, library and task are where its reader looks for them."""
    page = render_page(README, card)
    data = read_by_the_hub(page)
    assert data.language == ["en"]
    assert data.license == "apache-2.0"
    assert data.library_name == "sklearn"
    assert data.pipeline_tag == "text-classification"
    assert data.metrics == ["f1", "accuracy"]
    assert "skops" in (data.tags or [])
    assert front_matter(page).keys() == KEYS
    assert front_matter(page)["thresholds"] == {
        "topic": card.threshold,
        "section": card.sections.threshold if card.sections else None,
    }


def test_its_results_are_the_cards(card: Card) -> None:
    """Topics, both regions and sections stand in the index, with the figures of card.json."""
    results = read_by_the_hub(render_page(README, card)).eval_results or []
    found = {
        (item.dataset_config, item.metric_type, str(item.metric_args)): item.metric_value
        for item in results
    }
    assert card.evaluation is not None
    assert card.sections is not None
    assert card.sections.evaluation is not None
    parts: dict[str, Evaluation | RegionScore] = {
        "topics": card.evaluation,
        "topics-usa": card.evaluation.regions["usa"],
        "topics-world": card.evaluation.regions["world"],
        "sections": card.sections.evaluation,
    }
    expected: dict[tuple[str, str, str], float | None] = {}
    for config, part in parts.items():
        answered = part.answered
        assert answered is not None
        expected[config, "f1", str({"average": "macro"})] = part.macro_f1
        expected[config, "accuracy", "None"] = part.accuracy
        expected[config, "accuracy", str({"threshold": answered.threshold})] = answered.right
    assert found == expected
    assert len(results) == len(found)


def test_a_training_writes_it(data: Path, empty: Registry) -> None:
    """A new model's folder shows right on the Hub as it is, and states no sections it has not."""
    version = retrain(data, empty, quiet).version
    page = (empty.folder / version / README).read_text("utf-8")
    assert read_by_the_hub(page).model_name == f"dateline-{version}"
    assert front_matter(page)["thresholds"].keys() == {"topic"}
    assert all(f"| {topic} |" in page for topic in TOPICS)
    assert page == render_page(README, read_card(empty.folder / version))


def test_a_model_of_ones_own_articles_has_no_licence_of_ours(card: Card) -> None:
    """Whose articles or corrections are in it says under which licence it goes."""
    assert card.training is not None
    first, *others = card.training.topics
    training = replace(card.training, topics=(replace(first, yours=1), *others))
    for own in (
        replace(card, training=training),
        replace(card, house=HouseScore(taught=1, held_out=0, judged=1)),
    ):
        assert "license" not in front_matter(render_page(README, own))
    held = replace(card, house=HouseScore(taught=0, held_out=1, judged=1))
    assert front_matter(render_page(README, held))["license"] == "apache-2.0"


@pytest.mark.parametrize("house", [None, HouseScore(taught=1, held_out=0, judged=1)])
@pytest.mark.parametrize("own_topics", [{}, {"gardening": OwnTopic(articles=60, recall=1.0)}])
def test_headings_stand_apart(
    card: Card, house: HouseScore | None, own_topics: dict[str, OwnTopic]
) -> None:
    """What is told of users' own topics and corrections runs into no list before it."""
    lines = render_page(README, replace(card, house=house, own_topics=own_topics)).splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("#")]
    assert len(headings) >= 5
    assert [lines[number - 1] for number in headings if lines[number - 1]] == []


def test_names_are_no_markup_of_the_front_matter(card: Card) -> None:
    """A version with quotes, colons or line breaks in it stays a name."""
    odd = "a\": b\n- c: 'd' # é"
    stated = front_matter(render_page(README, replace(card, version=odd)).replace("# Topic", "# T"))
    assert stated["model-index"][0]["name"] == f"dateline-{odd}"
    assert stated.keys() == KEYS


def test_the_command_prints_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The current model's card by default, or that of a version; what is not there is told."""
    monkeypatch.setenv("DATELINE_MODELS", str(SHIPPED.parent))
    page = (SHIPPED / README).read_text("utf-8")
    for more in ([], [SHIPPED.name]):
        assert main(["models", "card", *more]) == 0
        assert capsys.readouterr().out == page
    assert main(["models", "card", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_an_older_card_is_told_what_it_lacks(card: Card, tmp_path: Path) -> None:
    """No page is written of half a card; the message names what it has not, and the way out."""
    assert card.evaluation is not None
    assert card.training is not None
    older = replace(
        card,
        threshold_choice=None,
        evaluation=replace(card.evaluation, defensible=None),
        training=replace(card.training, origins={}),
    )
    with pytest.raises(CardIncomplete) as raised:
        write_pages(tmp_path, older)
    told = str(raised.value)
    assert "threshold_choice, evaluation.defensible, training.origins" in told
    assert "bin/retrain" in told
    assert not list(tmp_path.iterdir())
