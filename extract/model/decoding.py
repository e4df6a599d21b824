"""From scores to what is kept: which spans are mentions, which of them name one thing, and how sure all that is."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extract.arrays import Array
from extract.model.features import RELATIONS, TYPES, Span
from graph.vocabulary import PROPOSES

LEAST_SPAN = 0.08
"""Names whose best span is less likely an entity than this are not looked at further."""

_NESTED = 0.5
"""A name may stand within another one where both are at least this likely: "graph" in "graph neural network"."""


class Name(NamedTuple):
    """All places of one folded name.

    Attributes:
        key: the folded name.
        types: added probabilities of the six types.
        spans: its places, in text order.
        best, mean: how likely the likeliest of them, and one on the average, is an entity.

    """

    key: str
    types: Array
    spans: tuple[Span, ...]
    best: float
    mean: float

    @property
    def type(self) -> int:
        """The likeliest type's number."""
        return int(self.types.argmax())


def choose_names(spans: Sequence[Span], keys: Sequence[str], chances: Array) -> list[Name]:
    """The names worth keeping, the likeliest first where two overlap; every free place of a name is its mention.

    Args:
        spans: the candidates.
        keys: the folded name of each.
        chances: probabilities of the six types and of none, shape (spans, 7).

    """
    likely = (1 - chances[:, -1]).tolist()
    places: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        places[key].append(i)
    ranked = []
    for key, all_places in places.items():
        best = max(likely[i] for i in all_places)
        if best >= LEAST_SPAN:
            ranked.append((-best, key))
    taken: dict[int, list[Span]] = defaultdict(list)
    names = []
    for negative, key in sorted(ranked):
        free = [i for i in places[key] if _is_free(spans[i], taken, min(-negative, likely[i]))]
        best = max((likely[i] for i in free), default=0.0)
        if best < LEAST_SPAN:
            continue
        for i in free:
            for word in range(*spans[i]):
                taken[word].append(spans[i])
        names.append(
            Name(
                key,
                chances[free, :-1].sum(axis=0),
                tuple(sorted(spans[i] for i in free)),
                best,
                sum(likely[i] for i in free) / len(free),
            )
        )
    return names


def _is_free(span: Span, taken: Mapping[int, Iterable[Span]], likely: float) -> bool:
    start, end = span
    for i, j in {other for word in range(start, end) for other in taken.get(word, ())}:
        within = (i <= start and end <= j) or (start <= i and j <= end)
        if not within or likely < _NESTED:
            return False
    return True


def join(n: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``n`` in groups; those of a pair share one. In order of their first."""
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        parent[root(a)] = root(b)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        groups[root(i)].append(i)
    return list(groups.values())


class Thing(NamedTuple):
    """Names that are one thing."""

    types: Array
    spans: tuple[Span, ...]
    best: float
    mean: float
    names: int

    @property
    def type(self) -> int:
        """The likeliest type's number."""
        return int(self.types.argmax())


def things(names: Sequence[Name], groups: Iterable[Sequence[int]]) -> list[Thing]:
    """The names of each group as one, in text order."""
    found = [
        Thing(
            np.sum([names[i].types for i in group], axis=0),
            tuple(sorted(span for i in group for span in names[i].spans)),
            max(names[i].best for i in group),
            max(names[i].mean for i in group),
            len(group),
        )
        for group in groups
    ]
    return sorted(found, key=lambda thing: thing.spans)


def log_odds(chance: float) -> float:
    """The score of a probability, kept from the ends."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def entity_row(thing: Thing, counts: float) -> list[float]:
    """What the calibration of an entity looks at; ``counts`` is the heads' score that it counts."""
    kinds = [0.0] * len(TYPES)
    kinds[thing.type] = 1.0
    share = float(thing.types.max() / thing.types.sum())
    spans = min(len(thing.spans), 6) / 6
    return [log_odds(thing.best), log_odds(thing.mean), counts, share, spans, min(thing.names, 3), *kinds]


_CLAIMS = (PROPOSES, *RELATIONS)


def claim_row(predicate: str, score: float, subject: float, object_: float) -> list[float]:
    """What the calibration of a claim looks at: the heads' score, and the log odds of its ends (0 for the paper)."""
    kinds = [0.0] * len(_CLAIMS)
    kinds[_CLAIMS.index(predicate)] = 1.0
    ends = [subject, object_, min(0.0, subject), min(0.0, object_)]
    return [score, *ends, *kinds, *(score * kind for kind in kinds)]


def chance(weights: Array) -> Callable[[Sequence[float]], float]:
    """The logistic regression of these weights, the last of them the constant."""

    def of(row: Sequence[float]) -> float:
        score = float(np.dot(weights[:-1], row)) + float(weights[-1])
        return 1 / (1 + math.exp(-min(max(score, -30), 30)))

    return of
