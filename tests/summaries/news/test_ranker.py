"""Tests of `service.summaries.news.ranker`: the parameters that are kept beside the code."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from service.summaries.news.ranker import FORMAT, PARAMETERS, shipped
from service.summaries.news.sentence_features import SENTENCE_FEATURES
from service.summaries.news.word_features import WORD_FEATURES


def test_parameters_are_the_same_after_saving(tmp_path: Path) -> None:
    """What is written is read again, digit by digit."""
    path = tmp_path / "ranker.json"
    shipped().save(path)
    assert path.read_bytes() == PARAMETERS.read_bytes()
    assert not path.with_suffix(".new").exists()


def test_parameters_are_loaded_once() -> None:
    """A request reads no file."""
    assert shipped() is shipped()


def test_parameters_of_another_format_are_refused(tmp_path: Path) -> None:
    """The message names both formats and the command that makes new ones."""
    content = json.loads(PARAMETERS.read_text("utf-8")) | {"format": FORMAT + 1}
    path = tmp_path / "ranker.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match=r"python -m service\.summaries\.news\.training"):
        shipped(path)


@pytest.mark.parametrize("part", ["words", "sentences"])
def test_parameters_of_other_features_are_refused(tmp_path: Path, part: str) -> None:
    """A feature that was renamed or moved does not take another's weight."""
    content = json.loads(PARAMETERS.read_text("utf-8"))
    rows = list(content[part].items())
    content[part] = dict([rows[1], rows[0], *rows[2:]])
    path = tmp_path / "ranker.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match="other features"):
        shipped(path)


def test_the_shipped_parameters_are_small_and_say_what_they_reached() -> None:
    """Under 20 kB, with the gain over the lead on each source that was held out."""
    assert PARAMETERS.stat().st_size < 20_000
    figures = shipped().figures
    assert {"articles", "gain", "pm"} == set(figures["all"])
    assert figures["all"]["gain"] - figures["all"]["pm"] > 0.0


def test_earlier_sentences_are_worth_more() -> None:
    """All else equal, a sentence further down is worth less, however far down."""
    place = SENTENCE_FEATURES.index("log place")
    matrix = np.tile(shipped().sentences.mean, (5, 1))
    matrix[:, place] = np.log1p([0, 3, 30, 3_000, 300_000])
    worth = shipped().sentences(matrix)
    assert (np.diff(worth) < 0.0).all()


def test_names_that_come_again_are_likelier_than_stop_words() -> None:
    """The word model knows what an article is about."""
    rows = np.tile(shipped().words.mean, (2, 1))
    rows[0, WORD_FEATURES.index("stop")], rows[1, WORD_FEATURES.index("stop")] = 1.0, 0.0
    rows[1, WORD_FEATURES.index("capital")] = 1.0
    rows[1, WORD_FEATURES.index("log count")] = rows[1, WORD_FEATURES.index("log sentences")] = 2.0
    stop, name = shipped().words(rows)
    assert 0.0 < stop < name < 1.0
