"""Tests of `service.articles.lines.model`: the line model and its parameters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given

from service.articles.furniture.kinds import Kind
from service.articles.lines.features import PageFeatures, add_beliefs, extract_features
from service.articles.lines.labelled.evaluation import compare
from service.articles.lines.line import look_over, read_lines
from service.articles.lines.model import (
    FORMAT,
    PARAMETERS,
    TITLE,
    KindRegression,
    shipped,
)
from service.regression import CLIP, Regression
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS
from tests.messy import ARTICLE, PAGE


def features_of(document: str) -> PageFeatures:
    """The features of a document, before the first pass."""
    read = read_document(document)
    lines = read_lines(read)
    return extract_features(read, lines, look_over(read.text, lines))


def test_the_shipped_parameters_fit_the_features() -> None:
    """Each pass has a weight for every column that the features of its pass have."""
    model, first = shipped(), features_of(PAGE)
    columns = first.matrix.shape[1]
    again = add_beliefs(first, model.first(first.matrix)).shape[1]
    for part, wanted in ((model.first, columns), (model.second, again), (model.kinds, again)):
        assert len(part.mean) == len(part.scale) == wanted
        assert min(part.scale) > 0.0
    assert len(model.first.weights) == columns
    assert len(model.second.weights) == again
    assert {len(row) for row in model.kinds.weights} == {again}


def test_the_shipped_parameters_name_the_headline_and_known_kinds() -> None:
    """Every name is a kind of the contract or the headline, and has its own weights."""
    naming = shipped().kinds
    assert TITLE in naming.names
    assert set(naming.names) - {TITLE} <= set(get_args(Kind))
    assert len(naming.names) == len(set(naming.names)) == len(naming.weights) == len(naming.biases)


def test_the_shipped_parameters_say_how_good_they_are() -> None:
    """Their F1 on sites held out is that of a model worth shipping, and the threshold a share."""
    assert 0.9 < shipped().f1 < 1.0
    assert 0.0 < shipped().threshold < 1.0


def test_saved_parameters_are_loaded_as_they_were(tmp_path: Path) -> None:
    """Saved, loaded and saved again, the file is the shipped one, and nothing is left beside it."""
    path, again = tmp_path / "model.json", tmp_path / "again.json"
    shipped().save(path)
    shipped(path).save(again)
    assert json.loads(path.read_text("utf-8")) == json.loads(PARAMETERS.read_text("utf-8"))
    assert again.read_bytes() == path.read_bytes()
    assert sorted(tmp_path.iterdir()) == [again, path]


def test_loaded_parameters_choose_as_the_saved_ones_do(tmp_path: Path) -> None:
    """A copy of the parameters, at another path, tells a page apart just as the shipped ones."""
    path = tmp_path / "model.json"
    shipped().save(path)
    one, other = shipped().predict(features_of(PAGE)), shipped(path).predict(features_of(PAGE))
    assert (one.article, one.kinds) == (other.article, other.kinds)
    assert other.confidence == pytest.approx(one.confidence)
    assert other.titles == pytest.approx(one.titles)


def test_saving_replaces_what_was_there(tmp_path: Path) -> None:
    """Saved over others, the new parameters are there, to six digits."""
    path = tmp_path / "model.json"
    shipped().save(path)
    replace(shipped(), f1=0.123456789).save(path)
    assert shipped(path).f1 == 0.123457


@pytest.mark.parametrize("other", [FORMAT + 1, 0, None])
def test_a_foreign_format_is_refused_with_the_remedy(tmp_path: Path, other: int | None) -> None:
    """Parameters of another format are named with their format, and how to make new ones."""
    path = tmp_path / "elsewhere.json"
    shipped().save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "format": other}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"elsewhere\.json has format") as refused:
        shipped(path)
    assert str(other) in str(refused.value)
    assert "python -m service.articles.lines.training" in str(refused.value)


@pytest.mark.parametrize("part", ["first", "second", "kinds"])
def test_parameters_of_other_features_are_refused_with_the_remedy(
    tmp_path: Path, part: str
) -> None:
    """A feature that is missing from the file, or from the code, is named: weights have owners."""
    path = tmp_path / "elsewhere.json"
    shipped().save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content[part]["features"]["log moon"] = content[part]["features"]["log words"]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=r"'log moon'.* Train again with python -m"):
        shipped(path)
    del content[part]["features"]["log moon"], content[part]["features"]["log words"]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValueError, match=r"'log words'.* Train again with python -m"):
        shipped(path)


def test_parameters_are_read_by_name_whatever_their_order(tmp_path: Path) -> None:
    """Features that stand in another order in the file are given to their own columns."""
    path, other = tmp_path / "model.json", tmp_path / "other.json"
    shipped().save(path)
    content = json.loads(path.read_text(encoding="utf-8"))
    for part in ("first", "second", "kinds"):
        content[part]["features"] = dict(reversed(content[part]["features"].items()))
    other.write_text(json.dumps(content), encoding="utf-8")
    assert np.array_equal(shipped(other).second.weights, shipped(path).second.weights)
    assert np.array_equal(shipped(other).kinds.weights, shipped(path).kinds.weights)


def test_parameters_without_a_format_are_refused_with_the_remedy(tmp_path: Path) -> None:
    """A file that does not say its format is refused like one of another."""
    path = tmp_path / "elsewhere.json"
    path.write_text(json.dumps({"weights": [0.5]}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"python -m service\.articles\.lines\.training"):
        shipped(path)


def test_a_regression_is_a_logistic_one_over_standardised_features() -> None:
    """At the mean it gives the bias's probability, and one deviation away that of the weight."""
    regression = Regression(np.array([10.0]), np.array([2.0]), np.array([1.5]), 0.0)
    found = regression(np.array([[10.0], [12.0], [8.0]]))
    assert found == pytest.approx([0.5, 1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(1.5))])


def test_a_feature_out_of_all_proportion_is_clipped() -> None:
    """A million deviations say no more than the few from which a feature is clipped."""
    regression = Regression(np.zeros(1), np.ones(1), np.ones(1), 0.0)
    far, clipped, near = regression(np.array([[1e6], [CLIP], [CLIP - 0.5]]))
    assert far == clipped > near


def test_naming_gives_the_likeliest_kind_and_the_headline_s_probability() -> None:
    """The kind is that of the highest sum, a headline is a heading, and the rest is softmax."""
    naming = KindRegression(
        ["credit", TITLE], np.zeros(1), np.ones(1), np.array([[1.0], [-1.0]]), np.zeros(2)
    )
    kinds, titles = naming(np.array([[2.0], [-2.0], [0.0]]))
    assert kinds[:2] == ["credit", "heading"]
    assert titles == pytest.approx([1 / (1 + np.exp(4)), 1 / (1 + np.exp(-4)), 0.5])


@given(document=DOCUMENTS.filter(lambda text: bool(read_lines(read_document(text)))))
def test_whatever_the_page_probabilities_lie_between_nought_and_one(document: str) -> None:
    """Both passes, the headlines and the confidence do, and each line has a kind."""
    model, first = shipped(), features_of(document)
    count = len(first.words)
    likely = model.first(first.matrix)
    again = model.second(add_beliefs(first, likely))
    prediction = model.predict(first)
    for values in (likely, again, prediction.titles, np.array([prediction.confidence])):
        assert ((values >= 0.0) & (values <= 1.0)).all()
    assert len(likely) == len(again) == len(prediction.titles) == len(prediction.kinds) == count
    assert set(prediction.kinds) <= set(get_args(Kind))
    assert prediction.article
    assert prediction.article == sorted(set(prediction.article) & set(range(count)))


def test_the_article_of_a_page_is_chosen() -> None:
    """Of a page with captions and teasers all of the article is chosen and little else."""
    lines = read_lines(read_document(PAGE))
    prediction = shipped().predict(features_of(PAGE))
    found = compare("\n".join(lines[index].text for index in prediction.article), ARTICLE)
    assert found.recall == 1.0
    assert found.precision > 0.85
    assert prediction.confidence > 0.5


def test_the_headline_of_a_page_is_the_likeliest_title() -> None:
    """No line is likelier to be the headline than the headline itself."""
    prediction = shipped().predict(features_of(PAGE))
    assert int(prediction.titles.argmax()) == 0
    assert prediction.kinds[0] == "heading"


def test_a_higher_threshold_chooses_fewer_lines() -> None:
    """What is chosen at a high threshold is part of what is chosen at a low one."""
    low, high = (
        set(replace(shipped(), threshold=share).predict(features_of(PAGE)).article)
        for share in (0.01, 0.99)
    )
    assert high < low
