"""A newsroom that has trained once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from service.topics.store.registry import Registry
from service.topics.training.retraining import retrain
from tests.topics.newsroom import quiet


@pytest.fixture
def trained(data: Path, empty: Registry) -> Registry:
    """A registry whose serving model knows no corrections."""
    retrain(data, empty, quiet)
    time.sleep(1.1)  # versions are named by the second
    return empty
