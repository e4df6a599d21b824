"""Decides what the paper says of its clusters: first what it proposes, then every pair that the vocabulary allows.

Both decisions are logistic regressions over features of the whole text (``pair_features``); words that turn a
cue round forbid the predicate that the cue alone would state.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, product
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Relation
from extract.components.discourse import Discourse, forbidden
from extract.components.linear import LinearTable, load_table, softmax
from extract.components.pair_features import Roles, pair_features, proposal_features
from graph.vocabulary import PAPER, PREDICATES, PROPOSES, allows

if TYPE_CHECKING:
    from extract.components.linear import Array

NONE = "none"
_LEAST_SCORE = 0.05
"""What scores less is never right often enough to be worth its evidence."""

_POLAR = frozenset({"ADDRESSES", "SUFFERS_FROM"})
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


def add_stand_ins(text: Discourse, proposed: dict[int, float]) -> int | None:
    """Let "we" and "our method" stand for the likeliest proposed method, if any is likely; it is returned."""
    methods = [i for i in proposed if text.clusters[i].type == "Method" and proposed[i] > _LIKELY]
    likeliest = max(methods, key=lambda i: (proposed[i], -i), default=None)
    text.add_stand_ins(likeliest)
    return likeliest


_LIKELY = 0.2


def pairs(text: Discourse) -> Iterator[tuple[int, int]]:
    """Each ordered pair of clusters that some predicate but PROPOSES allows."""
    kinds = [cluster.type for cluster in text.clusters]
    for i, j in _pairs_of_all(len(kinds)) if len(kinds) <= ALL_PAIRS else _pairs_that_meet(text):
        if i != j and (kinds[i], kinds[j]) in _ENDS:
            yield i, j


_ENDS = frozenset(ends for predicate in PREDICATES.values() for ends in predicate.ends)


def _pairs_of_all(n: int) -> Iterator[tuple[int, int]]:
    return product(range(n), range(n))


def _pairs_that_meet(text: Discourse) -> Iterator[tuple[int, int]]:
    met: list[set[int]] = [set() for _ in text.bounds]
    for index, places in enumerate(text.at):
        for at in places:
            met[at.sentence].add(index)
    return iter(sorted({pair for here in met for few in [sorted(here)[:ALL_PAIRS]] for pair in product(few, few)}))


@Language.factory("claimgraph_relations")
def create_relations(nlp: Language, name: str) -> "RelationFinder":
    """Make the part."""
    return RelationFinder(load_table("proposals.tsv"), load_table("relations.tsv"))


class RelationFinder:
    """Writes ``doc._.relations``."""

    def __init__(self, proposals: LinearTable, relations: LinearTable) -> None:
        self.proposals = proposals
        self.relations = relations

    def __call__(self, doc: Doc) -> Doc:
        """Decide on one text."""
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
            if score >= _LEAST_SCORE:
                yield Relation(None, PROPOSES, index, score)
        add_stand_ins(text, proposed)
        roles = Roles(text, proposed)
        looked_at = pairs(text)
        while batch := list(islice(looked_at, _BATCH)):
            scores = self.relations.sums([pair_features(text, roles, i, j) for i, j in batch])
            for (i, j), row in zip(batch, softmax(scores), strict=True):
                yield from self._read(text, i, j, row)

    def _read(self, text: Discourse, i: int, j: int, row: "Array") -> Iterator[Relation]:
        """The relations of one pair that reach their thresholds and that no negation forbids."""
        types = text.clusters[i].type, text.clusters[j].type
        for column, predicate in enumerate(self.relations.classes):
            if predicate == NONE or row[column] < _LEAST_SCORE:
                continue
            if not allows(types[0], predicate, types[1]) or (PREDICATES[predicate].symmetric and i > j):
                continue
            if predicate not in _POLAR or not forbidden(text, i, j, predicate):
                yield Relation(i, predicate, j, float(row[column]))


_BATCH = 4096
"""Pairs whose features are held at the same time."""
