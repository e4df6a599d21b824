"""The claims as one networkx graph: what is central in it, which things belong together, all shortest paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from queries.answering import Answer
from queries.binding import bind
from queries.catalogue import find_query
from queries.linking import Linker, Unclear
from queries.rows import records
from queries.running import claims_along
from queries.support import support_text

if TYPE_CHECKING:
    import networkx

    from graph.store import Reader

CENTRAL_COLUMNS = ("name", "type", "betweenness", "neighbours", "community", "id")
COMMUNITY_COLUMNS = ("community", "things", "members")
MEMBERS_SHOWN = 6
_CORE = 2000
"""Best-tied things among which paths are looked for: a search from a thing with few ties makes each of those seem
central, and few searches are made on a large graph."""
_WORK = 4_000_000
"""Edges that are looked at, over all breadth-first searches, to estimate betweenness."""
_PATHS_LOOKED_AT = 10_000


def claim_graph(reader: Reader, since: int = 0, min_confidence: float = 0.0) -> networkx.Graph[str]:
    """Things as nodes (``name``, ``type``), tied where something is claimed of them.

    An edge's ``papers`` counts the claims between the two over all papers; ``predicates`` maps each predicate to
    the confidence of its best claim.
    """
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    rows = records(reader.run(support_text("edges"), {"since": since, "min_confidence": min_confidence}))
    for row in rows:
        for end in ("subject", "object"):
            graph.add_node(row[f"{end}_id"], name=row[end], type=row[f"{end}_id"].partition(":")[0])
        if not graph.has_edge(row["subject_id"], row["object_id"]):
            graph.add_edge(row["subject_id"], row["object_id"], papers=0, predicates={})
        edge = graph.edges[row["subject_id"], row["object_id"]]
        edge["papers"] += row["papers"]
        edge["predicates"][row["predicate"]] = max(edge["predicates"].get(row["predicate"], 0.0), row["best"])
    return graph


def communities(graph: networkx.Graph[str]) -> list[list[str]]:
    """Groups of things with more ties among themselves (Louvain), largest first, in each the best-tied first."""
    import networkx

    if not graph:
        return []
    groups = networkx.community.louvain_communities(graph, weight="papers", seed=1)
    ranked = [sorted(group, key=lambda node: (-graph.degree(node), node)) for group in groups]
    return sorted(ranked, key=lambda group: (-len(group), group[0]))


def central(reader: Reader, amount: int) -> Answer:
    """The things that most shortest paths lead through.

    Brandes' betweenness; on large graphs of the paths among the ``_CORE`` best-tied things, and estimated.
    """
    import networkx

    graph = claim_graph(reader)
    name_of = {node: graph.nodes[group[0]]["name"] for group in communities(graph) for node in group}
    core = graph.subgraph(sorted(graph, key=lambda node: (-graph.degree(node), node))[:_CORE]).copy()
    sources = min(len(core), max(8, _WORK // (core.number_of_edges() + 1)))
    between = networkx.betweenness_centrality(core, k=sources, seed=1) if core else {}
    best = sorted(core, key=lambda node: (-between[node], -graph.degree(node), node))[:amount]
    rows = tuple(
        {
            **graph.nodes[node],
            "betweenness": between[node],
            "neighbours": graph.degree(node),
            "community": name_of[node],
            "id": node,
        }
        for node in best
    )
    return Answer(query="central", parameters={"top": amount}, columns=CENTRAL_COLUMNS, rows=rows)


def grouped(reader: Reader, amount: int) -> Answer:
    """The largest communities, each called by its best-tied member."""
    graph = claim_graph(reader)
    rows = tuple(
        {
            "community": graph.nodes[group[0]]["name"],
            "things": len(group),
            "members": [graph.nodes[node]["name"] for node in group[:MEMBERS_SHOWN]],
        }
        for group in communities(graph)[:amount]
    )
    return Answer(query="communities", parameters={"communities": amount}, columns=COMMUNITY_COLUMNS, rows=rows)


def all_paths(reader: Reader, start: str, end: str, options: Mapping[str, object]) -> Answer:
    """All shortest chains of claims between two names, however long, those with the surest weakest claim first.

    Columns and parameters are those of the query ``path_between``.
    """
    import networkx

    query = find_query("path_between")
    bound = bind(query, {"from": start, "to": end, **options}, Linker(reader))
    if isinstance(bound, Unclear):
        return Answer(unclear=bound.said, did_you_mean=bound.did_you_mean)
    given = bound.parameters
    graph = claim_graph(reader, given["since"], given["min_confidence"])
    found: dict[int, list[list[str]]] = defaultdict(list)
    for a in given["from"]:
        for b in given["to"]:
            if a != b and a in graph and b in graph and networkx.has_path(graph, a, b):
                for nodes in islice(networkx.all_shortest_paths(graph, a, b), _PATHS_LOOKED_AT):
                    found[len(nodes)].append(nodes)
    chains = [_chain(graph, nodes) for nodes in (found[min(found)] if found else [])]
    chains.sort(key=lambda chain: (-chain["strength"], chain["nodes"]))
    rows = list(claims_along(reader, chains[: given["limit"]], given)) if chains else []
    return Answer(
        query=query.name,
        parameters=given,
        columns=query.columns,
        rows=tuple({column: row[column] for column in query.columns} for row in rows),
        linked=bound.linked,
    )


def _chain(graph: networkx.Graph[str], nodes: list[str]) -> dict[str, Any]:
    """A chain with the surest predicate of each of its ties."""
    best = [
        max((confidence, name) for name, confidence in graph.edges[pair]["predicates"].items())
        for pair in pairwise(nodes)
    ]
    return {"nodes": nodes, "predicates": [name for _, name in best], "strength": min(best)[0]}
