"""Tests of `service.articles.lines.rendered`: features of boxes, the model, and its training."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from service.articles.lines.labelled.evaluation import compare, mean
from service.articles.lines.labelled.pages import Page, read_folder
from service.articles.lines.line import look_over, read_lines
from service.articles.lines.rendered.body import read_rendered_document
from service.articles.lines.rendered.box_features import BELIEF_FEATURES, BOX_FEATURES
from service.articles.lines.rendered.box_kinds import name_by_box
from service.articles.lines.rendered.marked_up import mark_up
from service.articles.lines.rendered.model import (
    RENDERED_FIRST,
    RENDERED_SECOND,
    RenderedFeatures,
    extract_rendered,
    shipped_rendered,
)
from service.articles.lines.rendered.training import cross_validate, judge, prepare_page, train
from tests.conftest import ROOT

LIMITS = PageLimits(nodes=20_000, attributes=60_000, nesting=512, characters=2_000_000)
LABELLED = read_folder(ROOT / "training_data" / "pages")
PAGES = [page for page in LABELLED if page.html and page.body]
MARKUP = (
    "<nav><a href=/>Home</a></nav><div class=comments><p>So it is!</p></div>"
    "<article><h2>Pier shut</h2><p>The tug left at noon.</p><p>It rained.</p>"
    "<figure><figcaption>A tug.</figcaption></figure></article>"
)


def read(markup: str) -> RenderedFeatures:
    """A page's features."""
    rendering = read_page(markup, LIMITS).rendering
    document = read_rendered_document(rendering)
    lines = read_lines(document)
    return extract_rendered(document, lines, look_over(document.text, lines), rendering)


def test_every_feature_has_a_name_and_one_alone() -> None:
    """Parameters are kept by name, so that each has to be one column."""
    features = read(MARKUP)
    belief = np.linspace(0.1, 0.9, len(features.page.words))
    assert features.first().shape == (6, len(RENDERED_FIRST))
    second = features.second(features.told(belief), belief)
    assert second.shape == (6, len(RENDERED_SECOND))
    for names in (RENDERED_FIRST, RENDERED_SECOND):
        assert len(set(names)) == len(names)
    assert np.isfinite(second).all()


def column(features: RenderedFeatures, name: str) -> list[float]:
    """A feature of the boxes, of each line."""
    found: list[float] = features.marks[:, BOX_FEATURES.index(name)].tolist()
    return found


def test_boxes_say_where_a_line_stands() -> None:
    """Links, headings, tags, names and what the line is within are told apart."""
    features = read(MARKUP)
    assert column(features, "linked") == [1, 0, 0, 0, 0, 0]
    assert column(features, "in a heading") == [0, 0, 1, 0, 0, 0]
    assert column(features, "in p") == [0, 1, 0, 1, 1, 0]
    assert column(features, "within article") == [0, 0, 1, 1, 1, 1]
    assert column(features, "near comment") == [0, 1, 0, 0, 0, 0]
    assert column(features, "same container before")[3:5] == [1, 1]


def test_belief_is_shared_among_lines_of_a_container() -> None:
    """What the first pass believes of one paragraph is told to those beside it."""
    features = read("<div><p>One two three.</p><p>Four five six.</p></div><aside>Seven</aside>")
    belief = np.array([0.8, 0.2, 0.0])
    second = features.second(features.told(belief), belief)[:, -len(BELIEF_FEATURES) :]
    shared = second[:, BELIEF_FEATURES.index("belief share of container")]
    assert shared == pytest.approx([0.5, 0.5, 0.0])


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<figcaption>A tug at noon</figcaption>", "caption"),
        ("<nav>Weather</nav>", "navigation"),
        ("<h3>More on the ferry</h3>", "heading"),
        ("<div class='reader-comments'><p>So it is</p></div>", "comment"),
        ("<div class='related-stories'><p>Oak falls</p></div>", "teaser"),
        ("<div class='newsletter'><p>Every morning</p></div>", "promotion"),
        ("<span class='byline'>Maren Holt</span>", "byline"),
        ("<p>The tug left</p>", None),
    ],
)
def test_markup_names_what_a_line_is(markup: str, kind: str | None) -> None:
    """By the element that it stands in, or by what that is called."""
    rendering = read_page(markup, LIMITS).rendering
    (line,) = read_lines(read_rendered_document(rendering))
    assert name_by_box(rendering.boxes[0], line) == kind


def test_saved_parameters_are_loaded_as_they_were(tmp_path: Path) -> None:
    """To six digits, and by the names of their features."""
    model = shipped_rendered()
    path = tmp_path / "parameters.json"
    model.save(path)
    loaded = shipped_rendered(path)
    features = read(MARKUP)
    assert loaded.predict(features)[0] == pytest.approx(model.predict(features)[0], abs=1e-4)
    content = json.loads(path.read_text("utf-8"))
    del content["second"]["features"]["kept"]
    path.with_name("other.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(ValueError, match="no weight of the feature 'kept'"):
        shipped_rendered(path.with_name("other.json"))


@pytest.mark.parametrize("page", LABELLED[::6], ids=lambda page: page.name)
def test_a_page_marked_up_at_random_has_every_line(page: Page) -> None:
    """Each word of the labelled page is shown, and the same seed gives the same mark-up."""
    made = mark_up(page, ("Oak falls on bus",), np.random.default_rng(3))
    shown = "".join(read_page(made, LIMITS).text.split())
    assert all(
        "".join(span.of(page.text).lstrip("-•* ").split()) in shown for span, _ in page.kinds
    )
    assert made == mark_up(page, ("Oak falls on bus",), np.random.default_rng(3))


def test_a_few_pages_teach_more_than_taking_everything() -> None:
    """Cross-validated by site, what is found is far better than the whole page."""
    pages = [prepare_page(page) for page in PAGES]
    scores = cross_validate(pages)
    everything = mean(
        [compare(read_page(page.html or "", LIMITS).text, page.body) for page in PAGES]
    )
    assert len(scores) == len(PAGES)
    assert mean(scores).f1 > everything.f1 + 0.1


def test_parts_of_a_page_are_smaller_pages() -> None:
    """They hold the article, and its words are labelled as in the whole page."""
    whole, *parts = prepare_page(PAGES[0])
    words = whole.features.page.words
    assert parts
    for part in parts:
        assert len(part.lines) <= len(whole.lines)
        assert part.features.page.words[part.labels].sum() == words[whole.labels].sum()


def test_the_same_pages_teach_the_same() -> None:
    """Nothing in training is left to chance."""
    examples = [item for page in PAGES[:4] for item in prepare_page(page)]
    one, two = train(examples), train([replace(item) for item in examples])
    assert one.second.weights == pytest.approx(two.second.weights)
    assert judge(one, examples[0]) == judge(two, examples[0])
