"""Graphs brought into a server: as they are, without records, or by the records of another store."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from neo4j_server import Server

from graph.neo4j.difference import Target
from graph.neo4j.schema import FORMAT, MARK, MARK_ID
from graph.neo4j.statements import create_edges, merge_nodes
from graph.neo4j.store import Neo4jStore
from graph.store import Store
from graph.tables import Graph
from graph.versions import GRAPH_VERSION

BATCH = 10_000


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, BATCH)):
        yield some


def write_graph(server: Server, graph: Graph) -> None:
    """Write all nodes and edges into an empty server that has the indexes."""
    target = Target(graph)
    with server.driver().session() as session:
        session.run(f"MERGE (s:{MARK} {{id: '{MARK_ID}'}}) SET s.format = {FORMAT}, s.made_by = '{GRAPH_VERSION}'")
        for label, nodes in graph.nodes.items():
            for some in batches(iter(nodes)):
                session.run(merge_nodes(label), rows=[node._asdict() for node in some]).consume()
        for ends, edges in graph.edges.items():
            for some in batches(iter(edges)):
                session.run(create_edges(ends), rows=[target.edge_row(ends, edge) for edge in some]).consume()


def copy_records(source: Store, server: Server) -> None:
    """Empty the server, then bring all records of a store in."""
    server.clear()
    store = Neo4jStore(server.url)
    with store.writing() as writer:
        writer.append(source.records())
        writer.publish()
    store.close()
