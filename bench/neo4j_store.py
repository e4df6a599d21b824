"""The Neo4j store against the bare driver and the import tool: loading, bulk files, canned queries.

python bench/neo4j_store.py [PAPERS]    (5,000 unless said; needs Java; starts a server of its own)

Soaks are the tests with other numbers:
CLAIMGRAPH_NEO4J_KILLS=30 pytest tests/graph/test_neo4j_faults.py -k killed_in_mid_load
CLAIMGRAPH_NEO4J_ORACLE_GRAPHS=112 pytest tests/queries/test_on_neo4j.py -k rows_are
"""

import os
import resource
import shlex
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(1, str(Path(__file__).parents[1] / "tests"))

import neo4j
from generated import generated_graph
from neo4j_server import PASSWORD, Server

from graph.neo4j.address import parse_address
from graph.neo4j.batches import MAX_ROWS, Batches
from graph.neo4j.bulk import BulkFiles, write_files
from graph.neo4j.connection import Connection
from graph.neo4j.difference import Target
from graph.neo4j.lock import WriterLock
from graph.neo4j.schema import prepare
from graph.neo4j.statements import RECORDS, create_edges, merge_nodes
from graph.neo4j.store import Neo4jStore
from graph.neo4j.writer import part_of
from graph.tables import Graph
from graph.versions import GRAPH_VERSION
from graph.vocabulary import ENTITY_TYPES, PAPER, RESULT
from queries.catalogue import catalogue
from queries.running import run_statements

QUERY_RUNS = 15


def load_with_store(server: Server, graph: Graph) -> float:
    """What publishing does: digests, papers as units, transactions of a good size, under the lock."""
    connection = Connection(parse_address(server.url))
    prepare(connection)
    lock = WriterLock(connection)
    lock.acquire()
    began = time.perf_counter()
    target, batches = Target(graph), Batches(connection, lock)
    for label in ENTITY_TYPES:
        for row in target.entity_rows(label, {}):
            batches.add([(merge_nodes(label), [row])])
    for unit in target.units({paper.id for paper in graph.nodes[PAPER]}):
        batches.add(part_of(unit, []))
    batches.flush()
    seconds = time.perf_counter() - began
    lock.release()
    connection.run_alone("MATCH (s:ClaimgraphStore) SET s.made_by = $by", {"by": GRAPH_VERSION})
    connection.close()
    return seconds


def load_with_driver(server: Server, graph: Graph) -> float:
    """The same rows by UNWIND in batches of the same size, and nothing else."""
    with neo4j.GraphDatabase.driver(server.url, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        began = time.perf_counter()
        target = Target(graph)

        def send(text: str, rows: list[Any]) -> None:
            remaining = iter(rows)
            while some := list(islice(remaining, MAX_ROWS)):
                session.execute_write(lambda t: t.run(text, rows=some).consume())

        for label in (*ENTITY_TYPES, PAPER, RESULT):
            digests = {**target.entities, PAPER: target.papers}.get(label, {})
            more = {RECORDS: ""} if label == PAPER else {}
            send(
                merge_nodes(label),
                [{**n._asdict(), "_digest": digests.get(n.id), **more} for n in graph.nodes[label]],
            )
        for ends, edges in graph.edges.items():
            send(create_edges(ends), [target.edge_row(ends, edge) for edge in edges])
        return time.perf_counter() - began


def time_queries(server: Server, graph: Graph) -> None:
    """Each canned query through the store and as the same text through the bare driver, in turn."""
    store = Neo4jStore(server.url)
    hubs = {label: [node.id for node in graph.nodes[label][:1]] for label in graph.nodes}
    with neo4j.GraphDatabase.driver(
        server.url, auth=("neo4j", PASSWORD), notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
    ) as driver:

        class Bare:
            def run(self, cypher: str, parameters: Any) -> Any:
                from graph.store import Rows

                result = driver.execute_query(cypher, parameters, routing_=neo4j.RoutingControl.READ)
                return Rows(tuple(result.keys), [tuple(record) for record in result.records])

        for query in catalogue().values():
            values: dict[str, Any] = {name: declared.default for name, declared in query.parameters.items()}
            values |= {
                n: hubs[(d.types or (PAPER,))[0]]
                for n, d in query.parameters.items()
                if d.kind in ("entity", "paper")
            }
            values = {n: v if v is not None else {"limit": 20}.get(n, 0) for n, v in values.items()}
            seconds: dict[str, list[float]] = {"store": [], "driver": []}
            rows = 0
            for _ in range(QUERY_RUNS):
                for name, reader in (("store", store), ("driver", Bare())):
                    began = time.perf_counter()
                    rows = len(run_statements(reader, query, values))
                    seconds[name].append(time.perf_counter() - began)
            ours, theirs = median(seconds["store"][2:]), median(seconds["driver"][2:])
            print(f"  {query.name}: {rows} rows, {1000 * ours:.1f} ms, {ours / theirs:.2f} times the bare driver")
    store.close()


def main() -> None:
    """Print all figures."""
    n_papers = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    os.environ["NEO4J_PASSWORD"] = PASSWORD
    graph = generated_graph(n_papers)
    nodes, edges = (sum(map(len, rows.values())) for rows in (graph.nodes, graph.edges))
    print(f"{n_papers:,} papers, {nodes:,} nodes, {edges:,} edges", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "home", heap="2g").start()
        try:
            load_with_driver(server, generated_graph(300))  # the server warms up
            rates = {}
            for name, load in (("driver", load_with_driver), ("store", load_with_store)):
                server.clear_in_steps()
                connection = Connection(parse_address(server.url))
                prepare(connection)
                connection.close()
                rates[name] = load(server, graph)
                print(f"load by the {name}: {rates[name]:.1f} s", flush=True)
            print(f"load: {rates['driver'] / rates['store']:.2f} of the bare driver's speed", flush=True)
            time_queries(server, graph)
        finally:
            server.stop()
        files = Path(folder) / "files"
        files.mkdir()
        began = time.perf_counter()
        write_files(graph, {paper.id: "" for paper in graph.nodes[PAPER]}, files)
        written = time.perf_counter() - began
        began = time.perf_counter()
        server.admin(*shlex.split(BulkFiles(files).command("bulk"))[1:])
        imported = time.perf_counter() - began
        print(f"bulk files: written in {written:.1f} s, imported in {imported:.1f} s (the start of Java included)")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
