"""Training the line model: `python -m service.articles.lines.training PAGES.jsonl.gz`.

Pages are gzipped JSON Lines with `url`, `pasted` (the page as copied from a browser) and `body`
(its article); the labelled pages of `training_data/pages/` are always added. The parameters are
kept only if, cross-validated by site, they find no less than those that are there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from service.articles.lines.body import extract_page_features
from service.articles.lines.evaluation import Score, compare, mean
from service.articles.lines.features import PageFeatures, add_beliefs
from service.articles.lines.labelled_pages import Page, read_folder, read_rows
from service.articles.lines.line import Line, read_lines
from service.articles.lines.model import PARAMETERS, KindRegression, LineModel, shipped
from service.articles.lines.vocabulary import Array
from service.regression import CLIP, Regression
from service.text.document import read_document

_DATA = Path("training_data")
# Weak weights: the pages come from a hundred sites, and those to be read from millions.
_C, _C_NAMING = 0.02, 0.1
_FOLDS, _INNER_FOLDS = 6, 4
# Of the probability that the page's best lines reach; from a grid on held-out sites.
_THRESHOLD = 0.5
# How far F1 may sink before parameters are refused: a tenth of its standard error.
_EPSILON = 0.002


@dataclass(frozen=True, slots=True)
class Example:
    """A page ready to learn from: its lines, features, and which lines are the article."""

    page: Page
    lines: Sequence[Line]
    features: PageFeatures
    labels: npt.NDArray[np.bool_]
    weights: Array


def prepare(page: Page) -> Example:
    """Return the page as an example; each page weighs the same, in it each line by its words."""
    document = read_document(page.text)
    lines = read_lines(document)
    labels = np.array([page.share(line.span) >= 0.5 for line in lines])
    words = np.array([line.words for line in lines], dtype=float)
    article = max(60.0, float(words[labels].sum()))
    weights = (words + 4.0) / (article + 4.0 * len(lines))
    return Example(page, lines, extract_page_features(document, lines), labels, weights)


def train(examples: Sequence[Example], f1: float = 0.0) -> LineModel:
    """Fit both passes; the second learns from what the first says of pages it has not seen."""
    folds = _folds(examples, min(_INNER_FOLDS, len({item.page.site for item in examples})))
    believed: list[Array] = [np.zeros(0)] * len(examples)
    for learned, held_out in folds:
        regression = _fit([examples[i] for i in learned], lambda item: item.features.matrix)
        for index in held_out:
            believed[index] = regression(examples[index].features.matrix)
    first = _fit(examples, lambda item: item.features.matrix)
    belief = {id(item): unseen for item, unseen in zip(examples, believed, strict=True)}
    second = _fit(examples, lambda item: add_beliefs(item.features, belief[id(item)]))
    return LineModel(first, second, _fit_kinds(examples, first), _THRESHOLD, f1)


def cross_validate(examples: Sequence[Example], *, quiet: bool = True) -> list[Score]:
    """Return each page's score by a model that has seen no page of its site."""
    scores = [Score(0.0, 0.0)] * len(examples)
    folds = list(_folds(examples, _FOLDS))
    for learned, held_out in tqdm(folds, "cross-validating", disable=quiet):
        model = train([examples[i] for i in learned])
        for index in held_out:
            scores[index] = judge(model, examples[index])
    return scores


def judge(model: LineModel, example: Example) -> Score:
    """Return how well a model finds the page's article."""
    spans = (example.lines[index].span for index in model.predict(example.features).article)
    found = "\n".join(span.of(example.page.text) for span in spans)
    return compare(found, example.page.body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, and keep the parameters unless they are worse."""
    parser = argparse.ArgumentParser(prog="python -m service.articles.lines.training")
    parser.add_argument("pages", type=Path, help="gzipped JSON Lines: url, pasted, body")
    parser.add_argument("--force", action="store_true", help="keep worse parameters too")
    options = parser.parse_args(arguments)
    quiet = not sys.stderr.isatty()
    rows = read_rows(options.pages)
    own = read_folder(_DATA / "pages")
    examples = [prepare(page) for page in tqdm([*rows, *own], "reading", disable=quiet)]
    scores = cross_validate(examples, quiet=quiet)
    score = mean(scores[: len(rows)])
    ours = mean([s for s, page in zip(scores[len(rows) :], own, strict=False) if page.body])
    for name, found in ((options.pages.name, score), ("training_data/pages", ours)):
        print(f"{name}: precision {found.precision:.3f}, recall {found.recall:.3f},", end=" ")
        print(f"F1 {found.f1:.4f}")
    before = shipped().f1 if PARAMETERS.exists() else 0.0
    if score.f1 < before - _EPSILON and not options.force:
        print(f"Kept the parameters that are there, whose F1 is {before:.4f}; --force replaces.")
        return 1
    train(examples, score.f1).save()
    print(f"Wrote {PARAMETERS}.")
    return 0


def _fit(examples: Sequence[Example], features: Callable[[Example], Array]) -> Regression:
    matrix = np.concatenate([features(item) for item in examples])
    labels = np.concatenate([item.labels for item in examples])
    weights = np.concatenate([item.weights for item in examples])
    scaler = StandardScaler().fit(matrix)
    clipped = np.clip(scaler.transform(matrix), -CLIP, CLIP)
    fitted = LogisticRegression(C=_C, max_iter=200, tol=1e-3).fit(
        clipped, labels, sample_weight=weights / weights.mean()
    )
    return Regression(scaler.mean_, scaler.scale_, fitted.coef_[0], float(fitted.intercept_[0]))


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
                kinds.append(named[line.span.offset])
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
