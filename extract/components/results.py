"""Finds stated result figures, "87.8% accuracy on ImageNet", and what they are figures of.

Two logistic regressions over ``figure_features``: is this reading of a value a stated result; and which of the
paper's methods, metrics, datasets and tasks, or none of them, is it a figure of.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Figure
from extract.arrays import softmax
from extract.components.discourse import Discourse
from extract.components.figure_features import ROLES, Figures, Last
from extract.components.linear import LinearTable, load_table
from extract.components.values import find_values
from graph.vocabulary import PROPOSES

RESULT = "result"
END = "end"
LEAST_SCORE = 0.3
"""Readings that are less likely than this to be results are left out."""


class End(NamedTuple):
    """The likeliest cluster in a role, None where none is likelier than any, and how likely."""

    cluster: int | None
    score: float


@Language.factory("claimgraph_results", default_config={"least_score": LEAST_SCORE})
def create_results(nlp: Language, name: str, least_score: float) -> "FigureFinder":
    """Make the part."""
    return FigureFinder(load_table("figures.tsv"), load_table("figure_ends.tsv"), least_score)


class FigureFinder:
    """Writes ``doc._.figures``, and adds to ``doc._.clusters`` the doubtful measures that a figure is given in.

    A figure's confidence is the chance that its value, its method and its metric are right: the product of the
    scores of all decisions that it rests on.
    """

    def __init__(self, values: LinearTable, ends: LinearTable, least_score: float) -> None:
        self.values = values
        self.ends = ends
        self.least_score = least_score

    def __call__(self, doc: Doc) -> Doc:
        """Find the figures of one text."""
        sure = doc._.clusters
        if sure:
            proposed = {r.object: r.score for r in doc._.relations if r.predicate == PROPOSES}
            doc._.clusters = (*sure, *doc._.doubtful)
            found = list(self.find(Discourse(doc), proposed))
            measures = sorted({f.metric for f in found if f.metric is not None and f.metric >= len(sure)})
            number: dict[int | None, int | None] = {old: len(sure) + new for new, old in enumerate(measures)}
            doc._.clusters = (*sure, *(doc._.clusters[i] for i in measures))
            doc._.figures = tuple(f._replace(metric=number.get(f.metric, f.metric)) for f in found)
        return doc

    def find(self, text: Discourse, proposed: dict[int, float]) -> Iterator[Figure]:
        """The figures of a text, in its order; each has a method."""
        readings = find_values(text.words)
        if not readings:
            return
        text.add_stand_ins(proposed)
        figures = Figures(text, readings, proposed)
        before: tuple[int, dict[str, End]] | None = None
        for k, score in self.accept(figures):
            ends = {role: self.link(figures, k, role, _last(figures, k, role, before)) for role in ROLES}
            before = k, ends
            method = ends["M"]
            if method.cluster is None:
                continue
            sure = score
            for end in (method, ends["E"]):
                sure *= end.score * (1.0 if end.cluster is None else text.clusters[end.cluster].score)
            value = figures.values[k]
            metric, dataset, task = (ends[role].cluster for role in "EDT")
            yield Figure(value.at, value.number, value.unit, method.cluster, metric, dataset, task, sure)

    def accept(self, figures: Figures) -> list[tuple[int, float]]:
        """The likely results with their probabilities, in text order; of readings that overlap the likeliest."""
        n = len(figures.values)
        scores = softmax(self.values.sums([figures.value_features(k) for k in range(n)]))[:, 0]
        taken: set[int] = set()
        kept = []
        for k in np.argsort(-scores, kind="stable"):
            tokens = range(*figures.values[k].at)
            if scores[k] >= self.least_score and taken.isdisjoint(tokens):
                taken.update(tokens)
                kept.append((int(k), float(scores[k])))
        return sorted(kept)

    def link(self, figures: Figures, k: int, role: str, last: Last | None) -> End:
        """What reading ``k`` is a figure of in the role."""
        rivals = figures.rivals(k, role)
        rows = [figures.none_features(k, role, last), *(figures.end_features(k, role, i, last) for i in rivals)]
        scores = softmax(self.ends.sums(rows)[:, 0])
        best = int(scores[1:].argmax()) + 1 if role == "M" and rivals else int(scores.argmax())
        return End(None if best == 0 else rivals[best - 1], float(scores[best]))


def _last(figures: Figures, k: int, role: str, before: tuple[int, dict[str, End]] | None) -> Last | None:
    if before is None:
        return None
    return Last(before[1][role].cluster, figures.sentence[before[0]] == figures.sentence[k])
