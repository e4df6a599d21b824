"""Derives ``proposals.tsv``, ``relations.tsv``, ``calibration.tsv`` and ``figures.tsv``; after derive_mentions.

    python -m bench.terms.derive_relations GOLD

GOLD is a folder with train.jsonl and train_papers.jsonl; run from the repository root, with scipy installed.
Nothing is measured on what it was fitted on: mentions come from tables fitted on the other two thirds of the
papers, and so do the scores that the confidences are read off. A pair counts as right in the fit where its ends
lie near annotated ones, in the calibration only where they share a spelling with them.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spacy
from spacy.tokens import Doc

from bench.terms.derive_mentions import TERMS, derive_edges, mention_table
from bench.terms.fitting import Rows, fit, write_table
from bench.terms.gold import AnnotatedPaper, read_gold
from extract.annotations import register
from extract.components.clusters import cluster_mentions
from extract.components.discourse import Discourse
from extract.components.linear import Array, softmax
from extract.components.mentions import THRESHOLDS, MentionFinder
from extract.components.pair_features import Roles, pair_features
from extract.components.relations import NONE, add_stand_ins, pairs, proposable
from extract.components.sentences import mark_sentences
from extract.components.words import WordTokenizer
from extract.evaluation.annotated import AnnotatedEntity
from extract.evaluation.matching import Forms, match_entities
from graph.vocabulary import CLAIM_PREDICATES, PREDICATES, PROPOSES, allows

FOLDS = 3
PAIRWISE = tuple(predicate for predicate in CLAIM_PREDICATES if predicate != PROPOSES)

_PENALTY = 15.0
_ITERATIONS = 60
_LEAST_PAPERS = 6
_BLOCK = 40
"""Least pairs behind one knot of a calibration curve."""


class Read(NamedTuple):
    """A paper with its clusters found, each matched to an annotated entity (by its id) or to none."""

    text: Discourse
    near: dict[int, str]
    exact: dict[int, str]
    gold: set[tuple[str, str, str]]


def read_papers(papers: list[AnnotatedPaper]) -> Iterator[Read]:
    """Find and match the clusters of all papers, each fold with a table fitted on the others."""
    register()
    tokenize = WordTokenizer(spacy.blank("en").vocab)
    edges = derive_edges(papers)
    finders = [
        MentionFinder(THRESHOLDS, mention_table([p for i, p in enumerate(papers) if i % FOLDS != fold], edges))
        for fold in range(FOLDS)
    ]
    for i, paper in enumerate(papers):
        doc = cluster_mentions(finders[i % FOLDS](mark_sentences(tokenize(f"{paper.title}\n{paper.abstract}"))))
        gold = {e["id"]: Forms.of(AnnotatedEntity.model_validate(e)) for e in paper.gold["entities"]}
        found = {str(k): _forms(doc, k) for k in range(len(doc._.clusters))}
        near, exact = (
            {int(k): entity for k, entity in match_entities(gold, found, lenient=lenient).items()}
            for lenient in (True, False)
        )
        yield Read(Discourse(doc), near, exact, {tuple(t) for t in paper.gold["triples"]})


def _forms(doc: Doc, index: int) -> Forms:
    cluster = doc._.clusters[index]
    mentions = tuple(doc[place.start : place.end].text for place in cluster.mentions)
    return Forms.of(AnnotatedEntity(id=str(index), type=cluster.type, name=cluster.name, mentions=mentions))


def fit_held_out(rows: Rows, n_classes: int) -> tuple[list[str], Array, Array]:
    """Names and weights fitted on all rows, and each row's probabilities by weights fitted without its fold."""
    matrix, names = rows.matrix(_LEAST_PAPERS)
    labels, importance = np.array(rows.labels), np.ones(len(rows.labels), dtype=np.float32)
    fold = np.array(rows.papers) % FOLDS
    held_out = np.zeros((len(labels), n_classes), dtype=np.float32)
    for k in range(FOLDS):
        rest = fold != k
        weights = fit(matrix[rest], labels[rest], importance[rest], n_classes, _PENALTY, _ITERATIONS)
        held_out[~rest] = softmax(matrix[~rest] @ weights)
    return names, fit(matrix, labels, importance, n_classes, _PENALTY, _ITERATIONS), held_out


def isotonic(scores: Array, right: Array) -> list[tuple[float, float]]:
    """Knots (mean score, share right) of blocks of pairs, pooled until both rise."""
    order = np.argsort(scores)
    size = max(_BLOCK, len(order) // 400)
    blocks: list[tuple[float, float, int]] = []
    for start in range(0, len(order), size):
        part = order[start : start + size]
        blocks.append((float(scores[part].sum()), float(right[part].sum()), len(part)))
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            a, b = blocks.pop(), blocks.pop()
            blocks.append((a[0] + b[0], a[1] + b[1], a[2] + b[2]))
    return [(s / n, r / n) for s, r, n in blocks]


def derive_proposals(reads: list[Read]) -> tuple[list[dict[int, float]], list[tuple[float, float]]]:
    """Write the table; return the held-out probabilities of each paper's clusters, and the calibration."""
    rows, where = Rows(), []
    for number, read in enumerate(reads):
        examples = proposable(read.text)
        wanted = {o for _, predicate, o in read.gold if predicate == PROPOSES}
        rows.add_paper(number, [(names, 0 if read.near.get(i) in wanted else 1, 1.0) for i, names in examples])
        where += [(number, i) for i, _ in examples]
    names, weights, held_out = fit_held_out(rows, 2)
    write_table(TERMS / "proposals.tsv", (PROPOSES, NONE), names, weights)
    proposed: list[dict[int, float]] = [{} for _ in reads]
    for (number, i), score in zip(where, held_out[:, 0], strict=True):
        proposed[number][i] = float(score)
    right = np.array([("paper", PROPOSES, reads[n].exact.get(i)) in reads[n].gold for n, i in where])
    return proposed, isotonic(held_out[:, 0], right)


def derive_pairs(reads: list[Read], proposed: list[dict[int, float]]) -> dict[str, list[tuple[float, float]]]:
    """Write the table; return the calibration of each predicate."""
    classes = (*PAIRWISE, NONE)
    rows, where = Rows(), []
    for number, read in enumerate(reads):
        text, stated = read.text, {}
        for subject, predicate, obj in sorted(read.gold):
            stated.setdefault((subject, obj), predicate)
            if PREDICATES[predicate].symmetric:
                stated.setdefault((obj, subject), predicate)
        add_stand_ins(text, proposed[number])
        roles, examples = Roles(text, proposed[number]), []
        for i, j in pairs(text):
            predicate = stated.get((read.near.get(i, ""), read.near.get(j, "")), NONE)
            if not allows(text.clusters[i].type, predicate, text.clusters[j].type):
                predicate = NONE
            examples.append((pair_features(text, roles, i, j), classes.index(predicate), 1.0))
            where.append((read, i, j))
        rows.add_paper(number, examples)
    names, weights, held_out = fit_held_out(rows, len(classes))
    write_table(TERMS / "relations.tsv", classes, names, weights)
    curves = {}
    for column, predicate in enumerate(PAIRWISE):
        right = np.array([_is_right(predicate, read, i, j) for read, i, j in where])
        curves[predicate] = isotonic(held_out[:, column], right)
    return curves


def _is_right(predicate: str, read: Read, i: int, j: int) -> bool:
    a, b = read.exact.get(i, ""), read.exact.get(j, "")
    return (a, predicate, b) in read.gold or (PREDICATES[predicate].symmetric and (b, predicate, a) in read.gold)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    papers = read_gold(parser.parse_args().gold, "train")
    reads = list(read_papers(papers))
    proposed, proposals = derive_proposals(reads)
    curves = {PROPOSES: proposals, **derive_pairs(reads, proposed)}
    with (TERMS / "calibration.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# Per predicate: a score, and the share of right claims about there on held-out train papers.\n"
        )
        for predicate, knots in curves.items():
            out.writelines(f"{predicate}\t{score:.4f}\t{share:.4f}\n" for score, share in knots)


if __name__ == "__main__":
    main()
