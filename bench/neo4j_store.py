"""The Neo4j store against the bare driver and the import tool, on a server of its own (needs Java).

python bench/neo4j_store.py load ARXIV.jsonl.gz [PAPERS]      over Bolt, against the driver writing the same rows
python bench/neo4j_store.py queries [PAPERS]                  bulk files against the import tool; canned queries
python bench/neo4j_store.py papers ARXIV.jsonl.gz [PAPERS]    the command loads papers, then one more

Extractions are generated (see ``generated_extractions``); for the queries a whole graph is.

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
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
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
from generated_extractions import extractions_of, records_of
from neo4j_graphs import parts_of
from neo4j_server import PASSWORD, Server

from graph.collection import Collection
from graph.ledger import Ledger
from graph.neo4j.address import parse_address
from graph.neo4j.batches import MAX_ROWS, Batches, Part
from graph.neo4j.bulk import BulkFiles, free_delimiter, write_files
from graph.neo4j.changes import Source, changes
from graph.neo4j.connection import Connection
from graph.neo4j.lock import WriterLock
from graph.neo4j.schema import prepare
from graph.neo4j.statements import PHASES
from graph.neo4j.store import Neo4jStore
from graph.records import Record
from graph.store import Reader, Rows
from graph.tables import Graph
from graph.vocabulary import MENTIONS, PAPER
from queries.catalogue import catalogue
from queries.header import Query
from queries.running import run_statements

LOAD_ROUNDS = 4
"""The server compiles for a long while: whatever comes first takes three times as long."""
QUERY_RUNS, FEWEST_RUNS, QUERY_SECONDS = 25, 4, 10
"""Runs of each way, fewer after so many seconds; the quickest counts, as other work on the machine only ever adds."""


def write_by_store(server: Server, parts: list[Part]) -> float:
    """What publishing does with the parts that it has made: transactions of a good size, under the lock."""
    connection = Connection(parse_address(server.url))
    lock = WriterLock(connection)
    lock.acquire()
    began = time.perf_counter()
    with Batches(connection, lock) as batches:
        for part in parts:
            batches.add(part)
    seconds = time.perf_counter() - began
    lock.release()
    connection.close()
    return seconds


def write_by_driver(server: Server, parts: list[Part]) -> float:
    """The same rows by the same statements in batches of the same size, and nothing else."""
    by_statement: dict[str, list[Any]] = defaultdict(list)
    for part in parts:
        for statement, rows in part:
            by_statement[statement] += rows
    with neo4j.GraphDatabase.driver(server.url, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        began = time.perf_counter()
        for statement in sorted(by_statement, key=PHASES.index):
            remaining = iter(by_statement[statement])
            while some := list(islice(remaining, MAX_ROWS)):
                session.execute_write(lambda t: t.run(statement, rows=some).consume())  # noqa: B023 -- run at once
        return time.perf_counter() - began


def load_all(server: Server, records: list[Record]) -> float:
    """Everything from records to a graph that is whole: records made safe, names, rows, writing."""
    store = Neo4jStore(server.url)
    began = time.perf_counter()
    with store.writing() as writer:
        writer.append(records)
        writer.publish()
    seconds = time.perf_counter() - began
    store.close()
    return seconds


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


def load(server: Server, source: str, n_papers: str = "2500") -> None:
    """The same rows in all ways into an empty server, in turn."""
    records = [r for extraction in extractions_of(Path(source), int(n_papers)) for r in records_of(extraction)]
    with closing(Ledger()) as ledger:
        parts = list(changes(ledger, Source(Collection(records), None, {}, set()), lambda _: ()))
    print(f"{n_papers} papers, {sum(len(rows) for part in parts for _, rows in part):,} rows", flush=True)
    server.start()
    make_ours(server)
    write_by_driver(server, parts[: len(parts) // 4])  # the server warms up
    ways: dict[str, Callable[[], float]] = {
        "the driver": lambda: write_by_driver(server, parts),
        "the store, rows given": lambda: write_by_store(server, parts),
        "the store, records given": lambda: load_all(server, records),
    }
    figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for turn in range(LOAD_ROUNDS):
        for name in list(ways)[:: 1 if turn % 2 else -1]:
            server.clear_in_steps()
            make_ours(server)
            before = processor_seconds(server)
            clock = ways[name]()
            here, there = (now - then for now, then in zip(processor_seconds(server), before, strict=True))
            figures[name].append((clock, here, there))
            print(f"by {name}: {clock:.1f} s; processor: here {here:.1f} s, server {there:.1f} s", flush=True)
    best = {name: min(map(itemgetter(0), found)) for name, found in figures.items()}
    for name in list(ways)[1:]:
        print(f"{name}: {best['the driver'] / best[name]:.2f} of the bare driver's speed")


def processor_seconds(server: Server) -> tuple[float, float]:
    """What this process and the server have used; unlike the clock's it hardly changes with what else runs."""
    assert server.process
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def queries(server: Server, n_papers: str = "100000") -> None:
    """Write bulk files, import them, and ask what was imported."""
    graph = described(int(n_papers))
    files = server.home / "files"
    files.mkdir()
    began = time.perf_counter()
    write_files(parts_of(graph), free_delimiter(()), files)
    written = time.perf_counter() - began
    began = time.perf_counter()
    server.admin(*shlex.split(BulkFiles(files).command())[1:], "--overwrite-destination")
    imported = time.perf_counter() - began
    print(f"bulk files: written in {written:.1f} s, imported in {imported:.1f} s (the start of Java included)")
    began = time.perf_counter()
    make_ours(server.start())
    print(f"start of the server, empty lists and indexes: {time.perf_counter() - began:.1f} s", flush=True)
    time_queries(server, graph)


def papers(server: Server, source: str, n_papers: str = "20000") -> None:
    """The command as a process of its own: many papers, then one more."""
    server.start()
    many, one = server.home / "papers.jsonl", server.home / "one.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for number, extraction in enumerate(extractions_of(Path(source), int(n_papers) + 1)):
            line = json.dumps(extraction.dump()) + "\n"
            if number == int(n_papers):
                one.write_text(line, encoding="utf-8")
            else:
                file.write(line)
    for name, lines in ((f"{n_papers} papers", many), ("one more", one)):
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


PARTS: dict[str, Callable[..., None]] = {"load": load, "queries": queries, "papers": papers}


def main() -> None:
    """Print the figures of one part."""
    name, *arguments = sys.argv[1:]
    os.environ["NEO4J_PASSWORD"] = PASSWORD
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "home", heap="2g", java=["-XX:TieredStopAtLevel=4"])
        try:
            PARTS[name](server, *arguments)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
