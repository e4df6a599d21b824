"""``kill -9`` at any moment of ``build``: nothing that was reported done is lost, and readers never fail."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from reading_back import read_graph

from graph.embedded.store import EmbeddedStore
from graph.records import ExtractionRecord

PAPERS = Path(__file__).parents[1] / "seeds" / "heterophily.jsonl"
KILLS = int(os.environ.get("CLAIMGRAPH_KILLS", "50"))

_READER = """
import sys, time
from pathlib import Path
from graph.embedded.store import EmbeddedStore
from graph.errors import StoreMissingError
answers = 0
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    store = EmbeddedStore(Path(sys.argv[1]))
    try:
        store.run("MATCH (p:Paper)-[r:MENTIONS]->(m:Method) RETURN count(*) AS n", {})
        answers += 1
    except StoreMissingError:
        time.sleep(0.01)
    finally:
        store.close()
print(answers)
"""


def build_command(store: Path) -> list[str]:
    return [sys.executable, "-m", "claimgraph", "build", str(PAPERS), "--store", str(store), "--progress=jsonl"]


def finished_build(store: Path) -> float:
    """Build without being disturbed; gives the seconds that it took."""
    start = time.monotonic()
    subprocess.run(build_command(store), check=True, capture_output=True)
    return time.monotonic() - start


def killed_build(store: Path, after: float) -> set[str]:
    """Build, killed after so many seconds; gives the ids that were reported done."""
    process = subprocess.Popen(build_command(store), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(after)
    process.kill()
    said = process.communicate()[1].splitlines()
    return {event["done"] for event in map(whole_event, said) if "done" in event}


def whole_event(line: str) -> dict:
    try:
        return json.loads(line)
    except ValueError:  # the kill cut it
        return {}


def extracted(store: Path) -> set[str]:
    return {r.paper_id for r in EmbeddedStore(store).records() if isinstance(r, ExtractionRecord)}


def graph_in(root: Path) -> object:
    store = EmbeddedStore(root)
    try:
        return read_graph(store)
    finally:
        store.close()


@contextmanager
def reader_beside(store: Path, end: Path) -> Iterator[None]:
    """Another process that asks all the time; its failure is ours."""
    process = subprocess.Popen(
        [sys.executable, "-c", _READER, str(store), str(end)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield
        end.touch()
        said, complaint = process.communicate(timeout=60)
        assert complaint == ""
        assert int(said) > 0
    finally:
        process.kill()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, float]:
    root = tmp_path_factory.mktemp("undisturbed") / "s"
    seconds = finished_build(root)
    return graph_in(root), seconds


@pytest.mark.parametrize("with_reader", [False, True], ids=["alone", "with a reader"])
def test_killed_builds_lose_nothing_and_are_completed_by_the_next(
    tmp_path: Path, undisturbed: tuple[object, float], with_reader: bool
) -> None:
    graph, seconds = undisturbed
    seed = int(os.environ.get("CLAIMGRAPH_SEED", time.time_ns() % 1_000_000))
    print(f"CLAIMGRAPH_SEED={seed}")
    chance, kills = random.Random(seed), 0
    while kills < KILLS // 2:
        root = tmp_path / f"s{kills}"
        if with_reader:
            with reader_beside(root, tmp_path / f"end{kills}"):
                kills += disturbed_builds(root, chance, seconds)
        else:
            kills += disturbed_builds(root, chance, seconds)
        assert graph_in(root) == graph


def disturbed_builds(root: Path, chance: random.Random, seconds: float) -> int:
    """Five killed builds of one store, then one that may finish."""
    for _ in range(5):
        done = killed_build(root, chance.uniform(0.05, seconds))
        if done:
            assert done <= extracted(root)
    finished_build(root)
    return 5
