"""Decides what the paper says of its clusters: what it proposes, and each pair that the vocabulary allows."""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Cluster, Relation
from extract.arrays import Array
from extract.model.decoding import chance, claim_row, log_odds
from extract.model.features import RELATIONS, TYPES, Mentions
from extract.model.heads import Calibration, Heads, load_calibration, load_heads
from graph.vocabulary import OPPOSITES, PAPER, PREDICATES, PROPOSES, allows

_CLEAR = 4.0
"""How many times likelier than its opposite a claim has to be: on held-out papers with 6 wrong of 329, 1 then is."""

Said = tuple[int | None, str, int]
"""Subject (None for the paper), predicate, object; by the numbers of the clusters."""


@Language.factory("claimgraph_relations")
def create_relations(nlp: Language, name: str) -> "RelationFinder":
    """Make the part, with the weights that ship with the package."""
    return RelationFinder(load_heads(), load_calibration())


class RelationFinder:
    """Writes ``doc._.relations``, leaves the likely ones of ``doc._.clusters``, and sets doubtful measures aside."""

    def __init__(self, heads: Heads, calibration: Calibration) -> None:
        self.heads = heads
        self.chance = chance(calibration.claim)
        self.least_claim = calibration.least_claim
        self.least_entity = calibration.least_entity

    def __call__(self, doc: Doc) -> Doc:
        """Decide on one text."""
        clusters = doc._.clusters
        certain = [log_odds(cluster.score) for cluster in clusters]
        chances: dict[Said, float] = {}
        for (subject, predicate, object_), score in self.scores(doc).items():
            ends = 0.0 if subject is None else certain[subject], certain[object_]
            chances[subject, predicate, object_] = self.chance(claim_row(predicate, score, *ends))
        kept = [i for i, cluster in enumerate(clusters) if cluster.score >= self.least_entity]
        number: dict[int | None, int | None] = {None: None, **{i: n for n, i in enumerate(kept)}}
        doc._.clusters = tuple(clusters[i] for i in kept)
        doc._.doubtful = tuple(c for c in clusters if c.type == "Metric" and c.score < self.least_entity)
        doc._.relations = tuple(
            Relation(number[subject], predicate, number[object_], found)  # type: ignore[arg-type]  # it is kept
            for (subject, predicate, object_), found in chances.items()
            if found >= self.least_claim
            and subject in number
            and object_ in number
            and not _contradicted(chances, subject, predicate, object_)
        )
        return doc

    def scores(self, doc: Doc) -> dict[Said, float]:
        """The heads' scores of all that is worth calibrating, the highest over the pieces; of likely clusters."""
        clusters: tuple[Cluster, ...] = doc._.clusters
        text = doc._.reading.text
        word_of = {token: word for word, token in enumerate(text.tokens)}
        entities = [
            Mentions(TYPES.index(c.type), [(word_of[m.start], word_of[m.end - 1] + 1) for m in c.mentions])
            for c in clusters
        ]
        best: dict[Said, float] = {}
        for numbers, states, seen, scores in doc._.reading.see(entities):
            likely = [clusters[number].score >= self.least_entity for number in numbers]
            pairs, found = self.heads.relation_scores(states, seen, scores, likely)
            for said, score in _readable(seen.mentions, scores, pairs, found):
                key = (None if said[0] is None else numbers[said[0]], said[1], numbers[said[2]])
                best[key] = max(score, best.get(key, score))
        return best


_LEAST_SCORE = -5.0
"""What scores less is never right often enough."""


def _readable(
    entities: Sequence[Mentions], scores: Array, pairs: Sequence[tuple[int, int]], of_pairs: Array
) -> Iterator[tuple[Said, float]]:
    """What the vocabulary allows of the scores of one piece, and is not hopeless."""
    for i, score in enumerate(scores[:, 1]):
        if score > _LEAST_SCORE and allows(PAPER, PROPOSES, TYPES[entities[i].type]):
            yield (None, PROPOSES, i), float(score)
    for row, column in np.argwhere(of_pairs > _LEAST_SCORE):
        (a, b), predicate = pairs[row], RELATIONS[column]
        if PREDICATES[predicate].symmetric and a > b:
            continue
        if allows(TYPES[entities[a].type], predicate, TYPES[entities[b].type]):
            yield (a, predicate, b), float(of_pairs[row, column])


def _contradicted(chances: dict[Said, float], subject: int | None, predicate: str, object_: int) -> bool:
    opposite = OPPOSITES.get(predicate)
    return (
        opposite is not None
        and _CLEAR * chances.get((subject, opposite, object_), 0.0) > chances[subject, predicate, object_]
    )
