"""Reads short and long files of every format, each in a process of its own, and prints peak memory and speed.

    python bench/flat_memory.py [--records 200000] [FORMAT ...]

The memory of the long file is to be that of the short one, a tenth of its length.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rendered import FORMATS

ABSTRACT = "Moss grows on stones and suffers from drought. We propose shade, which keeps it green. " * 10


def records(number: int) -> Iterator[tuple[str, str]]:
    """Papers with abstracts of 900 characters, no two the same."""
    return ((f"Moss on stone {n}", f"{ABSTRACT}It was seen {n} times.") for n in range(number))


def _arxiv(number: int) -> Iterator[str]:
    for n, (title, abstract) in enumerate(records(number)):
        versions = [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}]
        entry = {
            "id": f"21{n % 12 + 1:02}.{n // 12:05}",
            "title": title,
            "abstract": abstract,
            "categories": "cs.LG",
        }
        yield json.dumps({**entry, "versions": versions, "authors_parsed": [["Moss", "Ann", ""]]}) + "\n"


def _answer(before: str, record: Callable[[int, str, str], object], after: str) -> Callable[[int], Iterator[str]]:
    """One JSON document of a service with its records in a list."""

    def document(number: int) -> Iterator[str]:
        yield before
        for n, (title, abstract) in enumerate(records(number)):
            yield ("," if n else "") + json.dumps(record(n, title, abstract)) + "\n"
        yield after

    return document


SERVICES: dict[str, Callable[[int], Iterator[str]]] = {
    "arxiv": _arxiv,
    "s2": _answer(
        '{"data": [', lambda n, t, a: {"paperId": f"{n:x}", "title": t, "abstract": a, "year": 2021}, "]}"
    ),
    "crossref": _answer(
        '{"message": {"items": [',
        lambda n, t, a: {"DOI": f"10.5555/{n}", "title": [t], "abstract": f"<jats:p>{a}</jats:p>"},
        "]}}",
    ),
    "openreview": _answer(
        '{"notes": [',
        lambda n, t, a: {"forum": f"{n:x}", "content": {"title": {"value": t}, "abstract": {"value": a}}},
        "]}",
    ),
    "csl": _answer("[", lambda n, t, a: {"type": "article-journal", "id": str(n), "title": t, "abstract": a}, "]"),
}
"""Records as services write them; the other formats are those of the tests."""
NAMES = [*FORMATS, *SERVICES, "parquet", "jsonl.gz", "bib.gz", "bib.zip"]


def write(path: Path, name: str, number: int) -> None:
    """A file of so many records."""
    base, _, packing = name.partition(".")
    if name == "parquet":
        import pyarrow as pa
        from pyarrow import parquet

        columns = {"title": [t for t, _ in records(number)], "abstract": [a for _, a in records(number)]}
        # the hardest case: one row group, nothing packed
        parquet.write_table(
            pa.table(columns), path, row_group_size=number, compression="none", use_dictionary=False
        )
        return
    pieces = SERVICES[base](number) if base in SERVICES else FORMATS[base](records(number))
    if packing == "zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(f"papers.{base}", "w") as out,
        ):
            out.writelines(piece.encode() for piece in pieces)
    else:
        with gzip.open(path, "wb", 1) if packing else path.open("wb") as out:
            out.writelines(piece.encode() for piece in pieces)


def read(path: str) -> None:
    """Read it, and print papers, the processor's seconds and the most kilobytes that were taken."""
    from extract.readers import read_papers
    from graph.paper import Paper

    began = time.process_time()
    n_papers = sum(isinstance(item, Paper) for item in read_papers([path]))
    seconds = time.process_time() - began
    print(n_papers, f"{seconds:.2f}", peak_kilobytes())


def peak_kilobytes() -> int:
    """The most that this program took; getrusage would count what its parent took before it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--read", help="only read this file, and say what that took")
    parser.add_argument("formats", nargs="*", default=[])
    options = parser.parse_args()
    if options.read:
        read(options.read)
        return
    print(f"{'format':10} {'records':>9} {'file MB':>9} {'papers':>9} {'records/s':>10} {'peak MB':>9}")
    for name in options.formats or NAMES:
        for number in (options.records // 10, options.records):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"papers.{name}")
                write(path, name, number)
                command = [sys.executable, __file__, "--read", str(path)]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
                papers, seconds, kilobytes = int(said[0]), float(said[1]), int(said[2])
                size = path.stat().st_size / 1e6
            rate = papers / max(seconds, 0.01)
            print(
                f"{name:10} {number:9,} {size:9.1f} {papers:9,} {rate:10,.0f} {kilobytes / 1e3:9.1f}", flush=True
            )


if __name__ == "__main__":
    main()
