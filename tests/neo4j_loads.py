"""Loads that take a while, for tests and measurements of what disturbs them."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import toy
from neo4j_server import PASSWORD, Server
from reading_back import read_graph

from graph.collection import Collection
from graph.neo4j.store import Neo4jStore
from graph.projection import project
from graph.records import ExtractionRecord

ROOT = Path(__file__).parents[1]
EXTRACTOR = "by a toy"
"""Not one of ours, which would make the command read the papers anew."""


def many_papers(number: int) -> list:
    """Papers that all speak of the same few things, so that every one of them is tied to every other."""
    sentences = (
        "We propose DropNode. DropNode addresses over-smoothing. GCN suffers from forgetting.",
        "PairNorm addresses oversmoothing. dropnode is compared with PairNorm.",
        "DropNode reaches 81% on the Cora dataset.",
    )
    return [
        toy.Paper(title=f"Paper {n}", abstract=sentences[n % 3], published=f"20{10 + n % 10}")
        for n in range(number)
    ]


def write_lines(papers: list, path: Path) -> Path:
    """The file to load."""
    path.write_text(
        "".join(json.dumps(toy.extract(paper, EXTRACTOR).dump()) + "\n" for paper in papers), encoding="utf-8"
    )
    return path


def graph_of(papers: list) -> object:
    """What must be in the store when all is loaded."""
    extractions = [ExtractionRecord.of(toy.extract(paper, EXTRACTOR)) for paper in papers]
    return project(Collection([*toy.paper_records(papers), *extractions]))


def graph_in(server: Server) -> object:
    """What is in the store, which must be whole."""
    store = Neo4jStore(server.url)
    try:
        assert not store.unpublished()
        return read_graph(store)
    finally:
        store.close()


def half_papers(server: Server) -> list[dict]:
    """Papers whose edges are not all there; edges that are there twice."""
    return server.query(
        "MATCH (p:Paper) OPTIONAL MATCH (p)-[r:MENTIONS]->(e) "
        "WITH p, count(r) AS n, count(DISTINCT e) AS different "
        "WHERE n = 0 OR n <> different RETURN p.id AS id, n, different"
    )


def start_load(file: Path, server: Server) -> "subprocess.Popen[str]":
    """``claimgraph load`` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "claimgraph", "load", str(file), "--store", server.url, "--progress", "none"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NEO4J_PASSWORD": PASSWORD},
    )


def when_papers_are_in(server: Server, number: int, act: Callable[[], None]) -> threading.Thread:
    """Do something as soon as so many papers are in the graph, in a thread that is already running."""

    def wait() -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if server.query("MATCH (p:Paper) RETURN count(p) AS n")[0]["n"] >= number:
                break
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread
