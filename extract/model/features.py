"""Small numbers that the heads look up beside the vectors: counts, distances, and how two names are alike."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, PREDICATES, PROPOSES

TYPES = ("Method", "Dataset", "Task", "Problem", "Metric", "Concept")
"""Entity types in the order of the model's columns."""

RELATIONS = (
    "ADDRESSES",
    "SUFFERS_FROM",
    "APPLIED_TO",
    "EVALUATED_ON",
    "TRAINED_ON",
    "BASED_ON",
    "IS_A",
    "OUTPERFORMS",
    "COMPARED_WITH",
)
"""Predicates between two entities, in the order of the model's columns; one column more says "the same thing"."""

assert set(TYPES) == set(ENTITY_TYPES)  # noqa: S101 -- a vocabulary that the weights do not know
assert {*RELATIONS, PROPOSES} == set(CLAIM_PREDICATES)  # noqa: S101

ENDS = frozenset(
    (TYPES.index(subject), TYPES.index(object_))
    for name in RELATIONS
    for subject, object_ in PREDICATES[name].ends
)
"""Pairs of types between which some predicate may stand."""

MOST_MENTIONS = 10
"""Mentions of an entity that pair features look at."""

Span = tuple[int, int]
"""Words ``start`` to ``end`` (exclusive)."""


class Mentions(NamedTuple):
    """An entity by its type's number and its spans, in text order."""

    type: int
    spans: Sequence[Span]


def bucket(n: int) -> int:
    """Small counts as they are, larger ones in ever wider steps, 0 to 7."""
    return n if n < 4 else 4 if n < 6 else 5 if n < 10 else 6 if n < 20 else 7


def ordered_pairs(entities: Sequence[Mentions]) -> list[tuple[int, int]]:
    """Ordered pairs between which some predicate may stand."""
    n = len(entities)
    return [(a, b) for a in range(n) for b in range(n) if a != b and (entities[a].type, entities[b].type) in ENDS]


def pairs_of_one_type(entities: Sequence[Mentions]) -> list[tuple[int, int]]:
    """Unordered pairs that may be one thing."""
    n = len(entities)
    return [(a, b) for a in range(n) for b in range(a + 1, n) if entities[a].type == entities[b].type]


def pairs_worth_asking(entities: Sequence[Mentions], words: Sequence[str]) -> list[tuple[int, int]]:
    """Those of ``pairs_of_one_type`` that share a word, or of which one has an abbreviation in it.

    The others are two thirds of all, and of 7,000 the model holds 3 for one thing.
    """
    own = [{_stem(word) for i, j in entity.spans[:_MOST_NAMES] for word in words[i:j]} for entity in entities]
    short = [any(_has_capitals(word) for i, j in entity.spans for word in words[i:j]) for entity in entities]
    return [(a, b) for a, b in pairs_of_one_type(entities) if short[a] or short[b] or own[a] & own[b]]


def pair_features(
    entities: Sequence[Mentions],
    words: Sequence[str],
    sentences: Sequence[int],
    pairs: Sequence[tuple[int, int]],
) -> list[tuple[int, int, int, int]]:
    """For each pair: sentences between them, words between them, how their names are alike, which comes first.

    The numbers lie in 0–7, 0–17, 0–7 and 0–1.
    """
    spans = [entity.spans[:MOST_MENTIONS] for entity in entities]
    forms = [
        sorted({tuple(_stem(word) for word in words[i:j]) for i, j in entity.spans[:_MOST_NAMES]})[:3]
        for entity in entities
    ]
    rows = []
    for x, y in pairs:
        a, b = spans[x], spans[y]
        apart = min(abs(sentences[i] - sentences[k]) for i, _ in a for k, _ in b)
        rows.append((min(apart, 7), _distance(a, b, sentences), _alike(forms[x], forms[y]), int(a[0] > b[0])))
    return rows


_MOST_NAMES = 6
_NEVER_TOGETHER = 17


def _distance(a: Sequence[Span], b: Sequence[Span], sentences: Sequence[int]) -> int:
    """Words between the nearest two in one sentence, apart by which of them comes first."""
    best, forward = None, False
    for i, j in a:
        for k, m in b:
            if sentences[i] == sentences[k]:
                gap = max(k - j, i - m)
                if best is None or gap < best:
                    best, forward = gap, k >= j
    if best is None:
        return _NEVER_TOGETHER
    return 0 if best < 0 else 1 + bucket(best) + (8 if forward else 0)


def _has_capitals(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1


def _stem(word: str) -> str:
    low = word.lower()
    return low[:-1] if len(low) > 3 and low.endswith("s") else low


_SAME = 7


def _alike(a: Sequence[tuple[str, ...]], b: Sequence[tuple[str, ...]]) -> int:
    """How names are alike: nothing in common (0), one ends with the other (1, 2) or holds it (3, 4), … the same (7)."""
    best = 0
    for x in a:
        for y in b:
            if x == y:
                kind = _SAME
            elif len(x) > len(y) and x[-len(y) :] == y:
                kind = 1
            elif len(y) > len(x) and y[-len(x) :] == x:
                kind = 2
            elif set(y) <= set(x):
                kind = 3
            elif set(x) <= set(y):
                kind = 4
            elif x[-1] == y[-1]:
                kind = 5
            elif set(x) & set(y):
                kind = 6
            else:
                kind = 0
            best = max(best, kind) if 0 in (best, kind) else min(best, kind)
    return best
