"""Derives ``edges.tsv`` and ``mentions.tsv``: which words open and close entities, and what a mention looks like.

    python -m bench.terms.derive_mentions GOLD

GOLD is a folder with train.jsonl and train_papers.jsonl; run from the repository root, with scipy installed.
Edges are words that stand often but hardly ever start, or end, an annotated mention. The weights are those of a
logistic regression over the features of every span up to nine words; a mention that only lies inside longer
ones counts neither way, and only a sample of the spans that are no mention is taken.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.terms.fitting import Rows, as_table, fit, write_table
from bench.terms.gold import AnnotatedPaper, read_gold
from extract.components.linear import Array, LinearTable
from extract.components.mentions import NONE
from extract.components.span_features import candidates, span_features
from graph.vocabulary import ENTITY_TYPES

TERMS = Path("extract/terms")
CLASSES = (*ENTITY_TYPES, NONE)
Edges = tuple[frozenset[str], frozenset[str]]

_LEAST_PAPERS = 3
_PENALTY = 12.0
_ITERATIONS = 90
_SAMPLE = 0.3
"""Share of the spans without a mention that is taken."""


def derive_edges(papers: list[AnnotatedPaper], rare: float = 0.003, least: int = 30) -> Edges:
    """Words standing at least ``least`` times that start, or end, mentions in less than a share of ``rare``."""
    seen, start, end = Counter[str](), Counter[str](), Counter[str]()
    for paper in papers:
        low = [word.lower() for word in paper.words]
        seen.update(low)
        start.update(low[i] for i, _ in paper.spans)
        end.update(low[j - 1] for _, j in paper.spans)
    often = [word for word, n in seen.items() if n >= least and not word.isspace()]
    no_start = frozenset(word for word in often if start[word] / seen[word] < rare)
    return no_start, frozenset(word for word in often if end[word] / seen[word] < rare)


def _examples(
    paper: AnnotatedPaper, edges: Edges, rng: np.random.Generator
) -> Iterator[tuple[list[str], int, float]]:
    types = {entity["id"]: entity["type"] for entity in paper.gold["entities"]}
    outside = {entity for entity, inside in paper.spans.values() if not inside}
    spans = candidates(paper.words, paper.breaks, *edges)
    features = span_features(paper.words, paper.breaks, spans)
    for i, j, whole in zip(spans.starts, spans.ends, features.whole, strict=True):
        entity, inside = paper.spans.get((i, j), (None, False))
        if (entity and inside and entity in outside) or (entity is None and rng.random() > _SAMPLE):
            continue
        within = [name for k in range(i, j) for name in features.within[k]]
        names = [*features.first[i], *features.last[j - 1], *within, *whole]
        label = CLASSES.index(types[entity] if entity else NONE)
        yield names, label, 1.0 if entity else 1 / _SAMPLE


def fit_mentions(papers: list[AnnotatedPaper], edges: Edges) -> tuple[list[str], Array]:
    """Feature names and weights."""
    rows, rng = Rows(), np.random.default_rng(7)
    for number, paper in enumerate(papers):
        rows.add_paper(number, _examples(paper, edges, rng))
    matrix, names = rows.matrix(_LEAST_PAPERS)
    importance = np.array(rows.importance, dtype=np.float32)
    return names, fit(matrix, np.array(rows.labels), importance, len(CLASSES), _PENALTY, _ITERATIONS)


def mention_table(papers: list[AnnotatedPaper], edges: Edges) -> LinearTable:
    """A table fitted on these papers only, kept in memory."""
    return as_table(CLASSES, *fit_mentions(papers, edges))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    papers = read_gold(parser.parse_args().gold, "train")
    no_start, no_end = edges = derive_edges(papers)
    with (TERMS / "edges.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Words that no entity starts with (1 in the second column) or ends with (1 in the third).\n")
        out.writelines(f"{w}\t{int(w in no_start)}\t{int(w in no_end)}\n" for w in sorted(no_start | no_end))
    write_table(TERMS / "mentions.tsv", CLASSES, *fit_mentions(papers, edges))


if __name__ == "__main__":
    main()
