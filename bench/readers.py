"""What every reader makes of the samples: a table of records in, papers out, and records refused or passed over.

    python bench/readers.py [FILE_OR_FOLDER ...]

Records are counted by marks of the format, without any reader. Without arguments it reads ``tests/extract/samples``
and Parquet and packed files made of them.
"""

import csv
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from extract.readers import Refusal, read_papers
from graph.paper import Paper

SAMPLES = ROOT / "tests" / "extract" / "samples"
_PASSED_OVER = re.compile(r"(\d[\d,]*) (?:records?|notes?|entr(?:y|ies)|comments?|repl(?:y|ies))\b.*passed over")


class Row(NamedTuple):
    """One sample: what it is, its records, and what became of them."""

    reader: str
    sample: str
    records: int
    papers: int
    refused: int
    passed_over: int


def _marks(pattern: str) -> Callable[[Path], int]:
    return lambda path: len(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE))


def _rows_of(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for row in csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",") if row) - 1


def _objects(path: Path) -> int:
    """The length of the first list of objects in a document; 1 where it is one record."""

    def lists(value: Any) -> Iterator[list[Any]]:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from lists(inner)

    document = json.loads(path.read_text(encoding="utf-8"))
    return len(next(lists(document), [document]))


COUNTERS: dict[str, Callable[[Path], int]] = {
    ".bib": _marks(r"^\s*@(?!comment|string|preamble)\w+\s*\{"),
    ".ris": _marks(r"^TY  - "),
    ".csv": _rows_of,
    ".tsv": _rows_of,
    ".atom": _marks(r"<entry[ >]"),
    ".xml": _marks(r"<PubmedArticle[ >]"),
    ".json": _objects,
    ".jsonl": _marks(r"^\s*\{"),
}
NAMES = {
    "acl.bib": "BibTeX (ACL Anthology)",
    "mendeley.bib": "BibTeX (Mendeley)",
    "zotero.bib": "BibTeX (Zotero)",
    "zotero.ris": "RIS (Zotero)",
    "zotero.csv": "CSV (Zotero)",
    "web_of_science.tsv": "TSV (Web of Science)",
    "csl.json": "CSL-JSON",
    "arxiv.atom": "Atom (arXiv)",
    "arxiv_bulk.jsonl": "arXiv dump",
    "openalex.json": "OpenAlex",
    "semantic_scholar.json": "Semantic Scholar API",
    "semantic_scholar_bulk.jsonl": "Semantic Scholar data set",
    "crossref.json": "Crossref",
    "openreview_v1.json": "OpenReview API 1",
    "openreview_v2.json": "OpenReview API 2",
    "pubmed.xml": "PubMed XML",
}


def tried(path: Path, records: int | None = None) -> Row:
    """Read one file and count."""
    items = list(read_papers([path]))
    notes = [str(item) for item in items if not isinstance(item, Paper | Refusal)]
    passed = sum(int(found[1].replace(",", "")) for note in notes if (found := _PASSED_OVER.search(note)))
    return Row(
        NAMES.get(path.name, path.suffix),
        path.name,
        COUNTERS[path.suffix](path) if records is None else records,
        sum(isinstance(item, Paper) for item in items),
        sum(isinstance(item, Refusal) for item in items),
        passed,
    )


def all_tried() -> list[Row]:
    """The samples, and what is made of them."""
    rows = [tried(SAMPLES / name) for name in NAMES]
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "zotero.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for name in ("zotero.bib", "zotero.ris", "zotero.csv"):
                archive.write(SAMPLES / name, name)
        inside = sum(row.records for row in rows if row.sample.startswith("zotero."))
        rows.append(tried(packed, inside)._replace(reader="zip of the Zotero samples"))
        table = Path(folder) / "frame.parquet"
        rows.append(tried(table, _write_parquet(table))._replace(reader="Parquet"))
    return rows


def _write_parquet(path: Path) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    columns = {"title": ["Moss", "Fern", None], "abstract": ["It grows.", None, "Whose is this?"]}
    parquet.write_table(pa.table(columns), path)
    return len(columns["title"])


def markdown(rows: list[Row]) -> str:
    """The table."""
    head = "| reader | sample | records in | papers out | refused | passed over |\n|---|---|---:|---:|---:|---:|"
    return "\n".join([head, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


if __name__ == "__main__":
    given = [
        file for name in sys.argv[1:] for file in ([Path(name)] if Path(name).is_file() else Path(name).iterdir())
    ]
    print(markdown([tried(path) for path in sorted(given) if path.suffix in COUNTERS] if given else all_tried()))
