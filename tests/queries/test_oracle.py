"""The canned queries on the embedded store against plain Python, on random graphs."""

import os
import random
import secrets

import pytest
from oracles import ORACLES, World, random_parameters
from random_graphs import random_graph

from graph.embedded.snapshot import Snapshot, write_snapshot
from queries.catalogue import catalogue
from queries.running import run_statements

GRAPHS = int(os.environ.get("CLAIMGRAPH_ORACLE_GRAPHS", "16"))
RUNS_A_GRAPH = 102  # three of each query
SEED = int(os.environ.get("CLAIMGRAPH_SEED") or secrets.randbelow(10**6))


def test_every_canned_query_has_an_oracle():
    assert set(ORACLES) == set(catalogue())


@pytest.mark.parametrize("number", range(GRAPHS))
def test_rows_are_those_of_plain_python(number, tmp_path):
    seed = SEED + number
    print(f"CLAIMGRAPH_SEED={seed}")
    rng = random.Random(seed)
    graph = random_graph(rng)
    world = World(graph)
    write_snapshot(graph.rows(), tmp_path / "graph.lbdb")
    snapshot = Snapshot(tmp_path / "graph.lbdb")
    try:
        names = list(catalogue())
        for run in range(RUNS_A_GRAPH):
            query = catalogue()[names[run % len(names)]]
            parameters = random_parameters(rng, query, graph)
            expected = ORACLES[query.name](world, parameters)
            found = run_statements(snapshot, query, parameters)
            assert _columns(query, found) == _columns(query, expected), (
                f"{query.name} with {parameters} on the graph of CLAIMGRAPH_SEED={seed} CLAIMGRAPH_ORACLE_GRAPHS=1"
            )
    finally:
        snapshot.close()


def _columns(query, rows):
    return [{name: row[name] for name in query.columns} for row in rows]
