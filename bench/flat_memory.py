"""Reads short and long files of every format, each in a process of its own, and prints peak memory and speed.

    python bench/flat_memory.py [--records 200000] [FORMAT ...]

The memory of the long file is to be that of the short one, a tenth of its length.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from rendered import FORMATS

ABSTRACT = "Moss grows on stones and suffers from drought. We propose shade, which keeps it green. " * 10


def records(number: int) -> Iterator[tuple[str, str]]:
    """Papers with abstracts of 900 characters, no two the same."""
    return ((f"Moss on stone {n}", f"{ABSTRACT}It was seen {n} times.") for n in range(number))


def write(path: Path, name: str, number: int) -> None:
    """A file of so many records."""
    with path.open("w", encoding="utf-8") as out:
        if name == "parquet":
            import pyarrow as pa
            from pyarrow import parquet

            columns = {"title": [t for t, _ in records(number)], "abstract": [a for _, a in records(number)]}
            parquet.write_table(pa.table(columns), path, row_group_size=10_000)
        else:
            out.writelines(FORMATS[name](records(number)))


def read(path: str) -> None:
    """Read it, and print papers, the processor's seconds and the most kilobytes that were taken."""
    from extract.readers import read_papers
    from graph.paper import Paper

    began = time.process_time()
    n_papers = sum(isinstance(item, Paper) for item in read_papers([path]))
    seconds = time.process_time() - began
    print(n_papers, f"{seconds:.2f}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


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
    for name in options.formats or [*FORMATS, "parquet"]:
        for number in (options.records // 10, options.records):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"papers.{name}")
                write(path, name, number)
                command = [sys.executable, __file__, "--read", str(path)]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
                papers, seconds, kilobytes = int(said[0]), float(said[1]), int(said[2])
                size = path.stat().st_size / 1e6
            rate = papers / seconds
            print(
                f"{name:10} {number:9,} {size:9.1f} {papers:9,} {rate:10,.0f} {kilobytes / 1e3:9.1f}", flush=True
            )


if __name__ == "__main__":
    main()
