"""Writing to a Neo4j store: records first, safe as pending ones, then the difference that they make."""

from __future__ import annotations

import uuid
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from graph.collection import Collection, ExtractionHandle
from graph.neo4j.batches import MAX_BYTES, MAX_ROWS, Batches
from graph.neo4j.changes import Source, changes, key_of, line_of
from graph.neo4j.ledger_file import LedgerFile
from graph.neo4j.schema import MARK, MARK_ID, STATE, read_mark
from graph.neo4j.statements import (
    ADD_PENDING,
    DROP_PENDING,
    LAST_PENDING,
    READ_RECORDS_OF,
    read_digests,
)
from graph.records import PaperRecord, dump_record, load_record
from graph.shelf import LedgerShelf
from graph.versions import GRAPH_VERSION
from graph.vocabulary import ENTITY_TYPES, PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import neo4j

    from graph.ledger import Ledger
    from graph.neo4j.changes import Key
    from graph.neo4j.connection import Connection
    from graph.neo4j.lock import WriterLock
    from graph.records import Record
    from graph.shelf import Kept

_READ_AT_ONCE = 2000
_KEPT_AT_ONCE = 500
_DELETED_AT_ONCE = 2000

_BEGIN = (
    f"MATCH (s:{MARK} {{id: $id}}) SET s.identity = coalesce(s.identity, $identity) REMOVE s.{STATE} "
    "RETURN s.identity"
)
_END = f"MATCH (s:{MARK} {{id: $id}}) SET s.made_by = $by, s.{STATE} = $state"


class Neo4jWriter:
    """Adds records and publishes the graph; made by ``Neo4jStore.writing``.

    Where this machine has a true ledger of the database, only the papers are read that new records concern, else
    all of them. Extractions are kept in a file beside, not in memory.
    """

    def __init__(self, connection: Connection, lock: WriterLock, spool: Path) -> None:
        from graph.embedded.log import LogWriter

        self._connection, self._lock = connection, lock
        self._spool = LogWriter(spool, 0)
        self._new: set[Key] = set()
        self._kept_by: dict[str, set[Key]] = {}
        self._has_pending = False
        mark = read_mark(connection)
        self._file = LedgerFile(mark.identity) if mark.identity else None
        self._shelf: LedgerShelf | None = None
        self._collection = Collection()
        self._ledger = self._file.open(mark, connection) if self._file else None
        if self._ledger:
            self._put_on_shelf(self._ledger)
        self._read()
        last = connection.rows(LAST_PENDING, {})[1][0][0]
        self._next_number = 0 if last is None else last + 1

    def _put_on_shelf(self, ledger: Ledger) -> None:
        """Begin anew with a collection from which nothing was taken."""
        self._shelf = LedgerShelf(ledger, self._read_kept)
        self._collection = Collection(shelf=self._shelf)
        self._kept_by = {}

    def _read(self) -> None:
        """Read the pending records, and where nothing is on a shelf those of all papers."""
        from graph.neo4j.store import pending_lines, stored_lines

        lines = stored_lines(self._connection) if self._shelf is None else pending_lines(self._connection)
        while some := list(islice(lines, _READ_AT_ONCE)):
            records = [load_record(line) for _, line in some]
            for (paper_id, _), record in zip(some, self._spool.append(records), strict=True):
                self._collection.add(record)
                key = key_of(record)
                if paper_id is None:
                    self._has_pending = True
                    if key:
                        self._new.add(key)
                elif key:
                    self._kept_by.setdefault(paper_id, set()).add(key)

    def _read_kept(self, paper_ids: list[str]) -> Iterator[tuple[str, list[Kept]]]:
        """The records that papers in the server keep."""
        for at in range(0, len(paper_ids), _KEPT_AT_ONCE):
            found = {"ids": paper_ids[at : at + _KEPT_AT_ONCE]}
            rows = self._connection.rows(READ_RECORDS_OF, found)[1]
            records = [list(map(load_record, lines.encode().split(b"\n"))) for _, lines in rows]
            spooled = iter(self._spool.append(chain.from_iterable(records)))
            for (paper_id, _), some in zip(rows, records, strict=True):
                kept = islice(spooled, len(some))
                yield paper_id, [r for r in kept if isinstance(r, PaperRecord | ExtractionHandle)]

    @property
    def collection(self) -> Collection:
        """All records so far."""
        return self._collection

    def append(self, records: Iterable[Record]) -> None:
        """Add what is new; in the server, on disk, when this returns."""
        new = [record for record in records if self._collection.add(record)]
        if new:
            self._add_pending(map(dump_record, new))
            for item in self._spool.append(new):
                if isinstance(item, ExtractionHandle):
                    self._collection.relocate(item)
            self._new.update(filter(None, map(key_of, new)))

    def _add_pending(self, lines: Iterable[bytes]) -> None:
        self._has_pending = True
        batch: list[list[Any]] = []
        size = 0
        for line in lines:
            batch.append([self._next_number, line.decode()])
            self._next_number += 1
            size += len(line)
            if len(batch) >= MAX_ROWS or size >= MAX_BYTES:
                self._send_pending(batch)
                batch, size = [], 0
        if batch:
            self._send_pending(batch)

    def _send_pending(self, rows: list[list[Any]]) -> None:
        def work(transaction: neo4j.ManagedTransaction) -> None:
            self._lock.prove(transaction)
            transaction.run(ADD_PENDING, rows=rows).consume()

        self._connection.write(work)

    def publish(self) -> bool:
        """Write the difference between what the records say and what is there; False where there was none.

        A small difference is one transaction. Of a large one a reader may see some papers earlier than others,
        but never half of one; interrupted, the next run completes it.
        """
        is_current = read_mark(self._connection).made_by == GRAPH_VERSION
        if is_current and not self._has_pending:
            return False
        file = LedgerFile(self._begin())
        if self._ledger is None:
            self._file, self._ledger = file, file.make()
            self._read_digests(self._ledger)
        if self._shelf:
            self._kept_by = {i: {k for r in rs if (k := key_of(r))} for i, rs in self._shelf.taken.items()}
        self._save_movers()
        source = Source(self._collection, self._shelf, self._kept_by, self._new)
        with Batches(self._connection, self._lock) as batches:
            for part in changes(self._ledger, source, self._read_kept):
                batches.add(part)
        self._ledger, state = file.keep(self._ledger, self._connection)
        self._end(state)
        self._put_on_shelf(self._ledger)
        return batches.written > 0 or not is_current

    def _begin(self) -> str:
        """Say that the graph is being changed; the name of this store."""

        def work(transaction: neo4j.ManagedTransaction) -> str:
            self._lock.prove(transaction)
            given = transaction.run(_BEGIN, id=MARK_ID, identity=uuid.uuid4().hex)
            return str(given.single(strict=True)[0])

        return self._connection.write(work)

    def _read_digests(self, ledger: Ledger) -> None:
        for paper_id, digest in self._connection.pages(read_digests(PAPER), "", MAX_ROWS):
            ledger.paper_written(paper_id, digest)
        for label in ENTITY_TYPES:
            for node_id, digest in self._connection.pages(read_digests(label), "", MAX_ROWS):
                ledger.node_is_there(label, node_id, digest)

    def _save_movers(self) -> None:
        """Make pending again what goes from one paper to another: the one may be written long before the other."""
        home = {key: paper_id for paper_id, keys in self._kept_by.items() for key in keys}
        movers = {
            key: record
            for paper, records in (self._collection.kept() if home else ())
            for record in records
            if (key := key_of(record)) and home.get(key, paper.id) != paper.id
        }
        if movers:
            self._add_pending(map(line_of, movers.values()))

    def _end(self, state: str) -> None:
        """Say that the graph is whole, then let go of the records that the papers keep now."""

        def drop(transaction: neo4j.ManagedTransaction) -> int:
            self._lock.prove(transaction)
            dropped = transaction.run(DROP_PENDING, limit=_DELETED_AT_ONCE).single(strict=True)
            transaction.run(_END, id=MARK_ID, by=GRAPH_VERSION, state=state)
            return int(dropped[0])

        while self._connection.write(drop) == _DELETED_AT_ONCE:
            pass
        self._has_pending = False
        self._new.clear()

    def close(self) -> None:
        """Close the files beside."""
        self._spool.close()
        if self._ledger:
            self._ledger.close()
        if self._file:
            self._file.discard()
