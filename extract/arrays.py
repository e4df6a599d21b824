"""The arrays that the models compute with, and the two functions that make probabilities of scores."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]
Indices = np.ndarray[Any, np.dtype[np.int64]]


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    normalised: Array = raised / raised.sum(axis=-1, keepdims=True)
    return normalised


def sigmoid(scores: Array) -> Array:
    """The probability of each score on its own."""
    chances: Array = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return chances
