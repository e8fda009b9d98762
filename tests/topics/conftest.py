"""What the tests of the topic stage share: one small model, trained once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.topics.classifier import Classifier
from service.topics.store.registry import Registry
from service.topics.training.sections import train_sections
from tests.topics.newsroom import (
    SEED,
    Desk,
    with_sections,
    write_data,
    write_model,
)


@pytest.fixture(scope="session")
def desk(desk: Desk) -> Desk:
    """The small model of all tests, with sections."""
    counts = with_sections(desk.documents).by_section()
    sections = train_sections(counts, desk.trained.pipeline, SEED)
    assert sections is not None
    return replace(desk, sections=sections)


@pytest.fixture
def classifier(desk: Desk) -> Classifier:
    """A classifier with the small model."""
    return Classifier(desk.bundle())


@pytest.fixture
def model(desk: Desk, tmp_path: Path) -> Path:
    """The small model on disk, in a folder that a test may spoil."""
    return write_model(tmp_path / "models" / "tiny", desk)


@pytest.fixture
def registry(desk: Desk, tmp_path: Path) -> Registry:
    """A registry of two models, `older` and `newer`, of which `older` is current."""
    folder = tmp_path / "registry"
    write_model(folder / "newer", desk, "2024-06-01T08:00:00Z")
    write_model(folder / "older", desk, "2024-05-01T08:00:00Z")
    (folder / "current").write_text("older\n", "utf-8")
    return Registry(folder)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of training data."""
    return write_data(tmp_path / "data")


@pytest.fixture
def sectioned(tmp_path: Path) -> Path:
    """A folder of training data whose documents have sections."""
    return write_data(tmp_path / "sectioned", sections=True)


@pytest.fixture
def empty(tmp_path: Path) -> Registry:
    """A registry without a model."""
    return Registry(tmp_path / "models")
