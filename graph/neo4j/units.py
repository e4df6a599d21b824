"""What is written as one, and the digest by which it is known whether it is there already.

The unit is a paper: its node, its edges and its results have one digest and are written in one transaction, so
that no reader meets half a paper. Entities, which papers share, are written before and deleted after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.neo4j.statements import DIGEST
from graph.vocabulary import CLAIM_PREDICATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.ledger import Pair
    from graph.projection import PaperRows
    from graph.tables import Ends, Node

_DIGEST_RANGE = 1 << 128


@dataclass(frozen=True, slots=True)
class Unit:
    """One paper with all that is its own."""

    node: dict[str, Any]
    results: list[dict[str, Any]]
    edges: list[tuple[Ends, list[Any]]]

    @property
    def digest(self) -> str:
        """What the paper is known by."""
        return str(self.node[DIGEST])


def node_row(node: Node, digest: str) -> dict[str, Any]:
    """A node's properties."""
    return {**node._asdict(), DIGEST: digest}


def recounted(digest: str, pair: Pair, before: int, now: int) -> str:
    """The digest of a paper one of whose claims is made by another number of papers now."""
    return _as_digest(int(digest, 16) - _hash((pair, before)) + _hash((pair, now)))


def node_digest(node: Node) -> str:
    """The digest of a node that stands for itself."""
    return _as_digest(_hash(node))


def unit_of(rows: PaperRows, counts: Mapping[Pair, int]) -> Unit:
    """One paper's rows; ``counts`` tells how many papers make its claims, where others may."""
    # A sum needs no order, and can be added to.
    total = sum(map(_hash, (rows.paper, *rows.results, *rows.edges)))
    edges: list[tuple[Ends, list[Any]]] = []
    for ends, edge in rows.edges:
        if ends[0] in CLAIM_PREDICATES:
            pair = (ends, edge.subject, edge.object)
            papers = counts.get(pair, 1)
            total += _hash((pair, papers))
            edges.append((ends, [*edge, papers]))
        else:
            edges.append((ends, [*edge]))
    return Unit(node_row(rows.paper, _as_digest(total)), [result._asdict() for result in rows.results], edges)


def _hash(row: Any) -> int:
    import xxhash

    return int(xxhash.xxh3_128_intdigest(repr(row).encode()))


def _as_digest(total: int) -> str:
    return f"{total % _DIGEST_RANGE:032x}"
