"""The Neo4j store against the bare driver and the import tool, on a server of its own (needs Java).

python bench/neo4j_store.py load [PAPERS]      over Bolt, against the bare driver writing the same rows
python bench/neo4j_store.py queries [PAPERS]   bulk files against the import tool; canned queries on what it imported
python bench/neo4j_store.py papers [PAPERS]    the command loads papers and adds one more: seconds, peak memory

Soaks are the tests with other numbers:
CLAIMGRAPH_NEO4J_KILLS=30 pytest tests/graph/test_neo4j_faults.py -k killed_in_mid_load
CLAIMGRAPH_NEO4J_ORACLE_GRAPHS=112 pytest tests/queries/test_on_neo4j.py -k rows_are
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(1, str(ROOT / "tests"))

import neo4j
from generated import generated_graph
from neo4j_server import PASSWORD, Server
from projection import generated_records

from graph.extraction import Extraction
from graph.neo4j.address import parse_address
from graph.neo4j.batches import MAX_ROWS, Batches
from graph.neo4j.bulk import BulkFiles, write_files
from graph.neo4j.changes import part_of
from graph.neo4j.connection import Connection
from graph.neo4j.difference import Target
from graph.neo4j.lock import WriterLock
from graph.neo4j.schema import prepare
from graph.neo4j.statements import RECORDS, create_edges, merge_nodes
from graph.neo4j.store import Neo4jStore
from graph.records import ExtractionRecord, PaperRecord, Record
from graph.store import Reader, Rows
from graph.tables import Graph
from graph.versions import GRAPH_VERSION
from graph.vocabulary import ENTITY_TYPES, MENTIONS, PAPER, RESULT
from queries.catalogue import catalogue
from queries.header import Query
from queries.running import run_statements

LOAD_ROUNDS = 4
"""The server compiles for a long while: whatever comes first takes three times as long."""
QUERY_RUNS, FEWEST_RUNS, QUERY_SECONDS = 25, 4, 10
"""Runs of each way, fewer after so many seconds; the quickest counts, as other work on the machine only ever adds."""


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
    with neo4j.GraphDatabase.driver(
        server.url, auth=("neo4j", PASSWORD), notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
    ) as driver:

        class Bare:
            def run(self, cypher: str, parameters: Any) -> Any:
                result = driver.execute_query(cypher, parameters, routing_=neo4j.RoutingControl.READ)
                return Rows(tuple(result.keys), [tuple(record) for record in result.records])

        ratios = []
        for query in catalogue().values():
            values = about_hubs(query, graph)
            seconds: dict[str, list[float]] = {"store": [], "driver": []}
            rows = 0
            ways: list[tuple[str, Reader]] = [("store", store), ("driver", Bare())]
            enough = time.perf_counter() + QUERY_SECONDS
            while len(seconds["store"]) < (QUERY_RUNS if time.perf_counter() < enough else FEWEST_RUNS):
                for name, reader in ways:
                    began = time.perf_counter()
                    rows = len(run_statements(reader, query, values))
                    seconds[name].append(time.perf_counter() - began)
                ways.reverse()
            assert rows, f"{query.name} found nothing: the generated graph has to answer every query"
            ours, theirs = min(seconds["store"]), min(seconds["driver"])
            ratios.append(ours / theirs)
            print(
                f"  {query.name}: {rows} rows, {1000 * ours:.1f} ms, {ratios[-1]:.2f} times the bare driver",
                flush=True,
            )
    middle, least, most = median(ratios), min(ratios), max(ratios)
    print(f"{len(ratios)} queries: median {middle:.2f} times the bare driver, {least:.2f} to {most:.2f}")
    store.close()


def about_hubs(query: Query, graph: Graph) -> dict[str, Any]:
    """A query asked of what most papers speak of, all else as by default.

    The commonest entity of a type, the second one too where two are asked for; a paper that speaks of the commonest
    method; the author of most papers.
    """
    values: dict[str, Any] = {}
    asked: Counter[str] = Counter()
    for name, declared in query.parameters.items():
        if declared.default is not None:
            values[name] = declared.default
        elif declared.kind == "entity":
            label = declared.types[0]
            values[name] = [graph.nodes[label][asked[label]].id]
            asked[label] += 1
        elif declared.kind == "paper":
            hub = graph.nodes["Method"][0].id
            values[name] = [next(e.subject for e in graph.edges[MENTIONS, PAPER, "Method"] if e.object == hub)]
        else:
            assert declared.kind == "author", f"{query.name}: what to ask for {name}?"
            values[name] = Counter(name for p in graph.nodes[PAPER] for name in p.authors).most_common(1)[0][:1]
    return values


def load(server: Server, n_papers: int) -> None:
    """Both ways into an empty server, in turn."""
    load_with_driver(server.start(), generated_graph(300))  # the server warms up
    graph = described(n_papers)
    ways = [("driver", load_with_driver), ("store", load_with_store)]
    figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name, _ in ways}
    for _ in range(LOAD_ROUNDS):
        for name, way in ways:
            server.clear_in_steps()
            make_ours(server)
            here, there = processor_seconds(server)
            clock = way(server, graph)
            here, there = (now - then for now, then in zip(processor_seconds(server), (here, there), strict=True))
            figures[name].append((clock, here, there))
            print(
                f"load by the {name}: {clock:.1f} s; processor: here {here:.1f} s, server {there:.1f} s",
                flush=True,
            )
        ways.reverse()
    by_clock, by_processor = (
        min(map(key, figures["driver"])) / min(map(key, figures["store"]))
        for key in (itemgetter(0), lambda figure: figure[1] + figure[2])
    )
    print(f"load: {by_clock:.2f} of the bare driver's speed; by the processor's seconds {by_processor:.2f}")


def processor_seconds(server: Server) -> tuple[float, float]:
    """What this process and the server have used; unlike the clock's it hardly changes with what else runs."""
    assert server.process
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def queries(server: Server, n_papers: int) -> None:
    """Write bulk files, import them, and ask what was imported."""
    graph = described(n_papers)
    files = server.home / "files"
    files.mkdir()
    began = time.perf_counter()
    write_files(graph, {paper.id: "" for paper in graph.nodes[PAPER]}, files)
    written = time.perf_counter() - began
    began = time.perf_counter()
    server.admin(*shlex.split(BulkFiles(files).command())[1:], "--overwrite-destination")
    imported = time.perf_counter() - began
    print(f"bulk files: written in {written:.1f} s, imported in {imported:.1f} s (the start of Java included)")
    began = time.perf_counter()
    make_ours(server.start())
    print(f"start of the server, empty lists and indexes: {time.perf_counter() - began:.1f} s", flush=True)
    time_queries(server, graph)


def papers(server: Server, n_papers: int) -> None:
    """The command as a process of its own: many papers, then one more."""
    server.start()
    records = generated_records(n_papers + 1)
    every = [line_of(paper, extraction) for paper, extraction in zip(records[::2], records[1::2], strict=True)]
    del records  # the processes measured need the memory
    for name, some in ((f"{n_papers:,} papers", every[:-1]), ("one more", every[-1:])):
        lines = server.home / "papers.jsonl"
        lines.write_bytes(b"".join(some))
        command = [sys.executable, "-m", "claimgraph", "load", str(lines), "--store", server.url]
        began = time.perf_counter()
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(server.home / "cache")}
        process = subprocess.Popen([*command, "--progress", "none"], env=surroundings)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        print(
            f"load of {name}: exit {os.waitstatus_to_exitcode(status)}, {seconds:.1f} s, processor "
            f"{used.ru_utime + used.ru_stime:.1f} s, peak memory {used.ru_maxrss / 1024:.0f} MB",
            flush=True,
        )


def line_of(paper: Record, extraction: Record) -> bytes:
    """A line as ``claimgraph extract`` writes it."""
    assert isinstance(paper, PaperRecord)
    assert isinstance(extraction, ExtractionRecord)
    line = Extraction(
        paper=paper.paper,
        entities=extraction.entities,
        triples=extraction.triples,
        results=extraction.results,
        extractor=extraction.extractor,
    )
    return json.dumps(line.dump()).encode() + b"\n"


def described(n_papers: int) -> Graph:
    """A generated graph, announced."""
    graph = generated_graph(n_papers)
    nodes, edges = (sum(map(len, rows.values())) for rows in (graph.nodes, graph.edges))
    print(f"{n_papers:,} papers, {nodes:,} nodes, {edges:,} edges", flush=True)
    return graph


def make_ours(server: Server) -> None:
    """Mark and indexes."""
    connection = Connection(parse_address(server.url))
    prepare(connection)
    connection.close()


PARTS: dict[str, tuple[Callable[[Server, int], None], int]] = {
    "load": (load, 2_500),
    "queries": (queries, 100_000),
    "papers": (papers, 20_000),
}


def main() -> None:
    """Print the figures of one part."""
    part, usual = PARTS[sys.argv[1]]
    os.environ["NEO4J_PASSWORD"] = PASSWORD
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "home", heap="2g", java=["-XX:TieredStopAtLevel=4"])
        try:
            part(server, int(sys.argv[2]) if len(sys.argv) > 2 else usual)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
