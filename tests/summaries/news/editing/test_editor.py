"""Tests of `service.summaries.news.editing.editor`: the parameters that are kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from service.summaries.news.editing.editor import FORMAT, PARAMETERS, shipped
from service.summaries.news.editing.set_features import SET_FEATURES


def test_parameters_are_the_same_after_saving(tmp_path: Path) -> None:
    """What is written is read again, digit by digit."""
    path = tmp_path / "editor.json"
    shipped().save(path)
    assert path.read_bytes() == PARAMETERS.read_bytes()
    assert not path.with_suffix(".new").exists()


def test_parameters_are_loaded_once() -> None:
    """A request reads no file."""
    assert shipped() is shipped()


def test_parameters_of_another_format_are_refused(tmp_path: Path) -> None:
    """The message names the command that makes new ones."""
    content = json.loads(PARAMETERS.read_text("utf-8")) | {"format": FORMAT + 1}
    path = tmp_path / "editor.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match=r"python -m service\.summaries\.news\.editing\.training"):
        shipped(path)


def test_parameters_of_other_features_are_refused(tmp_path: Path) -> None:
    """A feature that was renamed or moved does not take another's weight."""
    content = json.loads(PARAMETERS.read_text("utf-8"))
    rows = list(content["features"].items())
    content["features"] = dict([rows[1], rows[0], *rows[2:]])
    path = tmp_path / "editor.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match="other features"):
        shipped(path)


def test_the_shipped_editor_prints_more_than_was_chosen_before() -> None:
    """On groups of articles that it had not read, and more than the first sentences."""
    figures = shipped().figures
    assert figures["chosen"] > figures["before"]
    assert figures["chosen"] > figures["first"]


def test_a_set_that_leaves_more_out_is_worth_less() -> None:
    """All else equal, and so is one further down or with a question."""
    average = shipped().printable.mean
    for name in ("names left out", "share left out", "log last", "question", "opens with quote"):
        worse = average.copy()
        worse[SET_FEATURES.index(name)] += 1.0
        before, after = shipped().judge(np.array([average, worse]), np.zeros(2)).tolist()
        assert after < before, name


def test_the_ranker_s_value_counts() -> None:
    """Of two sets that read alike the better one is worth more."""
    features = np.array([shipped().printable.mean] * 2)
    one, two = shipped().judge(features, np.array([1.0, 2.0])).tolist()
    assert two - one == pytest.approx(1.0)
