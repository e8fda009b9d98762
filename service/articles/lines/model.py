"""The line model: which lines of a page are its article, learned from pages read by people.

Logistic regressions of scikit-learn in two passes, the second told what the first believed of the
whole page (docs/decisions/0030). Only their numbers are kept, so serving needs no scikit-learn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from service.articles.furniture.kinds import Kind
from service.articles.lines.feature_names import FIRST_FEATURES, SECOND_FEATURES
from service.articles.lines.features import PageFeatures, add_beliefs
from service.regression import Array, Regression, standardise

PARAMETERS = Path(__file__).with_name("parameters.json")
#: Of the same model, trained on texts that are an article with a few lines of furniture.
TEXT_PARAMETERS = PARAMETERS.with_name("text_parameters.json")
#: The format of the file of parameters. Raised when the same keys come to mean something else, or
#: other keys are read: when code of one number would misread a file of the other. A feature that
#: comes, goes or is renamed raises nothing, since features are compared by name.
FORMAT = 2
_REMEDY = "Train again with python -m service.articles.lines.training."
TITLE = "title"
# How many lines make a page's best.
_BEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class KindRegression:
    """A logistic regression over the headline and kinds of furniture; a row of `weights` a name."""

    names: list[str]
    mean: Array
    scale: Array
    weights: Array
    biases: Array

    def __call__(self, matrix: Array) -> tuple[list[Kind], Array]:
        """Return each row's likeliest kind, and its probability of being the headline."""
        totals = standardise(matrix, self.mean, self.scale) @ self.weights.T + self.biases
        powers = np.exp(totals - totals.max(axis=1, keepdims=True))
        names = [self.names[index] for index in totals.argmax(axis=1)]
        title = powers[:, self.names.index(TITLE)] / powers.sum(axis=1)
        return [cast("Kind", "heading" if name == TITLE else name) for name in names], title


@dataclass(frozen=True, slots=True)
class Prediction:
    """The indices of the lines that are the article, and the probability of the likeliest.

    `likely` has each line's probability of being the article's; `kinds` says of every line what
    it is if it is not the article, `titles` how likely it is the article's headline.
    """

    article: list[int]
    confidence: float
    likely: Array
    kinds: list[Kind]
    titles: Array


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Both passes, the naming of the rest, how they decide, and their F1 on sites held out.

    A line is the article from `threshold` times the mean probability of the page's best lines: on
    a page of an unknown sort all are low, and what leads them is still the article.
    """

    first: Regression
    second: Regression
    kinds: KindRegression
    threshold: float
    f1: float

    def predict(self, page: PageFeatures) -> Prediction:
        """Return which lines are the article, of a page with at least one."""
        features = add_beliefs(page, self.first(page.matrix))
        likely = self.second(features)
        best = float(np.sort(likely)[-_BEST:].mean())
        article = (likely >= self.threshold * best).nonzero()[0].tolist()
        return Prediction(article, best, likely, *self.kinds(features))

    def save(self, path: Path = PARAMETERS) -> None:
        """Write the parameters, to six digits, each under the name of its feature."""
        kinds = self.kinds
        content = {
            "format": FORMAT,
            "f1": rounded(self.f1),
            "threshold": rounded(self.threshold),
            "first": of_regression(self.first, FIRST_FEATURES),
            "second": of_regression(self.second, SECOND_FEATURES),
            "kinds": {
                "biases": _named(kinds.names, kinds.biases),
                "features": {
                    name: {
                        "mean": rounded(kinds.mean[column]),
                        "scale": rounded(kinds.scale[column]),
                        "weights": _named(kinds.names, kinds.weights[:, column]),
                    }
                    for column, name in enumerate(SECOND_FEATURES)
                },
            },
        }
        write_parameters(content, path)


@cache
def shipped(path: Path = PARAMETERS) -> LineModel:
    """Load the parameters that are kept beside the code, once.

    Raises `ValueError` where they are of another format or of other features than this code's.
    """
    content = read_parameters(path)
    kinds, rows = content["kinds"], _rows(content["kinds"]["features"], SECOND_FEATURES, path)
    names = list(kinds["biases"])
    return LineModel(
        to_regression(content["first"], FIRST_FEATURES, path),
        to_regression(content["second"], SECOND_FEATURES, path),
        KindRegression(
            names,
            np.array([row["mean"] for row in rows]),
            np.array([row["scale"] for row in rows]),
            np.array([[row["weights"][name] for row in rows] for name in names]),
            np.array([kinds["biases"][name] for name in names]),
        ),
        content["threshold"],
        content["f1"],
    )


def kept_f1(path: Path = PARAMETERS) -> float:
    """Return the F1 of the parameters that are kept, of whatever features; 0 where none are."""
    return float(json.loads(path.read_text(encoding="utf-8"))["f1"]) if path.exists() else 0.0


def read_parameters(path: Path) -> dict[str, Any]:
    """Return the content of a file of parameters; raises `ValueError` for another format."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} has format {content.get('format')}; this code reads {FORMAT}. {_REMEDY}"
        )
    return content


def write_parameters(content: dict[str, Any], path: Path) -> None:
    """Write a file of parameters beside the one that is there, and move it into its place."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def of_regression(regression: Regression, names: Sequence[str]) -> dict[str, Any]:
    """Return a regression as it is kept: to six digits, each number under its feature's name."""
    columns = zip(names, regression.mean, regression.scale, regression.weights, strict=True)
    return {
        "bias": rounded(regression.bias),
        "features": {
            name: {"mean": rounded(mean), "scale": rounded(scale), "weight": rounded(weight)}
            for name, mean, scale, weight in columns
        },
    }


def to_regression(content: dict[str, Any], names: Sequence[str], path: Path) -> Regression:
    """Return the regression that is kept; raises `ValueError` where its features are others."""
    rows = _rows(content["features"], names, path)
    mean, scale, weights = (
        np.array([row[name] for row in rows]) for name in ("mean", "scale", "weight")
    )
    return Regression(mean, scale, weights, content["bias"])


def _rows(features: dict[str, Any], names: Sequence[str], path: Path) -> list[dict[str, Any]]:
    """The features' parameters in the order of their columns."""
    for name in names:
        if name not in features:
            raise ValueError(f"{path.name} has no weight of the feature {name!r}. {_REMEDY}")
    for name in features:
        if name not in names:
            raise ValueError(f"{path.name} has weights of {name!r}, no feature here. {_REMEDY}")
    return [features[name] for name in names]


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: rounded(value) for name, value in zip(names, values, strict=True)}


def rounded(value: float) -> float:
    """Return a number to the six digits that are kept of it."""
    return float(f"{value:.6g}")
