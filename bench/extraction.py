"""How fast texts are read on one core, beside the bare encoder and beside the tokenizer alone; start, cores, memory.

    python bench/extraction.py PAPERS [--papers 200] [--jobs 1 2]

PAPERS is anything that ``claimgraph build`` reads. The three rates come from one process with one thread, a few papers
at a time in turn, so that a busy machine slows all three alike.
"""

import argparse
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from extract.pipeline import extract, load_pipeline
from extract.readers import read_papers
from graph.paper import Paper

_TURN = 10
_STARTED = (
    "from extract.pipeline import *; from graph.paper import Paper; next(extract([Paper(title='Calm nets')]))"
)


def rates(papers: list[Paper]) -> dict[str, float]:
    """Seconds of processor a paper: all parts, the encoder's bare session, the words alone."""
    import numpy as np
    import spacy

    from extract.components.words import split
    from extract.model.encoder import END, START, load_encoder
    from extract.model.text import text_of

    nlp, encoder, plain = load_pipeline(), load_encoder(), spacy.blank("en")
    session = encoder._session
    spent = dict.fromkeys(("all parts", "bare encoder", "spaCy's tokenizer"), 0.0)

    def timed(name: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        spent[name] += time.process_time() - start

    def ids_of(paper: Paper) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
        tokens, _ = split(paper.text)
        words = text_of(tokens, [False] * len(tokens)).words
        numbers = [number for word in encoder.subwords(words) for number in word]
        return np.array([[START, *numbers[:510], END]], dtype=np.int64)

    list(extract(papers[:_TURN], nlp))
    for at in range(0, len(papers), _TURN):
        turn = papers[at : at + _TURN]
        prepared = [ids_of(paper) for paper in turn]
        timed("all parts", lambda turn=turn: list(extract(turn, nlp)))
        timed("bare encoder", lambda ids=prepared: [session.run(None, {"ids": one}) for one in ids])
        timed("spaCy's tokenizer", lambda turn=turn: [plain.make_doc(paper.text) for paper in turn])
    return {name: seconds / len(papers) for name, seconds in spent.items()}


def by_jobs(papers: Iterable[Paper], jobs: int) -> float:
    """Papers a second with so many processes, their start included."""
    start = time.perf_counter()
    return sum(1 for _ in extract(papers, jobs=jobs)) / (time.perf_counter() - start)


def started() -> float:
    """Seconds until a new process has read its first paper."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _STARTED], cwd=ROOT, check=True)
    return time.perf_counter() - start


def peaks(papers: list[Paper]) -> list[float]:
    """MB at most after a tenth of the papers, and after all."""
    found, nlp = [], load_pipeline()
    for part in (papers[: len(papers) // 10], papers):
        for _ in extract(part, nlp):
            pass
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, os.cpu_count() or 1])
    given = parser.parse_args()
    found = (item for item in read_papers([given.source]) if isinstance(item, Paper))
    papers = list(islice(found, given.papers))
    context = multiprocessing.get_context("spawn")  # a process that is one of several takes one thread
    with context.Pool(1, maxtasksperchild=1) as pool:
        spent = pool.apply(rates, (papers,))
        for name, seconds in spent.items():
            print(f"{name:18} {1000 * seconds:8.1f} ms a paper, {1 / seconds:8.1f} papers a second")
        print(f"the bare encoder takes {spent['bare encoder'] / spent['all parts']:.2f} of the time")
        few, all_ = pool.apply(peaks, (papers,))
        print(f"memory: {few:.0f} MB after {len(papers) // 10} papers, {all_:.0f} MB after {len(papers)}")
    for jobs in given.jobs:
        print(f"--jobs {jobs}: {by_jobs(papers, jobs):.1f} papers a second")
    print(f"first paper of a new process: {min(started() for _ in range(3)):.2f} s")


if __name__ == "__main__":
    main()
