"""The line model of rendered pages: which lines are the article, by their text and their boxes.

Two passes of logistic regression, as the line model of pasted pages has; its naming of what is not
the article serves here too (docs/decisions/0057).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from service.articles.html.rendering.document import Rendering
from service.articles.lines.feature_names import FIRST_FEATURES, SECOND_FEATURES
from service.articles.lines.features import PageFeatures, add_beliefs, extract_features
from service.articles.lines.line import Line, Overview
from service.articles.lines.model import (
    FORMAT,
    of_regression,
    read_parameters,
    rounded,
    to_regression,
    write_parameters,
)
from service.articles.lines.rendered.box_features import (
    BELIEF_FEATURES,
    BOX_FEATURES,
    Boxes,
    read_beliefs,
    read_boxes,
)
from service.regression import Array, Regression
from service.text.document import Document

RENDERED_PARAMETERS = Path(__file__).with_name("parameters.json")
#: What the passes are given, in the order of their columns.
RENDERED_FIRST = (*FIRST_FEATURES, *BOX_FEATURES)
RENDERED_SECOND = (*SECOND_FEATURES, *BOX_FEATURES, *BELIEF_FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class RenderedFeatures:
    """A rendered page's lines as numbers: what the text tells of each, and what its box does."""

    page: PageFeatures
    boxes: Boxes
    marks: Array

    def first(self) -> Array:
        """Return what the first pass is given, a row a line."""
        return np.concatenate([self.page.matrix, self.marks], axis=1)

    def told(self, belief: Array) -> Array:
        """Return the text's features with the first pass's beliefs, a row a line."""
        return add_beliefs(self.page, belief)

    def second(self, told: Array, belief: Array) -> Array:
        """Return what the second pass is given, a row a line; `told` is of the same beliefs."""
        shared = read_beliefs(self.boxes, self.page.words, belief)
        return np.concatenate([told, self.marks, shared], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class RenderedModel:
    """Both passes, and their F1 on sites held out."""

    first: Regression
    second: Regression
    f1: float

    def predict(self, features: RenderedFeatures) -> tuple[Array, Array]:
        """Return each line's probability of being the article, and what the text was told."""
        belief = self.first(features.first())
        told = features.told(belief)
        return self.second(features.second(told, belief)), told

    def save(self, path: Path = RENDERED_PARAMETERS) -> None:
        """Write the parameters, each under the name of its feature."""
        content = {
            "format": FORMAT,
            "f1": rounded(self.f1),
            "first": of_regression(self.first, RENDERED_FIRST),
            "second": of_regression(self.second, RENDERED_SECOND),
        }
        write_parameters(content, path)


def extract_rendered(
    document: Document, lines: Sequence[Line], overview: Overview, rendering: Rendering
) -> RenderedFeatures:
    """Return the features by which a rendered page is judged; linear in it but for sorting."""
    page = extract_features(document, lines, overview)
    boxes = Boxes(rendering.boxes, rendering.parents)
    return RenderedFeatures(page, boxes, read_boxes(boxes, page.words, overview.reads))


@cache
def shipped_rendered(path: Path = RENDERED_PARAMETERS) -> RenderedModel:
    """Load the parameters that are kept beside the code, once; raises as `model.shipped`."""
    content = read_parameters(path)
    return RenderedModel(
        to_regression(content["first"], RENDERED_FIRST, path),
        to_regression(content["second"], RENDERED_SECOND, path),
        content["f1"],
    )
