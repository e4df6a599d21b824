"""Decides what the paper says of its clusters: first what it proposes, then every pair that the vocabulary allows.

Both decisions are logistic regressions over features of the whole text (``pair_features``); words that turn a
cue round forbid the predicate that the cue alone would state.
"""

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Relation
from extract.components.discourse import Discourse, forbidden
from extract.components.linear import LinearTable, load_table, read_lines, softmax
from extract.components.pair_features import Roles, pair_features, proposal_features
from graph.vocabulary import PAPER, PREDICATES, PROPOSES, allows

NONE = "none"
POLAR = frozenset({"ADDRESSES", "SUFFERS_FROM"})
"""Predicates that a negation turns into their opposite or into nothing."""

ALL_PAIRS = 70
"""Up to so many clusters every pair is looked at; in longer texts only those that meet in a sentence."""


def proposable(text: Discourse) -> list[tuple[int, list[str]]]:
    """Each cluster that a paper may propose, with its features."""
    seen: Counter[str] = Counter()
    rows = []
    for index, cluster in enumerate(text.clusters):
        if allows(PAPER, PROPOSES, cluster.type):
            rows.append((index, proposal_features(text, index, seen[cluster.type])))
            seen[cluster.type] += 1
    return rows


def add_stand_ins(text: Discourse, proposed: dict[int, float]) -> None:
    """Let "we" and "our method" stand for the likeliest proposed method, if any is likely."""
    methods = [i for i in proposed if text.clusters[i].type == "Method" and proposed[i] > 0.2]
    text.add_stand_ins(max(methods, key=lambda i: (proposed[i], -i), default=None))


def pairs(text: Discourse) -> Iterator[tuple[int, int]]:
    """Each ordered pair of clusters that some predicate but PROPOSES allows."""
    clusters = text.clusters
    ends = {e for p in PREDICATES.values() for e in p.ends}
    if len(clusters) <= ALL_PAIRS:
        numbers = range(len(clusters))
        candidates = ((i, j) for i in numbers for j in numbers)
    else:
        index_of = [[(i, at.sentence) for at in places] for i, places in enumerate(text.at)]
        by_sentence: dict[int, set[int]] = {}
        for places in index_of:
            for i, sentence in places:
                by_sentence.setdefault(sentence, set()).add(i)
        together = {
            (i, j) for met in by_sentence.values() for i in list(met)[:ALL_PAIRS] for j in list(met)[:ALL_PAIRS]
        }
        candidates = iter(sorted(together))
    for i, j in candidates:
        if i != j and (clusters[i].type, clusters[j].type) in ends:
            yield i, j


@Language.factory("claimgraph_relations")
def create_relations(nlp: Language, name: str) -> "RelationFinder":  # noqa: ARG001
    """Make the part."""
    return RelationFinder(load_table("proposals.tsv"), load_table("relations.tsv"), read_thresholds())


def read_thresholds() -> dict[str, float]:
    """For each predicate the least score that is given."""
    return {p: float(t) for p, t in (line.split("\t")[:2] for line in read_lines("thresholds.tsv"))}


class RelationFinder:
    """Writes ``doc._.relations``."""

    def __init__(self, proposals: LinearTable, relations: LinearTable, thresholds: dict[str, float]) -> None:
        self.proposals = proposals
        self.relations = relations
        self.thresholds = thresholds

    def __call__(self, doc: Doc) -> Doc:
        doc._.relations = tuple(self.find(Discourse(doc)))
        return doc

    def proposed(self, text: Discourse) -> dict[int, float]:
        """For each cluster that may be proposed the probability that it is."""
        rows = proposable(text)
        if not rows:
            return {}
        scores = softmax(self.proposals.sums([names for _, names in rows]))[:, 0]
        return {index: float(score) for (index, _), score in zip(rows, scores, strict=True)}

    def find(self, text: Discourse) -> Iterator[Relation]:
        """All relations of a text, best reading of each pair."""
        proposed = self.proposed(text)
        for index, score in proposed.items():
            if score >= self.thresholds[PROPOSES]:
                yield Relation(None, PROPOSES, index, score)
        add_stand_ins(text, proposed)
        roles = Roles(text, proposed)
        looked_at = list(pairs(text))
        if not looked_at:
            return
        scores = self.relations.sums([pair_features(text, roles, i, j) for i, j in looked_at])
        for (i, j), row in zip(looked_at, softmax(scores), strict=True):
            types = text.clusters[i].type, text.clusters[j].type
            for column, predicate in enumerate(self.relations.classes):
                if predicate == NONE or row[column] < self.thresholds[predicate]:
                    continue
                if not allows(types[0], predicate, types[1]) or (PREDICATES[predicate].symmetric and i > j):
                    continue
                if predicate not in POLAR or not forbidden(text, i, j, predicate):
                    yield Relation(i, predicate, j, float(row[column]))
