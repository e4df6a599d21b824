"""A linear scorer over named features, read from a table of small integers."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

SCALE = 100
"""A weight in a table is the real one times this."""

Array = np.ndarray[Any, np.dtype[np.float32]]


class LinearTable:
    """Weights of shape (features, classes); a feature that the table does not know weighs nothing."""

    def __init__(self, classes: Sequence[str], rows: dict[str, int], weights: Array) -> None:
        self.classes = tuple(classes)
        self._row = rows
        self._weights = weights

    def sums(self, features: Sequence[Sequence[str]]) -> Array:
        """Added weights of each list of features, shape (lists, classes)."""
        out = np.zeros((len(features), len(self.classes)), dtype=np.float32)
        row = self._row
        found, owner = [], []
        for i, names in enumerate(features):
            for name in names:
                known = row.get(name)
                if known is not None:
                    found.append(known)
                    owner.append(i)
        if found:
            owners = np.asarray(owner)
            firsts = np.flatnonzero(np.diff(owners, prepend=-1))
            out[owners[firsts]] = np.add.reduceat(self._weights[found], firsts, axis=0)
        return out


def read_lines(name: str) -> list[str]:
    """The lines of one of the term lists that ship with the package; lines that open with "# " are remarks."""
    text = resources.files("extract").joinpath("terms", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ")]


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of ``words.tsv`` by their use."""
    return {use: frozenset(words.split()) for use, words in (line.split("\t") for line in read_lines("words.tsv"))}


@cache
def load_table(name: str) -> LinearTable:
    """Read a table: a header of "feature" and the classes, then a feature and its integers a line."""
    header, *lines = read_lines(name)
    classes = header.split("\t")[1:]
    rows: dict[str, int] = {}
    numbers = []
    for i, line in enumerate(lines):
        feature, rest = line.split("\t", 1)
        rows[feature] = i
        numbers.append(rest)
    values = np.array("\t".join(numbers).split("\t"), dtype=np.float32)
    return LinearTable(classes, rows, (values.reshape(len(lines), len(classes)) / SCALE).astype(np.float32))


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    normalised: Array = raised / raised.sum(axis=-1, keepdims=True)
    return normalised
