"""The data card tells what the data are."""

from __future__ import annotations

import re

import yaml
from huggingface_hub import DatasetCard, DatasetCardData

from service.topics.store.registry import Registry
from tests.conftest import ROOT
from tests.data_card import CARD, figures, renew

TEXT = CARD.read_text("utf-8")


def test_its_figures_are_counted_in_the_data() -> None:
    """Each table stands in it, and is what the data come to now."""
    assert renew(TEXT) == TEXT, "run: .venv/bin/python -m tests.data_card"
    assert sorted(re.findall(r"<!-- figures: ([a-z-]+) -->", TEXT)) == sorted(figures())


def test_its_figures_are_those_that_the_shipped_model_was_made_of() -> None:
    """Sources and documents agree with the model's card, which a training counted by itself."""
    training = Registry(ROOT / "models").load().card.training
    assert training is not None
    for name, documents in training.sources.items():
        if name == "dateline":
            assert f"| to train on, written for this project | {documents:,} |" in TEXT
        else:
            assert f"| {name} | {documents:,} | " in TEXT


def test_what_readers_agreed_on_is_what_the_page_of_sources_says() -> None:
    """Figures that are in no file are the same on both pages."""
    sources = (ROOT / "training_data" / "SOURCES.md").read_text("utf-8")
    for figure in (
        "838 (14 %)",
        "6,067",
        "104",
        "699",
        "98 %",
        "97 %",
        "95 %",
        "164",
        "211",
        "84",
        "150",
    ):
        assert figure in TEXT
        assert figure in sources


def test_the_hub_reads_it() -> None:
    """Its front matter is a data set's, and claims no licence for what belongs to others."""
    data = DatasetCard(TEXT).data
    assert isinstance(data, DatasetCardData)
    assert (data.language, data.license) == (["en"], "other")
    assert data.task_categories == ["text-classification"]
    stated = yaml.safe_load(TEXT.split("---\n")[1])
    assert (CARD.parent / stated["license_link"]).is_file()
