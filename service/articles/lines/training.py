"""Training the line model: `python -m service.articles.lines.training PAGES [--texts TEXTS …]`.

PAGES are gzipped JSON Lines with `url`, `pasted` (the page as copied from a browser) and `body`
(its article); the labelled pages of `training_data/pages/` are always added. TEXTS are gzipped
JSON Lines with `id` and `text`, news as scraped, of which `training_data/scraped/` says what the
lines are; with them the parameters for texts are trained too. Parameters are kept only if,
cross-validated by site, they find no less than those that are there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from service.articles.furniture.kinds import FURNITURE
from service.articles.lines.features import PageFeatures, add_beliefs, extract_features
from service.articles.lines.labelled.evaluation import Score, compare, mean
from service.articles.lines.labelled.pages import Page, read_clean, read_folder, read_rows
from service.articles.lines.labelled.slices import slice_page
from service.articles.lines.labelled.texts import read_labelled_texts
from service.articles.lines.line import Line, look_over, read_lines
from service.articles.lines.model import (
    PARAMETERS,
    TEXT_PARAMETERS,
    TITLE,
    KindRegression,
    LineModel,
    kept_f1,
)
from service.articles.lines.repeats import find_repeats
from service.articles.lines.vocabulary import Array
from service.regression import CLIP, Regression
from service.text.document import read_document

_DATA = Path("training_data")
# Weak weights: the pages come from a hundred sites, and those to be read from millions.
_C, _C_TEXTS, _C_NAMING = 0.02, 0.05, 0.1
# What a text weighs beside a page, and a slice of a page beside a text: neither may drown.
_TEXT_WEIGHT, _SLICE_WEIGHT = 0.25, 0.25
_ITERATIONS = 200
_FOLDS, _INNER_FOLDS = 6, 4
# Of the probability that the page's best lines reach; from a grid on held-out sites.
_THRESHOLD = 0.5
# How far F1 may sink before parameters are refused: a tenth of its standard error.
_EPSILON = 0.002
_LABELS = _DATA / "scraped" / "labels.jsonl"
# A line of fewer words that does not end as a sentence may be a heading, which rows of pages count
# among the article and labels of texts do not.
_HEADING_WORDS = 12
_NAMED = {row.kind for row in FURNITURE} | {TITLE}


@dataclass(frozen=True, slots=True)
class Example:
    """A page ready to learn from: its lines, features, and which lines are the article."""

    page: Page
    lines: Sequence[Line]
    features: PageFeatures
    labels: npt.NDArray[np.bool_]
    weights: Array


def prepare(page: Page, weight: float = 1.0) -> Example:
    """Return the page as an example; each page weighs the same, in it each line by its words.

    Lines in doubt, and lines said twice running, which are told without the model, weigh nothing.
    """
    document = read_document(page.text)
    lines = read_lines(document)
    labels = np.array([page.share(line.span) >= 0.5 for line in lines])
    words = np.array([line.words for line in lines], dtype=float)
    article = max(60.0, float(words[labels].sum()))
    weights = weight * (words + 4.0) / (article + 4.0 * len(lines))
    doubted = {span.offset for span in page.doubted}
    weights[[line.span.offset in doubted for line in lines]] = 0.0
    weights[sorted(find_repeats(lines))] = 0.0
    features = extract_features(document, lines, look_over(document.text, lines))
    return Example(page, lines, features, labels, weights)


def prepare_slices(example: Example) -> list[Example]:
    """Return what a scraper would leave of a page, as examples."""
    slices = slice_page(example.page, example.lines, example.labels)
    prepared = [prepare(page, _SLICE_WEIGHT) for page in slices]
    if not example.page.kinds:
        for item in prepared:
            for index, line in enumerate(item.lines):
                if item.labels[index] and not line.ended and line.words < _HEADING_WORDS:
                    item.weights[index] = 0.0
    return prepared


def train(examples: Sequence[Example], f1: float = 0.0, strength: float = _C) -> LineModel:
    """Fit both passes; the second learns from what the first says of pages it has not seen."""
    folds = _folds(examples, min(_INNER_FOLDS, len({item.page.site for item in examples})))
    believed: list[Array] = [np.zeros(0)] * len(examples)
    for learned, held_out in folds:
        seen = [examples[i] for i in learned]
        regression = _fit(seen, lambda item: item.features.matrix, strength)
        for index in held_out:
            believed[index] = regression(examples[index].features.matrix)
    first = _fit(examples, lambda item: item.features.matrix, strength)
    belief = {id(item): unseen for item, unseen in zip(examples, believed, strict=True)}
    second = _fit(examples, lambda item: add_beliefs(item.features, belief[id(item)]), strength)
    return LineModel(first, second, _fit_kinds(examples, first), _THRESHOLD, f1)


def cross_validate(
    examples: Sequence[Example], strength: float = _C, *, quiet: bool = True
) -> list[Score]:
    """Return each page's score by a model that has seen no page of its site."""
    models = hold_out(examples, strength, quiet=quiet)
    return [judge(model, item) for model, item in zip(models, examples, strict=True)]


def hold_out(
    examples: Sequence[Example], strength: float = _C, *, quiet: bool = True
) -> list[LineModel]:
    """Return for each page a model that has seen no page of its site."""
    models: dict[int, LineModel] = {}
    folds = list(_folds(examples, _FOLDS))
    for learned, held_out in tqdm(folds, "cross-validating", disable=quiet):
        model = train([examples[i] for i in learned], strength=strength)
        models |= dict.fromkeys(held_out.tolist(), model)
    return [models[index] for index in range(len(examples))]


def hold_out_texts(texts: Sequence[Page], pages: Sequence[Page]) -> list[LineModel]:
    """Return for each text a model of texts that has seen none of its outlet."""
    examples = [prepare(page) for page in texts]
    beside = _beside_texts([prepare(page) for page in pages])
    return hold_out([*examples, *beside], _C_TEXTS)[: len(texts)]


def _beside_texts(pages: Sequence[Example]) -> list[Example]:
    """What the model of texts learns from besides texts: slices of pages, and clean articles."""
    clean = read_clean(sorted((_DATA / "articles").glob("*/*.txt")))
    slices = [part for item in pages for part in prepare_slices(item)]
    return [*slices, *(prepare(page, _SLICE_WEIGHT) for page in clean)]


def judge(model: LineModel, example: Example) -> Score:
    """Return how well a model finds the page's article."""
    spans = (example.lines[index].span for index in model.predict(example.features).article)
    found = "\n".join(span.of(example.page.text) for span in spans)
    return compare(found, example.page.body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, and keep the parameters unless they are worse."""
    parser = argparse.ArgumentParser(prog="python -m service.articles.lines.training")
    parser.add_argument("pages", type=Path, help="gzipped JSON Lines: url, pasted, body")
    parser.add_argument("--texts", type=Path, nargs="+", help="gzipped JSON Lines: id, text")
    parser.add_argument("--force", action="store_true", help="keep worse parameters too")
    options = parser.parse_args(arguments)
    quiet = not sys.stderr.isatty()
    rows = read_rows(options.pages)
    own = read_folder(_DATA / "pages")
    labelled = read_labelled_texts(_LABELS, options.texts) if options.texts else []
    found = [text.page() for text in labelled]
    pages = [prepare(page) for page in tqdm([*rows, *own], "reading", disable=quiet)]
    texts = [prepare(page) for page in found]
    # What the lines of a page are is learned from pages alone.
    light = [prepare(replace(page, kinds=()), _TEXT_WEIGHT) for page in found]
    scores = cross_validate([*pages, *light], quiet=quiet)
    ours = [s for s, page in zip(scores[len(rows) :], own, strict=False) if page.body]
    print_score("training_data/pages", mean(ours))
    score = mean(scores[: len(rows)])
    print_score(options.pages.name, score)
    worse = _keep([*pages, *light], score, PARAMETERS, _C, force=options.force)
    if texts:
        slices = _beside_texts(pages)
        scores = cross_validate([*texts, *slices], _C_TEXTS, quiet=quiet)
        score = mean(scores[: len(texts)])
        print_score("texts", score)
        kept = _keep([*texts, *slices], score, TEXT_PARAMETERS, _C_TEXTS, force=options.force)
        worse = worse or kept
    return int(worse)


def _keep(
    examples: Sequence[Example], score: Score, parameters: Path, strength: float, *, force: bool
) -> bool:
    """Train and write parameters; say whether they were worse, and nothing was written."""
    before = kept_f1(parameters)
    if score.f1 < before - _EPSILON and not force:
        print(f"Kept the parameters that are there, whose F1 is {before:.4f}; --force replaces.")
        return True
    train(examples, score.f1, strength).save(parameters)
    print(f"Wrote {parameters}.")
    return False


def print_score(name: str, found: Score) -> None:
    """Print how well articles were found."""
    print(f"{name}: precision {found.precision:.3f}, recall {found.recall:.3f},", end=" ")
    print(f"F1 {found.f1:.4f}")


def fit_regression(
    matrix: Array, labels: npt.NDArray[np.bool_], weights: Array, strength: float, iterations: int
) -> Regression:
    """Fit a logistic regression over standardised features; `strength` is scikit-learn's C."""
    scaler = StandardScaler().fit(matrix)
    clipped = np.clip(scaler.transform(matrix), -CLIP, CLIP)
    fitted = LogisticRegression(C=strength, max_iter=iterations, tol=1e-3).fit(
        clipped, labels, sample_weight=weights / weights.mean()
    )
    return Regression(scaler.mean_, scaler.scale_, fitted.coef_[0], float(fitted.intercept_[0]))


def _fit(
    examples: Sequence[Example], features: Callable[[Example], Array], strength: float
) -> Regression:
    matrix = np.concatenate([features(item) for item in examples])
    labels = np.concatenate([item.labels for item in examples])
    weights = np.concatenate([item.weights for item in examples])
    return fit_regression(matrix, labels, weights, strength, _ITERATIONS)


def _fit_kinds(examples: Sequence[Example], first: Regression) -> KindRegression:
    """Fit what names the lines that are not the article, from the pages whose lines are named."""
    rows: list[Array] = []
    kinds: list[str] = []
    for item in examples:
        named = {span.offset: kind for span, kind in item.page.kinds if kind != "body"}
        matrix = (
            add_beliefs(item.features, first(item.features.matrix))
            if named
            else item.features.matrix
        )
        for line, row in zip(item.lines, matrix, strict=True):
            if line.span.offset in named:
                rows.append(row)
                kind = named[line.span.offset]
                kinds.append(kind if kind in _NAMED else "other")
    scaler = StandardScaler().fit(rows)
    clipped = np.clip(scaler.transform(rows), -CLIP, CLIP)
    fitted = LogisticRegression(C=_C_NAMING, max_iter=300).fit(clipped, kinds)
    return KindRegression(
        *(fitted.classes_.tolist(), scaler.mean_, scaler.scale_),
        *(fitted.coef_, fitted.intercept_),
    )


def _folds(
    examples: Sequence[Example], count: int
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    sites = [item.page.site for item in examples]
    yield from GroupKFold(count).split(np.zeros(len(examples)), groups=sites)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
