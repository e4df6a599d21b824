"""Writing to a Neo4j store: records first, safe as pending ones, then the difference that they make."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.collection import Collection, ExtractionHandle
from graph.neo4j.batches import MAX_BYTES, MAX_ROWS, Batches
from graph.neo4j.difference import Target, Unit
from graph.neo4j.schema import MARK, MARK_ID, read_mark
from graph.neo4j.statements import (
    ADD_PENDING,
    CLEAR_CLAIMS,
    CLEAR_EDGES,
    CLEAR_RESULTS,
    DELETE_PAPERS,
    DROP_PENDING,
    LAST_PENDING,
    RECORDS,
    create_edges,
    delete_nodes,
    merge_nodes,
    read_digests,
)
from graph.records import ExtractionRecord, PaperRecord, dump_record
from graph.versions import GRAPH_VERSION
from graph.vocabulary import ENTITY_TYPES, PAPER, RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import neo4j

    from graph.neo4j.connection import Connection
    from graph.neo4j.lock import WriterLock
    from graph.records import Record

Kept = PaperRecord | ExtractionHandle
Key = str | tuple[str, str]
"""Names a record that a paper keeps: the copy, or text and extractor."""

_READ_AT_ONCE = 2000
_DELETED_AT_ONCE = 2000


def _key(record: Record | ExtractionHandle) -> Key | None:
    if isinstance(record, PaperRecord):
        return record.copy_id
    if isinstance(record, ExtractionHandle | ExtractionRecord):
        return record.text, record.extractor
    return None


class Neo4jWriter:
    """Adds records and publishes the graph; made by ``Neo4jStore.writing``.

    Extractions are kept in a file beside, not in memory.
    """

    def __init__(self, connection: Connection, lock: WriterLock, spool: Path) -> None:
        from graph.embedded.log import LogWriter

        self._connection, self._lock = connection, lock
        self._collection = Collection()
        self._spool = LogWriter(spool, 0)
        self._kept_by: dict[str, set[Key]] = defaultdict(set)
        self._new: set[Key] = set()
        self._has_pending = False
        self._read()
        last = connection.rows(LAST_PENDING, {})[1][0][0]
        self._next_number = 0 if last is None else last + 1

    def _read(self) -> None:
        from graph.neo4j.store import stored_lines
        from graph.records import load_record

        lines = stored_lines(self._connection)
        while some := list(islice(lines, _READ_AT_ONCE)):
            records = [load_record(line) for _, line in some]
            for (paper_id, _), record in zip(some, self._spool.append(records), strict=True):
                self._collection.add(record)
                key = _key(record)
                if paper_id is None:
                    self._has_pending = True
                    if key:
                        self._new.add(key)
                elif key:
                    self._kept_by[paper_id].add(key)

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
            self._new.update(filter(None, map(_key, new)))

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
        from graph.projection import project

        target = Target(project(self._collection))
        kept = {paper.id: records for paper, records in self._collection.kept()}
        there = self._digests(PAPER)
        stale = sorted(there.keys() - target.papers.keys())
        changed = {
            paper_id
            for paper_id, digest in target.papers.items()
            if there.get(paper_id) != digest or self._records_changed(paper_id, kept[paper_id])
        }
        self._save_movers(kept)
        batches = Batches(self._connection, self._lock)
        if stale:
            for paper_id in stale:
                batches.add([(s, [paper_id]) for s in (CLEAR_CLAIMS, CLEAR_RESULTS, CLEAR_EDGES, DELETE_PAPERS)])
        gone: list[tuple[str, str]] = []
        for label in ENTITY_TYPES:
            present = self._digests(label)
            for row in target.entity_rows(label, present):
                batches.add([(merge_nodes(label), [row])])
            gone += [(label, node_id) for node_id in sorted(present.keys() - target.entities[label].keys())]
        for unit in target.units(changed):
            batches.add(part_of(unit, kept[unit.node["id"]]))
        for label, node_id in gone:
            batches.add([(delete_nodes(label), [node_id])])
        batches.flush()
        self._finish()
        self._kept_by = defaultdict(set, {i: {k for r in rs if (k := _key(r))} for i, rs in kept.items()})
        return batches.written > 0 or not is_current

    def _digests(self, label: str) -> dict[str, str]:
        return dict(self._connection.pages(read_digests(label), "", MAX_ROWS))

    def _records_changed(self, paper_id: str, records: list[Kept]) -> bool:
        keys = {key for record in records if (key := _key(record))}
        return keys != self._kept_by.get(paper_id, set()) or not keys.isdisjoint(self._new)

    def _save_movers(self, kept: dict[str, list[Kept]]) -> None:
        """Make pending again what goes from one paper to another: the one may be written long before the other."""
        home = {key: paper_id for paper_id, keys in self._kept_by.items() for key in keys}
        movers = {
            key: record
            for paper_id, records in kept.items()
            for record in records
            if (key := _key(record)) and home.get(key, paper_id) != paper_id
        }
        if movers:
            self._add_pending(_line(record) for record in movers.values())

    def _finish(self) -> None:
        """Say that the graph is whole, then let go of the records that the papers keep now."""

        def drop(transaction: neo4j.ManagedTransaction) -> int:
            self._lock.prove(transaction)
            dropped = transaction.run(DROP_PENDING, limit=_DELETED_AT_ONCE).single(strict=True)
            transaction.run(f"MATCH (s:{MARK} {{id: $id}}) SET s.made_by = $by", id=MARK_ID, by=GRAPH_VERSION)
            return int(dropped[0])

        while self._connection.write(drop) == _DELETED_AT_ONCE:
            pass
        self._has_pending = False
        self._new.clear()

    def close(self) -> None:
        """Close the file beside."""
        self._spool.close()


def part_of(unit: Unit, records: list[Kept]) -> list[tuple[str, list[Any]]]:
    """The statements that make one paper what it is to be, whatever is there of it."""
    paper_id = unit.node["id"]
    row = {**unit.node, RECORDS: lines_of(records)}
    by_ends: dict[Any, list[Any]] = defaultdict(list)
    for ends, edge in unit.edges:
        by_ends[ends].append(edge)
    return [
        *((statement, [paper_id]) for statement in (CLEAR_CLAIMS, CLEAR_RESULTS, CLEAR_EDGES)),
        (merge_nodes(PAPER), [row]),
        *([(merge_nodes(RESULT), unit.results)] if unit.results else []),
        *((create_edges(ends), rows) for ends, rows in by_ends.items()),
    ]


def lines_of(records: Iterable[Kept]) -> str:
    """The records that a paper keeps, one line each."""
    return b"\n".join(map(_line, records)).decode()


def _line(record: Kept) -> bytes:
    return dump_record(record.load() if isinstance(record, ExtractionHandle) else record)
