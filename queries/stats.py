"""How much is in a graph: nodes by label, edges by predicate."""

from typing import Any

from graph.store import Reader
from graph.vocabulary import NODE_KINDS, PAPER, PREDICATES
from queries.rows import records
from queries.support import support_text


def stats(reader: Reader) -> dict[str, Any]:
    """``{"papers": n, "nodes": {label: n}, "edges": {predicate: n}}``: zeros included, a claim once per paper."""
    nodes = {row["type"]: row["amount"] for row in records(reader.run(support_text("stats_nodes"), {}))}
    edges = {row["predicate"]: row["amount"] for row in records(reader.run(support_text("stats_edges"), {}))}
    return {
        "papers": nodes.get(PAPER, 0),
        "nodes": {label: nodes.get(label, 0) for label in NODE_KINDS},
        "edges": {predicate: edges.get(predicate, 0) for predicate in PREDICATES},
    }
