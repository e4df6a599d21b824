"""Collects rows of named features and fits multinomial logistic regressions over them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extract.arrays import Array
from extract.components.linear import SCALE, LinearTable

_LEAST_WEIGHT = 0.02
"""Features whose weights all stay below this are left out of a table."""


class Rows:
    """Rows of features, one an example, with a class and the number of the paper that each is out of."""

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self._papers_with: Counter[str] = Counter()
        self._indices: list[int] = []
        self._ends: list[int] = [0]
        self.labels: list[int] = []
        self.importance: list[float] = []
        self.papers: list[int] = []

    def add_paper(self, paper: int, examples: Iterable[tuple[list[str], int, float]]) -> None:
        """Add the examples of one paper: features, class, importance."""
        seen: set[str] = set()
        for names, label, importance in examples:
            seen.update(names)
            self._indices += [self._index.setdefault(name, len(self._index)) for name in names]
            self._ends.append(len(self._indices))
            self.labels.append(label)
            self.importance.append(importance)
            self.papers.append(paper)
        self._papers_with.update(seen)

    def matrix(self, least_papers: int) -> tuple[csr_matrix, list[str]]:
        """The rows as a sparse matrix over the features that stand in so many papers, and their names."""
        names = list(self._index)
        kept = np.array([self._papers_with[n] >= least_papers and n.isprintable() for n in names], dtype=bool)
        ones = np.ones(len(self._indices), dtype=np.float32)
        indices = np.array(self._indices, dtype=np.int32)
        matrix = csr_matrix((ones, indices, np.array(self._ends)), shape=(len(self.labels), len(names)))
        matrix.sum_duplicates()
        return matrix[:, kept].tocsr(), [n for n, k in zip(names, kept, strict=True) if k]


def fit(
    matrix: csr_matrix, labels: Array, importance: Array, n_classes: int, penalty: float, iterations: int
) -> Array:
    """Weights of shape (features, classes) that minimise loss and squared weights, by L-BFGS."""
    gold = np.eye(n_classes, dtype=np.float32)[labels]
    transposed = matrix.T.tocsr()

    def loss(flat: Array) -> tuple[float, Any]:
        weights = flat.reshape(matrix.shape[1], n_classes).astype(np.float32)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -(importance * (gold * logs).sum(axis=1)).sum() + penalty / 2 * float((weights**2).sum())
        slope = transposed @ ((np.exp(logs) - gold) * importance[:, None]) + penalty * weights
        return float(value), slope.astype(np.float64).ravel()

    start = np.zeros(matrix.shape[1] * n_classes)
    options = {"maxiter": iterations, "maxcor": 5}
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return best.x.reshape(matrix.shape[1], n_classes).astype(np.float32)


def _rounded(weights: Array) -> Array:
    centred = weights - weights.mean(axis=1, keepdims=True) if weights.shape[1] > 1 else weights
    return np.rint(centred * SCALE)


def as_table(classes: Sequence[str], names: Sequence[str], weights: Array) -> LinearTable:
    """The table in memory, rounded as the written one is."""
    rows = {name: i for i, name in enumerate(names)}
    return LinearTable(classes, rows, (_rounded(weights) / SCALE).astype(np.float32))


def write_table(path: Path, classes: Sequence[str], names: Sequence[str], weights: Array) -> None:
    """Write the weights as integers, in order of the features' names."""
    numbers = _rounded(weights).astype(int)
    kept = np.abs(numbers).max(axis=1) >= _LEAST_WEIGHT * SCALE
    lines = sorted(
        "\t".join((name, *map(str, row))) + "\n" for name, row, k in zip(names, numbers, kept, strict=True) if k
    )
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# Weights times {SCALE}, fitted on the train papers by bench/terms.\n")
        out.write("\t".join(("feature", *classes)) + "\n")
        out.writelines(lines)
    print(f"{path}: {len(lines)} features")


def fit_choices(matrix: csr_matrix, starts: Array, wanted: Array, penalty: float, iterations: int) -> Array:
    """Weights of shape (features, 1) of a conditional logit: in each group of rows the wanted ones are chosen.

    Args:
        matrix: the rows, those of a group side by side.
        starts: the first row of each group.
        wanted: whether each row is wanted; one at least in each group, any of several counts.
        penalty: on half of the squared weights.
        iterations: of L-BFGS at most.

    """
    transposed = matrix.T.tocsr()
    sizes = np.diff(np.append(starts, matrix.shape[0]))
    barred = np.where(wanted, 0.0, -1e4)

    def shares(scores: Array) -> tuple[Array, Array]:
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        sums = np.add.reduceat(raised, starts)
        return raised / np.repeat(sums, sizes), np.log(sums) + np.maximum.reduceat(scores, starts)

    def loss(flat: Array) -> tuple[float, Any]:
        scores = matrix @ flat
        chosen, total = shares(scores)
        right, reached = shares(scores + barred)
        value = float((total - reached).sum()) + penalty / 2 * float(flat @ flat)
        return value, transposed @ (chosen - right) + penalty * flat

    start = np.zeros(matrix.shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 5})
    return best.x.reshape(-1, 1).astype(np.float32)
