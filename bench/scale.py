"""What a whole collection costs: reading, extraction, the store, questions, each with its time and memory.

    python bench/scale.py ARXIV.jsonl.gz FOLDER --papers 10000 [--real] [--jobs 2] [--again STEP]

Takes the first papers of a file and goes through the steps below, each in a process of its own, measured from
outside. Extractions are generated (see ``generated_extractions``), or with ``--real`` our own. Everything lies in
FOLDER: the same line again goes on where it was interrupted, in the middle of an extraction too, and prints the
figures of all runs together.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

_QUESTIONS = (
    "which methods address overfitting",
    "what is diffusion model based on",
    "which methods are applied to image classification since 2020",
)
_ONE_MORE = {
    "title": "Moss on stones",
    "abstract": "Graph convolutional networks suffer from oversmoothing. We propose MossNet, which avoids it.",
}
_REPEATS = 3


class Place(NamedTuple):
    """The files of one benchmark."""

    folder: Path

    papers = property(lambda self: self.folder / "papers.jsonl.gz")
    lines = property(lambda self: self.folder / "extractions.jsonl")
    store = property(lambda self: self.folder / "store")
    figures = property(lambda self: self.folder / "figures.json")
    runs = property(lambda self: self.folder / "extraction-runs.jsonl")


def take(source: Path, number: int, place: Place) -> None:
    """The first records of a file, as they are."""
    with gzip.open(source, "rb") as whole, gzip.open(place.papers, "wb", 1) as part:
        part.writelines(islice(whole, number))


def papers_of(place: Place) -> Iterator[Any]:
    """The papers that the records are read as."""
    from extract.readers import read_papers
    from graph.paper import Paper

    return (item for item in read_papers([place.papers]) if isinstance(item, Paper))


def read(place: Place) -> dict[str, Any]:
    """Read the papers alone."""
    return {"papers": sum(1 for _ in papers_of(place))}


def generate(place: Place) -> dict[str, Any]:
    """Write generated extractions."""
    from generated_extractions import generated_extraction

    return _write_lines(place, (generated_extraction(paper) for paper in papers_of(place)))


def extract(place: Place, jobs: int) -> dict[str, Any]:
    """Write our own extractions, of papers that have none yet."""
    from extract.pipeline import extract as extractions

    with place.lines.open("ab+") as file:  # a torn last line is one not written
        file.seek(0)
        whole = [len(line) for line in file if line.endswith(b"\n")]
        file.truncate(sum(whole))
    _write_lines(place, extractions(islice(papers_of(place), len(whole), None), jobs=jobs))
    runs = list(map(json.loads, place.runs.read_text().splitlines()))
    n_papers, seconds = sum(run["papers"] for run in runs), sum(run["seconds"] for run in runs)
    return {"papers": n_papers, "in all runs": round(seconds, 1), "ms a paper": round(1000 * seconds / n_papers)}


def _write_lines(place: Place, extractions: Iterator[Any]) -> dict[str, Any]:
    began, written = time.monotonic(), 0
    try:
        with place.lines.open("a", encoding="utf-8") as file:
            for written, extraction in enumerate(extractions, start=1):  # noqa: B007 -- how many there were
                file.write(extraction.model_dump_json() + "\n")
                file.flush()
    finally:
        with place.runs.open("a") as file:
            file.write(json.dumps({"papers": written, "seconds": time.monotonic() - began}) + "\n")
    return {"papers": written}


def project(place: Place) -> dict[str, Any]:
    """The three parts of publishing a graph: the log is read, the graph made, the snapshot written."""
    from graph.collection import Collection
    from graph.embedded.log import scan_log
    from graph.embedded.snapshot import write_snapshot
    from graph.projection import project as graph_of

    seconds: dict[str, float] = {}

    def timed(name: str, began: float) -> None:
        seconds[name] = round(time.process_time() - began, 1)

    began = time.process_time()
    collection = Collection(entry.record for entry in scan_log(place.store / "log.jsonl"))
    timed("read log", began)
    began = time.process_time()
    collection.papers()
    timed("join copies", began)
    began = time.process_time()
    graph = graph_of(collection)
    timed("make graph", began)
    counts = {"nodes": sum(map(len, graph.nodes.values())), "edges": sum(map(len, graph.edges.values()))}
    began = time.process_time()
    with tempfile.TemporaryDirectory(dir=place.folder) as folder:
        write_snapshot(graph.rows(), Path(folder) / "graph.lbdb")
    timed("write snapshot", began)
    return {**counts, "seconds": seconds}


INNER = {"read": read, "generate": generate, "extract": extract, "project": project}


class Cost(NamedTuple):
    """What a process took: seconds by the clock and of the processor, megabytes at most."""

    seconds: float
    processor: float
    megabytes: float
    said: str


def measured(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder, its output kept; SystemExit where it fails (1 only means: nothing found)."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=sys.stderr)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            with suppress(ChildProcessError):
                process.wait()
            raise SystemExit(130) from None
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > 1 or process.returncode < 0:
            raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
        output.seek(0)
        said = output.read().decode()
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def steps(place: Place, real: bool, jobs: int) -> dict[str, list[list[str]]]:
    """The commands of each step in order; more than one are repeats of which the median counts."""
    python = sys.executable

    def inner(name: str, *more: str) -> list[list[str]]:
        return [[python, __file__, "--inner", name, str(place.folder), *more]]

    def claimgraph(*words: str) -> list[str]:
        return [python, "-m", "claimgraph", *words, "--store", str(place.store)]

    (place.folder / "one.jsonl").write_text(json.dumps(_ONE_MORE), encoding="utf-8")
    return {
        "read": inner("read"),
        **({"extract": inner("extract", "--jobs", str(jobs))} if real else {"generate": inner("generate")}),
        "load": [claimgraph("load", str(place.lines))],
        "second build": [claimgraph("build", str(place.papers))],
        **{f"ask: {question}": [claimgraph("ask", question)] * _REPEATS for question in _QUESTIONS},
        "query most_connected": [claimgraph("query", "most_connected")] * _REPEATS,
        "show overfitting": [claimgraph("show", "overfitting")] * _REPEATS,
        "stats": [claimgraph("stats")] * _REPEATS,
        "project": inner("project"),
        "build one more paper": [claimgraph("build", str(place.folder / "one.jsonl"))],
        "path --all": [claimgraph("path", "overfitting", "dropout", "--all")],
        "stats --top 10": [claimgraph("stats", "--top", "10")],
        "stats --communities 10": [claimgraph("stats", "--communities", "10")],
    }


def main() -> None:
    """Go through the steps that are left, and print a table of all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inner", choices=INNER)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--again", action="append", default=[], metavar="STEP")
    options = parser.parse_args()
    place = Place(options.folder.absolute())
    if options.inner:
        more = {"jobs": options.jobs} if options.inner == "extract" else {}
        print(json.dumps(INNER[options.inner](place, **more)))
        return
    place.folder.mkdir(parents=True, exist_ok=True)
    figures = json.loads(place.figures.read_text()) if place.figures.exists() else {}
    if not place.papers.exists():
        take(options.source, options.papers, place)
    for name, commands in steps(place, options.real, options.jobs).items():
        if name in figures and name not in options.again:
            continue
        if name == "generate":
            place.lines.unlink(missing_ok=True)
        if name == "load":
            shutil.rmtree(place.store, ignore_errors=True)
        costs = sorted(measured(command, place.folder) for command in commands)
        figures[name] = costs[len(costs) // 2]._asdict()
        place.figures.write_text(json.dumps(figures, indent=1))
        print(f"{name}: {figures[name]['seconds']:.1f} s", file=sys.stderr)
    print(table(figures))


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures as Markdown."""
    rows = ["| step | seconds | of the processor | peak MB | |", "|---|---:|---:|---:|---|"]
    for name, cost in figures.items():
        said = cost["said"].strip()
        counts = said.replace('"', "").strip("{}") if said.startswith("{") and "\n" not in said else ""
        numbers = f"{cost['seconds']:.1f} | {cost['processor']:.1f} | {cost['megabytes']:,.0f}"
        rows.append(f"| {name} | {numbers} | {counts} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
