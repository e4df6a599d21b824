"""The commands on a Neo4j server: each says there what it says on a folder, and what it may do there alone."""

import json
import re
from pathlib import Path

import pytest
from invented import PAPERS
from neo4j_server import PASSWORD, Server

from cli.main import exit_code

COMMANDS = [
    ("ask", "which methods address oversmoothing"),
    ("ask", "which methods address oversmothing"),
    ("ask", "which methods address boredm", "--format", "json"),
    ("ask", "problems of nothing known"),
    ("query", "methods_for_problem", "-p", "problem=over smoothing", "--since", "2020", "--format", "json"),
    ("query", "proposals_of_paper", "-p", "paper=Calm Layers"),
    ("query", "lineage_of_method", "-p", "method=WalkFast", "--format", "csv"),
    ("query", "nonsense"),
    ("show", "NodeSieve"),
    ("show", "Calm Layers", "--format", "json"),
    ("show", "arxiv:2101.00001", "--format", "md"),
    ("path", "WalkFast", "oversmoothing"),
    ("path", "WalkFast", "boredom"),
    ("stats",),
    ("stats", "--format", "json"),
    ("papers",),
    ("papers", "--format", "csv"),
]

_MORE = (
    "does more than read "
    "(rule reads-only: a query reads; papers come in and go out by build, load and remove); --write allows it\n"
)


@pytest.fixture
def server_with_three(neo4j_server: Server, claims_file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The address of a store of the three invented papers; loaded where another test took them out."""
    papers = neo4j_server.query("MATCH (p:Paper) RETURN p.title AS title ORDER BY title")
    if [row["title"] for row in papers] != sorted(paper["title"] for paper in PAPERS):
        neo4j_server.clear()
        assert exit_code(["load", str(claims_file), "--store", neo4j_server.url, "--progress", "none"]) == 0
        capsys.readouterr()
    return neo4j_server.url


@pytest.fixture
def empty(neo4j_server: Server) -> str:
    neo4j_server.clear()
    return neo4j_server.url


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reading_command_says_what_it_says_on_a_folder(run, store, server_with_three, arguments):
    assert run(*arguments, "--store", server_with_three) == run(*arguments, "--store", store)


def test_the_address_may_ask_for_the_cluster_and_name_user_and_database(run, server_with_three, monkeypatch):
    expected = run("stats", "--store", server_with_three)
    place = server_with_three.removeprefix("bolt://")
    assert run("stats", "--store", f"neo4j://{place}") == expected
    assert run("stats", "--store", f"neo4j://neo4j@{place}/neo4j") == expected
    monkeypatch.setenv("NEO4J_USERNAME", "somebody")
    assert run("stats", "--store", f"neo4j://{place}", "--user", "neo4j", "--database", "neo4j") == expected


def test_the_driver_says_who_it_is(neo4j_server, server_with_three):
    from graph.neo4j.store import Neo4jStore

    store = Neo4jStore(server_with_three)
    answer = store.run("SHOW TRANSACTIONS YIELD connectionId RETURN connectionId AS id", {})
    connections = store.run("CALL dbms.listConnections() YIELD connectionId, userAgent RETURN *", {})
    store.close()
    (own,) = (id_ for (id_,) in answer.rows)
    assert re.fullmatch(r"claimgraph(/\S+)?", dict(connections.rows)[own])


def test_filling_says_and_does_what_it_does_on_a_folder(run, tmp_path, empty, papers_file, claims_file):
    steps = [
        ("build", papers_file, "--dry-run"),
        ("load", claims_file, "--progress", "jsonl"),
        ("load", claims_file, "--progress", "jsonl"),
        ("stats", "--format", "json"),
        ("build", papers_file, "--progress", "jsonl"),
        ("remove", "Calm Layers"),
        ("papers", "--format", "csv"),
        ("stats",),
        ("remove", "no such paper"),
        ("load", claims_file, "--progress", "jsonl"),
        ("show", "Calm Layers", "--format", "json"),
        ("papers", "--format", "csv"),
    ]

    def told(store: str, step: tuple) -> tuple:
        ended = run(*step, "--store", store)
        err = re.sub(r'\(\d+\.\d s\)|"seconds": *[\d.]+', "", ended.err).replace(store, "STORE")
        return ended.code, ended.out.replace(store, "STORE"), err

    for step in steps:
        assert told(empty, step) == told(str(tmp_path / "a.store"), step), step


def test_reading_and_removing_where_nothing_was_built_is_wrong_use(run, empty):
    message = f"Error: {empty}: no claimgraph store here yet; `claimgraph build PAPERS` makes one\n"
    for command in (("stats",), ("papers",), ("ask", "methods for boredom"), ("remove", "x")):
        assert run(*command, "--store", empty) == (2, "", message)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (m) WHERE m.name > '' WITH m ORDER BY m.papers DESC, m.id LIMIT 1 RETURN collect(m.id)[0] AS first",
        "CALL { MATCH (m:Method) RETURN m.id AS first ORDER BY m.papers DESC, first LIMIT 1 } RETURN first",
        "CALL db.index.fulltext.queryNodes('claimgraph_names', 'graph') YIELD node RETURN node.id AS first",
    ],
)
def test_ones_own_cypher_is_free_of_the_rules_for_the_folder(run, server_with_three, tmp_path, text):
    file = tmp_path / "mine.cypher"
    file.write_text(text)
    ended = run("query", "--cypher", file, "--store", server_with_three, "--format", "csv")
    assert ended == (0, "first\nmethod:deepgraphnetwork\n", "")


def test_ones_own_cypher_gets_nodes_edges_and_paths_as_their_properties(run, server_with_three):
    text = "MATCH p = (:Method {id: $id})-[r:BASED_ON]->() RETURN r AS edge, [n IN nodes(p) | n] AS nodes"
    ended = run(
        *("query", "--cypher", "-", "-p", "id=method:walkfast"),
        *("--store", server_with_three, "--format", "json"),
        stdin=text,
    )
    (row,) = json.loads(ended.out)["rows"]
    assert row["edge"]["sentence"] == "Our WalkFast extends NodeSieve."
    assert [node["name"] for node in row["nodes"]] == ["WalkFast", "NodeSieve"]
    assert [key for key in row["nodes"][0] if key.startswith("_")] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MATCH (m:Method) SET m.name = 'x'", f"line 1, column 18: SET {_MORE}"),
        ("CALL { CREATE (:Mine) } RETURN 1 AS one", f"line 1, column 8: CREATE {_MORE}"),
        ("CALL dbms.listConnections()", f"line 1, column 1: CALL {_MORE}"),
        ("CALL db.createLabel('Mine')", "this statement writes, and was to read only; --write allows it"),
        ("MATCH (m:Method) RETURN n", "the database refused the query: Variable `n` not defined "),
    ],
)
def test_ones_own_cypher_that_writes_untold_or_is_wrong_is_wrong_use(
    run, neo4j_server, server_with_three, text, message
):
    ended = run("query", "--cypher", "-", "--store", server_with_three, stdin=text)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"Error: {message}")
    assert ended.err.count("\n") == 1
    assert neo4j_server.query("MATCH (n:Mine) RETURN count(n) AS n") == [{"n": 0}]


def test_with_write_ones_own_cypher_writes(run, neo4j_server, server_with_three):
    text = "CREATE (n:Mine {name: $name}) RETURN n.name AS name"
    arguments = ("query", "--cypher", "-", "-p", "name=a", "--write", "--store", server_with_three)
    assert run(*arguments, "--format", "csv", stdin=text) == (0, "name\na\n", "")
    assert run(*arguments, stdin="MATCH (n:Mine {name: $name}) DELETE n") == (0, "", "")
    assert neo4j_server.query("MATCH (n:Mine) RETURN count(n) AS n") == [{"n": 0}]


def test_login_options_and_write_on_a_folder_are_wrong_use(run, store):
    ended = run("stats", "--store", store, "--user", "me")
    assert ended.code == 2
    assert ended.err.endswith("Error: --user and --database belong to a server: --store neo4j://HOST\n")
    ended = run("query", "--cypher", "-", "--write", "--store", store, stdin="CREATE (:Mine)")
    assert ended.code == 2
    assert ended.err.endswith("Error: --write: only a Neo4j server can be written to: --store neo4j://HOST\n")


def test_a_password_in_the_address_is_refused_and_not_repeated(run):
    for more in ((), ("--user", "me")):
        ended = run("stats", "--store", "neo4j://me:secret@localhost", *more)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == (
            "Error: neo4j://…: a password does not belong in an address, where others can read it; "
            "set NEO4J_PASSWORD, or leave it out and be asked for it\n"
        )


def test_the_password_is_in_no_output_file_or_process_title(start, tmp_path, server_with_three):
    process = start("stats", "--store", server_with_three, env={"CLAIMGRAPH_DEBUG": "1"})
    assert PASSWORD not in " ".join(process.args)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert PASSWORD not in out + err
