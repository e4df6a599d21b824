"""The canned queries on a Neo4j server: by an index and without a cross product, and the rows of plain Python."""

import os
import random
import secrets
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from neo4j_graphs import write_graph
from neo4j_server import Server
from oracles import ORACLES, World, random_parameters
from random_graphs import random_graph

from graph.embedded.snapshot import Snapshot, write_snapshot
from graph.neo4j.address import parse_address
from graph.neo4j.connection import Connection
from graph.neo4j.schema import prepare
from graph.neo4j.store import Neo4jStore
from graph.tables import EntityNode
from graph.vocabulary import ENTITY_TYPES
from queries.catalogue import catalogue
from queries.running import run_statements
from queries.stats import stats
from queries.support import support_text
from queries.tokens import parameters_of

GRAPHS = int(os.environ.get("CLAIMGRAPH_NEO4J_ORACLE_GRAPHS", "12"))
RUNS_A_GRAPH = 90
SEED = int(os.environ.get("CLAIMGRAPH_SEED") or secrets.randbelow(10**6))

SUPPORT = sorted(
    file.name.removesuffix(".cypher") for file in files("queries.support").iterdir() if ".cy" in file.name
)
WHOLE = {
    *("names", "papers", "authors", "edges", "stats_nodes", "stats_edges", "summaries", "keys", "papers_by_id"),
    *("open_problems 1", "rising_concepts 1", "proposals_of_author 1"),
}
"""Texts that look at everything by their nature: they list or count all, or look into lists, which have no index."""


@pytest.fixture(scope="module")
def server(neo4j_server: Server) -> Server:
    """The server, empty and with all indexes."""
    neo4j_server.clear()
    connection = Connection(parse_address(neo4j_server.url))
    prepare(connection)
    connection.close()
    return neo4j_server


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", []):
        yield from operators(child)


def explain(server: Server, text: str) -> set[str]:
    values: dict[str, Any] = {name: ["x"] for name in parameters_of(text)}
    values |= {name: 1 for name in ("limit", "since", "min_confidence", "step", "years") if name in values}
    plan = server.driver().execute_query(f"EXPLAIN {text}", values).summary.plan
    assert plan is not None
    return set(operators(plan))


def is_wasteful(operator: str) -> bool:
    return "Scan" in operator or "CartesianProduct" in operator


STATEMENTS = {
    f"{query.name} {number}": text
    for query in catalogue().values()
    for number, text in enumerate(query.statements, start=1)
} | {name: support_text(name) for name in SUPPORT}


@pytest.mark.parametrize(
    "text", [pytest.param(STATEMENTS[name], id=name) for name in sorted(STATEMENTS.keys() - WHOLE)]
)
def test_a_canned_query_begins_at_an_index_and_multiplies_nothing(server, text):
    assert {operator for operator in explain(server, text) if is_wasteful(operator)} == set()


@pytest.mark.parametrize("number", range(GRAPHS))
def test_rows_are_those_of_plain_python_and_of_the_embedded_store(server, number, tmp_path: Path):
    seed = SEED + number
    print(f"CLAIMGRAPH_SEED={seed}")
    rng = random.Random(seed)
    graph = random_graph(rng)
    world = World(graph)
    server.clear()
    write_graph(server, graph)
    write_snapshot(graph.rows(), tmp_path / "graph.lbdb")
    snapshot, store = Snapshot(tmp_path / "graph.lbdb"), Neo4jStore(server.url)
    try:
        assert stats(store) == stats(snapshot)
        names = list(catalogue())
        for run in range(RUNS_A_GRAPH):
            query = catalogue()[names[run % len(names)]]
            parameters = random_parameters(rng, query, graph)
            expected = columns(query, ORACLES[query.name](world, parameters))
            where = f"{query.name} with {parameters}, CLAIMGRAPH_SEED={seed} CLAIMGRAPH_NEO4J_ORACLE_GRAPHS=1"
            assert columns(query, run_statements(store, query, parameters)) == expected, f"Neo4j: {where}"
            assert columns(query, run_statements(snapshot, query, parameters)) == expected, f"embedded: {where}"
    finally:
        snapshot.close()
        store.close()


def test_the_index_finds_the_nodes_of_every_key_or_says_that_it_cannot_tell(server):
    graph = random_graph(random.Random(7))
    for key in (
        "x" * 300,
        "y" * 100_000,
        "the",
        "81",
        "not",
        "\U0001f600",
        "\U0001d53dourier",
        "c++",
        'a"b',
        "過平滑",
    ):
        graph.nodes["Concept"].append(EntityNode(f"concept:{key[:40]}", key, [key], [key, "shared"], 1, None))
    server.clear()
    write_graph(server, graph)
    store = Neo4jStore(server.url)
    nodes = [node for label in ENTITY_TYPES for node in graph.nodes[label]]
    keys = sorted({key for node in nodes for key in node.keys})
    found, untold = store.candidates(keys)
    assert {key for key in keys if key.isascii() and key.isalnum()} == {*keys} - {*untold}
    assert {n.id for n in nodes if {*n.keys} - {*untold}} <= {*found}
    assert store.candidates(["nothing", "of", "this"]) == ([], [])
    for key in keys:
        ids, rest = store.candidates([key])
        assert (ids, rest) == ([], [key]) or ids == sorted(n.id for n in nodes if key in n.keys), key
    store.close()


def columns(query: Any, rows: Any) -> list[dict[str, Any]]:
    return [{name: row[name] for name in query.columns} for row in rows]
