"""Transactions of a good size: many rows in each, few enough bytes for the server's memory."""

from __future__ import annotations

from collections import defaultdict
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
    """Collects parts and writes them, as many in a transaction as fit."""

    def __init__(self, connection: Connection, lock: WriterLock) -> None:
        self._connection, self._lock = connection, lock
        self._parts: list[Part] = []
        self._rows = self._bytes = 0
        self.written = 0

    def add(self, part: Part) -> None:
        """Take a part in, and write what has come together where it is enough."""
        rows = sum(len(rows) for _, rows in part)
        size = sum(_size(row) for _, rows in part for row in rows)
        if self._parts and (self._rows + rows > MAX_ROWS or self._bytes + size > MAX_BYTES):
            self.flush()
        self._parts.append(part)
        self._rows += rows
        self._bytes += size

    def flush(self) -> None:
        """Write what has come together."""
        if self._parts:
            self._write(self._parts)
        self.written += self._rows
        self._parts, self._rows, self._bytes = [], 0, 0

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
