"""Every source is described, and the same is said of it wherever it is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.topics.card.sources import SOURCES, Source, read_sources
from service.topics.errors import TrainingDataError
from service.topics.store.registry import Registry
from service.topics.training.corpus import read_corpus
from service.topics.training.counts import TERMS, read_counts, read_terms
from service.topics.training.retraining import retrain
from service.topics.training.rows import CORRECTIONS, USERS_SOURCE
from tests.conftest import ROOT
from tests.topics.newsroom import quiet

DATA = ROOT / "training_data"
#: The files of documents that topics are trained and measured on, and of those for sections alone.
_TOPICS, _SECTIONS = ("counts/*.npz*", "evaluation.npz*"), ("evaluation-sections.npz*",)
#: Trained on, but in no file of counts.
_OWN = {"dateline", USERS_SOURCE, *CORRECTIONS}


def documents(*patterns: str) -> dict[str, int]:
    """How many documents there are of each source, by the files that hold them."""
    terms = len(read_terms(DATA / "counts" / TERMS))
    found: dict[str, int] = {}
    for path in (path for pattern in patterns for path in DATA.glob(pattern)):
        for name in read_counts(path, terms).sources.tolist():
            found[name] = found.get(name, 0) + 1
    return found


def test_every_source_of_the_data_is_described() -> None:
    """No file of counts is without a description, and nothing is described that is not there."""
    assert set(read_sources(DATA)) == set(documents(*_TOPICS, *_SECTIONS)) | _OWN


def test_the_page_of_sources_says_the_same() -> None:
    """SOURCES.md has each source with its documents and the licence that cards repeat."""
    text = (DATA / "SOURCES.md").read_text("utf-8")
    described = read_sources(DATA)
    for name, count in (*documents(*_TOPICS).items(), *documents(*_SECTIONS).items()):
        licence = re.escape(described[name].licence)
        assert re.search(rf"^\| {name} \| {count:,} \| .+ \| {licence} \|$", text, re.MULTILINE)


def test_the_card_of_the_shipped_model_says_the_same() -> None:
    """Of each source that it was trained on, its card has what the data say, in every form."""
    registry = Registry(ROOT / "models")
    folder = registry.folder / registry.current()
    training = registry.load().card.training
    assert training is not None
    described = read_sources(DATA)
    assert set(training.origins) == set(training.sources)
    text = (folder / "README.md").read_text("utf-8")
    page = (folder / "card.html").read_text("utf-8").replace("&#39;", "'")
    for name, count in training.sources.items():
        source = described[name]
        assert training.origins[name] == source
        assert f"| {name} | {count} | {source.what} | {source.licence} |" in text
        assert f">{source.what}</td>" in page
        assert f">{source.licence}</td>" in page


def test_a_description_changes_the_card_and_no_model(data: Path, empty: Registry) -> None:
    """What is said of the data is no part of what a model is made of."""
    before = read_corpus(data).digest
    (data / SOURCES).write_text('[gazette]\nwhat = "news"\nlicence = "CC0"\n', "utf-8")
    assert read_corpus(data).digest == before
    training = empty.load(retrain(data, empty, quiet).version).card.training
    assert training is not None
    assert training.origins == {"gazette": Source("news", "CC0")}


def test_data_without_descriptions_can_be_trained_on(tmp_path: Path) -> None:
    """Who trains on counts of their own need not describe them."""
    assert read_sources(tmp_path) == {}


def test_a_source_may_say_where_its_documents_come_from(tmp_path: Path) -> None:
    """Inside the USA or outside; without a word they come from everywhere."""
    table = '[{0}]\nwhat = "news"\nlicence = "CC0"\nregion = "{0}"\n'
    text = table.format("usa") + table.format("world") + '[all]\nwhat = "news"\nlicence = "CC0"\n'
    (tmp_path / SOURCES).write_text(text, "utf-8")
    found = read_sources(tmp_path)
    assert [source.region for source in found.values()] == ["usa", "world", None]


@pytest.mark.parametrize(
    "text",
    [
        "[desk",
        "desk = 1",
        '[desk]\nwhat = "news"',
        '[desk]\nwhat = "news"\nlicence = 4',
        '[desk]\nwhat = "news"\nlicence = "none"\nnote = "none"',
        '[desk]\nwhat = "news"\nlicence = "none"\nregion = "moon"',
        '[desk]\nwhat = "news"\nlicence = "none"\nregion = ["usa"]',
        "[desk]\nwhat = '\udce9'",
    ],
)
def test_a_description_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    """A fault stops the training before it has begun, with the file and what it takes."""
    (tmp_path / SOURCES).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(TrainingDataError, match=re.escape(SOURCES)):
        read_sources(tmp_path)
