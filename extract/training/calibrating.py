"""Measures how far scores can be believed: runs the parts that ship on held-out papers, and compares with gold."""

import json
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.annotations import Cluster
from extract.arrays import Array
from extract.components.clusters import Clusterer, find_abbreviations
from extract.components.relations import RelationFinder, Said
from extract.evaluation.annotated import AnnotatedEntity
from extract.evaluation.matching import Forms, match_entities
from extract.model.decoding import chance, claim_row, entity_row, log_odds
from extract.model.heads import Calibration, Heads
from extract.training.examples import Annotated, Edges
from graph.vocabulary import PREDICATES

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ENTITY, _CLAIM = 13, 26
"""Weights of the two regressions, each with its constant."""

_LEAST_ENTITY = (0.25, 0.3, 0.35, 0.4, 0.45)
_LEAST_CLAIM = (0.15, 0.2, 0.25, 0.3, 0.35)


class _Judged(NamedTuple):
    """One held-out paper: what the calibration of its clusters looks at, and scored claims, with what is right."""

    rows: list[list[float]]
    right: list[bool]
    said: dict[Said, float]
    true: frozenset[Said]
    entities: int
    triples: int


def calibrate(docs: Sequence["Doc"], papers: Sequence[Annotated], heads: Heads) -> Calibration:
    """Fit both regressions, then choose the thresholds with the best F1 of triples plus half of that of entities.

    Args:
        docs: the papers' texts with ``doc._.reading`` and their mentions.
        papers: the same papers with their annotation, in the same order.
        heads: the heads that ship.

    """
    blank = Calibration(np.zeros(_ENTITY, np.float32), np.zeros(_CLAIM, np.float32), 0.0, 0.0)
    judged = [_judge(doc, paper, heads, blank) for doc, paper in zip(docs, papers, strict=True)]
    entity = _regress(
        [row for j in judged for row in j.rows], [right for j in judged for right in j.right], _ENTITY
    )
    certain = [[log_odds(chance(entity)(row)) for row in j.rows] for j in judged]
    claims = [
        (claim_row(said[1], score, 0.0 if said[0] is None else sure[said[0]], sure[said[2]]), said in j.true)
        for j, sure in zip(judged, certain, strict=True)
        for said, score in j.said.items()
    ]
    claim = _regress([row for row, _ in claims], [right for _, right in claims], _CLAIM)
    papers_chances = [_chances(one, entity, claim) for one in judged]
    _, least_entity, least_claim = max(
        (_worth(papers_chances, *least), *least) for least in product(_LEAST_ENTITY, _LEAST_CLAIM)
    )
    return Calibration(entity, claim, least_entity, least_claim)


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write ``calibration.json``."""
    rounded = {
        "entity": [round(float(weight), 5) for weight in calibration.entity],
        "claim": [round(float(weight), 5) for weight in calibration.claim],
        "least_entity": calibration.least_entity,
        "least_claim": calibration.least_claim,
    }
    path.write_text(json.dumps(rounded) + "\n", encoding="utf-8")


def _judge(doc: "Doc", paper: Annotated, heads: Heads, blank: Calibration) -> _Judged:
    clusterer = Clusterer(heads, blank)
    found, counts = clusterer.find(doc, find_abbreviations(doc))
    rows = [entity_row(thing, count) for thing, count in zip(found, counts, strict=True)]
    doc = clusterer(doc)
    clusters: tuple[Cluster, ...] = doc._.clusters
    predicted = {
        str(i): _forms(c.type, c.name, [doc[m.start : m.end].text for m in c.mentions])
        for i, c in enumerate(clusters)
    }
    gold = {e["id"]: _forms(e["type"], e["name"], e["mentions"]) for e in paper.gold["entities"]}
    match = match_entities(gold, predicted, lenient=False)
    true = {tuple(triple) for triple in paper.gold["triples"]}
    true |= {(o, p, s) for s, p, o in true if PREDICATES[p].symmetric}
    said = RelationFinder(heads, blank).scores(doc)
    return _Judged(
        rows,
        [str(i) in match for i in range(len(clusters))],
        said,
        frozenset(
            (s, p, o)
            for s, p, o in said
            if ("paper" if s is None else match.get(str(s)), p, match.get(str(o))) in true
        ),
        len(gold),
        len(paper.gold["triples"]),
    )


def _forms(kind: str, name: str, mentions: Sequence[str]) -> Forms:
    return Forms.of(AnnotatedEntity(id="x", type=kind, name=name, mentions=tuple(mentions)))


def _regress(rows: Sequence[Sequence[float]], right: Sequence[bool], size: int) -> Array:
    """The weights of a logistic regression, the constant last; the mere share where all or none are right."""
    from sklearn.linear_model import LogisticRegression

    if len(set(right)) <= 1:
        weights = np.zeros(size, dtype=np.float32)
        weights[-1] = log_odds((sum(right) + 1) / (len(right) + 2))
        return weights
    fitted = LogisticRegression(max_iter=1000).fit(np.array(rows), np.array(right))
    return np.concatenate([fitted.coef_[0], fitted.intercept_]).astype(np.float32)


class _Chances(NamedTuple):
    """One held-out paper after both regressions: each entity with whether it is right, each claim likewise."""

    entities: list[tuple[float, bool]]
    claims: list[tuple[float, bool, float]]
    wanted: tuple[int, int]


def _chances(one: _Judged, entity: Array, claim: Array) -> _Chances:
    """All chances of a paper; a claim's third number is the chance of its less likely end."""
    of_entity, of_claim = chance(entity), chance(claim)
    found = [of_entity(row) for row in one.rows]
    sure = [log_odds(c) for c in found]
    claims = []
    for said, score in one.said.items():
        subject, predicate, object_ = said
        row = claim_row(predicate, score, 0.0 if subject is None else sure[subject], sure[object_])
        ends = found[object_] if subject is None else min(found[subject], found[object_])
        claims.append((of_claim(row), said in one.true, ends))
    return _Chances(list(zip(found, one.right, strict=True)), claims, (one.entities, one.triples))


def _worth(papers: Sequence[_Chances], least_entity: float, least_claim: float) -> float:
    """Strict F1 of triples and half that of entities, with these thresholds."""
    entities = [right for paper in papers for found, right in paper.entities if found >= least_entity]
    claims = [
        right
        for paper in papers
        for found, right, ends in paper.claims
        if found >= least_claim and ends >= least_entity
    ]
    wanted = [sum(paper.wanted[i] for paper in papers) for i in range(2)]
    return 2 * sum(claims) / max(1, len(claims) + wanted[1]) + sum(entities) / max(1, len(entities) + wanted[0])


def read_docs(papers: Sequence[Annotated], weights: Path, edges: Edges) -> Iterator["Doc"]:
    """The papers' texts, read by the model in ``weights`` up to their mentions."""
    from spacy.vocab import Vocab

    from extract.components.encoder import Reader
    from extract.components.mentions import MentionFinder
    from extract.components.sentences import mark_sentences
    from extract.components.words import WordTokenizer
    from extract.model.encoder import open_encoder
    from extract.model.heads import open_heads

    tokenizer = WordTokenizer(Vocab())
    heads = open_heads(weights)
    reader, finder = Reader(open_encoder(weights), heads), MentionFinder(heads, edges)
    for annotated in papers:
        yield finder(reader(mark_sentences(tokenizer(annotated.paper.text))))
