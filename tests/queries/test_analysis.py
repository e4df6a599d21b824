"""Answers as graphs and tables of other libraries; centrality, communities and all shortest paths."""

import random

import networkx
import pytest
from random_graphs import random_graph

from graph.embedded.snapshot import Snapshot, write_snapshot
from queries.analysis import all_paths, central, claim_graph, communities, grouped
from queries.answering import run_query
from queries.catalogue import catalogue
from queries.errors import QueryError


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A random graph and the store that holds it."""
    graph = random_graph(random.Random(7))
    path = tmp_path_factory.mktemp("graphs") / "graph.lbdb"
    write_snapshot(graph.rows(), path)
    snapshot = Snapshot(path)
    yield graph, snapshot
    snapshot.close()


def test_the_claim_graph_has_every_pair_that_a_claim_ties(world):
    graph, snapshot = world
    expected = {
        frozenset((edge.subject, edge.object))
        for (predicate, subject, _), edges in graph.edges.items()
        if predicate not in ("MENTIONS", "REPORTS") and subject != "Paper"
        for edge in edges
    }
    found = claim_graph(snapshot)
    assert {frozenset(pair) for pair in found.edges} == expected
    assert found.size(weight="papers") == sum(
        len(edges)
        for (predicate, subject, _), edges in graph.edges.items()
        if predicate not in ("MENTIONS", "REPORTS") and subject != "Paper"
    )


def test_the_central_things_are_those_of_networkx_and_their_communities_part_the_graph(world):
    _, snapshot = world
    graph = claim_graph(snapshot)
    between = networkx.betweenness_centrality(graph)
    best = sorted(graph, key=lambda node: (-between[node], -graph.degree(node), node))[:5]
    assert [row["id"] for row in central(snapshot, 5).rows] == best
    assert sorted(node for group in communities(graph) for node in group) == sorted(graph)
    assert sum(row["things"] for row in grouped(snapshot, 1000).rows) == len(graph)


def test_all_paths_are_as_short_as_those_of_the_catalogue_and_hold_their_nodes(world):
    graph, snapshot = world
    compared = 0
    for start in graph.nodes["Method"][:4]:
        for end in graph.nodes["Problem"]:
            canned = run_query(snapshot, "path_between", {"from": (start.id,), "to": (end.id,), "limit": 1000})
            every = all_paths(snapshot, start.id, end.id, {"limit": 1000})
            if canned.rows:
                assert _lines(every) == _lines(canned)
                compared += 1
    assert compared > 3


def _lines(answer):
    """The pairs of nodes along each path, without the predicates between them."""
    paths = {}
    for row in answer.rows:
        paths.setdefault(row["path"], []).append(frozenset((row["subject_id"], row["object_id"])))
    return set(map(tuple, paths.values()))


def test_answers_become_frames_and_graphs(world):
    graph, snapshot = world
    answer = next(
        found
        for node in graph.nodes["Problem"]
        if (found := run_query(snapshot, "methods_for_problem", {"problem": (node.id,)})).rows
    )
    frame, other, claims = answer.to_pandas(), answer.to_polars(), answer.to_networkx()
    assert list(frame.columns) == other.columns == list(answer.columns)
    assert list(frame["method"]) == other["method"].to_list() == [row["method"] for row in answer.rows]
    assert claims.number_of_edges() == len(answer.rows)
    assert {data["name"] for _, data in claims.nodes(data=True)} == {
        row[column] for row in answer.rows for column in ("method", "problem")
    }


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_answer_becomes_frames(world, name):
    graph, snapshot = world
    ids = {"paper": [n.id for n in graph.nodes["Paper"]], "author": ["Ann Ode"]}
    given = {
        key: tuple(ids.get(p.kind) or [n.id for label in p.types for n in graph.nodes[label]])
        for key, p in catalogue()[name].parameters.items()
        if p.default is None
    }
    answer = run_query(snapshot, name, given)
    assert len(answer.to_pandas()) == len(answer.to_polars()) == len(answer.rows)
    if answer.rows and {"subject_id", "object_id", "predicate"} <= set(answer.columns):
        assert all(data["name"] and data["type"] for _, data in answer.to_networkx().nodes(data=True))
    elif answer.rows:
        with pytest.raises(QueryError, match="its rows are no claims"):
            answer.to_networkx()
