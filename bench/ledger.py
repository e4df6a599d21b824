"""What a writer to a Neo4j store works out, without a server: a load of papers, then one more; seconds and memory.

python bench/ledger.py ARXIV.jsonl.gz [PAPERS ...]

Each size is a process of its own. Extractions are generated (see ``generated_extractions``). The statements are made
and thrown away, but for the records that papers keep.
"""

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generated_extractions import extractions_of, records_of

from graph.collection import Collection, ExtractionHandle
from graph.embedded.log import LogWriter
from graph.extraction import Extraction
from graph.ledger import Ledger
from graph.neo4j.changes import Source, changes
from graph.neo4j.statements import RECORDS, merge_nodes
from graph.records import PaperRecord, load_record
from graph.shelf import Kept, LedgerShelf
from graph.vocabulary import PAPER


class Server:
    """Keeps the papers' records, in a file, and forgets the rest."""

    def __init__(self, folder: Path) -> None:
        self._sql = sqlite3.connect(folder / "records.sqlite")
        self._sql.execute("CREATE TABLE kept(id TEXT PRIMARY KEY, lines TEXT)")
        self._spool = LogWriter(folder / "spool.jsonl", 0)
        self.rows = 0

    def write(self, ledger: Ledger, source: Source) -> None:
        """Take all parts."""
        self.rows = 0
        for part in changes(ledger, source, self.read):
            for statement, rows in part:
                self.rows += len(rows)
                if statement == merge_nodes(PAPER):
                    kept = [(row["id"], row[RECORDS]) for row in rows if RECORDS in row]
                    self._sql.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", kept)

    def read(self, ids: list[str]) -> Iterator[tuple[str, list[Kept]]]:
        """The records of some papers."""
        for paper_id in ids:
            (lines,) = self._sql.execute("SELECT lines FROM kept WHERE id = ?", (paper_id,)).fetchone()
            records = self._spool.append(load_record(line.encode()) for line in lines.split("\n"))
            yield paper_id, [r for r in records if isinstance(r, PaperRecord | ExtractionHandle)]


def measure(source: Path, n_papers: int) -> None:
    """Load so many papers of a file, then the next one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spool = LogWriter(folder / "records.jsonl", 0)
        collection = Collection()
        *_, last = (extraction for extraction in _spooled(source, n_papers + 1, spool, collection))
        server, ledger = Server(folder), Ledger(folder / "ledger")
        began = time.process_time()
        server.write(ledger, Source(collection, None, {}, set()))
        ledger.commit()
        ledger.close()
        seconds, rows = time.process_time() - began, server.rows
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n_papers:,} papers: {seconds:.1f} s of the processor, {rows:,} rows, {peak:.0f} MB", end="")
        print(f", ledger {(folder / 'ledger').stat().st_size / 1e6:.0f} MB", end="; ", flush=True)
        began = time.process_time()
        ledger = Ledger(folder / "ledger")
        shelf = LedgerShelf(ledger, server.read)
        server.write(ledger, Source(Collection(records_of(last), shelf), shelf, {}, set()))
        ledger.commit()
        print(f"one more: {time.process_time() - began:.2f} s, {server.rows} rows", flush=True)


def _spooled(source: Path, n_papers: int, spool: LogWriter, collection: Collection) -> Iterator[Extraction]:
    """Every extraction; all but the last go into the collection, which reads them from the disk."""
    before = None
    for extraction in extractions_of(source, n_papers):
        for record in spool.append(records_of(before)) if before else ():
            collection.add(record)
        before = extraction
        yield extraction


def main() -> None:
    """Print a line a size, each measured in a process of its own."""
    source, *sizes = sys.argv[1:]
    if len(sizes) == 1:
        measure(Path(source), int(sizes[0]))
        return
    for size in sizes or ["2000", "20000"]:
        subprocess.run([sys.executable, __file__, source, size], check=True)


if __name__ == "__main__":
    main()
