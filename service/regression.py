"""A logistic regression as numbers, for models that serve without scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: Standard deviations from the mean beyond which a feature says nothing more.
CLIP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A logistic regression over standardised features.

    `mean`, `scale` and `weights` have an entry a feature.
    """

    mean: Array
    scale: Array
    weights: Array
    bias: float

    def __call__(self, matrix: Array) -> Array:
        """Return the probability of each row of features."""
        return np.asarray(1.0 / (1.0 + np.exp(-self.log_odds(matrix))))

    def log_odds(self, matrix: Array) -> Array:
        """Return the logarithm of the odds of each row of features."""
        return np.asarray(standardise(matrix, self.mean, self.scale) @ self.weights + self.bias)


def standardise(matrix: Array, mean: Array, scale: Array) -> Array:
    """Return the features in standard deviations from the mean, what lies far out clipped."""
    scaled = matrix - mean
    # In place, which halves the time.
    scaled /= scale
    np.maximum(scaled, -CLIP, out=scaled)
    np.minimum(scaled, CLIP, out=scaled)
    return scaled
