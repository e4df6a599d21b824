"""How likely a paper proposes each annotated entity, by weights fitted on other papers.

The result part reads how likely each cluster is proposed. At run time the trained model says so; on the papers that it
was trained on it would be surer than it is elsewhere, so that tables fitted with it would trust it too much. These
logistic regressions are never asked about a paper that they have seen.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from bench.terms.fitting import Rows, fit
from extract.annotations import Place
from extract.arrays import Array, softmax
from extract.components.discourse import Discourse
from extract.components.figure_features import fold_word
from extract.model.text import shape
from graph.vocabulary import PAPER, PROPOSES, allows

FOLDS = 3
NONE = "none"
_INITIAL = {"Method": "M", "Dataset": "D", "Task": "T", "Problem": "P", "Metric": "E", "Concept": "C"}


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4" if n < 7 else "7" if n < 12 else "12"


def _zone(sentence: int, total: int) -> str:
    if sentence < 2:
        return "title" if sentence == 0 else "first"
    return "last" if sentence >= total - 2 else "early" if sentence * 2 < total else "late"


def _head(text: Discourse, index: int) -> str:
    place = text.clusters[index].mentions[0]
    return fold_word(text.words[place.end - 1])


def proposal_features(text: Discourse, index: int, method_rank: int) -> list[str]:
    """Features of cluster ``index`` as something that the paper introduces.

    ``method_rank`` is its place among the clusters of its type, in order of first mention.
    """
    cluster = text.clusters[index]
    kind = _INITIAL[cluster.type]
    low, total = text.low, len(text.bounds)
    names = {f"n={_bucket(len(cluster.mentions))}", f"rank={_bucket(method_rank)}", f"head={_head(text, index)}"}
    names.add(f"score={int(cluster.score * 5)}")
    forms = {shape(text.words[p.start]) + _bucket(p.end - p.start) for p in cluster.mentions[:6]}
    names |= {f"form={form}" for form in forms}
    zones = {_zone(at.sentence, total) for at in text.at[index]}
    names |= {f"zone={zone}" for zone in zones}
    names.add("zones=" + " ".join(sorted(zones)))
    for at in text.at[index][:6]:
        start, end = text.bounds[at.sentence]
        place = at.place
        if at.sentence == 0:
            names.add("title:" + _title_role(low, place, start, end))
            if place.start > start:
                names.add(f"title<{low[place.start - 1]}")
            continue
        own = any(low[i] in {"we", "our", "paper", "work"} for i in range(start, place.start))
        leading = [c for c in text.cues[at.sentence] if c.cue.predicate == PROPOSES and c.end <= place.start]
        for cue in leading:
            between = sum(cue.end <= other.place.start < place.start for other in text.by_sentence[at.sentence])
            names.add(f"far={cue.cue.words}|{min(between, 3)}")
        if leading:
            gap = _bucket(place.start - leading[-1].end)
            names |= {f"cue={leading[-1].cue.words}{gap}", f"gap={gap}{own}"}
        for k in (1, 2, 3):
            if place.start - k >= start:
                names.add(f"b{k}={low[place.start - k]}")
        names.add(f"b21={' '.join(low[max(start, place.start - 2) : place.start])}")
        for k in (0, 1):
            if place.end + k < end:
                names.add(f"a{k}={low[place.end + k]}")
        names.add(f"a01={' '.join(low[place.end : min(end, place.end + 2)])}")
        if place.end + 1 < end and low[place.end] == "(" and low[place.end + 2 : place.end + 3] == [")"]:
            names.add(f"defines{own}")
    return [f"{kind}:{name}" for name in names]


def _title_role(low: list[str], place: Place, start: int, end: int) -> str:
    if place.end < end and low[place.end] == ":":
        return "colon"
    return "start" if place.start == start else "in"


def proposable(text: Discourse) -> Iterator[tuple[int, list[str]]]:
    """Each cluster that a paper may propose, with its features."""
    seen: Counter[str] = Counter()
    for index, cluster in enumerate(text.clusters):
        if allows(PAPER, PROPOSES, cluster.type):
            yield index, proposal_features(text, index, seen[cluster.type])
            seen[cluster.type] += 1


def fit_held_out(rows: Rows, n_classes: int) -> Array:
    """Each row's probabilities by weights fitted without its fold."""
    matrix, _ = rows.matrix(_LEAST_PAPERS)
    labels, importance = np.array(rows.labels), np.ones(len(rows.labels), dtype=np.float32)
    fold = np.array(rows.papers) % FOLDS
    held_out = np.zeros((len(labels), n_classes), dtype=np.float32)
    for k in range(FOLDS):
        rest = fold != k
        weights = fit(matrix[rest], labels[rest], importance[rest], n_classes, _PENALTY, _ITERATIONS)
        held_out[~rest] = softmax(matrix[~rest] @ weights)
    return held_out


_PENALTY = 15.0
_ITERATIONS = 60
_LEAST_PAPERS = 6
