"""What must be written so that the graph in the server becomes the one that the records say.

The unit is a paper: its node, its edges and its results have one digest and are written in one transaction, so
that no reader meets half a paper. Entities, which papers share, are written before and deleted after them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.neo4j.statements import DIGEST
from graph.tables import ResultNode
from graph.vocabulary import CLAIM_PREDICATES, ENTITY_TYPES, PAPER, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.ledger import Pair
    from graph.projection import PaperRows
    from graph.tables import Edge, Ends, Graph, Node

Digests = dict[str, str]
"""Digest by node id."""

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


def paper_sum(paper: Node, results: Iterable[Node], edges: Iterable[tuple[Ends, Edge]]) -> int:
    """The part of a paper's digest that its own rows make. A sum needs no order, and can be added to."""
    return _hash(paper) + sum(map(_hash, results)) + sum(_hash((ends, edge)) for ends, edge in edges)


def count_sum(pair: Pair, papers: int) -> int:
    """The part that the number of papers makes which make one of its claims."""
    return _hash((pair, papers))


def as_digest(total: int) -> str:
    """A sum as it is kept on the paper's node."""
    return f"{total % _DIGEST_RANGE:032x}"


def recounted(digest: str, pair: Pair, before: int, now: int) -> str:
    """The digest of a paper one of whose claims is made by another number of papers now."""
    return as_digest(int(digest, 16) - count_sum(pair, before) + count_sum(pair, now))


def node_digest(node: Node) -> str:
    """The digest of a node that stands for itself."""
    return as_digest(_hash(node))


def unit_of(rows: PaperRows, counts: Mapping[Pair, int]) -> Unit:
    """One paper's rows; ``counts`` tells how many papers make its claims, where others may."""
    total = paper_sum(rows.paper, rows.results, rows.edges)
    edges: list[tuple[Ends, list[Any]]] = []
    for ends, edge in rows.edges:
        if ends[0] in CLAIM_PREDICATES:
            pair = (ends, edge.subject, edge.object)
            papers = counts.get(pair, 1)
            total += count_sum(pair, papers)
            edges.append((ends, [*edge, papers]))
        else:
            edges.append((ends, [*edge]))
    return Unit(node_row(rows.paper, as_digest(total)), [result._asdict() for result in rows.results], edges)


class Target:
    """The graph that is to be there, with its digests."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.entities: dict[str, Digests] = {
            label: {node.id: node_digest(node) for node in graph.nodes[label]} for label in ENTITY_TYPES
        }
        # A sum does not depend on the order, so that nothing has to be sorted by paper.
        sums = {node.id: _hash(node) for node in graph.nodes[PAPER]}
        for result in graph.nodes[RESULT]:
            sums[_paper_of(result)] += _hash(result)
        self._papers = Counter(
            (ends, edge.subject, edge.object)
            for ends, edges in graph.edges.items()
            if ends[0] in CLAIM_PREDICATES
            for edge in edges
        )
        for ends, edges in graph.edges.items():
            for edge in edges:
                sums[edge.paper_id] += _hash((ends, edge))
                if papers := self._papers.get(pair := (ends, edge.subject, edge.object)):
                    sums[edge.paper_id] += count_sum(pair, papers)
        self.papers: Digests = {paper_id: as_digest(total) for paper_id, total in sums.items()}

    def edge_row(self, ends: Ends, edge: Edge) -> list[Any]:
        """An edge's values in the order of its fields, and after a claim's the number of papers that make it."""
        papers = self._papers.get((ends, edge.subject, edge.object))
        return [*edge] if papers is None else [*edge, papers]

    def entity_rows(self, label: str, there: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The entities that are not there, or not so, in order of their ids."""
        digests = self.entities[label]
        for node in self._graph.nodes[label]:
            if there.get(node.id) != digests[node.id]:
                yield node_row(node, digests[node.id])

    def units(self, paper_ids: set[str]) -> Iterator[Unit]:
        """These papers, in order of their ids."""
        edges: dict[str, list[tuple[Ends, list[Any]]]] = defaultdict(list)
        for ends, rows in self._graph.edges.items():
            for edge in rows:
                if edge.paper_id in paper_ids:
                    edges[edge.paper_id].append((ends, self.edge_row(ends, edge)))
        results: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for result in self._graph.nodes[RESULT]:
            if (paper_id := _paper_of(result)) in paper_ids:
                results[paper_id].append(result._asdict())
        for node in self._graph.nodes[PAPER]:
            if node.id in paper_ids:
                row = node_row(node, self.papers[node.id])
                yield Unit(row, results.pop(node.id, []), edges.pop(node.id, []))


def _paper_of(result: Node) -> str:
    assert isinstance(result, ResultNode)  # noqa: S101 -- the only nodes under this label
    return result.paper_id


def _hash(row: Any) -> int:
    import xxhash

    return int(xxhash.xxh3_128_intdigest(repr(row).encode()))
