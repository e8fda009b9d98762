"""Training the line model of rendered pages.

`python -m service.articles.lines.rendered.training PAGES`: gzipped JSON Lines with `url`, `pasted`,
`html` and `body` (its article), to which the labelled pages of `training_data/pages/` are added,
with the HTML that some have, and all of them and some articles marked up at random. Parameters are
kept only if, cross-validated by site, they find no less than those that are there. PAGES without
HTML are passed over.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from service.articles.html.page import read_page
from service.articles.html.parsing import PageLimits
from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.document import Rendering
from service.articles.html.rendering.kept import find_kept
from service.articles.lines.labelled.evaluation import Score, compare, mean
from service.articles.lines.labelled.pages import Page, read_clean, read_folder, read_rows
from service.articles.lines.line import Line, look_over, read_lines
from service.articles.lines.model import kept_f1
from service.articles.lines.rendered.body import choose_rendered, read_rendered_document
from service.articles.lines.rendered.marked_up import mark_up
from service.articles.lines.rendered.model import (
    RENDERED_PARAMETERS,
    RenderedFeatures,
    RenderedModel,
    extract_rendered,
)
from service.articles.lines.training import fit_regression, print_score
from service.regression import Array, Regression
from service.text.spans import Span

_OWN = Path("training_data") / "pages"
_ARTICLES = Path("training_data") / "articles"
_LIMITS = PageLimits(*(10_000_000,) * 4)
# Weak weights: the pages come from a hundred sites, and those to be read from millions.
_C = 0.002
_ITERATIONS = 300
_FOLDS, _INNER_FOLDS = 5, 4
# Percent of a line's words that make it the article's.
_MOST = 50
# How far F1 may sink before parameters are refused: a tenth of its standard error.
_EPSILON = 0.002
# Lines around the article in a part of a page, what a part weighs beside a page, and how often the
# extractor is taken to have missed a stretch of it, and elements to have names that say nothing.
_AROUND, _PART_WEIGHT, _MISSED, _UNNAMED = ((0, 0), (3, 2), (8, 6)), 0.2, 0.6, 0.5
_MIN_LINES = 3
# Times that a labelled page is marked up at random, which of the articles are, once, and what such
# a page weighs.
_TIMES, _EVERY, _MARKED_WEIGHT = 3, 4, 0.2
_SEED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A rendered page ready to learn from: its lines, features, and which are the article."""

    site: str
    body: str
    lines: Sequence[Line]
    features: RenderedFeatures
    labels: npt.NDArray[np.bool_]
    weights: Array


def prepare(
    rendering: Rendering, site: str, body: str, article: Sequence[bool], weight: float = 1.0
) -> Example:
    """Return a page as an example; each page weighs the same, in it each line by its words."""
    document = read_rendered_document(rendering)
    lines = read_lines(document)
    features = extract_rendered(document, lines, look_over(document.text, lines), rendering)
    labels = np.array(article, bool)
    words = features.page.words
    told = max(60.0, float(words[labels].sum()))
    weights = weight * (words + 4.0) / (told + 4.0 * len(lines))
    return Example(site, body, lines, features, labels, weights)


def prepare_page(page: Page) -> list[Example]:
    """Return a page with HTML as examples: whole, and parts of it as if it were a smaller page."""
    rendering = read_page(page.html or "", _LIMITS).rendering
    article = [share >= _MOST for share in find_kept(rendering.lines, page.body)]
    parts = (
        prepare(part, page.site, "", labels, _PART_WEIGHT)
        for part, labels in _parts(rendering, article, np.random.default_rng(len(rendering.text)))
    )
    return [prepare(rendering, page.site, page.body, article), *parts]


def prepare_marked_up(own: Sequence[Page]) -> list[list[Example]]:
    """Return labelled pages, and articles of our own, marked up at random, as examples."""
    articles = [_named(page) for page in read_clean(sorted(_ARTICLES.glob("*/*.txt"))[::_EVERY])]
    headlines = [page.text.partition("\n")[0] for page in articles]
    chance = np.random.default_rng(_SEED)
    found: list[list[Example]] = []
    for page in [*list(own) * _TIMES, *articles]:
        rendering = read_page(mark_up(page, headlines, chance), _LIMITS).rendering
        article = [share >= _MOST for share in find_kept(rendering.lines, page.body)]
        found.append([prepare(rendering, page.site, page.body, article, _MARKED_WEIGHT)])
    return found


def train(examples: Sequence[Example], f1: float = 0.0) -> RenderedModel:
    """Fit both passes; the second learns from what the first says of pages it has not seen."""
    matrices = [item.features.first() for item in examples]
    sites = len({item.site for item in examples})
    told: list[Array] = [np.zeros(0)] * len(examples)
    for learned, held_out in _folds(examples, min(_INNER_FOLDS, sites)):
        regression = _fit([examples[i] for i in learned], [matrices[i] for i in learned])
        for index in held_out:
            features = examples[index].features
            belief = regression(matrices[index])
            told[index] = features.second(features.told(belief), belief)
    return RenderedModel(_fit(examples, matrices), _fit(examples, told), f1)


def cross_validate(pages: Sequence[Sequence[Example]], *, quiet: bool = True) -> list[Score]:
    """Return each page's score by a model that has seen no page of its site."""
    scores: dict[int, Score] = {}
    wholes = [examples[0] for examples in pages]
    folds = list(_folds(wholes, _FOLDS))
    for learned, held_out in tqdm(folds, "cross-validating", disable=quiet):
        model = train([item for index in learned for item in pages[index]])
        scores |= {index: judge(model, wholes[index]) for index in held_out.tolist()}
    return [scores[index] for index in range(len(pages))]


def judge(model: RenderedModel, example: Example) -> Score:
    """Return how well a model finds the page's article."""
    likely, _ = model.predict(example.features)
    chosen = choose_rendered(likely, example.features.boxes, example.features.page.words)
    found = "\n".join(example.lines[index].text for index in chosen)
    return compare(found, example.body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, and keep the parameters unless they are worse."""
    parser = argparse.ArgumentParser(prog="python -m service.articles.lines.rendered.training")
    parser.add_argument("pages", type=Path, help="gzipped JSON Lines: url, pasted, body, html")
    parser.add_argument("--force", action="store_true", help="keep worse parameters too")
    options = parser.parse_args(arguments)
    quiet = not sys.stderr.isatty()
    ours = read_folder(_OWN)
    rows, own = (
        [prepare_page(page) for page in tqdm(found, "reading", disable=quiet)]
        for found in (
            [page for page in pages if page.html and page.body.strip()]
            for pages in (read_rows(options.pages), ours)
        )
    )
    pages = [*rows, *own, *prepare_marked_up(ours)]
    scores = cross_validate(pages, quiet=quiet)
    print_score(str(_OWN), mean(scores[len(rows) : len(rows) + len(own)]))
    score = mean(scores[: len(rows)])
    print_score(options.pages.name, score)
    before = kept_f1(RENDERED_PARAMETERS)
    if score.f1 < before - _EPSILON and not options.force:
        print(f"Kept the parameters that are there, whose F1 is {before:.4f}; --force replaces.")
        return 1
    train([item for examples in pages for item in examples], score.f1).save()
    print(f"Wrote {RENDERED_PARAMETERS}.")
    return 0


def _named(page: Page) -> Page:
    """An article without furniture with its lines named: the headline, then paragraphs."""
    kinds: list[tuple[Span, str]] = []
    offset = 0
    for line in page.text.split("\n"):
        if line.strip():
            kinds.append((Span(offset, len(line)), "body" if offset else "title"))
        offset += len(line) + 1
    return replace(page, kinds=tuple(kinds))


def _parts(
    rendering: Rendering, article: Sequence[bool], chance: np.random.Generator
) -> Iterator[tuple[Rendering, Sequence[bool]]]:
    """Yield the article with no, some and more of the lines around it, marked up otherwise."""
    inside = [index for index, is_article in enumerate(article) if is_article]
    if len(inside) < _MIN_LINES:
        return
    for before, behind in _AROUND:
        kept = slice(max(0, inside[0] - before), inside[-1] + 1 + behind)
        boxes = list(rendering.boxes[kept])
        start, end = boxes[0].offset, boxes[-1].offset + boxes[-1].length
        boxes = [box._replace(offset=box.offset - start) for box in boxes]
        boxes[0] = boxes[0]._replace(parted=0)
        if chance.random() < _MISSED:
            boxes = _missed(boxes, chance)
        if chance.random() < _UNNAMED:
            boxes = [box._replace(named=0, named_near=0, named_around=0) for box in boxes]
        text = rendering.text[start:end]
        yield replace(rendering, text=text, boxes=tuple(boxes)), article[kept]


def _missed(boxes: Sequence[LineBox], chance: np.random.Generator) -> list[LineBox]:
    """The lines as if the extractor had kept nothing of a stretch of them."""
    first, last = sorted(chance.integers(0, len(boxes) + 1, 2).tolist())
    return [
        box._replace(kept=0) if first <= index < last else box for index, box in enumerate(boxes)
    ]


def _fit(examples: Sequence[Example], matrices: Sequence[Array]) -> Regression:
    labels = np.concatenate([item.labels for item in examples])
    weights = np.concatenate([item.weights for item in examples])
    return fit_regression(np.concatenate(matrices), labels, weights, _C, _ITERATIONS)


def _folds(
    examples: Sequence[Example], count: int
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    sites = [item.site for item in examples]
    yield from GroupKFold(count).split(np.zeros(len(examples)), groups=sites)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
