"""What a writer to a Neo4j store works out, without a server: a load of papers, then one more; seconds and memory.

python bench/ledger.py [PAPERS ...]

Each size is a process of its own. The statements are made and thrown away, but for the records that papers keep.
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

from projection import generated_records

from graph.collection import Collection, ExtractionHandle
from graph.embedded.log import LogWriter, scan_log
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


def measure(log: Path) -> None:
    """Load all papers of a log but the last, then that one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = [entry.record for entry in scan_log(log)]
        server, ledger = Server(folder), Ledger(folder / "ledger")
        began = time.process_time()
        server.write(ledger, Source(Collection(entries[:-2]), None, {}, set()))
        ledger.commit()
        ledger.close()
        seconds, rows = time.process_time() - began, server.rows
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(entries) // 2 - 1:,} papers: {seconds:.1f} s of the processor, {rows:,} rows, {peak:.0f} MB",
            end="",
        )
        print(f", ledger {(folder / 'ledger').stat().st_size / 1e6:.0f} MB", end="; ")
        began = time.process_time()
        ledger = Ledger(folder / "ledger")
        shelf = LedgerShelf(ledger, server.read)
        collection = Collection(entries[-2:], shelf)
        server.write(ledger, Source(collection, shelf, {}, set()))
        ledger.commit()
        print(f"one more: {time.process_time() - began:.2f} s, {server.rows} rows", flush=True)


def main() -> None:
    """Print a line a size."""
    if sys.argv[1:2] == ["--log"]:
        measure(Path(sys.argv[2]))
        return
    for n_papers in sys.argv[1:] or ["2000", "20000"]:
        with tempfile.TemporaryDirectory() as name:
            log = Path(name) / "log.jsonl"
            LogWriter(log, 0).append(generated_records(int(n_papers) + 1))
            subprocess.run([sys.executable, __file__, "--log", str(log)], check=True)


if __name__ == "__main__":
    main()
