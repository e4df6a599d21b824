"""Damages samples of every format and reads them: no exception, no hang, nothing but papers and one-line refusals.

    python bench/fuzz_readers.py [--inputs 100000] [--seconds 60] [--seed 1] [NAME ...]

Each reader gets ``--inputs`` inputs, or as many as fit into ``--seconds``; one in ten goes to a reader that it is
not for. What fails is written to a file whose
name is printed; the last line of the table says what was tried in all.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mutations import mutated
from rendered import FORMATS

from extract.readers import Refusal, read_papers
from extract.readers.formats import readers
from extract.readers.lines import TextSource
from graph.paper import Paper

SLOW = 2.0
"""Seconds of the processor for one input of some kilobytes: a hang, as far as a user is concerned."""


BY_READER = {
    "BibTeX": ("acl.bib", "mendeley.bib", "zotero.bib", "bib"),
    "RIS": ("zotero.ris", "ris"),
    "tables": ("zotero.csv", "web_of_science.tsv", "csv", "tsv"),
    "JSON": ("json", "openalex"),
    "JSON lines": ("jsonl",),
    "Atom": ("arxiv.atom", "atom"),
    "PubMed": ("pubmed.xml", "pubmed"),
    "OpenAlex": ("openalex.json",),
    "Semantic Scholar": ("semantic_scholar.json", "semantic_scholar_bulk.jsonl"),
    "OpenReview": ("openreview_v1.json", "openreview_v2.json"),
    "arXiv dump": ("arxiv_bulk.jsonl",),
    "Crossref": ("crossref.json",),
    "CSL-JSON": ("csl.json",),
    "listing page": ("page",),
    "zip": ("zip",),
    "Parquet": ("parquet",),
}
_PAGE = """Get trending papers in your email inbox
Moss grows
Moss is a plant that grows in the shade of trees and on stones.
3 authors
Aug 30, 2021
Fern, Too
Fern grows where moss has been, and it is taller than that.
2 authors
Sep 2, 2021
"""


def samples() -> dict[str, list[bytes]]:
    """Small sound files by the reader that they are for."""
    folder = ROOT / "tests" / "extract" / "samples"
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".expected"}
    for name, render in FORMATS.items():
        found[name] = "".join(render([("Moss", "It grows."), ("Fern", "It too.")])).encode()
    found |= {"page": _PAGE.encode(), "zip": _zip(found), "parquet": _parquet()}
    return {reader: [found[name] for name in names] for reader, names in BY_READER.items()}


def _zip(found: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("zotero.bib", "zotero.csv"):
            archive.writestr(name, found[name])
    return file.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table({"title": ["Moss", "Fern"], "abstract": ["It grows.", None]}), file)
    return file.getvalue()


class _Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type] -- it is raw enough


def read(content: bytes, forced: int | None) -> tuple[int, int]:
    """Papers and refusals; ``forced`` is the reader that gets it, where its content is not asked."""
    if forced is not None and b"\0" not in content[:1024]:
        try:
            source = TextSource(io.BytesIO(content), "x")
        except Exception:  # noqa: BLE001 -- no text at all: nothing that a reader ever sees
            return 0, 0
        found = list(readers({})[forced].read(source))
        return sum(isinstance(item, Paper) for item in found), len(found)
    sys.stdin = _Stdin(content)  # type: ignore[assignment] -- all that is read of it
    items = list(read_papers(["-"]))
    wrong = [item for item in items if not isinstance(item, Paper) and len(str(item).splitlines()) != 1]
    if wrong or not items:
        raise AssertionError(f"no single line: {wrong}")
    return sum(isinstance(item, Paper) for item in items), sum(isinstance(item, Refusal) for item in items)


def main() -> None:
    """Try, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    all_samples, failures, total = samples(), 0, 0
    n_readers = len(readers({}))
    print(f"{'reader':18} {'inputs':>9} {'papers':>9} {'refused':>9} {'slowest':>9} {'failures':>9}")
    for name, contents in all_samples.items():
        if options.names and name not in options.names:
            continue
        chance, began = random.Random(f"{options.seed} {name}"), time.monotonic()
        n_inputs = n_papers = n_refused = n_failed = 0
        slowest = 0.0
        while n_inputs < options.inputs and time.monotonic() - began < options.seconds:
            content = mutated(chance, contents)
            forced = chance.randrange(n_readers) if chance.random() < 0.1 else None
            start = time.process_time()
            try:
                papers, refused = read(content, forced)
            except Exception:  # noqa: BLE001 -- any at all is what is looked for
                n_failed += 1
                if n_failed <= 3:
                    print(f"{_kept(content)} (reader {forced}): {traceback.format_exc(limit=-3)}")
                continue
            finally:
                seconds = time.process_time() - start
                slowest = max(slowest, seconds)
                n_inputs += 1
                if seconds > SLOW:
                    print(f"{_kept(content)} (reader {forced}): took {seconds:.1f} s")
                    n_failed += 1
            n_papers, n_refused = n_papers + papers, n_refused + refused
        print(f"{name:18} {n_inputs:9,} {n_papers:9,} {n_refused:9,} {slowest:8.3f}s {n_failed:9,}", flush=True)
        failures, total = failures + n_failed, total + n_inputs
    print(f"{'all':18} {total:9,} {'':9} {'':9} {'':9} {failures:9,}")
    sys.exit(bool(failures))


def _kept(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(prefix="fuzz-", delete=False) as file:
        file.write(content)
    return file.name


if __name__ == "__main__":
    main()
