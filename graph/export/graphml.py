"""GraphML: for yEd, Cytoscape, igraph, networkx; an edge a claim, every attribute with its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.export.flat import claim_facts, thing_facts, whole_facts
from graph.export.wording import characters

if TYPE_CHECKING:
    from graph.export.options import Options
    from graph.subgraph.model import Subgraph


def export(subgraph: Subgraph, options: Options) -> bytes:
    """The GraphML document, in UTF-8."""
    import networkx

    shown = subgraph.trimmed(options.max_nodes) if options.max_nodes else subgraph
    graph = networkx.MultiDiGraph(**whole_facts(shown))
    for thing in shown.things:
        graph.add_node(characters(thing.id), **thing_facts(thing))
    for rank, claim in enumerate(shown.claims):
        ends = characters(claim.subject), characters(claim.object)
        graph.add_edge(*ends, key=f"c{rank}", **claim_facts(shown, claim, rank))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + "\n".join(networkx.generate_graphml(graph)) + "\n").encode()
