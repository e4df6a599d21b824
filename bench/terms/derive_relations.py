import argparse, pickle
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
import spacy
from spacy.tokens import Doc

from bench.terms import derive_mentions as dm
from bench.terms.gold import read_gold
from extract.annotations import Cluster, Place
from extract.components.clusters import cluster_mentions
from extract.components.discourse import Discourse
from extract.components.linear import LinearTable, SCALE, softmax
from extract.components.mentions import THRESHOLDS, MentionFinder
from extract.components.pair_features import Roles, pair_features
from extract.components.relations import NONE, add_stand_ins, pairs, proposable, RelationFinder
from extract.components.sentences import mark_sentences
from extract.components.words import WordTokenizer
from graph.folding import fold_name
from graph.vocabulary import CLAIM_PREDICATES, PREDICATES, allows

FOLDS = 3
PAIR = tuple(p for p in CLAIM_PREDICATES if p != "PROPOSES")


def table_of(classes, names, weights):
    rounded = np.rint((weights - weights.mean(axis=1, keepdims=True)) * SCALE) / SCALE
    return LinearTable(classes, {n: i for i, n in enumerate(names)}, rounded.astype(np.float32))


def fold_tables(papers, work, penalty=12.0):
    path = work / "fold_tables.pkl"
    if path.exists():
        return pickle.loads(path.read_bytes())
    from extract.components.mentions import edge_words

    tables = []
    for k in range(FOLDS):
        rest = [p for i, p in enumerate(papers) if i % FOLDS != k]
        matrix, labels, importance, names = dm.design(rest, *edge_words(), 0.3)
        weights = dm.fit(matrix, labels, importance, penalty, 90)
        tables.append(table_of(dm.CLASSES, names, weights))
    path.write_bytes(pickle.dumps(tables))
    return tables


def read_clusters(papers, tables):
    vocab = spacy.blank("en").vocab
    docs = []
    tok = WordTokenizer(vocab)
    for i, paper in enumerate(papers):
        doc = mark_sentences(tok(f"{paper.title}\n{paper.abstract}"))
        doc = cluster_mentions(MentionFinder(THRESHOLDS, tables[i % FOLDS])(doc))
        docs.append(doc)
    return docs


def words_of(text):
    import re

    return frozenset(w.rstrip("s") for w in re.findall(r"[^\W_]+", text.lower()))


def near(a, b):
    return any(x <= y or y <= x or 2 * len(x & y) >= len(x | y) for x in a for y in b)


def match(doc, gold, lenient=True):
    """predicted cluster index -> gold id, as the scorer matches."""
    g = {
        e["id"]: (
            e["type"],
            {fold_name(m) for m in [*e["mentions"], e["name"]]},
            {words_of(m) for m in [*e["mentions"], e["name"]]} - {frozenset()},
        )
        for e in gold["entities"]
    }
    p = {
        i: (
            c.type,
            {fold_name(doc[m.start : m.end].text) for m in c.mentions} | {fold_name(c.name)},
            {words_of(doc[m.start : m.end].text) for m in c.mentions} - {frozenset()},
        )
        for i, c in enumerate(doc._.clusters)
    }
    taken, found = set(), {}
    tests = [lambda a, b: bool(a[1] & b[1])]
    if lenient:
        tests.append(lambda a, b: near(a[2], b[2]))
    for test in tests:
        options = sorted(
            (
                (-len(gv[1] & pv[1]), gi, pi)
                for pi, pv in p.items()
                if pi not in found
                for gi, gv in g.items()
                if gi not in taken and gv[0] == pv[0] and test(gv, pv)
            ),
            key=lambda x: (x[0], str(x[1]), str(x[2])),
        )
        for _, gi, pi in options:
            if pi not in found and gi not in taken:
                found[pi] = gi
                taken.add(gi)
    return found


class Rows:
    def __init__(self):
        self.index, self.count, self.indices, self.pointers, self.labels, self.paper = (
            {},
            Counter(),
            [],
            [0],
            [],
            [],
        )

    def add(self, names, label, paper):
        self.indices += [self.index.setdefault(n, len(self.index)) for n in names]
        self.pointers.append(len(self.indices))
        self.labels.append(label)
        self.paper.append(paper)
        self.count.update(names)

    def matrix(self, least):
        names = list(self.index)
        keep = np.array([self.count[n] >= least and n.isprintable() for n in names])
        data = np.ones(len(self.indices), dtype=np.float32)
        m = csr_matrix(
            (data, np.array(self.indices, dtype=np.int32), np.array(self.pointers)),
            shape=(len(self.labels), len(names)),
        )
        return (
            m[:, keep].tocsr(),
            np.array(self.labels),
            np.array(self.paper),
            [n for n, k in zip(names, keep) if k],
        )


def fit_rows(rows, classes, penalty, iterations, least, mask=None):
    matrix, labels, paper, names = rows.matrix(least)
    ones = np.ones(len(labels), dtype=np.float32)
    folds = []
    probabilities = np.zeros((len(labels), len(classes)), dtype=np.float32)
    for k in range(FOLDS):
        out = paper % FOLDS == k
        w = dm.fit(matrix[~out], labels[~out], ones[~out], penalty, iterations, len(classes))
        probabilities[out] = softmax(matrix[out] @ w.astype(np.float32))
        folds.append(w)
    w = dm.fit(matrix, labels, ones, penalty, iterations, len(classes))
    return w, names, probabilities, labels, paper, folds


def best_threshold(scores, right, n_gold):
    order = np.argsort(-scores)
    tp = np.cumsum(right[order])
    f = 2 * tp / (np.arange(1, len(order) + 1) + n_gold)
    k = int(f.argmax())
    return float(scores[order][k]), float(f[k]), tp[k] / (k + 1), tp[k] / n_gold


def isotonic(scores, right, least=40):
    """Knots (mean score, share right) of blocks of at least ``least`` pairs, pooled until they rise."""
    order = np.argsort(scores)
    order = order[np.searchsorted(scores[order], 0.02) :]
    size = max(least, len(order) // 25)
    blocks = []
    for k in range(0, len(order), size):
        part = order[k : k + size]
        blocks.append([float(scores[part].sum()), float(right[part].sum()), len(part)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return [(s / n, r / n) for s, r, n in blocks]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("extract/terms"))
    parser.add_argument("--penalty", type=float, default=15.0)
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--papers", type=int)
    o = parser.parse_args()
    papers = read_gold(o.gold, "train")[: o.papers]
    tables = fold_tables(papers, o.work)
    docs = read_clusters(papers, tables)
    found = [match(d, p.gold) for d, p in zip(docs, papers)]
    strict = [match(d, p.gold, False) for d, p in zip(docs, papers)]
    # proposals
    rows, where = Rows(), []
    texts = [Discourse(d) for d in docs]
    for n, (text, paper) in enumerate(zip(texts, papers)):
        gold = {t[2] for t in paper.gold["triples"] if t[1] == "PROPOSES"}
        for index, names in proposable(text):
            rows.add(names, 0 if found[n].get(index) in gold else 1, n)
            where.append((n, index))
    w, names, prob, labels, _, _ = fit_rows(rows, ("PROPOSES", NONE), o.penalty, o.iterations, 4)
    dm.write_table(o.out / "proposals.tsv", "Weights times 100; see bench/terms.", names, w, ("PROPOSES", NONE))
    golds = [{tuple(t) for t in p.gold["triples"]} for p in papers]
    right = np.array([("paper", "PROPOSES", strict[n].get(i)) in golds[n] for n, i in where])
    thresholds, calibration = {}, {}
    n_gold = sum(t[1] == "PROPOSES" for g in golds for t in g)
    thresholds["PROPOSES"], *rest = best_threshold(prob[:, 0], right, n_gold)
    print("PROPOSES", thresholds["PROPOSES"], rest)
    samples = {"PROPOSES": (prob[:, 0], right)}
    proposed = [{} for _ in papers]
    for (n, i), p in zip(where, prob[:, 0]):
        proposed[n][i] = float(p)
    # relations
    rows, where = Rows(), []
    classes = (*PAIR, NONE)
    for n, (text, paper) in enumerate(zip(texts, papers)):
        gold = {}
        for s, p, ob in sorted(golds[n]):
            if p != "PROPOSES":
                gold.setdefault((s, ob), p)
                if p == "COMPARED_WITH":
                    gold.setdefault((ob, s), p)
        add_stand_ins(text, proposed[n])
        roles = Roles(text, proposed[n])
        for i, j in pairs(text):
            p = gold.get((found[n].get(i), found[n].get(j)), NONE)
            if p != NONE and not allows(text.clusters[i].type, p, text.clusters[j].type):
                p = NONE
            rows.add(pair_features(text, roles, i, j), classes.index(p), n)
            where.append((n, i, j))
    print("pairs", len(where), "features", len(rows.index))
    w, names, prob, labels, _, _ = fit_rows(rows, classes, o.penalty, o.iterations, 8)
    print(dm.write_table(o.out / "relations.tsv", "Weights times 100; see bench/terms.", names, w, classes))
    total_tp = total = 0
    for k, p in enumerate(PAIR):

        def hit(n, i, j):
            a, b = strict[n].get(i), strict[n].get(j)
            return (a, p, b) in golds[n] or (PREDICATES[p].symmetric and (b, p, a) in golds[n])

        right = np.array([hit(*x) for x in where])
        n_gold = sum(t[1] == p for g in golds for t in g) * (2 if PREDICATES[p].symmetric else 1)
        thresholds[p], *rest = best_threshold(prob[:, k], right, n_gold)
        samples[p] = (prob[:, k], right)
        print(p, n_gold, thresholds[p], rest)
    with (o.out / "calibration.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# Per predicate: a score and the share of right claims near it, on held-out train papers (isotonic).\n")
        for p, (scores, right) in samples.items():
            for x, y in isotonic(scores, right):
                out.write(f"{p}\t{x:.4f}\t{y:.4f}\n")
    pickle.dump(samples, (o.work / "samples.pkl").open("wb"))
    with (o.out / "thresholds.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# For each predicate the least score that is given; chosen for F1 on held-out train papers.\n")
        for p, t in thresholds.items():
            out.write(f"{p}\t{t:.3f}\n")


if __name__ == "__main__":
    main()
