"""Tests of `service.articles.lines.training`: learning which lines of a page are its article."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from service.articles.lines import training
from service.articles.lines.labelled.evaluation import compare, mean
from service.articles.lines.labelled.pages import Page, read_folder
from service.articles.lines.model import LineModel, shipped
from service.articles.lines.training import Example, cross_validate, judge, main, prepare, train
from tests.conftest import ROOT

FOLDER = ROOT / "training_data" / "pages"
PAGES = [page for page in read_folder(FOLDER) if page.body]
# Pages with furniture, where taking everything is wrong; a few are an article and nothing else.
MESSY = [page for page in PAGES if compare(page.text, page.body).f1 < 0.9]
# Every fourth page, so that sorts of page that stand together by name are all among them.
LEARNED, HELD_OUT = MESSY[::4][:12], MESSY[2::4][:8]


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """A dozen pages, ready to learn from."""
    return [prepare(page) for page in LEARNED]


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> LineModel:
    """What is learned from them."""
    return train(examples, 0.5)


def test_an_example_says_which_lines_are_the_article(examples: list[Example]) -> None:
    """The lines that are labelled body are the article's, and no others are."""
    for item in examples:
        wanted = [
            any(span.offset <= line.span.offset < span.end for span in item.page.article)
            for line in item.lines
        ]
        assert item.labels.tolist() == wanted
        assert len(item.features.matrix) == len(item.weights) == len(item.lines)


def test_long_lines_weigh_more_and_pages_much_the_same(examples: list[Example]) -> None:
    """In a page a line weighs by its words; no page weighs ten times as much as another."""
    for item in examples:
        by_words = np.argsort([line.words for line in item.lines], kind="stable")
        assert (np.diff(item.weights[by_words]) >= 0.0).all()
        assert item.weights.min() > 0.0
    totals = [item.weights.sum() for item in examples]
    assert max(totals) < 10 * min(totals)


@pytest.mark.parametrize("page", HELD_OUT, ids=lambda page: page.name)
def test_a_dozen_pages_teach_more_than_taking_everything(model: LineModel, page: Page) -> None:
    """In a page that it has not seen, the model finds the article better than who takes all."""
    assert judge(model, prepare(page)).f1 > compare(page.text, page.body).f1


def test_what_is_learned_is_well_found_on_the_whole(model: LineModel) -> None:
    """Over the pages held out the model is far ahead of who takes all."""
    found = mean([judge(model, prepare(page)) for page in HELD_OUT]).f1
    assert found > 0.75
    assert found > mean([compare(page.text, page.body) for page in HELD_OUT]).f1 + 0.1


def test_the_same_pages_teach_the_same(examples: list[Example], model: LineModel) -> None:
    """Nothing in training is left to chance."""
    again = train(examples, 0.5)
    assert again.first.weights == pytest.approx(model.first.weights)
    assert again.second.weights == pytest.approx(model.second.weights)
    assert again.kinds.names == model.kinds.names
    assert again.f1 == 0.5


def test_cross_validation_scores_every_page(examples: list[Example]) -> None:
    """There is a score a page, in the pages' order, of a model that has not seen it."""
    scores = cross_validate(examples)
    assert len(scores) == len(examples)
    assert mean(scores).f1 > mean([compare(x.page.text, x.page.body) for x in examples]).f1
    assert all(score.recall > 0.0 for score in scores)


@dataclass(frozen=True)
class Place:
    """A folder to train in: the file of pages, and where the parameters are kept."""

    pages: Path
    parameters: Path

    def kept(self) -> LineModel:
        """The parameters that are there now, past the cache that serving reads through."""
        return shipped.__wrapped__(self.parameters)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A copy of some of our pages and of the parameters, so that nothing shipped is written."""
    parameters = tmp_path / "model.json"
    own = tmp_path / "training_data" / "pages"
    own.mkdir(parents=True)
    for page in LEARNED:
        shutil.copy(FOLDER / f"{page.name}.txt", own)
    pages = tmp_path / "pages.jsonl.gz"
    with gzip.open(pages, "wt", encoding="utf-8") as file:
        for page in HELD_OUT:
            row = {"url": f"https://{page.name}.example/", "pasted": page.text, "body": page.body}
            file.write(json.dumps(row) + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(training, "PARAMETERS", parameters)
    monkeypatch.setattr(training, "TEXT_PARAMETERS", tmp_path / "text_model.json")
    return Place(pages, parameters)


def test_worse_parameters_are_refused_and_nothing_is_written(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where better ones are there they stay, the exit status is 1, and the way round is named."""
    replace(shipped(), f1=0.999).save(place.parameters)
    before = place.parameters.read_bytes()
    beside = sorted(place.parameters.parent.iterdir())
    assert main([str(place.pages)]) == 1
    assert place.parameters.read_bytes() == before
    assert sorted(place.parameters.parent.iterdir()) == beside
    assert "0.9990; --force replaces" in capsys.readouterr().out


def test_worse_parameters_are_kept_when_forced(place: Place) -> None:
    """With --force the new parameters replace better ones, and say how good they are."""
    replace(shipped(), f1=0.999).save(place.parameters)
    assert main([str(place.pages), "--force"]) == 0
    assert 0.7 < place.kept().f1 < 0.999
    assert not np.array_equal(place.kept().first.mean, shipped().first.mean)


@pytest.mark.parametrize("there", [True, False])
def test_parameters_that_are_no_worse_are_kept(
    place: Place, there: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Parameters that find more than those that are there, or the first, are written."""
    if there:
        replace(shipped(), f1=0.2).save(place.parameters)
    assert main([str(place.pages)]) == 0
    said = capsys.readouterr().out
    assert f"F1 {place.kept().f1:.4f}" in said
    assert f"Wrote {place.parameters}." in said
