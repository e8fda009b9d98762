"""The editor: how likely a set of sentences is to be printed as it is, learned from judgements.

A logistic regression of what readers who had not seen the article would print. It was fitted with
scikit-learn (see `service.summaries.news.editing.training`); only its numbers are kept, so serving
needs numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from service.regression import Regression
from service.summaries.news.editing.set_features import SET_FEATURES
from service.summaries.term_counts import Floats

PARAMETERS = Path(__file__).with_name("editor.json")
FORMAT = 1
_AGAIN = "Train again with python -m service.summaries.news.editing.training."


@dataclass(frozen=True, slots=True, eq=False)
class Editor:
    """The parameters, what their log-odds weigh beside the ranker's value, and their `figures`."""

    printable: Regression
    weight: float
    figures: Mapping[str, Any] = field(default_factory=dict)

    def judge(self, features: Floats, values: Floats) -> Floats:
        """Return what sets are worth to readers, by their features and the ranker's values."""
        worth: Floats = values + self.weight * self.printable.log_odds(features)
        return worth

    def save(self, path: Path = PARAMETERS) -> None:
        """Write the parameters, to six digits."""
        rows = zip(
            SET_FEATURES,
            *(
                column.tolist()
                for column in (self.printable.mean, self.printable.scale, self.printable.weights)
            ),
            strict=True,
        )
        content = {
            "format": FORMAT,
            "figures": self.figures,
            "weight": _rounded(self.weight),
            "bias": _rounded(self.printable.bias),
            "features": {
                name: {
                    "mean": _rounded(mean),
                    "scale": _rounded(scale),
                    "weight": _rounded(weight),
                }
                for name, mean, scale, weight in rows
            },
        }
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)


@cache
def shipped(path: Path = PARAMETERS) -> Editor:
    """Load the parameters that are kept beside the code, once.

    Raises `ValueError` where they are of another format or of other features than this code's.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise ValueError(
            f"{path.name} has format {content.get('format')}; this code reads {FORMAT}. {_AGAIN}"
        )
    rows = content["features"]
    if list(rows) != list(SET_FEATURES):
        raise ValueError(f"{path.name} has parameters of other features than this code's. {_AGAIN}")
    mean, scale, weights = (
        np.array([row[kind] for row in rows.values()]) for kind in ("mean", "scale", "weight")
    )
    return Editor(
        Regression(mean, scale, weights, content["bias"]), content["weight"], content["figures"]
    )


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")
