"""Transactions of a good size: many rows in each, few enough bytes for the server's memory."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from graph.neo4j.connection import OutOfMemoryError
from graph.neo4j.statements import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import neo4j

    from graph.neo4j.connection import Connection
    from graph.neo4j.lock import WriterLock

MAX_ROWS = 20_000
MAX_BYTES = 8 << 20
"""About; the server needs some ten times as much for the transaction (its default limit is 70 % of its heap)."""

Part = list[tuple[str, list[Any]]]
"""Statements with their rows; what must be written together or not at all."""


class Batches:
    """Collects parts and writes them, as many in a transaction as fit.

    One transaction is on its way while the next one is collected. A context: all is written at its end, or after an
    error nothing more than what is on its way.
    """

    def __init__(self, connection: Connection, lock: WriterLock) -> None:
        self._connection, self._lock = connection, lock
        self._parts: list[Part] = []
        self._rows = self._bytes = 0
        self._thread = ThreadPoolExecutor(1, "claimgraph writer")
        self._on_its_way: Future[None] | None = None
        self._is_stopped = False
        self.written = 0

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._send()
                self._wait()
        finally:
            self._is_stopped = True
            self._thread.shutdown()

    def add(self, part: Part) -> None:
        """Take a part in, and write what has come together where it is enough."""
        rows = sum(len(rows) for _, rows in part)
        size = sum(_size(row) for _, rows in part for row in rows)
        if self._parts and (self._rows + rows > MAX_ROWS or self._bytes + size > MAX_BYTES):
            self._send()
        self._parts.append(part)
        self._rows += rows
        self._bytes += size

    def _send(self) -> None:
        """Let what has come together be written, after what went before it."""
        self._wait()
        if self._parts:
            self._on_its_way = self._thread.submit(self._write, self._parts)
        self.written += self._rows
        self._parts, self._rows, self._bytes = [], 0, 0

    def _wait(self) -> None:
        if self._on_its_way:
            self._on_its_way.result()
            self._on_its_way = None

    def _write(self, parts: list[Part]) -> None:
        """Write the parts in one transaction, or in smaller ones where the server has not the memory for one."""
        try:
            self._connection.write(lambda transaction: self._run(transaction, parts))
        except OutOfMemoryError:
            if len(parts) == 1:
                raise
            half = len(parts) // 2
            self._write(parts[:half])
            self._write(parts[half:])

    def _run(self, transaction: neo4j.ManagedTransaction, parts: Iterable[Part]) -> None:
        if self._is_stopped:  # while the server was away, and it would have been tried again
            raise CancelledError
        self._lock.prove(transaction)
        by_statement: dict[str, list[Any]] = defaultdict(list)
        for part in parts:
            for statement, rows in part:
                by_statement[statement].extend(rows)
        for statement in sorted(by_statement, key=PHASES.index):
            transaction.run(statement, rows=by_statement[statement]).consume()


def _size(value: Any) -> int:
    """About how many bytes a value takes on its way."""
    if isinstance(value, str):
        return len(value) + 5
    if isinstance(value, dict):
        return sum(len(key) + 2 + _size(v) for key, v in value.items())
    if isinstance(value, list | tuple):
        return 1 + sum(map(_size, value))
    return 9 if value is not None else 1
