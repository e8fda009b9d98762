"""The line model: which lines of a page are its article, learned from pages read by people.

Logistic regressions of scikit-learn in two passes, the second told what the first believed of the
whole page. On 181 real pages, cross-validated by site, gradient boosting instead and a small
neural network in the second pass gave no more (F1 0.909 and 0.917 against 0.915), and these take
0.1 ms. Only their numbers are kept, so serving needs no scikit-learn for them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

from service.articles.furniture.kinds import Kind
from service.articles.lines.features import Look, look_again
from service.regression import Array, Regression, standardise

_Part = TypeVar("_Part")

PARAMETERS = Path(__file__).with_name("parameters.json")
FORMAT = 1
TITLE = "title"
# How many lines make a page's best.
_BEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
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
        names = [self.names[place] for place in totals.argmax(axis=1)]
        title = powers[:, self.names.index(TITLE)] / powers.sum(axis=1)
        return [cast("Kind", "heading" if name == TITLE else name) for name in names], title


@dataclass(frozen=True, slots=True)
class Choice:
    """The places of the lines that are the article, and the probability of the likeliest.

    `kinds` says of every line what it is if it is not the article, `titles` how likely it is the
    article's headline.
    """

    places: list[int]
    confidence: float
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
    naming: Naming
    threshold: float
    f1: float

    def choose(self, first: Look) -> Choice:
        """Choose the lines that are the article, of a page with at least one."""
        again = look_again(first, self.first(first.matrix))
        likely = self.second(again)
        best = float(np.sort(likely)[-_BEST:].mean())
        places = (likely >= self.threshold * best).nonzero()[0].tolist()
        return Choice(places, best, *self.naming(again))

    def save(self, path: Path = PARAMETERS) -> None:
        """Write the parameters, to six digits."""
        content = {"format": FORMAT, **asdict(self)}
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(_rounded(content)) + "\n", encoding="utf-8")
        beside.replace(path)


@cache
def shipped(path: Path = PARAMETERS) -> LineModel:
    """Load the parameters that are kept beside the code, once."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} has format {content.get('format')}; this code reads {FORMAT}. Train again"
            " with python -m service.articles.lines.training."
        )
    first, second = (_built(Regression, content[name]) for name in ("first", "second"))
    naming = _built(Naming, content["naming"])
    return LineModel(first, second, naming, content["threshold"], content["f1"])


def _built(made: type[_Part], content: dict[str, Any]) -> _Part:
    return made(**{name: _array(value) for name, value in content.items()})


def _array(value: Any) -> Any:
    """JSON's lists of numbers as arrays."""
    return np.array(value) if isinstance(value, list) and not isinstance(value[0], str) else value


def _rounded(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _rounded(value.tolist())
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value
