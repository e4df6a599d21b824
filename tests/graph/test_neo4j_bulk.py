"""Bulk files: what neo4j-admin imports from them is, node by node and edge by edge, what a load writes."""

import json
import random
import shlex
from pathlib import Path

import pytest
from neo4j_graphs import parts_of
from neo4j_server import Server
from random_graphs import random_graph
from reading_back import read_graph

from cli.main import exit_code
from graph.errors import StoreError
from graph.neo4j.address import parse_address
from graph.neo4j.bulk import BulkFiles, free_delimiter, write_files
from graph.neo4j.connection import Connection
from graph.neo4j.schema import prepare
from graph.neo4j.store import Neo4jStore
from graph.tables import EntityNode, Graph, PaperNode
from graph.vocabulary import PAPER

ODD = (
    'quotes " and "" and "', "commas, semicolons; tabs\t", "line\nbreaks\r\nof\rall kinds", "back\\slash \\n \\",
    "'", "-", " leading and trailing ", "", "\x1f\x1e\x1d", "null", "0", "漢字 é́ ﷺ", "𝔽 😀 \U00020000 \U000e0041",
    "\ue000 \U000f0000 \U0010fffd", "x" * 100_000 + '"\n', "U+001F", "[a,b]", "\u2028\u0085\ufeff",
)  # fmt: skip


def odd_graph() -> Graph:
    """A graph of everything that a file of comma-separated values may trip over."""
    graph = random_graph(random.Random(5))
    for n, text in enumerate(ODD):
        aliases = [text or "?", *ODD[1 : n % 4]]
        graph.nodes["Method"].append(
            EntityNode(
                *(f"method:{n:03}{text[:50]}", text or "?", aliases, [text[:30] or "?"], n, None),
                alias_reasons=["name", *["wording"] * (len(aliases) - 1)],
                alias_papers=["", *[f"title:{n:03}"] * (len(aliases) - 1)],
                alias_spans=[n] * 2 * len(aliases),
            )
        )
        graph.nodes[PAPER].append(
            PaperNode(f"title:{n:03}", text or "?", text, None, None, text, None, None, None, None, [], None, [])
        )
    for label in ("Method", PAPER):
        graph.nodes[label].sort(key=lambda node: node.id)
    return graph


def run_import(command: str, server: Server) -> None:
    program, *arguments = shlex.split(command)
    assert program == "neo4j-admin"
    server.admin(*arguments)


def test_the_imported_graph_is_the_written_one_whatever_its_texts_hold(neo4j_server, tmp_path):
    graph = odd_graph()
    (tmp_path / "odd").mkdir()
    write_files(
        parts_of(graph),
        free_delimiter(json.dumps(row, ensure_ascii=False) for row in graph.rows()),
        tmp_path / "odd",
    )
    neo4j_server.kill()
    run_import(f"{BulkFiles(tmp_path / 'odd').command()} --overwrite-destination", neo4j_server)
    neo4j_server.start()
    connection = Connection(parse_address(neo4j_server.url))
    prepare(connection)
    connection.close()
    store = Neo4jStore(neo4j_server.url)
    found = read_graph(store)
    assert found.nodes == graph.nodes
    assert found.edges == graph.edges
    store.close()


def everything(server: Server) -> tuple[list, list]:
    """All nodes and edges with all their properties."""
    nodes = server.query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS all ORDER BY labels, n.id")
    edges = server.query(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS all "
        "ORDER BY a, type, b, r.paper_id"
    )
    for node in nodes:
        for note in ("touched", "writer", "writer_until", "identity", "state"):
            node["all"].pop(note, None)
    return nodes, edges


def test_an_imported_store_is_the_loaded_one_and_goes_on_from_there(
    neo4j_server, tmp_path, claims_of_three, capsys
):
    url = neo4j_server.url
    neo4j_server.clear()
    assert exit_code(["load", str(claims_of_three), "--store", url, "--progress", "none"]) == 0
    loaded = everything(neo4j_server)
    capsys.readouterr()
    folder = tmp_path / "with a space"
    assert exit_code(["load", str(claims_of_three), "--neo4j-csv", str(folder), "--progress", "none"]) == 0
    (command,) = capsys.readouterr().out.splitlines()
    neo4j_server.kill()
    run_import(f"{command} --overwrite-destination", neo4j_server)
    neo4j_server.start()
    for statement in (folder / "after-import.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
        neo4j_server.query(statement)
    assert everything(neo4j_server) == loaded
    assert exit_code(["load", str(claims_of_three), "--store", url, "--progress", "none"]) == 0
    assert everything(neo4j_server) == loaded
    indexes = {row["name"] for row in neo4j_server.query("SHOW INDEXES")}
    assert {"claimgraph_method_id", "claimgraph_names"} <= indexes


def test_a_delimiter_is_one_that_nobody_writes():
    assert free_delimiter(["one", "\ue000\ue002"]) == "\ue001"
    with pytest.raises(StoreError, match="every private character"):
        free_delimiter(map(chr, range(0xE000, 0xF900)))


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreError) as caught, BulkFiles(tmp_path).writing():
        pass
    assert str(caught.value) == f"{tmp_path}: there is something in this folder; name a new or empty one"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def claims_of_three(tmp_path: Path) -> Path:
    from invented import PAPERS, extraction_line, lines

    path = tmp_path / "claims.jsonl"
    path.write_text(lines([extraction_line(number) for number in range(len(PAPERS))]), encoding="utf-8")
    return path
