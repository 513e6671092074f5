"""From errors of candidates to their weights."""

import numpy as np

from olympus.adapters.numpy_forecaster.arrays import Array

_SHARPEST = 60.0
"""However long the history, so many independent observations speak for one candidate against its neighbours."""


def likelihood_weights(squared_errors: Array, observations: Array) -> Array:
    """Weights (rows, candidates) that sum to one, by the likelihood of normal one-step errors.

    Averaging over a grid in this manner is steadier than its best point: Burnham and Anderson (2002), Model
    Selection and Multimodel Inference, chapter 4. Candidates all have as many parameters.
    """
    least = squared_errors.min(axis=1, keepdims=True)
    ratio = (squared_errors + 1e-12) / (least + 1e-12)
    sharpness = np.minimum(observations, _SHARPEST)[:, None] / 2
    weights: Array = ratio**-sharpness
    total: Array = weights.sum(axis=1, keepdims=True)
    return weights / total
