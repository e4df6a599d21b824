"""What is worked out again after a change, against everything worked out anew: equal row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import toy
from clashing import only_kept, read, records_of_step, steps
from hypothesis import given

from graph.collection import Collection
from graph.ledger import Ledger
from graph.neo4j import changes as neo4j_changes
from graph.neo4j.changes import Source, changes, key_of
from graph.neo4j.statements import DIGEST, RECORDS, SET_DIGESTS, create_edges, recount_claims
from graph.paper import Paper
from graph.projection import project
from graph.records import ExtractionRecord, PaperRecord, Record, RemovalRecord, load_record
from graph.shelf import Kept, LedgerShelf
from graph.tables import EDGE_ROWS, NODE_ROWS, Graph
from graph.vocabulary import CLAIM_PREDICATES, MENTIONS, PAPER, RESULT

_CREATE = {create_edges(ends): ends for ends in Graph().edges}
_RECOUNT = {recount_claims(ends): ends for ends in Graph().edges if ends[0] in CLAIM_PREDICATES}


class FakeServer:
    """Does what the statements say, to nodes and edges in memory."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], dict[str, Any]] = {}
        self.edges: list[tuple[tuple[str, str, str], list[Any]]] = []
        self.parts = 0

    def run(self, part: list[tuple[str, list[Any]]]) -> None:
        self.parts += 1
        for statement, rows in part:
            for row in rows:
                self._run(statement, row)

    def _run(self, statement: str, row: Any) -> None:
        if statement == neo4j_changes.CLEAR_CLAIMS:
            self._keep_edges(
                lambda ends, e: not (e[2] == row and ends[0] in CLAIM_PREDICATES and ends[1] != PAPER)
            )
        elif statement == neo4j_changes.CLEAR_RESULTS:
            for key in [k for k, node in self.nodes.items() if k[0] == RESULT and node["paper_id"] == row]:
                self._delete(*key)
        elif statement == neo4j_changes.CLEAR_EDGES:
            self._keep_edges(lambda ends, e: not (ends[1] == PAPER and e[0] == row and ends[0] != "REPORTS"))
        elif statement == neo4j_changes.DELETE_PAPERS:
            self._delete(PAPER, row)
        elif statement in _CREATE:
            (_, subject, obj), (a, b, *_) = _CREATE[statement], row
            assert (subject, a) in self.nodes
            assert (obj, b) in self.nodes
            self.edges.append((_CREATE[statement], list(row)))
        elif statement in _RECOUNT:
            for ends, edge in self.edges:
                if ends == _RECOUNT[statement] and edge[:2] == row[:2]:
                    edge[-1] = row[2]
        elif statement == SET_DIGESTS:
            self.nodes[PAPER, row[0]][DIGEST] = row[1]
        else:
            label = next(label for label in NODE_ROWS if f":{label} " in statement)
            if "DETACH DELETE" in statement:
                self._delete(label, row)
            else:
                self.nodes.setdefault((label, row["id"]), {}).update(row)

    def _keep_edges(self, wanted: Any) -> None:
        self.edges = [(ends, edge) for ends, edge in self.edges if wanted(ends, edge)]

    def _delete(self, label: str, node_id: str) -> None:
        del self.nodes[label, node_id]
        self._keep_edges(lambda ends, e: (label, node_id) not in ((ends[1], e[0]), (ends[2], e[1])))

    def read(self, ids: list[str]) -> Iterator[tuple[str, list[Kept]]]:
        """The records that papers keep."""
        for paper_id in ids:
            collection = Collection(load_record(line) for line in self.nodes[PAPER, paper_id][RECORDS].split("\n"))
            ((_, records),) = collection.kept()
            yield paper_id, records

    def graph(self) -> Graph:
        """The nodes and edges as rows."""
        graph = Graph()
        for (label, _), node in sorted(self.nodes.items()):
            row = NODE_ROWS[label]
            graph.nodes[label].append(row(**{name: node[name] for name in row._fields}))
        for ends, edge in sorted(self.edges, key=lambda item: (item[0], item[1][:3])):
            row = EDGE_ROWS[ends[0]]
            graph.edges[ends].append(row(*edge[: len(row._fields)]))
        return graph

    def marks(self) -> tuple[dict[str, str], dict[Any, set[int]]]:
        """Digests by id, and the numbers of papers on each claim's edges."""
        digests = {node_id: node[DIGEST] for (label, node_id), node in self.nodes.items() if label != RESULT}
        counts: dict[Any, set[int]] = defaultdict(set)
        for ends, edge in self.edges:
            if ends[0] in CLAIM_PREDICATES:
                counts[ends, edge[0], edge[1]].add(edge[-1])
        return digests, counts


class Store:
    """A ledger and a server that are kept in step, as a writer does."""

    def __init__(self) -> None:
        self.server, self.ledger = FakeServer(), Ledger()
        self.shelf: LedgerShelf | None = None
        self.collection = Collection()
        self.new: set = set()

    def add(self, records: list[Record]) -> None:
        self.new |= {key_of(record) for record in records if self.collection.add(record)} - {None}

    def publish(self) -> None:
        kept_by = {i: {key_of(r) for r in rs} for i, rs in self.shelf.taken.items()} if self.shelf else {}
        source = Source(self.collection, self.shelf, kept_by, self.new)
        for part in changes(self.ledger, source, self.server.read):
            self.server.run(part)
        self.shelf = LedgerShelf(self.ledger, self.server.read)
        self.collection, self.new = Collection(shelf=self.shelf), set()


def assert_as_anew(store: Store, everything: Collection) -> None:
    graph = project(everything)
    assert store.server.graph() == graph
    digests, counts = store.server.marks()
    anew = Store()
    anew.collection = everything
    anew.publish()
    assert digests == anew.server.marks()[0]
    papers = Counter((ends, e.subject, e.object) for ends, edges in graph.edges.items() for e in edges)
    assert counts == {claim: {n} for claim, n in papers.items() if claim[0][0] in CLAIM_PREDICATES}
    assert len(store.collection) == len(everything)
    assert store.collection.n_copies == everything.n_copies


@given(steps)
def test_a_store_that_is_changed_is_as_one_that_is_made_anew(sequence: list) -> None:
    store, everything = Store(), Collection()
    for what, value in sequence:
        records = records_of_step(what, value, everything)
        for record in records:
            if isinstance(record, RemovalRecord):
                found = store.collection.find(list(everything.papers())[value % len(everything.papers())])
                assert store.collection.removal_of(paper.id for paper in found) == record
            everything.add(record)
        store.add(records)
        store.publish()
        everything = only_kept(everything)
        assert_as_anew(store, everything)


@given(toy.collections, toy.collections)
def test_papers_that_join_papers_of_the_store_are_found_there(first: list, second: list) -> None:
    store, everything = Store(), Collection()
    for papers in (first, second):
        records = toy.paper_records(papers)
        store.add(records)
        for record in records:
            everything.add(record)
        pending = sorted(paper.id for paper in everything.pending(toy.EXTRACTOR))
        assert sorted(paper.id for paper in store.collection.pending(toy.EXTRACTOR)) == pending
        read_now = toy.extraction_records(everything.papers()[paper_id] for paper_id in pending)
        store.add(read_now)
        for record in read_now:
            everything.add(record)
        store.publish()
        everything = only_kept(everything)
        assert_as_anew(store, everything)


def told(title: str, abstract: str, *named: tuple[str, str]) -> list[Record]:
    """The records of one paper, and of what it speaks of."""
    paper = Paper(title=title, abstract=abstract)
    return [PaperRecord(paper=paper), ExtractionRecord.of(read(paper, list(named), "other 1"))]


def defining(number: int, long: str, words: str = "") -> list[Record]:
    return told(f"Definition {number}", f"A {long} (GCN) is made. {words}")


_GRAPHS, _ROOMS = "Nodes edges vertices adjacency laplacian.", "Rooms walls floors ceilings windows doors."
_USE = told("A use", f"We use GCN here. {_GRAPHS}", ("Method", "GCN"))
_TWO_SENSES = [
    *(defining(n, "graph convolutional network", _GRAPHS) for n in range(3)),
    *(defining(n, "global corner navigator", _ROOMS) for n in range(3, 6)),
]
_MORE_ROOMS = [r for n in range(6, 40) for r in defining(n, "global corner navigator", f"{_ROOMS} {_GRAPHS}")]

_CHANGES = {
    "the only sense of an abbreviation is another one": (
        [*_USE, *defining(1, "graph convolutional network")],
        [r for n in range(2, 30) for r in defining(n, "global corner navigator")],
        {"A use": ("method:graphconvolutionalnetwork", "method:globalcornernavigator")},
    ),
    "the words of a paper tell another sense": (
        [*_USE, *(r for records in _TWO_SENSES for r in records)],
        _MORE_ROOMS,
        {"A use": ("method:graphconvolutionalnetwork", "method:globalcornernavigator")},
    ),
    "a paper's own sense is written otherwise by most": (
        told("A use", "A graph convolutional network (GCN) is made. We use GCN.", ("Method", "GCN")),
        [r for n in range(3) for r in defining(n, "graph convolutional neural network")],
        {"A use": ("method:graphconvolutionalnetwork", "method:graphconvolutionalneuralnetwork")},
    ),
    "an abbreviation within a long form is defined": (
        told("A use", "A global corner GAN (GCN) is made. We use GCN here.", ("Method", "GCN")),
        told("Definition", "A generative adversarial network (GAN) is made."),
        {"A use": ("method:globalcornergan", "method:globalcornergenerativeadversarialnetwork")},
    ),
    "another wording is commoner now": (
        told("A use", "We use graph convolution networks here.", ("Method", "graph convolution networks")),
        [
            r
            for n in range(3)
            for r in told(f"Use {n}", "A graph convolutional network.", ("Method", "graph convolutional network"))
        ],
        {"A use": ("method:graphconvolutionnetwork", "method:graphconvolutionalnetwork")},
    ),
}


@pytest.mark.parametrize("what", _CHANGES)
def test_a_paper_that_stays_follows_when(what: str) -> None:
    first, later, expected = _CHANGES[what]
    store = Store()
    for at, records in enumerate((first, later)):
        store.add(records)
        store.publish()
        assert_as_anew(store, Collection([*first, *later] if at else first))
        titles = {node["id"]: node["title"] for (label, _), node in store.server.nodes.items() if label == PAPER}
        mentioned = {(titles[edge[0]], edge[1]) for ends, edge in store.server.edges if ends[0] == MENTIONS}
        assert mentioned >= {(title, nodes[at]) for title, nodes in expected.items()}
