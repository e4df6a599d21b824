"""A linear scorer over named features, read from a table of small integers."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from extract.arrays import Array
from extract.terms import read_lines

SCALE = 100
"""A weight in a table is the real one times this."""


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
