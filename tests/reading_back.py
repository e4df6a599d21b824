"""Reads a whole graph out of a store through Cypher, as the rows that were written."""

from graph.store import Reader
from graph.tables import EDGE_ROWS, NODE_ROWS, Graph


def read_graph(reader: Reader) -> Graph:
    """Every node and edge of a store, sorted as a projection sorts them."""
    graph = Graph()
    for label, row in NODE_ROWS.items():
        columns = ", ".join(f"n.{name} AS {name}" for name in row._fields)
        answer = reader.run(f"MATCH (n:{label}) RETURN {columns} ORDER BY n.id", {})
        graph.nodes[label] = [row(*values) for values in answer.rows]
    for ends, edges in graph.edges.items():
        predicate, subject, obj = ends
        row = EDGE_ROWS[predicate]
        columns = ", ".join(f"r.{name} AS {name}" for name in row._fields[2:])
        answer = reader.run(
            f"MATCH (a:{subject})-[r:{predicate}]->(b:{obj}) RETURN a.id AS subject, b.id AS object, {columns}", {}
        )
        edges.extend(
            sorted((row(*values) for values in answer.rows), key=lambda e: (e.subject, e.object, e.paper_id))
        )
    return graph
