"""Derives ``edges.tsv`` and ``mentions.tsv`` from the annotated train papers.

    python -m bench.terms.derive_mentions FOLDER [--out FOLDER]

FOLDER holds train.jsonl and train_papers.jsonl. Needs numpy and scipy. ``edges.tsv`` lists words that stand
often but hardly ever at the start or the end of an annotated mention. ``mentions.tsv`` holds the weights of a
multinomial logistic regression over the features of ``span_features`` (classes: the entity types and none),
fitted by L-BFGS with a quadratic penalty; a mention that only lies inside longer ones is left out of the fit.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extract.components.linear import SCALE
from extract.components.mentions import NONE
from extract.components.span_features import Candidates, candidates, span_features
from bench.terms.gold import AnnotatedPaper, read_gold
from graph.vocabulary import ENTITY_TYPES

CLASSES = (*ENTITY_TYPES, NONE)
MIN_COUNT = 3
"""Papers that a feature has to stand in."""


def derive_edges(
    papers: list[AnnotatedPaper], rare: float = 0.003, least: int = 30
) -> dict[str, tuple[bool, bool]]:
    """Words standing at least ``least`` times that start, or end, a mention in less than a share of ``rare``."""
    seen, start, end = Counter[str](), Counter[str](), Counter[str]()
    for paper in papers:
        low = [word.lower() for word in paper.words]
        seen.update(low)
        for i, j in paper.spans:
            start[low[i]] += 1
            end[low[j - 1]] += 1
    edges = {
        w: (start[w] / n < rare, end[w] / n < rare) for w, n in seen.items() if n >= least and not w.isspace()
    }
    return {w: flags for w, flags in sorted(edges.items()) if any(flags)}


def design(
    papers: list[AnnotatedPaper],
    no_start: frozenset[str],
    no_end: frozenset[str],
    keep_negative: float,
    known: dict[str, int] | None = None,
):
    """Rows of features as a sparse matrix, classes, weights, the feature names."""
    rng = np.random.default_rng(7)
    index: dict[str, int] = {}
    count = Counter[str]()
    indices: list[int] = []
    pointers, labels, importance = [0], [], []
    for paper in papers:
        types = {e["id"]: e["type"] for e in paper.gold["entities"]}
        outer = {e for e, inside in paper.spans.values() if not inside}
        spans = candidates(paper.words, paper.breaks, no_start, no_end)
        features = span_features(paper.words, paper.breaks, spans)
        seen: set[str] = set()
        for i, j, whole in zip(spans.starts, spans.ends, features.whole, strict=True):
            entity, inside = paper.spans.get((i, j), (None, False))
            if entity and inside and entity in outer:
                continue
            if entity is None and rng.random() > keep_negative:
                continue
            names = [*features.first[i], *features.last[j - 1], *whole]
            for k in range(i, j):
                names += features.within[k]
            seen.update(names)
            indices += [index.setdefault(name, len(index)) for name in names]
            pointers.append(len(indices))
            labels.append(CLASSES.index(types[entity]) if entity else len(CLASSES) - 1)
            importance.append(1.0 if entity else 1 / keep_negative)
        count.update(seen)
    data = np.ones(len(indices), dtype=np.float32)
    matrix = csr_matrix(
        (data, np.array(indices, dtype=np.int32), np.array(pointers)), shape=(len(labels), len(index))
    )
    matrix.sum_duplicates()
    names = list(index)
    frequent = np.array([count[name] >= MIN_COUNT and name.isprintable() for name in names])
    return (
        matrix[:, frequent].tocsr(),
        np.array(labels),
        np.array(importance, dtype=np.float32),
        [n for n, f in zip(names, frequent, strict=True) if f],
    )


def fit(matrix, labels, importance, penalty: float, iterations: int, n_classes: int = len(CLASSES)):
    """Weights of shape (features, classes) that minimise the penalised loss."""
    gold = np.eye(n_classes, dtype=np.float32)[labels]
    transposed = matrix.T.tocsr()

    def loss(flat):
        weights = flat.reshape(matrix.shape[1], n_classes).astype(np.float32)
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -(importance * (gold * logs).sum(axis=1)).sum() + penalty / 2 * float((weights**2).sum())
        slope = transposed @ ((np.exp(logs) - gold) * importance[:, None]) + penalty * weights
        return float(value), slope.astype(np.float64).ravel()

    best = minimize(
        loss,
        np.zeros(matrix.shape[1] * n_classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "maxcor": 5},
    )
    return best.x.reshape(matrix.shape[1], n_classes)


def write_table(path: Path, remark: str, names: list[str], weights, classes=CLASSES, least: float = 0.015) -> int:
    """Write the weights as integers; features whose weights are all small are left out. Returns their number."""
    rounded = np.rint((weights - weights.mean(axis=1, keepdims=True)) * SCALE).astype(int)
    kept = np.abs(rounded).max(axis=1) >= least * SCALE
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# {remark}\n" + "\t".join(("feature", *classes)) + "\n")
        for name, row in sorted(
            ((n, r) for n, r, k in zip(names, rounded, kept, strict=True) if k), key=lambda p: p[0]
        ):
            out.write(f"{name}\t" + "\t".join(map(str, row)) + "\n")
    return int(kept.sum())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path("extract/terms"))
    parser.add_argument("--papers", type=int)
    parser.add_argument("--penalty", type=float, default=12.0)
    parser.add_argument("--iterations", type=int, default=90)
    options = parser.parse_args()
    papers = read_gold(options.gold, "train")[: options.papers]
    edges = derive_edges(papers)
    with (options.out / "edges.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Words that no entity starts with (1 in the second column) or ends with (third).\n")
        out.writelines(f"{word}\t{int(start)}\t{int(end)}\n" for word, (start, end) in edges.items())
    no_start = frozenset(w for w, (start, _) in edges.items() if start)
    no_end = frozenset(w for w, (_, end) in edges.items() if end)
    matrix, labels, importance, names = design(papers, no_start, no_end, 0.3)
    print(matrix.shape, matrix.nnz)
    weights = fit(matrix, labels, importance, options.penalty, options.iterations)
    print(write_table(options.out / "mentions.tsv", "Weights times 100; see derive_mentions.py.", names, weights))


if __name__ == "__main__":
    main()
