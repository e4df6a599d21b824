"""Graphs brought into a server: as they are, without records, or by the records of another store."""

from collections import Counter
from collections.abc import Iterator

from neo4j_server import Server

from graph.neo4j.batches import Part
from graph.neo4j.schema import FORMAT, MARK, MARK_ID
from graph.neo4j.statements import DIGEST, RECORDS, create_edges, merge_nodes
from graph.neo4j.store import Neo4jStore
from graph.store import Store
from graph.tables import Graph
from graph.versions import GRAPH_VERSION
from graph.vocabulary import CLAIM_PREDICATES, PAPER, RESULT

BATCH = 10_000


def parts_of(graph: Graph) -> Iterator[Part]:
    """The statements that write all nodes and edges, each with at most a batch of rows, without digests."""
    for label, nodes in graph.nodes.items():
        own = {PAPER: {DIGEST: "", RECORDS: ""}, RESULT: {}}.get(label, {DIGEST: ""})
        for at in range(0, len(nodes), BATCH):
            yield [(merge_nodes(label), [{**node._asdict(), **own} for node in nodes[at : at + BATCH]])]
    for ends, edges in graph.edges.items():
        papers = Counter((edge.subject, edge.object) for edge in edges) if ends[0] in CLAIM_PREDICATES else {}
        rows = [[*edge, papers[edge.subject, edge.object]] if papers else [*edge] for edge in edges]
        for at in range(0, len(rows), BATCH):
            yield [(create_edges(ends), rows[at : at + BATCH])]


def write_graph(server: Server, graph: Graph) -> None:
    """Write all nodes and edges into an empty server that has the indexes."""
    with server.driver().session() as session:
        session.run(f"MERGE (s:{MARK} {{id: '{MARK_ID}'}}) SET s.format = {FORMAT}, s.made_by = '{GRAPH_VERSION}'")
        for part in parts_of(graph):
            for statement, rows in part:
                session.run(statement, rows=rows).consume()


def copy_records(source: Store, server: Server) -> None:
    """Empty the server, then bring all records of a store in."""
    server.clear()
    store = Neo4jStore(server.url)
    with store.writing() as writer:
        writer.append(source.records())
        writer.publish()
    store.close()
